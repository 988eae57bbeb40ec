"""Anonymeter's side of the benchmark: wall time of each evaluation, without loading. Usage: anonymeter.py FOLDER COMMANDS.json"""

import json
import sys
import time

import pandas as pd
from anonymeter.evaluators import InferenceEvaluator, LinkabilityEvaluator, SinglingOutEvaluator

folder, commands = sys.argv[1], json.loads(sys.argv[2])
train, holdout, synthetic = (pd.read_csv(f"{folder}/{part}.csv") for part in ("train", "holdout", "synthetic"))
tables = {"ori": train, "syn": synthetic, "control": holdout}


def evaluation(job):
    """What is timed: the evaluator made, and its evaluation with as many jobs as asked for."""
    n, jobs = job["n"], commands["jobs"]
    if job["name"] == "linkability":
        return lambda: LinkabilityEvaluator(
            **tables, n_attacks=n, n_neighbors=job["k"], aux_cols=tuple(job["columns"])
        ).evaluate(n_jobs=jobs)
    if job["name"] == "inference":
        rest = [name for name in train.columns if name != job["secret"]]
        return lambda: InferenceEvaluator(
            **tables, n_attacks=n, secret=job["secret"], aux_cols=rest, regression=job["number"]
        ).evaluate(n_jobs=jobs)
    return lambda: SinglingOutEvaluator(**tables, n_attacks=n, n_cols=job["width"]).evaluate(mode=job["mode"])


seconds = {}
for job in commands["jobs_to_time"]:
    run = evaluation(job)
    run()  # compiles; not counted
    times = []
    for _ in range(commands["repeats"]):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    seconds[job["label"]] = times
print(json.dumps(seconds))
