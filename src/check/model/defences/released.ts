/** Answers as a service gives them that hides some of what its model says, and as an attacker reads them who knows how. */
import type { Answers } from "../../../learn/trainers/trainer.ts";
import { exactRow } from "../signals-row.ts";

/** What is done to a model's probabilities before anybody sees them. */
export type Answering =
  | { readonly kind: "none" }
  /** All logits are divided by it. */
  | { readonly kind: "temperature"; readonly by: number }
  | { readonly kind: "rounding"; readonly decimals: number }
  /** The probabilities of the k likeliest classes, and nothing of the others. */
  | { readonly kind: "top"; readonly k: number }
  /** The likeliest class, and nothing else. */
  | { readonly kind: "label" };

export interface Released {
  /** Logarithms of probabilities that sum to 1, of the rows that were asked for. */
  readonly answers: Answers;
  /** By row: the largest probability that is shown. */
  readonly confidence: Float64Array;
  /** By row: 1 where the true class is shown as the likeliest, 1/c where c are. */
  readonly correct: Float64Array;
}

/** A label alone is read as a probability of .9: any number serves, as long as it is the same in all models. */
const labelled = 0.9;
/** Of answers that are given as probabilities, 0 cannot be told from less than this at most. */
const coarsest = 0.01;
/** Half of it, and a quarter, are still numbers that have logarithms. */
const finest = 1e-300;

/**
 * Of one model of the answers. Reading is part of it: mass that is not shown is spread evenly over the classes of which nothing is shown, and what was rounded to 0 is
 * read as what may have been there, so that no attack stumbles over a logarithm of 0 that its author would have mended.
 */
export function released({ kind, outputs, perModel }: Answers, { model, rows, codes, how }: Asked): Released {
  const said = perModel[model];
  if (!said) throw new RangeError(`${perModel.length} models answered, and ${model} was asked for`);
  const shown = new Float64Array(rows.length * outputs);
  const [confidence, correct] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  const least = kind === "logits" ? 0 : Math.min(coarsest, Math.max(finest, smallest(said)));
  for (let i = 0; i < rows.length; i++) {
    const row = shown.subarray(i * outputs, (i + 1) * outputs);
    exactRow(said, rows[i]!, kind, row);
    if (kind !== "logits") filled(row, least);
    else normalised(row);
    hide(row, how);
    confidence[i] = Math.exp(row[highest(row)]!);
    correct[i] = rightness(row, codes[i]!);
  }
  return { answers: { kind: "logits", outputs, rows: rows.length, perModel: [shown] }, confidence, correct };
}

export interface Asked {
  readonly model: number;
  /** Of the answers. */
  readonly rows: Uint32Array;
  /** The class of each of these rows. */
  readonly codes: Int32Array;
  readonly how: Answering;
}

/** In place: logarithms of probabilities to those of what is read. */
function hide(row: Float64Array, how: Answering): void {
  if (how.kind === "temperature") {
    for (let c = 0; c < row.length; c++) row[c]! /= how.by;
    normalised(row);
  } else if (how.kind === "rounding") {
    const step = 10 ** how.decimals;
    for (let c = 0; c < row.length; c++) row[c] = Math.round(Math.exp(row[c]!) * step) / step;
    filled(row, 1 / step);
  } else if (how.kind === "top") onlyTop(row, how.k);
  else if (how.kind === "label") {
    const top = highest(row);
    row.fill(Math.log((1 - labelled) / (row.length - 1)));
    row[top] = Math.log(labelled);
  }
}

/** Logits to logarithms of probabilities; that of the likeliest from the sum of the others, so that it is exact next to 0. */
function normalised(row: Float64Array): void {
  const top = highest(row);
  const most = row[top]!;
  let others = 0;
  for (let c = 0; c < row.length; c++) if (c !== top) others += Math.exp(row[c]! - most);
  const log = Math.log1p(others);
  for (let c = 0; c < row.length; c++) row[c] = row[c]! - most - log;
}

/** Probabilities, of which some are 0 because they are below half of `step`, to logarithms. What is missing to 1, a quarter of a step at least, is theirs, and no more than half a step for each. */
function filled(row: Float64Array, step: number): void {
  let [sum, zeros] = [0, 0];
  for (const one of row) {
    sum += one;
    if (one === 0) zeros++;
  }
  const each = sum === 0 ? 1 : Math.min(step / 2, Math.max(step / 4, 1 - sum) / Math.max(1, zeros));
  const log = Math.log(sum + zeros * each);
  for (let c = 0; c < row.length; c++) row[c] = Math.log(row[c] === 0 ? each : row[c]!) - log;
}

function onlyTop(row: Float64Array, k: number): void {
  const order = Array.from(row.keys()).toSorted((a, b) => row[b]! - row[a]! || a - b);
  const hidden = order.slice(k);
  const [first] = hidden;
  if (first === undefined) return;
  const most = row[first]!;
  const sum = hidden.reduce((total, c) => total + Math.exp(row[c]! - most), 0);
  const each = most + Math.log(sum / hidden.length);
  for (const c of hidden) row[c] = each;
}

function highest(row: Float64Array): number {
  let top = 0;
  for (let c = 1; c < row.length; c++) if (row[c]! > row[top]!) top = c;
  return top;
}

function rightness(row: Float64Array, own: number): number {
  let same = 0;
  for (const other of row) {
    if (other > row[own]!) return 0;
    if (other === row[own]!) same++;
  }
  return 1 / same;
}

/** Above 0; 1 where there is none. */
function smallest(said: ArrayLike<number>): number {
  let least = 1;
  for (let i = 0; i < said.length; i++) if (said[i]! > 0 && said[i]! < least) least = said[i]!;
  return least;
}
