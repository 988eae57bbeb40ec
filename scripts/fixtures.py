"""Makes src/graph/testing/fixtures: models as users have them, and what their own frameworks say of some rows.

Run by hand, never in continuous integration: `python scripts/fixtures.py [torch] [tables] [odd]`, and `keras` with the second list.
A run of one group writes that group's files only. Versions it was last run with (Python 3.11):

    torch==2.15.0 numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0 onnxscript==0.7.2 scikit-learn==1.9.1 skl2onnx==1.20.0
    lightgbm==4.7.0 xgboost==3.2.0 onnxmltools==1.16.0 pandas==3.1.1

    keras==3.15.1 tensorflow-cpu==2.21.0 tf2onnx==1.17.0 numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0

`odd` starts from files that the other two write. Afterwards: `npx oxfmt src/graph/testing/fixtures`.
"""

import importlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "fixtures"))
for group in sys.argv[1:] or ["torch", "tables", "odd"]:
    importlib.import_module(f"{group}_models").main()
importlib.import_module("record").readme()
