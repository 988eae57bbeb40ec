"""References of recalibration by statsmodels, on COMPAS: `python validate/data/derived.py SHARED > validate/data/derived.json` (statsmodels 0.15, pandas, scipy).

Scores are decile_score / 10, kept within .001 to .999; x is their logit. group: 2 (log-likelihood of y ~ x + group - that of y ~ x); slope: 2 (that of y ~ group + x : group - that of y ~ x + group).
"""
import json
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import chi2

d = pd.read_csv(f"{sys.argv[1]}/data/compas/compas-scores-two-years.csv")
d = d[d.days_b_screening_arrest.between(-30, 30) & (d.is_recid != -1) & (d.c_charge_degree != "O")]
y = d.two_year_recid.to_numpy()
s = np.clip(d.decile_score.to_numpy() / 10, 1e-3, 1 - 1e-3)
x = np.log(s / (1 - s))


def fit(design, labels, **more):
    return sm.GLM(labels, design, family=sm.families.Binomial(), **more).fit(tol=1e-14, maxiter=200)


out = {}
for attribute in ["race", "sex"]:
    group = d[attribute].to_numpy()
    names = sorted(set(group))
    dummies = np.column_stack([(group == name).astype(float) for name in names])
    one = fit(np.column_stack([np.ones(len(y)), x]), y)
    parallel = fit(np.column_stack([x, dummies]), y)
    apart = fit(np.column_stack([dummies, dummies * x[:, None]]), y)
    df = len(names) - 1
    tests = {}
    for what, value in [("group", 2 * (parallel.llf - one.llf)), ("slope", 2 * (apart.llf - parallel.llf))]:
        tests[what] = {"chiSquare": value, "df": df, "p": float(chi2.sf(value, df))}
    by = {}
    for name in names:
        own = group == name
        large = fit(np.ones(own.sum()), y[own], offset=x[own])
        free = fit(np.column_stack([np.ones(own.sum()), x[own]]), y[own])
        by[name] = {
            "n": int(own.sum()),
            "intercept": large.params[0],
            "interceptError": large.bse[0],
            "slope": free.params[1],
            "slopeError": free.bse[1],
        }
    out[attribute] = {**tests, "by": by}
print(json.dumps(out, indent=1))
