"""A scikit-learn model as a trainer for telltale: `python3 sklearn_trainer.py FOLDER` (docs/trainers.md).

Put your own model where `model` is made; the rest may stay as it is.
"""

import json
import sys
from pathlib import Path

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

folder = Path(sys.argv[1])
task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
label = task["label"]
kinds = {column["name"]: column["kind"] for column in task["columns"]}
texts = [name for name, kind in kinds.items() if kind != "number"]  # times are left as text here


def read(name):
    """Labels and categories stay text ("NA" is one), numbers are read exactly, and an empty cell is missing."""
    types = {name: str for name in texts} | ({label: str} if task["task"] == "classes" else {})
    return pd.read_csv(
        folder / name,
        dtype=types,
        keep_default_na=False,
        na_values=[""],
        float_precision="round_trip",
    )


train, ask = read("train.csv"), read("ask.csv")
numbers = [name for name, kind in kinds.items() if kind == "number"]
columns = make_column_transformer(
    (SimpleImputer(keep_empty_features=True), numbers),
    (OneHotEncoder(handle_unknown="ignore"), texts),
)
Forest = RandomForestClassifier if task["task"] == "classes" else RandomForestRegressor
model = make_pipeline(columns, Forest(random_state=task["seed"]))
model.fit(train[list(kinds)], train[label])

if task["task"] == "classes":
    answers = pd.DataFrame(model.predict_proba(ask[list(kinds)]), columns=model.classes_)
else:
    answers = pd.DataFrame({label: model.predict(ask[list(kinds)])})
answers.to_csv(folder / "answers.csv", index=False)
