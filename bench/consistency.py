"""AIF360's consistency on Adult: numbers over their standard deviations, categories as 0/1 columns, as telltale measures how similar people are. Usage: python -I consistency.py ADULT.csv

Answer, the last line: the seconds that the call took.
"""
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
from aif360.datasets import BinaryLabelDataset
from aif360.metrics import BinaryLabelDatasetMetric

people = pd.read_csv(sys.argv[1])
features = people.drop(columns=["income", "predicted"])
numbers = features.select_dtypes("number")
frame = pd.concat([numbers / numbers.std(), pd.get_dummies(features.drop(columns=numbers.columns)).astype(float)], axis=1)
frame["label"] = (people["income"] == ">50K").astype(float)
frame["group"] = (people["sex"] == "Male").astype(float)
data = BinaryLabelDataset(df=frame, label_names=["label"], protected_attribute_names=["group"])
metric = BinaryLabelDatasetMetric(data, unprivileged_groups=[{"group": 0.0}], privileged_groups=[{"group": 1.0}])
start = time.perf_counter()
found = metric.consistency(n_neighbors=5)
seconds = time.perf_counter() - start
print("consistency", found, file=sys.stderr)
print(seconds)
