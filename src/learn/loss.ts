/** What boosting makes small: the logistic loss for classes, the squared error for numbers; with gradients, and what scores mean (Friedman 2001; Friedman, Hastie & Tibshirani 2000). */
import type { Goal } from "./goal.ts";

/** Scores are row after row, `outputs` numbers each; `rows` are positions in them. */
export interface Loss {
  readonly outputs: number;
  /** The best scores that are the same for all rows. */
  readonly base: Float64Array;
  /** What predictions are in the units of the goal: prediction = value of the scores * scale. */
  readonly scale: number;
  /** Writes (gradient, hessian) of the rows for one output; gives the largest of each. Called for output 0 first: scores as they are then count for all outputs. */
  gradients(scores: Float64Array, output: number, into: Float64Array): { gradient: number; hessian: number };
  /** Mean loss. */
  mean(scores: Float64Array): number;
}

/** `rows`: those to learn from; row i of the scores is rows[i]. */
export function lossOf(goal: Goal, rows: Uint32Array): Loss {
  if (goal.kind === "number") return squared(goal.values, rows);
  const codes = Int32Array.from(rows, (row) => goal.codes[row]!);
  return goal.classes === 2 ? logistic(codes) : softmax(codes, goal.classes);
}

/** The same loss on other rows, with the base and scale of these. */
export function lossOn(goal: Goal, rows: Uint32Array, { base, scale }: Loss): (scores: Float64Array) => number {
  if (goal.kind === "number") {
    const values = Float64Array.from(rows, (row) => goal.values[row]! / scale);
    return (scores) => meanSquare(scores, values);
  }
  const codes = Int32Array.from(rows, (row) => goal.codes[row]!);
  return base.length === 1
    ? (scores) => logisticMean(scores, codes)
    : (scores) => softmaxMean(scores, codes, goal.classes);
}

/** Rows of a class that has none, as it were, so that no chance is 0 or 1. */
const halfRow = 0.5;

function logistic(codes: Int32Array): Loss {
  let ones = 0;
  for (const code of codes) ones += code;
  const base = Math.log((ones + halfRow) / (codes.length - ones + halfRow));
  return {
    outputs: 1,
    base: Float64Array.of(base),
    scale: 1,
    gradients(scores, _, into) {
      let [largest, hessian] = [0, 0];
      for (let i = 0; i < codes.length; i++) {
        const chance = 1 / (1 + Math.exp(-scores[i]!));
        const gradient = chance - codes[i]!;
        const curvature = chance * (1 - chance);
        into[2 * i] = gradient;
        into[2 * i + 1] = curvature;
        const size = Math.abs(gradient);
        if (size > largest) largest = size;
        if (curvature > hessian) hessian = curvature;
      }
      return { gradient: largest, hessian };
    },
    mean: (scores) => logisticMean(scores, codes),
  };
}

function logisticMean(scores: Float64Array, codes: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < codes.length; i++) {
    const against = codes[i] === 1 ? -scores[i]! : scores[i]!;
    sum += against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against));
  }
  return sum / codes.length;
}

function softmax(codes: Int32Array, classes: number): Loss {
  const counts = new Float64Array(classes).fill(halfRow);
  for (const code of codes) counts[code]!++;
  // The classes' scores are bound to each other: with a step in one, the others' chances move (Friedman 2001, eq. 34).
  const factor = classes > 1 ? classes / (classes - 1) : 1;
  const chances = new Float64Array(codes.length * classes);
  return {
    outputs: classes,
    base: counts.map((count) => Math.log(count / (codes.length + classes * halfRow))),
    scale: 1,
    gradients(scores, output, into) {
      if (output === 0) toChances(scores, classes, chances);
      let [largest, hessian] = [0, 0];
      for (let i = 0; i < codes.length; i++) {
        const chance = chances[i * classes + output]!;
        const gradient = chance - (codes[i] === output ? 1 : 0);
        const curvature = factor * chance * (1 - chance);
        into[2 * i] = gradient;
        into[2 * i + 1] = curvature;
        const size = Math.abs(gradient);
        if (size > largest) largest = size;
        if (curvature > hessian) hessian = curvature;
      }
      return { gradient: largest, hessian };
    },
    mean: (scores) => softmaxMean(scores, codes, classes),
  };
}

function softmaxMean(scores: Float64Array, codes: Int32Array, classes: number): number {
  let sum = 0;
  for (let i = 0; i < codes.length; i++) {
    const own = scores.subarray(i * classes, (i + 1) * classes);
    const most = own.reduce((a, b) => Math.max(a, b), -Infinity);
    let total = 0;
    for (const score of own) total += Math.exp(score - most);
    sum += most + Math.log(total) - own[codes[i]!]!;
  }
  return sum / codes.length;
}

function toChances(scores: Float64Array, classes: number, into: Float64Array): void {
  for (let at = 0; at < scores.length; at += classes) {
    let most = -Infinity;
    for (let k = 0; k < classes; k++) if (scores[at + k]! > most) most = scores[at + k]!;
    let total = 0;
    for (let k = 0; k < classes; k++) total += into[at + k] = Math.exp(scores[at + k]! - most);
    for (let k = 0; k < classes; k++) into[at + k]! /= total;
  }
}

/** In standard deviations, so that no square is too large. */
function squared(all: Float64Array, rows: Uint32Array): Loss {
  const size = rows.reduce((most, row) => Math.max(most, Math.abs(all[row]!)), 0) || 1;
  let [mean, square] = [0, 0];
  for (const row of rows) mean += all[row]! / size / rows.length;
  for (const row of rows) square += (all[row]! / size - mean) ** 2 / rows.length;
  const scale = (Math.sqrt(square) || 1) * size;
  const values = Float64Array.from(rows, (row) => all[row]! / scale);
  return {
    outputs: 1,
    base: Float64Array.of((mean * size) / scale),
    scale,
    gradients(scores, _, into) {
      let largest = 0;
      for (let i = 0; i < values.length; i++) {
        const gradient = scores[i]! - values[i]!;
        into[2 * i] = gradient;
        into[2 * i + 1] = 1;
        const distance = Math.abs(gradient);
        if (distance > largest) largest = distance;
      }
      return { gradient: largest, hessian: 1 };
    },
    mean: (scores) => meanSquare(scores, values),
  };
}

function meanSquare(scores: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (scores[i]! - values[i]!) ** 2;
  return sum / values.length;
}

/** Scores to predictions, in place: chances, or values. */
export function toPredictions(scores: Float64Array, classes: number | null, scale: number): Float64Array {
  if (classes === null) for (let i = 0; i < scores.length; i++) scores[i]! *= scale;
  else if (classes === 2) for (let i = 0; i < scores.length; i++) scores[i] = 1 / (1 + Math.exp(-scores[i]!));
  else toChances(scores, classes, scores);
  return scores;
}
