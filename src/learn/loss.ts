/**
 * What boosting makes small: the logistic loss for classes, the squared error for numbers (Friedman 2001; Friedman, Hastie & Tibshirani 2000).
 * Scores are row after row, `outputs` numbers each.
 */
import type { KernelMemory } from "../table/memory.ts";
import type { Place, Units } from "./board.ts";
import type { Goal } from "./goal.ts";
import { type Gradients, openGradients } from "./kernels.ts";

/** Where scores start. */
export interface Start {
  /** The best scores that are the same for all rows, one an output. */
  readonly base: Float64Array;
  /** A predicted number = score * scale. */
  readonly scale: number;
}
export interface Loss {
  /** The largest step of a leaf that is to be believed. */
  readonly step: number;
  /** Of the scores. */
  readonly address: number;
  /** Of the rows learnt from; at the base to begin with. A view: it holds until the memory grows. */
  scores(): Float64Array;
  /** Writes gradients and hessians for one output. Output 0 comes first: scores as they are then count for all outputs. */
  gradients(output: number, place: Place): Units;
}

/**
 * Where nearly all chances are 0 or 1 a Newton step is a quotient of next to nothing, and a rare class can throw the others' scores to infinity. LogitBoost bounds the
 * response of each row at 2 to 4 (Friedman, Hastie & Tibshirani 2000, §4); here a leaf's step is bounded, so far out that it seldom is.
 */
const largestStep = 10;
/** Rows of a class that has none, as it were, so that no chance is 0 or 1. */
const halfRow = 0.5;

/** `rows`: those to learn from. */
export function startOf(goal: Goal, rows: Uint32Array): Start {
  if (goal.kind === "number") return startOfNumber(goal.values, rows);
  const counts = new Float64Array(goal.classes).fill(halfRow);
  for (const row of rows) counts[goal.codes[row]!]!++;
  const all = rows.length + goal.classes * halfRow;
  const base =
    goal.classes === 2
      ? Float64Array.of(Math.log(counts[1]! / counts[0]!))
      : counts.map((count) => Math.log(count / all));
  return { base, scale: 1 };
}

/** In standard deviations, so that no square is too large. */
function startOfNumber(values: Float64Array, rows: Uint32Array): Start {
  let size = 0;
  for (const row of rows) size = Math.max(size, Math.abs(values[row]!));
  size ||= 1;
  let [mean, square] = [0, 0];
  for (const row of rows) mean += values[row]! / size / rows.length;
  for (const row of rows) square += (values[row]! / size - mean) ** 2 / rows.length;
  const scale = (Math.sqrt(square) || 1) * size;
  return { base: Float64Array.of((mean * size) / scale), scale };
}

/** `rows[i]` is the row of the i-th scores. */
export function lossOf(memory: KernelMemory, goal: Goal, rows: Uint32Array, start: Start): Loss {
  const kernel = openGradients(memory);
  const n = rows.length;
  const outputs = start.base.length;
  const address = memory.take(8 * (n * outputs + 1));
  const scores = (): Float64Array => memory.view(Float64Array, address, n * outputs);
  repeat(start.base, scores());
  if (goal.kind === "number")
    return {
      step: Infinity,
      address,
      scores,
      gradients: squared(memory, kernel, { address, n, values: goal.values, rows, start }),
    };
  const at = { address, n, codes: Int32Array.from(rows, (row) => goal.codes[row]!) };
  return {
    step: largestStep,
    address,
    scores,
    gradients:
      goal.classes === 2 ? logistic(memory, kernel, at) : softmax(memory, kernel, { ...at, classes: goal.classes }),
  };
}

/** The same scores for each row. */
export function repeat(base: Float64Array, scores: Float64Array): void {
  if (base.length === 1) scores.fill(base[0]!);
  else for (let at = 0; at < scores.length; at += base.length) scores.set(base, at);
}

interface At {
  /** Of the scores. */
  readonly address: number;
  readonly n: number;
}

function logistic(
  memory: KernelMemory,
  kernel: Gradients,
  { address, n, codes }: At & { codes: Int32Array },
): Loss["gradients"] {
  const classes = memory.take(n + 1);
  memory.view(Uint8Array, classes, n).set(codes);
  return (_, place) => {
    const units = { gradient: place.unitOfGradient(1), hessian: place.unitOfHessian(1 / 4) };
    kernel.scale(1 / units.gradient, 1 / units.hessian, place.bits);
    kernel.logistic(address, classes, n, place.address);
    return units;
  };
}

function softmax(
  memory: KernelMemory,
  kernel: Gradients,
  { address, n, codes, classes }: At & { codes: Int32Array; classes: number },
): Loss["gradients"] {
  const chances = memory.take(8 * (n * classes + 1));
  const own = memory.take(4 * n);
  memory.view(Int32Array, own, n).set(codes);
  // The classes' scores are bound to each other: with a step in one, the others' chances move (Friedman 2001, eq. 34).
  const factor = classes > 1 ? classes / (classes - 1) : 1;
  return (output, place) => {
    if (output === 0) kernel.chances(address, n, classes, chances);
    const units = { gradient: place.unitOfGradient(1), hessian: place.unitOfHessian(factor / 4) };
    kernel.scale(1 / units.gradient, 1 / units.hessian, place.bits);
    kernel.softmax(chances, own, n, classes, output, factor, place.address);
    return units;
  };
}

function squared(
  memory: KernelMemory,
  kernel: Gradients,
  { address, n, values, rows, start }: At & { values: Float64Array; rows: Uint32Array; start: Start },
): Loss["gradients"] {
  const goals = memory.take(8 * n);
  memory
    .view(Float64Array, goals, n)
    .set(rows.length === 0 ? [] : Float64Array.from(rows, (row) => values[row]! / start.scale));
  return (_, place) => {
    const units = {
      gradient: place.unitOfGradient(kernel.farthest(address, goals, n)),
      hessian: place.unitOfHessian(1),
    };
    kernel.scale(1 / units.gradient, 1 / units.hessian, place.bits);
    kernel.squared(address, goals, n, place.address);
    return units;
  };
}

/** Mean loss of scores: of classes per row in nats, of numbers in squared standard deviations. */
export function meanLoss(goal: Goal, rows: Uint32Array, { scale }: Start, scores: Float64Array): number {
  let sum = 0;
  if (goal.kind === "number")
    for (let i = 0; i < rows.length; i++) sum += (scores[i]! - goal.values[rows[i]!]! / scale) ** 2;
  else if (goal.classes === 2)
    for (let i = 0; i < rows.length; i++) {
      const against = goal.codes[rows[i]!] === 1 ? -scores[i]! : scores[i]!;
      sum += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    }
  else
    for (let i = 0; i < rows.length; i++)
      sum += surprise(scores, i * goal.classes, goal.classes, goal.codes[rows[i]!]!);
  return sum / rows.length;
}

function surprise(scores: Float64Array, at: number, classes: number, own: number): number {
  let [most, total] = [-Infinity, 0];
  for (let k = 0; k < classes; k++) most = Math.max(most, scores[at + k]!);
  for (let k = 0; k < classes; k++) total += Math.exp(scores[at + k]! - most);
  return most + Math.log(total) - scores[at + own]!;
}
