"""What LightGBM and scikit-learn reach on Adult, as learn.json holds it.

    python3 -m venv v && v/bin/pip install lightgbm==4.7.0 scikit-learn==1.9.1 pandas==3.1.1
    v/bin/python validate/learn.py SHARED/data/adult > validate/learn.json

Learnt from the 32,561 rows of adult_train.csv.gz, measured on the 16,281 of adult_test.csv; "?" is missing; all other columns are features.
Boosting: 100 rounds, 31 leaves, learning rate .1, leaves of at least 20 rows, categories as categories, everything else as it is by default.
Forests: 100 trees, categories by number in the order of the alphabet, missing as NaN; means over the seeds 1, 2, 3.
"""
import json
import sys
from importlib.metadata import version

import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier, LGBMRegressor
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.metrics import log_loss, roc_auc_score

folder = sys.argv[1]
train = pd.read_csv(f"{folder}/adult_train.csv.gz", na_values="?")
test = pd.read_csv(f"{folder}/adult_test.csv", na_values="?")
both = pd.concat([train, test], ignore_index=True)
n = len(train)


def split(target, ordinal=False):
    features = both.drop(columns=[target]).copy()
    for name in features.columns:
        if features[name].dtype.kind in "iuf":
            continue
        features[name] = pd.Categorical(features[name], categories=sorted(features[name].dropna().unique()))
        if ordinal:
            features[name] = features[name].cat.codes.astype(float).replace(-1, np.nan)
    goal = both[target]
    if goal.dtype.kind not in "iuf":
        goal = pd.Series(pd.Categorical(goal, categories=sorted(goal.unique())).codes)
    return features[:n], goal[:n].to_numpy(), features[n:], goal[n:].to_numpy()


def measures(target, model, ordinal=False):
    x, y, x_test, y_test = split(target, ordinal)
    model.fit(x, y)
    if not hasattr(model, "predict_proba"):
        return {"rmse": float(np.sqrt(np.mean((model.predict(x_test) - y_test) ** 2)))}
    chances = model.predict_proba(x_test)
    right = {"accuracy": float((chances.argmax(1) == y_test).mean())}
    if chances.shape[1] == 2:
        right = {"auc": float(roc_auc_score(y_test, chances[:, 1]))}
    return right if ordinal else right | {"logloss": float(log_loss(y_test, chances))}


out = []


def add(peer, learner, target, found, settings=None):
    for measure, value in found.items():
        out.append({"peer": peer, "learner": learner, "settings": settings or {}, "target": target, "measure": measure, "value": value})


light = dict(n_estimators=100, num_leaves=31, learning_rate=0.1, min_child_samples=20, n_jobs=1, verbose=-1, random_state=1)
hist = dict(max_iter=100, max_leaf_nodes=31, learning_rate=0.1, min_samples_leaf=20, early_stopping=False, categorical_features="from_dtype", random_state=1)
for target in ["income", "relationship", "marital_status"]:
    add("LightGBM", "boost", target, measures(target, LGBMClassifier(**light)))
    add("scikit-learn", "boost", target, measures(target, HistGradientBoostingClassifier(**hist)))
for target in ["age", "hours_per_week"]:
    add("LightGBM", "boost", target, measures(target, LGBMRegressor(**light)))
    add("scikit-learn", "boost", target, measures(target, HistGradientBoostingRegressor(**hist)))


def forest(target, kind, **settings):
    found = [measures(target, kind(100, random_state=seed, n_jobs=1, **settings), ordinal=True) for seed in (1, 2, 3)]
    return {measure: float(np.mean([each[measure] for each in found])) for measure in found[0]}


for leaf in (1, 5):
    add("scikit-learn", "forest", "income", forest("income", RandomForestClassifier, min_samples_leaf=leaf), {"minLeaf": leaf})
add("scikit-learn", "forest", "relationship", forest("relationship", RandomForestClassifier, min_samples_leaf=5), {"minLeaf": 5})
add("scikit-learn", "forest", "age", forest("age", RandomForestRegressor, min_samples_leaf=5, max_features=4), {"minLeaf": 5, "columns": 4})

names = ["lightgbm", "scikit-learn", "numpy", "pandas"]
print(json.dumps({"versions": {name: version(name) for name in names}, "numbers": out}, indent=2))
