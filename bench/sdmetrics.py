"""SDMetrics' side: seconds and peak memory of the distance to the closest record, without loading. Usage: sdmetrics.py FOLDER ROWS"""

import json
import resource
import sys
import time

import pandas as pd
from sdmetrics.single_table.privacy.dcr_utils import calculate_dcr

folder, rows = sys.argv[1], int(sys.argv[2])
train, synthetic = (pd.read_csv(f"{folder}/{part}.csv", nrows=rows) for part in ("train", "synthetic"))
numbers = {name for name in train.columns if pd.api.types.is_numeric_dtype(train[name])}
columns = {name: {"sdtype": "numerical" if name in numbers else "categorical"} for name in train.columns}


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


before = peak()
start = time.perf_counter()
distances = calculate_dcr(dataset=synthetic, reference_dataset=train, metadata={"columns": columns})
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "before": before, "peak": peak(), "median": float(distances.median())}))
