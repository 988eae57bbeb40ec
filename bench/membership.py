"""Peers' side of the benchmark of attacks on membership: the same audited model and shadow models, by ART and by formulas as peers wrote them. Usage: python -I membership.py FOLDER

FOLDER, as membership.ts wrote it: logits.npy [models, rows, classes] and population.npy [models, others, classes] (float32), isin.npy [models, rows] (uint8), labels.npy and population-labels.npy (int32).
Model 0 is audited; model 1, its pair, is left out; all others are shadow models. Everything that is given is a score by row, higher = in the data.
Answer: a list of { name, note, auc, low, one, seconds }: AUC, rates at less than 1 in 1,000 and 1 in 100 false alarms (the last step of the curve below), and seconds of attacking.

As written: LiRA of tensorflow/privacy, research/mi_lira_2021/plot.py (its pooled deviation is that of the models that learnt from the person, for both sides, and not about each person's median; its offline score is two-sided);
TensorFlow Privacy's compute_score_lira (pooled about the medians); ML Privacy Meter's RMIA (a share of the population, its ties not broken) and its LOSS (a softmax taken for a loss).
"""
import json
import sys
import time

import numpy as np
from scipy.stats import norm, rankdata

folder = sys.argv[1]
logits, population, isin, labels, others = (
    np.load(f"{folder}/{name}.npy") for name in ("logits", "population", "isin", "labels", "population-labels")
)
models, rows, classes = logits.shape
member = isin[0] == 1
shadow = slice(2, None)
known = isin[shadow] == 1
#: ART's attack models learn from the answers of so many shadow models: of all 64, its own network would take the better part of an hour.
ART_MODELS = 4


def softmax(z):
    p = np.exp(z.astype(np.float64) - z.max(-1, keepdims=True))
    return p / p.sum(-1, keepdims=True)


def of_truth(p, truth):
    return p[:, np.arange(len(truth)), truth]


def rate(scores, alpha):
    """At the last step of the curve with a false alarm rate below alpha; equal scores are accused together."""
    out = np.sort(scores[~member])[::-1]
    most = int(np.ceil(alpha * len(out))) - 1
    return float((scores[member] > out[most]).mean())


found = []


def play(name, attack, note=""):
    start = time.perf_counter()
    scores = np.asarray(attack(), dtype=np.float64).ravel()
    seconds = time.perf_counter() - start
    ranks = rankdata(scores)
    n1, n0 = member.sum(), (~member).sum()
    auc = (ranks[member].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)
    found.append(
        {"name": name, "note": note, "auc": float(auc), "low": rate(scores, 0.001), "one": rate(scores, 0.01), "seconds": seconds}
    )
    print(found[-1], file=sys.stderr)


def phi_of():
    p = softmax(logits)
    own = of_truth(p, labels)
    p[:, np.arange(rows), labels] = 0
    return np.log(own + 1e-45) - np.log(p.sum(-1) + 1e-45)


def sides(phi):
    return np.where(known, phi[shadow], np.nan), np.where(known, np.nan, phi[shadow])


def plot_py(online, fixed):
    phi = phi_of()
    inside, outside = sides(phi)
    middle_in, middle_out = np.nanmedian(inside, 0), np.nanmedian(outside, 0)
    if fixed:
        spread_in = spread_out = np.nanstd(inside)
    else:
        spread_in, spread_out = np.nanstd(inside, 0), np.nanstd(outside, 0)
    out = norm.logpdf(phi[0], middle_out, spread_out + 1e-30)
    return norm.logpdf(phi[0], middle_in, spread_in + 1e-30) - out if online else -out


def compute_score_lira():
    phi = phi_of()
    inside, outside = sides(phi)
    middle_in, middle_out = np.nanmedian(inside, 0), np.nanmedian(outside, 0)
    spread_in, spread_out = np.nanstd(inside - middle_in), np.nanstd(outside - middle_out)
    return norm.logpdf(phi[0], middle_in, spread_in) - norm.logpdf(phi[0], middle_out, spread_out)


def rmia(online, a=0.3):
    own, theirs = of_truth(softmax(logits), labels), of_truth(softmax(population), others)
    outside = np.where(known, np.nan, own[shadow])
    mean_out = np.nanmean(outside, 0)
    if online:
        px = (np.nanmean(np.where(known, own[shadow], np.nan), 0) + mean_out) / 2
        pz = theirs[shadow].mean(0)
    else:
        px, pz = (1 + a) / 2 * mean_out + (1 - a) / 2, (1 + a) / 2 * theirs[shadow].mean(0) + (1 - a) / 2
    ratio_x, ratio_z = own[0] / px, theirs[0] / pz
    return (ratio_x[:, None] / ratio_z > 1).mean(1)


def art_attack(kind):
    from art.attacks.inference.membership_inference import MembershipInferenceBlackBox

    attack = MembershipInferenceBlackBox(black_box(), attack_model_type=kind)
    p = softmax(logits).astype(np.float32)
    some = range(2, 2 + ART_MODELS)
    side = lambda one: (
        np.concatenate([p[k][isin[k] == one] for k in some]),
        np.concatenate([labels[isin[k] == one] for k in some]),
    )
    (inside, y_in), (outside, y_out) = side(1), side(0)
    attack.fit(None, y_in, None, y_out, pred=inside, test_pred=outside)
    said = np.asarray(attack.infer(None, labels, pred=p[0], probabilities=True))
    return said[:, -1]


def black_box():
    from art.estimators.classification import BlackBoxClassifier

    p = softmax(logits[0]).astype(np.float32)
    return BlackBoxClassifier(lambda x: p[x[:, 0].astype(int)], (1,), classes)


def label_only_gap():
    from art.attacks.inference.membership_inference import LabelOnlyGapAttack

    return LabelOnlyGapAttack(black_box()).infer(np.arange(rows)[:, None].astype(np.float32), labels)


def main():
    play("LiRA online, plot.py", lambda: plot_py(True, False), "each person's own deviations")
    play("LiRA online, plot.py, fixed variance", lambda: plot_py(True, True), "pooled, not about the medians, of IN for both")
    play("LiRA online, TensorFlow Privacy's compute_score_lira, fix_variance", compute_score_lira)
    play("LiRA offline, plot.py", lambda: plot_py(False, False), "two-sided")
    play("LiRA offline, plot.py, fixed variance", lambda: plot_py(False, True), "two-sided")
    play("RMIA offline, a = .3, ML Privacy Meter", lambda: rmia(False), "ties not broken")
    play("RMIA online, ML Privacy Meter", lambda: rmia(True), "ties not broken")
    play("LOSS, ML Privacy Meter", lambda: -of_truth(softmax(logits[:1]), labels)[0], "a softmax taken for a loss: the wrong way round")
    import art
    import torch

    torch.set_num_threads(1)  # of its small steps two threads wait for each other

    play(f"ART {art.__version__} LabelOnlyGapAttack (rule-based)", label_only_gap)
    for kind in ("rf", "gb", "nn"):
        play(f"ART {art.__version__} MembershipInferenceBlackBox, {kind}", lambda: art_attack(kind), f"taught by {ART_MODELS} shadow models")
    print(json.dumps(found))


main()
