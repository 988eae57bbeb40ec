"""Makes src/graph/testing/torch.json: what PyTorch says of operations, of their gradients in special places, and of a LeNet in both orders.

Run by hand, never in continuous integration: `python scripts/derivatives.py`. Last run with torch==2.15.0 (CPU, float64).
Inputs are waves, so that both sides make them: number i of input k is sin(12.9898 (i + 1) + 78.233 k).
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def wave(shape, k, scale=1.0):
    n = math.prod(shape)
    return torch.tensor([scale * math.sin(12.9898 * (i + 1) + 78.233 * k) for i in range(n)]).reshape(shape)


def numbers(t):
    return [float(f"{x:.9g}") for x in t.flatten().tolist()]




def col(v):
    return v[:, None]


a = [(2, 3, 5)]
operations = {
    "gelu": (a, F.gelu),
    "geluTanh": (a, lambda x: F.gelu(x, approximate="tanh")),
    "leakyRelu": (a, F.leaky_relu),
    "elu": (a, F.elu),
    "celu 0.7": (a, lambda x: F.celu(x, 0.7)),
    "selu": (a, F.selu),
    "silu": (a, F.silu),
    "mish": (a, F.mish),
    "softsign": (a, F.softsign),
    "hardSigmoid 1/6": (a, F.hardsigmoid),
    "hardSwish": (a, F.hardswish),
    "relu6": (a, lambda x: F.relu6(9 * x)),
    "logSigmoid": (a, F.logsigmoid),
    "prelu": ([(2, 3, 5), (3,)], F.prelu),
    "layerNorm": ([(2, 3, 5), (5,), (5,)], lambda x, w, b: F.layer_norm(x, [5], w, b)),
    "batchNorm": ([(4, 3, 2), (3,), (3,)], lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True)),
    "batchNormFixed": (
        [(4, 3, 2), (3,), (3,), (3,), (3,)],
        # By the definition: PyTorch gives no gradient of a running mean.
        lambda x, m, v, w, b: (x - col(m)) / torch.sqrt(col(v) ** 2 + 1e-5) * col(w) + col(b),
    ),
    "groupNorm": ([(2, 4, 3), (4,), (4,)], lambda x, w, b: F.group_norm(x, 2, w, b)),
    "instanceNorm": ([(2, 3, 4)], F.instance_norm),
    "conv1": ([(2, 4, 9), (6, 2, 3), (6,)], lambda x, w, b: F.conv1d(x, w, b, 2, 1, 2, 2)),
    "conv2": ([(1, 2, 6, 7), (2, 1, 3, 2)], lambda x, w: F.conv2d(x, w, None, (2, 1), (1, 0), (1, 2), 2)),
    "conv3": ([(1, 1, 4, 4, 5), (1, 1, 2, 3, 2)], lambda x, w: F.conv3d(x, w, None, 1, (0, 1, 0))),
    "convTranspose1": ([(1, 4, 4), (4, 2, 3)], lambda x, w: F.conv_transpose1d(x, w, None, 3, 1, 2, 2)),
    "convTranspose2": (
        [(1, 2, 3, 4), (2, 3, 3, 2), (3,)],
        lambda x, w, b: F.conv_transpose2d(x, w, b, (2, 3), (1, 0), (1, 2)),
    ),
    "maxPool": ([(1, 2, 6, 7)], lambda x: F.max_pool2d(x, (3, 2), (2, 3), (1, 0))),
    "maxPool, partial": ([(1, 2, 6, 7)], lambda x: F.max_pool2d(x, (3, 2), (2, 3), (1, 1), ceil_mode=True)),
    "maxPool, partial, with gaps": ([(1, 1, 8)], lambda x: F.max_pool1d(x, 2, 3, 1, 4, ceil_mode=True)),
    "averagePool": (
        [(1, 2, 6, 7)],
        lambda x: F.avg_pool2d(x, (3, 2), (2, 3), (1, 1), count_include_pad=False),
    ),
    "averagePool, padding counts": ([(1, 2, 6, 7)], lambda x: F.avg_pool2d(x, (3, 2), (2, 3), (1, 1))),
    "averagePool, partial": (
        [(1, 2, 6, 7)],
        lambda x: F.avg_pool2d(x, (3, 2), (2, 3), (1, 1), ceil_mode=True, count_include_pad=False),
    ),
    "averagePool, partial, padding counts": (
        [(1, 2, 6, 7)],
        lambda x: F.avg_pool2d(x, (3, 2), (2, 3), (1, 1), ceil_mode=True),
    ),
    "einsum bij,bjk->ik": ([(2, 3, 4), (2, 4, 2)], lambda x, y: torch.einsum("bij,bjk->ik", x, y)),
    "einsum ...ij,kj->...ki": ([(2, 3, 4), (5, 4)], lambda x, y: torch.einsum("...ij,kj->...ki", x, y)),
    "einsum ij,jk,kl": ([(2, 3), (3, 4), (4, 2)], lambda x, y, z: torch.einsum("ij,jk,kl", x, y, z)),
    "einsum ...i->...": ([(2, 3, 2)], lambda x: torch.einsum("...i->...", x)),
}


def operation(shapes, f):
    """The result, and the gradients of it weighted by a wave."""
    xs = [wave(shape, k).requires_grad_() for k, shape in enumerate(shapes)]
    y = f(*xs)
    gs = torch.autograd.grad(y, xs, wave(y.shape, 9))
    return {"shapes": shapes, "shape": list(y.shape), "y": numbers(y), "gradients": [numbers(g) for g in gs]}


def at(f, *values):
    xs = [torch.tensor(v).requires_grad_() for v in values]
    return [numbers(g) for g in torch.autograd.grad(f(*xs).sum(), xs)]


special = {
    "largest of equal": at(lambda x: x.amax(1), [[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]]),
    "smallest of equal": at(lambda x: x.amin(0), [[1.0, 3.0], [1.0, 4.0]]),
    "relu at 0": at(F.relu, [-1.0, 0.0, 1.0]),
    "abs at 0": at(torch.abs, [-1.0, 0.0, 1.0]),
    "pow at 0": at(torch.pow, [0.0, 0.0, 0.0, 2.0], [0.0, 1.0, 2.0, 0.0]),
    "maxPool of equal": at(lambda x: F.max_pool1d(x, 2), [[[1.0, 1.0, 2.0, 3.0]]]),
}


def lenet(x, p, act, pool):
    h = pool(act(F.conv2d(x, p[0], p[1], padding=2)))
    h = pool(act(F.conv2d(h, p[2], p[3])))
    h = act(h.flatten(1) @ p[4] + p[5])
    h = act(h @ p[6] + p[7])
    return h @ p[8] + p[9]


shapes = [(6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,), (400, 120), (120,), (120, 84), (84,), (84, 10), (10,)]
fans = [25, 25, 150, 150, 400, 400, 120, 120, 84, 84]


def second_order(act, pool):
    """Deep leakage from gradients (Zhu et al. 2019): how far the gradients of a guessed image are from a given one's, by the image."""
    params = [wave(s, k + 1, (3 / f) ** 0.5).requires_grad_() for k, (s, f) in enumerate(zip(shapes, fans))]
    x = wave((1, 1, 28, 28), 20).requires_grad_()
    loss = F.cross_entropy(lenet(x, params, act, pool), torch.tensor([3]))
    gs = torch.autograd.grad(loss, params, create_graph=True)
    apart = sum(((g - wave(g.shape, 30 + k, 0.01)) ** 2).sum() for k, g in enumerate(gs))
    by = torch.autograd.grad(apart, [x, *params])
    return {
        "loss": loss.item(),
        "gradientSizes": [float(f"{g.norm():.9g}") for g in gs],
        "apart": apart.item(),
        "byImage": [float(f"{v:.7g}") for v in by[0].flatten()],
        "byParameterSizes": [float(f"{g.norm():.9g}") for g in by[1:]],
    }


out = {
    "madeBy": f"scripts/derivatives.py, torch {torch.__version__.split('+')[0]}",
    "operations": {name: operation(*given) for name, given in operations.items()},
    "special": special,
    "lenet": {
        "tanh, means": second_order(torch.tanh, lambda x: F.avg_pool2d(x, 2)),
        "relu, largest": second_order(torch.relu, lambda x: F.max_pool2d(x, 2)),
    },
}
path = pathlib.Path(__file__).resolve().parents[1] / "src/graph/testing/torch.json"
path.write_text(json.dumps(out))
