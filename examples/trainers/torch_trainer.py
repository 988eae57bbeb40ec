"""A PyTorch network as a trainer for telltale: `python3 torch_trainer.py FOLDER` (docs/trainers.md).

Put your own network and training where they are made; the rest may stay as it is. Needs nothing but PyTorch.
"""

import csv
import json
import sys
from pathlib import Path

import torch

folder = Path(sys.argv[1])
task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
torch.manual_seed(task["seed"])
torch.set_num_threads(1)  # telltale runs several trainers at once


def read(name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


train, ask = read("train.csv"), read("ask.csv")


def features(rows):
    """Numbers in deviations from the mean of train.csv, 0 where they are missing; one feature for each label of a category. Times are left out."""
    parts = [torch.zeros(len(rows), 1)]
    for column in task["columns"]:
        name = column["name"]
        if column["kind"] == "number":
            known = torch.tensor([float(row[name]) for row in train if row[name] != ""] or [0.0], dtype=torch.float64)
            mean, deviation = known.mean(), known.std(correction=0).clamp(min=1e-9)
            values = torch.tensor([float(row[name] or mean) for row in rows], dtype=torch.float64)
            parts.append(((values - mean) / deviation).float()[:, None])
        elif column["kind"] == "category":
            parts.append(torch.tensor([[float(row[name] == label) for label in column["labels"]] for row in rows]))
    return torch.cat(parts, dim=1)


def train_network(x, y, outputs, loss_of):
    network = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 64), torch.nn.ReLU(), torch.nn.Linear(64, outputs))
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-2)
    for _ in range(100):
        for rows in torch.randperm(len(x)).split(32):
            optimiser.zero_grad()
            loss_of(network(x[rows]), y[rows]).backward()
            optimiser.step()
    return network.eval()


label = task["label"]
if task["task"] == "classes":
    header = task["classes"]
    y = torch.tensor([header.index(row[label]) for row in train])
    network = train_network(features(train), y, len(header), torch.nn.functional.cross_entropy)
    with torch.no_grad():
        answers = torch.softmax(network(features(ask)).double(), dim=1)
else:
    header = [label]
    y = torch.tensor([[float(row[label])] for row in train], dtype=torch.float64)
    mean, deviation = y.mean(), y.std(correction=0).clamp(min=1e-9)
    network = train_network(features(train), ((y - mean) / deviation).float(), 1, torch.nn.functional.mse_loss)
    with torch.no_grad():
        answers = network(features(ask)).double() * deviation + mean

with open(folder / "answers.csv", "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows(answers.tolist())
