"""LightGBM and scikit-learn on the tables of bench/learn.ts: FOLDER holds train.csv and holdout.csv. A job (JSON) a line comes in; seconds of one core, and a measure on the holdout, go out."""
import json
import sys
import time

import lightgbm
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score

folder = sys.argv[1]
train, holdout = (pd.read_csv(f"{folder}/{part}.csv", keep_default_na=False, na_values=[""]) for part in ("train", "holdout"))
both = pd.concat([train, holdout], ignore_index=True)
n = len(train)
texts = [name for name in both.columns if both[name].dtype.kind not in "iuf"]
for name in texts:
    both[name] = pd.Categorical(both[name], categories=sorted(both[name].dropna().unique()))


def data(target, forest):
    x = both.drop(columns=[target])
    y = both[target].cat.codes.to_numpy() if target in texts else both[target].to_numpy()
    if forest:
        x = x.assign(**{name: x[name].cat.codes.astype(float) for name in x.columns if name in texts})
    return x[:n], y[:n], x[n:], y[n:]


def model(target, trees, forest):
    if forest:
        return RandomForestClassifier(trees, min_samples_leaf=5, n_jobs=1, random_state=1)
    kind = lightgbm.LGBMClassifier if target in texts else lightgbm.LGBMRegressor
    return kind(n_estimators=trees, num_leaves=31, learning_rate=0.1, n_jobs=1, verbose=-1, random_state=1)


for line in sys.stdin:
    job = json.loads(line)
    x, y, x_holdout, y_holdout = data(job["target"], job["forest"])
    learner = model(**job)
    start = time.process_time()
    learner.fit(x, y)
    fitted = time.process_time()
    found = learner.predict_proba(x_holdout) if job["target"] in texts else learner.predict(x_holdout)
    predicted = time.process_time()
    if job["target"] not in texts:
        measure = float(np.sqrt(np.mean((found - y_holdout) ** 2)))
    elif found.shape[1] == 2:
        measure = float(roc_auc_score(y_holdout, found[:, 1]))
    else:
        measure = float(log_loss(y_holdout, found))
    print(json.dumps({"fit": fitted - start, "predict": predicted - fitted, "measure": measure}), flush=True)
