"""How well PyTorch's networks learn digits, Adult, Location-30 and MNIST, as training.json holds it.

    python3 -m venv v && v/bin/pip install torch==2.15.0 pandas==3.1.1
    v/bin/python validate/training.py SHARED/data > validate/training.json

PyTorch's own initialisation, cross-entropy, Adam (rate .001); every epoch takes the rows in a new random order, the last batch of it is smaller. Accuracy (share of rows) and cross-entropy (nats) are of the trained network, on the rows it was trained on and on the others.

Rows. Row i of the file (from 0) has the key mix(i ^ mix(seed + 1)), where mix is the finaliser of MurmurHash3 on 32 bits; the rows with the lowest "rows" keys are trained on, the others tested on. Keys are distinct, so that there are no ties. "first" holds the first eight of the train rows by key, for a check. Adult comes split.
Runs. Each of the ten seeds is a split (for Adult: nothing) and is run with "starts" initialisations. "bySeed" holds the mean over the initialisations of a seed; "mean" that over all runs; "sd" is that of single runs over the ten seeds (the root of its mean square over the initialisations), and "error" = sd / sqrt(10) the standard error of a mean over ten seeds with one run each.
Features. Digits: pixels / 16; MNIST: pixels / 255, one channel of 28 x 28; Location-30: as they are; Adult: numbers less their mean by their standard deviation (of the population) in the train file, and a column for each category of the train file ("?" is a category), so that an unknown category is all zeros.
"""
import json
import math
import sys

import numpy as np
import pandas as pd
import torch
from torch import nn

torch.set_num_threads(1)
folder = sys.argv[1]
SEEDS = 10


def mix(h):
    """MurmurHash3's finaliser (Appleby): a bijection of the 32-bit numbers."""
    h = np.asarray(h, dtype=np.uint32)
    h = (h ^ (h >> 16)) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> 13)) * np.uint32(0xC2B2AE35)
    return h ^ (h >> 16)


def split(n, rows, seed):
    order = np.argsort(mix(np.arange(n, dtype=np.uint32) ^ mix([seed + 1])), kind="stable")
    return order[:rows], order[rows:]


def labelled(file, scale):
    table = pd.read_csv(f"{folder}/{file}")
    x = table.drop(columns=["label"]).to_numpy(dtype=np.float32) / np.float32(scale)
    return torch.from_numpy(x), torch.from_numpy(table["label"].to_numpy(dtype=np.int64))


def adult():
    train, test = (pd.read_csv(f"{folder}/adult/adult_{part}", keep_default_na=False) for part in ("train.csv.gz", "test.csv"))
    columns = []
    for name in train.columns.drop("income"):
        if train[name].dtype.kind in "iuf":
            columns.append([(t[name] - train[name].mean()) / train[name].std(ddof=0) for t in (train, test)])
        else:
            columns.extend([t[name] == value for t in (train, test)] for value in sorted(train[name].unique()))
    x = [torch.from_numpy(np.stack([pair[part] for pair in columns], 1).astype(np.float32)) for part in (0, 1)]
    y = [torch.from_numpy((t["income"] == ">50K").to_numpy(dtype=np.int64)) for t in (train, test)]
    return x, y


def mlp(widths, activation):
    layers = [part for a, b in zip(widths, widths[1:]) for part in (nn.Linear(a, b), activation())]
    return nn.Sequential(*layers[:-1])


def lenet():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip


def fit(net, x, y, batch, epochs):
    by = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(batch):
            loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
            by.zero_grad()
            loss.backward()
            by.step()


def measures(net, x, y):
    with torch.no_grad():
        out = net(x)
        return [float((out.argmax(1) == y).double().mean()), float(nn.functional.cross_entropy(out, y))]


def summary(runs):
    """runs: [seeds, starts] of one measure."""
    sd = math.sqrt(np.mean(np.var(runs, axis=0, ddof=1)))
    numbers = {"mean": np.mean(runs), "sd": sd, "error": sd / math.sqrt(SEEDS)}
    return {name: round(float(v), 6) for name, v in numbers.items()} | {"bySeed": [round(float(v), 6) for v in np.mean(runs, axis=1)]}


def reference(name, network, make, read, *, rows, batch, epochs, starts):
    data = read()
    runs, first = [], []
    for seed in range(SEEDS):
        if rows is None:
            (x, x_test), (y, y_test) = data
        else:
            train, test = split(len(data[0]), rows, seed)
            first.append(train[:8].tolist())
            (x, y), (x_test, y_test) = ([part[rows] for part in data] for rows in (train, test))
        runs.append([])
        for start in range(starts):
            torch.manual_seed(1000 * seed + start)
            net = make()
            fit(net, x, y, batch, epochs)
            runs[-1].append(measures(net, x, y) + measures(net, x_test, y_test))
    all_runs = np.array(runs)
    found = {"trainAccuracy": 0, "trainLoss": 1, "testAccuracy": 2, "testLoss": 3}
    sizes = {"rows": len(x), "testRows": len(x_test), "batch": batch, "epochs": epochs, "seeds": SEEDS, "starts": starts}
    out = {"name": name, "network": network} | sizes | ({"first": first} if first else {"features": x.shape[1]})
    out |= {measure: summary(all_runs[:, :, at]) for measure, at in found.items()}
    print(name, {measure: (out[measure]["mean"], out[measure]["error"]) for measure in found}, file=sys.stderr)
    return out


references = [
    reference(
        "digits", "64-64(relu)-10", lambda: mlp([64, 64, 10], nn.ReLU), lambda: labelled("digits/digits.csv", 16),
        rows=898, batch=32, epochs=30, starts=5,
    ),
    reference(
        "adult", "features-64(relu)-32(relu)-2", lambda: mlp([108, 64, 32, 2], nn.ReLU), adult, rows=None, batch=256, epochs=5, starts=5,
    ),
    reference(
        "location30", "446-128(tanh)-30", lambda: mlp([446, 128, 30], nn.Tanh), lambda: labelled("location30/location30.csv.gz", 1),
        rows=2000, batch=64, epochs=50, starts=3,
    ),
    reference(
        "mnist3000", "conv 6@5x5 padded by 2, relu, max pool 2, conv 16@5x5, relu, max pool 2, 400-120(relu)-84(relu)-10", lenet,
        lambda: labelled("digits/mnist3000.csv.gz", 255), rows=2000, batch=64, epochs=5, starts=1,
    ),
]  # fmt: skip
print(json.dumps({"versions": {"torch": torch.__version__.split("+")[0]}, "references": references}))
