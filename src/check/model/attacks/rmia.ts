/**
 * `rmia-online` and `rmia-offline`: how much likelier has the model become to say what is true of x than models in general are?
 * The paper's score is the share of people z of the population with ratio_x/ratio_z > gamma. For one model and one gamma that share is a staircase that climbs with
 * ratio_x, the same for everybody; it only makes ties, which cost what is found at low false alarm rates. With its ties broken by ratio_x the order is that of ratio_x,
 * so it is ranked by ratio_x itself, and no population is asked for.
 */
import { auc } from "../../../stats/auc.ts";
import { asTarget } from "../shadow-signals.ts";
import type { Scene } from "../scene.ts";
import type { Attack } from "./attack.ts";
import { logMeans, logSum } from "./side.ts";
import { signal } from "./signal.ts";

/** Where there are too few shadow models to choose it: that of the paper for images, which its tool takes as the default. */
const usualA = 0.3;
const grid = Array.from({ length: 11 }, (_, i) => i / 10);

/** log ratio_x with p(x) = (in + out)/2, the means of p_y over shadow models that learnt from x and that did not; the one that there is where there is but one, 0 without any. */
export function rmiaOnline(
  target: Float64Array,
  shadows: readonly Float64Array[],
  isIn: readonly Uint8Array[],
): Float64Array {
  const [inside, outside] = [logMeans(shadows, isIn, "in"), logMeans(shadows, isIn, "out")];
  return target.map((logp, row) => {
    const [a, b] = [inside[row]!, outside[row]!];
    if (Number.isNaN(a) && Number.isNaN(b)) return 0;
    if (Number.isNaN(a)) return logp - b;
    if (Number.isNaN(b)) return logp - a;
    return logp - (logSum(a, b) - Math.LN2);
  });
}

/**
 * log ratio_x with p(x) = ((1 + a) out + (1 - a))/2: what a model that learnt from x would say is taken to be a out + (1 - a). `outside`: log of the mean of p_y over the
 * models that did not learn from x, by row; where it is NaN there is none, and the score is 0.
 */
export function rmiaOffline(target: Float64Array, outside: Float64Array, a: number): Float64Array {
  const [slope, rest] = [Math.log((1 + a) / 2), Math.log((1 - a) / 2)];
  return target.map((logp, row) => {
    const out = outside[row]!;
    return Number.isNaN(out) ? 0 : logp - logSum(slope + out, rest);
  });
}

/** log of the mean of p_y over the shadow models that did not learn from the row. */
export const outsideOf = ({ shadows }: Scene): Float64Array => logMeans(shadows.logp, shadows.isIn, "out");

/** The a of 0, .1 .. 1 with which a shadow model in the target's place is attacked best, by AUC; the least of equals. Nobody's membership in the target is used. */
export function chosenA(scene: Scene): number {
  const [isIn] = scene.shadows.isIn;
  if (!isIn || scene.shadows.logp.length < 4 || isIn.every((one) => one === isIn[0])) return usualA;
  const trial = asTarget(scene, 0);
  const [logp, outside] = [signal(trial, "logp"), outsideOf(trial)];
  const aucs = grid.map((a) => {
    const scores = rmiaOffline(logp, outside, a);
    return auc({
      members: scores.filter((_, row) => isIn[row] === 1),
      outsiders: scores.filter((_, row) => isIn[row] === 0),
    });
  });
  return grid[aucs.indexOf(Math.max(...aucs))] ?? usualA;
}

const source = {
  text: "Zarifzadeh et al. 2024, Low-Cost High-Power Membership Inference Attacks",
  url: "https://arxiv.org/abs/2312.03262",
};
const order =
  "ranked by the ratio itself: the share of a population whose ratio it exceeds has the same order, with ties in it";

export const rmiaOnlineAttack: Attack = {
  id: "rmia-online",
  how: `p_y / p(x), p(x) = (in + out)/2 of shadow models that learnt from x and that did not; ${order}`,
  source,
  shadows: 2,
  numbers: false,
  score: (scene) => rmiaOnline(signal(scene, "logp"), scene.shadows.logp, scene.shadows.isIn),
};

export const rmiaOfflineAttack: Attack = {
  id: "rmia-offline",
  how: `p_y / p(x), p(x) = ((1 + a) out + (1 − a))/2 of shadow models that did not learn from x, a the best of 0, .1 … 1 for attacking a shadow model; ${order}`,
  source,
  shadows: 2,
  numbers: false,
  score: (scene) => rmiaOffline(signal(scene, "logp"), outsideOf(scene), chosenA(scene)),
};
