"""PyTorch's side of the benchmark of training: K models of one network, one after the other or all at once. Usage: python -I torch.py JOB (-I: or the program, by its name, would stand for the package)

A job: { network, way, adam, models, epochs, batch, processes, threads, file, rows, scale }.
network: a name below; batch: rows a step; file: a CSV file with a column "label"; scale: what the other columns are divided by.
way: "loop" (nn.Sequential and Adam, model after model) or "batched" (parameters [K, in, out], baddbmm, one Adam with foreach for all).
adam: "default", "foreach" or "fused", of torch.optim.Adam.
The models are shared out over the processes, each of which has so many threads; all start at once, with PyTorch loaded, and each reads the CSV file for itself.
Every model is trained on "rows" rows of its own, drawn at random. Batches are by index, without a DataLoader.
Answer: { what, ms: wall time of training per model-step, processor: that of all cores together, seconds: of reading and training, load: of reading, start: of starting Python and PyTorch, accuracy: on the rows trained on, peak: MiB of the greatest process }.
"""
import json
import math
import multiprocessing
import resource
import sys
import time

import numpy as np
import pandas as pd
import torch
from torch import nn
from torch.nn import functional as F

MLPS = {
    "446-128(tanh)-30": ([446, 128, 30], nn.Tanh, torch.tanh),
    "48-32-16-8-2 (relu)": ([48, 32, 16, 8, 2], nn.ReLU, torch.relu),
}


def sequential(network):
    if network == "LeNet":
        return nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
        )  # fmt: skip
    widths, activation, _ = MLPS[network]
    layers = [part for a, b in zip(widths, widths[1:]) for part in (nn.Linear(a, b), activation())]
    return nn.Sequential(*layers[:-1])


def adam(parameters, job):
    how = {"default": {}, "foreach": {"foreach": True}, "fused": {"fused": True}}[job["adam"]]
    return torch.optim.Adam(parameters, lr=1e-3, **how)


def shaped(x, network):
    return x.view(len(x), 1, 28, 28) if network == "LeNet" else x


def loop(x, y, own, job):
    """One model after the other; own: [models, rows], the rows of each. Gives what tells the accuracy of each."""
    x = shaped(x, job["network"])
    nets = []
    for rows in own:
        net = sequential(job["network"])
        by = adam(net.parameters(), job)
        x_own, y_own = x[rows], y[rows]
        for _ in range(job["epochs"]):
            for at in torch.randperm(len(rows)).split(job["batch"]):
                loss = F.cross_entropy(net(x_own[at]), y_own[at])
                by.zero_grad()
                loss.backward()
                by.step()
        nets.append(net)
    return lambda: [float((net(x[rows]).argmax(1) == y[rows]).float().mean()) for net, rows in zip(nets, own)]


def linear_batch(x, layer):
    """[K, B, in] by [K, in, out] and [K, 1, out]."""
    return torch.baddbmm(layer[1], x, layer[0])


def drawn(k, fan_in, *shape):
    bound = 1 / math.sqrt(fan_in)
    return torch.empty(k, *shape).uniform_(-bound, bound).requires_grad_()


def linears(k, widths):
    return [[drawn(k, a, a, b), drawn(k, a, 1, b)] for a, b in zip(widths, widths[1:])]


def mlp_batch(k, network):
    widths, _, activation = MLPS[network]
    layers = linears(k, widths)

    def forward(x):
        for layer in layers[:-1]:
            x = activation(linear_batch(x, layer))
        return linear_batch(x, layers[-1])

    return [part for layer in layers for part in layer], forward


def lenet_batch(k):
    """Convolutions of K models are one of K groups."""
    convolutions = [[drawn(k, 25, 6, 1, 5, 5), drawn(k, 25, 6)], [drawn(k, 150, 16, 6, 5, 5), drawn(k, 150, 16)]]
    layers = linears(k, [400, 120, 84, 10])

    def forward(x):
        x = x.view(k, -1, 28, 28).transpose(0, 1)
        for (w, b), padding in zip(convolutions, (2, 0)):
            x = F.max_pool2d(torch.relu(F.conv2d(x, w.flatten(0, 1), b.flatten(), padding=padding, groups=k)), 2)
        x = x.reshape(len(x), k, 400).transpose(0, 1)
        for layer in layers[:-1]:
            x = torch.relu(linear_batch(x, layer))
        return linear_batch(x, layers[-1])

    return [part for layer in convolutions + layers for part in layer], forward


def batched(x, y, own, job):
    k, rows = own.shape
    parameters, forward = lenet_batch(k) if job["network"] == "LeNet" else mlp_batch(k, job["network"])
    by = adam(parameters, job)
    for _ in range(job["epochs"]):
        order = own.gather(1, torch.rand(k, rows).argsort(1))
        for at in order.split(job["batch"], 1):
            out = forward(x[at])
            # Of the sum over models of each one's mean, the gradient is every model's own.
            loss = F.cross_entropy(out.flatten(0, 1), y[at].flatten(), reduction="sum") / at.shape[1]
            by.zero_grad()
            loss.backward()
            by.step()
    parts = own.split(job["batch"], 1)
    return lambda: torch.cat([forward(x[at]).argmax(2) == y[at] for at in parts], 1).float().mean(1).tolist()


def read(job):
    table = pd.read_csv(job["file"])
    x = table.drop(columns=["label"]).to_numpy(dtype=np.float32)
    return torch.from_numpy(x / np.float32(job.get("scale", 1))), torch.from_numpy(table["label"].to_numpy(dtype=np.int64))


def share(at, job, ready, answers):
    torch.set_num_threads(job["threads"])
    torch.manual_seed(at)
    models = job["models"] // job["processes"] + (at < job["models"] % job["processes"])
    # What is done once only, such as starting threads, is done on numbers before the clock starts.
    adam([torch.ones(2, requires_grad=True)], job).step()
    ready.wait(120)
    start = time.perf_counter()
    x, y = read(job)
    own = torch.stack([torch.randperm(len(x))[: job["rows"]] for _ in range(models)])
    loaded, used = time.perf_counter(), time.process_time()
    accuracies = {"loop": loop, "batched": batched}[job["way"]](x, y, own, job)
    trained, used = time.perf_counter(), time.process_time() - used
    with torch.no_grad():
        right = accuracies()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.put({"load": loaded - start, "train": trained - loaded, "seconds": trained - start, "used": used, "right": right, "peak": peak})


def main():
    job = json.loads(sys.argv[1])
    start = time.perf_counter()
    spawn = multiprocessing.get_context("spawn")
    ready, answers = spawn.Barrier(job["processes"] + 1), spawn.Queue()
    children = [spawn.Process(target=share, args=(at, job, ready, answers)) for at in range(job["processes"])]
    for child in children:
        child.start()
    ready.wait(120)
    started = time.perf_counter() - start
    found = [answers.get() for _ in children]
    for child in children:
        child.join()
    steps = job["models"] * job["epochs"] * math.ceil(job["rows"] / job["batch"])
    longest = {name: max(each[name] for each in found) for name in ("load", "train", "seconds", "peak")}
    what = f"{job['network']}, {job['way']}, Adam {job['adam']}, {job['models']} models, {job['processes']} x {job['threads']} threads"
    print(
        json.dumps(
            {
                "what": what,
                "ms": 1000 * longest["train"] / steps,
                "processor": 1000 * sum(each["used"] for each in found) / steps,
                "seconds": longest["seconds"],
                "load": longest["load"],
                "start": started,
                "accuracy": float(np.mean([v for each in found for v in each["right"]])),
                "peak": longest["peak"],
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()
