"""Peers' side of the benchmark of fairness: rates by group with intervals on COMPAS, by fairlearn, AIF360 and Aequitas. Usage: python -I fairness.py PEOPLE.csv

PEOPLE.csv: race, sex, y, prediction, score (of COMPAS after ProPublica's filter). Answer, the last line: {name: seconds}.
"""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
from fairlearn.metrics import MetricFrame, count, false_negative_rate, false_positive_rate, selection_rate, true_negative_rate, true_positive_rate
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score, matthews_corrcoef, precision_score

people = pd.read_csv(sys.argv[1])
y, p, race = people["y"], people["prediction"], people["race"]
seconds = {}


def timed(name, run):
    start = time.perf_counter()
    run()
    seconds[name] = time.perf_counter() - start


metrics = {
    "count": count, "selection": selection_rate, "tpr": true_positive_rate, "fpr": false_positive_rate, "tnr": true_negative_rate,
    "fnr": false_negative_rate, "accuracy": accuracy_score, "balanced": balanced_accuracy_score, "f1": f1_score,
    "mcc": matthews_corrcoef, "ppv": precision_score,
}
timed("fairlearn: 11 metrics, no interval", lambda: MetricFrame(metrics=metrics, y_true=y, y_pred=p, sensitive_features=race).by_group)
two = {name: metrics[name] for name in ("selection", "tpr")}
# As much as anybody would wait for: 200 resamples of two metrics.
timed("fairlearn: 2 metrics, 200 resamples", lambda: MetricFrame(metrics=two, y_true=y, y_pred=p, sensitive_features=race, n_boot=200, ci_quantiles=[0.025, 0.975], random_state=0).by_group_ci)

try:
    from aif360.datasets import BinaryLabelDataset
    from aif360.metrics import ClassificationMetric

    def aif():
        frame = pd.DataFrame({"race": (race == "Caucasian").astype(float), "y": y.astype(float)})
        truth = BinaryLabelDataset(df=frame, label_names=["y"], protected_attribute_names=["race"])
        said = truth.copy()
        said.labels = p.to_numpy(dtype=float).reshape(-1, 1)
        found = ClassificationMetric(truth, said, unprivileged_groups=[{"race": 0.0}], privileged_groups=[{"race": 1.0}])
        for side in (True, False):
            found.performance_measures(privileged=side)

    timed("AIF360: performance of two groups, no interval", aif)
except ImportError as error:
    print(f"AIF360 is not installed: {error}", file=sys.stderr)

try:
    from aequitas.bias import Bias
    from aequitas.group import Group

    def aequitas():
        frame = pd.DataFrame({"score": p, "label_value": y, "race": race})
        crosstab, _ = Group().get_crosstabs(frame, attr_cols=["race"])
        Bias().get_disparity_predefined_groups(crosstab, original_df=frame, ref_groups_dict={"race": "Caucasian"})

    timed("Aequitas: crosstab and disparities, no interval", aequitas)
except ImportError as error:
    print(f"Aequitas is not installed: {error}", file=sys.stderr)

print(json.dumps(seconds))
