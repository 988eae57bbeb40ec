"""What PyTorch's optimisers make of given weights and batches, step by step, as training-steps.json holds it.

    python3 -m venv v && v/bin/pip install torch==2.15.0
    v/bin/python validate/training-steps.py > validate/training-steps.json

Every case names its layers, its parameters at the start, its rows and the rows of each batch; five steps later, "after" holds the parameters (and running statistics), "losses" the loss of each batch before its step, "rates" the learning rate of each step.
Weights are as PyTorch keeps them: [out, in] of a linear layer, [out, in, high, wide] of a convolution.
Numbers are float32, with nine digits, which is all of them. "spread" is how far the same steps in float64 end from these, at most: no float32 implementation can be asked to be much closer.
"""
import json
import math
import sys

import torch
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, StepLR

torch.set_num_threads(1)
STEPS = 5
layer = {
    "linear": lambda l: nn.Linear(l["in"], l["out"], bias=l.get("bias", True)),
    "relu": lambda l: nn.ReLU(),
    "tanh": lambda l: nn.Tanh(),
    "batchnorm": lambda l: nn.BatchNorm1d(l["features"], eps=l["epsilon"], momentum=l["momentum"]),
    "batchnorm2d": lambda l: nn.BatchNorm2d(l["features"], eps=l["epsilon"], momentum=l["momentum"]),
    "layernorm": lambda l: nn.LayerNorm(l["features"], eps=l["epsilon"]),
    "conv": lambda l: nn.Conv2d(l["in"], l["out"], l["kernel"], padding=l["padding"], bias=l.get("bias", True)),
    "maxpool": lambda l: nn.MaxPool2d(l["size"]),
    "flatten": lambda l: nn.Flatten(),
}
optimiser = {
    "sgd": lambda p, o: torch.optim.SGD(p, lr=o["rate"], momentum=o["momentum"], weight_decay=o["decay"]),
    "adam": lambda p, o: torch.optim.Adam(p, lr=o["rate"], betas=o["betas"], eps=o["epsilon"], weight_decay=o["decay"]),
    "adamw": lambda p, o: torch.optim.AdamW(p, lr=o["rate"], betas=o["betas"], eps=o["epsilon"], weight_decay=o["decay"]),
}
schedule = {
    "constant": lambda by, s: None,
    "cosine": lambda by, s: CosineAnnealingLR(by, T_max=s["steps"], eta_min=s["least"]),
    "step": lambda by, s: StepLR(by, step_size=s["every"], gamma=s["factor"]),
    "warmup": lambda by, s: LinearLR(by, start_factor=s["start"], total_iters=s["steps"]),
}


def loss_of(kind, weights, out, y):
    if kind == "cross-entropy":
        return nn.functional.cross_entropy(out, y, weight=weights)
    if kind == "binary":
        return nn.functional.binary_cross_entropy_with_logits(out[:, 0], y)
    return nn.functional.mse_loss(out[:, 0], y)


def number(v):
    return float(f"{float(v):.9g}")


def tensor(t):
    return {"shape": list(t.shape), "values": [number(v) for v in t.detach().float().flatten()]}


def state(net):
    return {name: tensor(t) for name, t in net.state_dict().items() if t.is_floating_point()}


def run(case, start, x, y, dtype):
    net = nn.Sequential(*(layer[l["kind"]](l) for l in case["layers"]))
    net.load_state_dict(start)
    net = net.to(dtype).train()
    x = x.to(dtype)
    y = y if case["loss"] == "cross-entropy" else y.to(dtype)
    weights = torch.tensor(case["weights"], dtype=dtype) if "weights" in case else None
    by = optimiser[case["optimiser"]["kind"]](net.parameters(), case["optimiser"])
    rates = schedule[case["schedule"]["kind"]](by, case["schedule"])
    seen = {"losses": [], "rates": []}
    for rows in case["batches"]:
        loss = loss_of(case["loss"], weights, net(x[rows]), y[rows])
        by.zero_grad()
        loss.backward()
        if "clip" in case:
            nn.utils.clip_grad_norm_(net.parameters(), case["clip"])
        seen["losses"].append(loss.detach())
        seen["rates"].append(by.param_groups[0]["lr"])
        by.step()
        if rates:
            rates.step()
    with torch.no_grad():
        seen["evaluated"] = net.eval()(x)
    return net, seen


def spread(one, other):
    return max(
        float((a.double() - b.double()).abs().max()) for a, b in zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    )


SGD = {"kind": "sgd", "rate": 0.1, "momentum": 0.9, "decay": 0.0}
ADAM = {"kind": "adam", "rate": 0.01, "betas": [0.9, 0.999], "epsilon": 1e-8, "decay": 0.0}
ADAMW = {**ADAM, "kind": "adamw", "decay": 0.01}
CONSTANT = {"kind": "constant"}
MLP = [{"kind": "linear", "in": 5, "out": 4}, {"kind": "relu"}, {"kind": "linear", "in": 4, "out": 3}]
TANH = [MLP[0], {"kind": "tanh"}, MLP[2]]
ONE = [MLP[0], {"kind": "tanh"}, {"kind": "linear", "in": 4, "out": 1}]
NORMED = [MLP[0], {"kind": "batchnorm", "features": 4, "epsilon": 1e-5, "momentum": 0.1}, MLP[1], MLP[2]]
# Under Adam a bias before batch norm, whose gradient is zero but for rounding, would step by the sign of the rounding.
UNBIASED = [{**MLP[0], "bias": False}, *NORMED[1:]]
LAYERED = [MLP[0], {"kind": "layernorm", "features": 4, "epsilon": 1e-5}, {"kind": "tanh"}, MLP[2]]
CONV = [
    {"kind": "conv", "in": 1, "out": 2, "kernel": 3, "padding": 1},
    {"kind": "tanh"},
    {"kind": "maxpool", "size": 2},
    {"kind": "flatten"},
    {"kind": "linear", "in": 18, "out": 3},
]
CONV_NORMED = [{**CONV[0], "bias": False}, {"kind": "batchnorm2d", "features": 2, "epsilon": 1e-5, "momentum": 0.1}, *CONV[1:]]
CASES = [
    ("SGD", {"optimiser": {**SGD, "momentum": 0.0}}),
    ("SGD with momentum", {"optimiser": SGD}),
    ("SGD with momentum and weight decay", {"optimiser": {**SGD, "decay": 0.05}}),
    ("Adam", {}),
    ("Adam with L2 weight decay", {"optimiser": {**ADAM, "decay": 0.05}}),
    ("AdamW", {"optimiser": ADAMW}),
    ("tanh", {"layers": TANH}),
    ("class weights", {"weights": [0.5, 1.0, 2.5]}),
    ("a last batch that is smaller", {"sizes": [4, 4, 2, 4, 4]}),
    ("class weights, a last batch that is smaller", {"weights": [0.5, 1.0, 2.5], "sizes": [4, 4, 2, 4, 4]}),
    ("cosine schedule", {"optimiser": SGD, "schedule": {"kind": "cosine", "steps": STEPS, "least": 0.0}}),
    ("step schedule", {"optimiser": SGD, "schedule": {"kind": "step", "every": 2, "factor": 0.1}}),
    ("warm-up", {"optimiser": ADAMW, "schedule": {"kind": "warmup", "start": 0.25, "steps": 3}}),
    ("gradients clipped to a norm", {"optimiser": SGD, "clip": 0.25}),
    ("batch norm", {"layers": NORMED, "optimiser": SGD}),
    ("batch norm, a last batch that is smaller", {"layers": UNBIASED, "sizes": [4, 4, 2, 4, 4]}),
    ("layer norm", {"layers": LAYERED}),
    ("binary cross-entropy", {"layers": ONE, "loss": "binary"}),
    ("mean squared error", {"layers": ONE, "loss": "squared"}),
    ("convolution", {"layers": CONV}),
    ("convolution with batch norm", {"layers": CONV_NORMED}),
]
out = []
for seed, (name, settings) in enumerate(CASES):
    torch.manual_seed(seed)
    settings = dict(settings)
    sizes = settings.pop("sizes", [4] * STEPS)
    rows = 10 if sizes[2] == 2 else 12
    case = {"name": name, "layers": MLP, "loss": "cross-entropy", "optimiser": ADAM, "schedule": CONSTANT, **settings}
    # An epoch is a permutation of the rows; the next starts where it ends.
    order = torch.cat([torch.randperm(rows) for _ in range(math.ceil(sum(sizes) / rows))]).tolist()
    case["batches"] = [order[sum(sizes[:i]) : sum(sizes[: i + 1])] for i in range(len(sizes))]
    x = torch.randn(rows, *([1, 6, 6] if case["layers"][0]["kind"] == "conv" else [5]))
    y = {"cross-entropy": torch.arange(rows) % 3, "binary": (torch.arange(rows) % 2).float(), "squared": torch.randn(rows)}[case["loss"]]
    start = nn.Sequential(*(layer[l["kind"]](l) for l in case["layers"])).state_dict()
    net, seen = run(case, start, x, y, torch.float32)
    exact, _ = run(case, start, x, y, torch.float64)
    out.append(
        case
        | {
            "x": tensor(x),
            "y": [number(v) for v in y],
            "before": {n: tensor(t) for n, t in start.items() if t.is_floating_point()},
            "after": state(net),
            "losses": [number(v) for v in seen["losses"]],
            "rates": seen["rates"],
            "evaluated": tensor(seen["evaluated"]),
            "spread": float(f"{spread(net, exact):.1g}"),
        }
    )
    print(name, out[-1]["losses"], out[-1]["spread"], seen["rates"], file=sys.stderr)

print(json.dumps({"versions": {"torch": torch.__version__.split("+")[0]}, "cases": out}))
