"""Signals and LiRA of TensorFlow Privacy 0.8.12 on a few made-up answers, for validate/signals.ts. Usage: python signals.py FOLDER > signals.json
FOLDER: the unpacked wheel (pip download tensorflow-privacy==0.8.12 --no-deps); only its functions of numpy are used, TensorFlow is not needed.
Needs numpy and scipy."""
import importlib.util
import json
import sys
import types

import numpy as np
import scipy

folder = sys.argv[1] + "/tensorflow_privacy/privacy/privacy_tests/"


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, folder + path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


# The packages themselves load TensorFlow.
for package in ["tensorflow_privacy", "tensorflow_privacy.privacy", "tensorflow_privacy.privacy.privacy_tests"]:
    sys.modules[package] = types.ModuleType(package)
utils = load("tensorflow_privacy.privacy.privacy_tests.utils", "utils.py")
sys.modules["tensorflow_privacy.privacy.privacy_tests"].utils = utils
mia = load("advanced_mia", "membership_inference_attack/advanced_mia.py")


def entropies():
    """The function of data_structures.py, which cannot be loaded without TensorFlow: its own text is run."""
    import ast

    path = folder + "membership_inference_attack/data_structures.py"
    tree = ast.parse(open(path).read())
    wanted = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name in ("_log_value", "_get_entropy")]
    for node in wanted:
        node.decorator_list = []
    names = {"np": np, "special": scipy.special}
    exec(compile(ast.Module(body=wanted, type_ignores=[]), path, "exec"), names)
    return names["_get_entropy"]


rng = np.random.default_rng(1)
rows, classes, models = 6, 4, 64
logits = np.round(rng.normal(0, 3, (1 + models, rows, classes)), 3)
labels = rng.integers(0, classes, rows)
# Everybody is in half of the models: of each pair in one.
coins = rng.integers(0, 2, (models // 2, rows))
is_in = np.stack([coins, 1 - coins], 1).reshape(models, rows)

phi = np.stack([mia.calculate_statistic(one, labels, option="logit") for one in logits])
get_entropy = entropies()
side = lambda one: [phi[1:][is_in[:, row] == one, row][:, None] for row in range(rows)]
lira = lambda **options: (-mia.compute_score_lira(phi[0][:, None], side(1), side(0), **options)).tolist()
print(
    json.dumps(
        {
            "versions": {"tensorflow-privacy": "0.8.12", "numpy": np.__version__, "scipy": scipy.__version__},
            "classes": classes,
            "logits": logits.reshape(1 + models, -1).tolist(),
            "labels": labels.tolist(),
            "isIn": is_in.tolist(),
            "signals": {
                "phi": phi[0].tolist(),
                "logp": (-mia.calculate_statistic(logits[0], labels, option="xe")).tolist(),
                "entropy": get_entropy(logits[0], None).tolist(),
                "modifiedEntropy": get_entropy(logits[0], labels).tolist(),
            },
            "lira": {"pooled": lira(fix_variance=True), "own": lira()},
        }
    )
)
