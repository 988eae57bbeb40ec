"""From a table to a scikit-learn model that telltale can audit: `python3 sklearn_model.py people.csv occupation`.

Needs scikit-learn, pandas and skl2onnx. Writes train.csv (whom the model learnt from), holdout.csv (whom it never saw)
and model.onnx here; `telltale audit telltale.config.json`, with the file beside this one, audits it. The file names the
columns "occupation" (what is predicted) and "education" (whose groups are compared): put yours there.
"""

import sys

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType

file, label = sys.argv[1:]
people = pd.read_csv(file, keep_default_na=False, na_values=[""])
x, y = people.drop(columns=label), people[label].astype(str)
numbers = list(x.select_dtypes("number"))
texts = [name for name in x if name not in numbers]
x[numbers] = x[numbers].astype("float32")
x[texts] = x[texts].fillna("missing").astype(str)

# Half of the people stay outside: without them nothing can be told.
x_train, x_holdout, y_train, y_holdout = train_test_split(x, y, test_size=0.5, random_state=1)
x_train.assign(**{label: y_train}).to_csv("train.csv", index=False)
x_holdout.assign(**{label: y_holdout}).to_csv("holdout.csv", index=False)

# Put your own model here.
columns = make_column_transformer((SimpleImputer(), numbers), (OneHotEncoder(handle_unknown="ignore"), texts))
model = make_pipeline(columns, RandomForestClassifier(n_estimators=50, random_state=1)).fit(x_train, y_train)
print(f"right for {model.score(x_train, y_train):.0%} of its people and {model.score(x_holdout, y_holdout):.0%} of others")

# One input for each column, called like the column, so that telltale knows what goes where; probabilities as one array.
inputs = [(name, (FloatTensorType if name in numbers else StringTensorType)([None, 1])) for name in x]
onnx = to_onnx(model, initial_types=inputs, options={"zipmap": False})
with open("model.onnx", "wb") as out:
    out.write(onnx.SerializeToString())
