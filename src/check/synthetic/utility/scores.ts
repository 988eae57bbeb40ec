/** How good two models are on the same people, and what the one costs against the other, pair by pair. */
import { aucInterval, delong } from "../../../stats/auc.ts";
import { newcombePaired } from "../../../stats/difference.ts";
import { normalQuantile } from "../../../stats/normal.ts";
import { type Interval, wilson } from "../../../stats/proportion.ts";
import { studentQuantile } from "../../../stats/student.ts";

export interface Score extends Interval {
  readonly value: number;
}
export interface Both {
  readonly tstr: Score;
  readonly trtr: Score;
  /** trtr - tstr: what the synthetic table costs. */
  readonly loss: Score;
}

/** The chance of class 1 from both models. DeLong, DeLong & Clarke-Pearson 1988, section 3: the difference on the plain scale. */
export function aucs(truth: Int32Array, tstr: Float64Array, trtr: Float64Array): Both | null {
  const [ones, zeros] = [1, 0].map((side) => [...truth.keys()].filter((i) => (truth[i] === 1 ? 1 : 0) === side));
  if (!ones || !zeros || ones.length < 2 || zeros.length < 2) return null;
  const found = delong(
    [tstr, trtr].map((said) => ({
      members: ones.map((i) => said[i]!),
      outsiders: zeros.map((i) => said[i]!),
    })),
  );
  const [[a = 0, c = 0] = [], [, b = 0] = []] = found.covariance;
  const [first = Number.NaN, second = Number.NaN] = found.auc;
  const sizes = { members: ones.length, outsiders: zeros.length };
  const spread = -normalQuantile(0.025) * Math.sqrt(Math.max(0, a + b - 2 * c));
  return {
    tstr: { value: first, ...aucInterval({ auc: first, variance: a, ...sizes }) },
    trtr: { value: second, ...aucInterval({ auc: second, variance: b, ...sizes }) },
    loss: around(second - first, spread),
  };
}

/** Right answers of both models. Wilson, and Newcombe's method 10 for pairs. */
export function accuracies(tstr: Uint8Array, trtr: Uint8Array): Both & { readonly pairs: readonly number[] } {
  const n = tstr.length;
  const count = (first: number, second: number): number =>
    tstr.reduce((sum, is, i) => sum + (is === first && trtr[i] === second ? 1 : 0), 0);
  const [both, onlyReal, onlySynthetic, neither] = [count(1, 1), count(0, 1), count(1, 0), count(0, 0)];
  return {
    tstr: { value: (both + onlySynthetic) / n, ...wilson(both + onlySynthetic, n) },
    trtr: { value: (both + onlyReal) / n, ...wilson(both + onlyReal, n) },
    loss: { value: (onlyReal - onlySynthetic) / n, ...newcombePaired(both, onlyReal, onlySynthetic, neither) },
    pairs: [both, onlyReal, onlySynthetic, neither],
  };
}

/**
 * R2 = 1 - mean squared error/variance of the people tested. Each is a ratio of means, its interval by the delta method: with
 * V the variance and z_i = (e_i^2 - (1 - R2)(y_i - mean)^2)/V, sd(z)/sqrt(n) and Student's t.
 */
export function r2s(truth: Float64Array, tstr: Float64Array, trtr: Float64Array): Both | null {
  const n = truth.length;
  const mean = truth.reduce((sum, y) => sum + y, 0) / n;
  const spread = truth.map((y) => (y - mean) ** 2);
  const variance = spread.reduce((sum, d) => sum + d, 0) / n;
  if (n < 3 || !(variance > 0)) return null;
  const ratio = (parts: Float64Array): Score => {
    const value = parts.reduce((sum, part) => sum + part, 0) / n / variance;
    const z = parts.map((part, i) => (part - value * spread[i]!) / variance); // of mean 0
    const se = Math.sqrt(z.reduce((sum, one) => sum + one * one, 0) / (n - 1) / n);
    return around(value, studentQuantile(0.975, n - 1) * se);
  };
  const errors = [tstr, trtr].map((said) => truth.map((y, i) => (y - said[i]!) ** 2));
  const [ours = truth, theirs = truth] = errors;
  const explained = (parts: Float64Array): Score => {
    const { value, low, high } = ratio(parts);
    return { value: 1 - value, low: 1 - high, high: 1 - low };
  };
  return { tstr: explained(ours), trtr: explained(theirs), loss: ratio(ours.map((e, i) => e - theirs[i]!)) };
}

const around = (value: number, spread: number): Score => ({ value, low: value - spread, high: value + spread });

/** The mean over classes of the AUC of one against all others; classes that nobody or everybody tested has are left out. */
export function macroAuc(truth: Int32Array, said: Float64Array, classes: number): number {
  const found: number[] = [];
  for (let k = 0; k < classes; k++) {
    const members = [...truth.keys()].filter((i) => truth[i] === k).map((i) => said[i * classes + k]!);
    const outsiders = [...truth.keys()].filter((i) => truth[i] !== k).map((i) => said[i * classes + k]!);
    if (members.length === 0 || outsiders.length === 0) continue;
    found.push(delong([{ members, outsiders }]).auc[0] ?? Number.NaN);
  }
  return found.reduce((sum, one) => sum + one, 0) / found.length;
}

/** The likeliest class of each person. */
export function guesses(said: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: said.length / classes }, (_, i) => {
    let best = 0;
    for (let k = 1; k < classes; k++) if (said[i * classes + k]! > said[i * classes + best]!) best = k;
    return best;
  });
}
