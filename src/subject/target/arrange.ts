/** From what a model gave for some rows to numbers by class of the label. */
import { TelltaleError } from "../../error.ts";
import type { Class } from "../../graph/answers.ts";
import { type Constant, textOf } from "../../graph/dtype.ts";
import { fromBfloat16, fromFloat16 } from "../../graph/half.ts";
import type { Label } from "../../learn/encoding/label.ts";
import { matchClasses, type Matched, sameName } from "./classes.ts";
import type { Reading } from "./reading.ts";
import { listed } from "./refusals.ts";

export type Floats = Float32Array | Float64Array;
export interface Arranged {
  readonly kind: "logits" | "probabilities" | "values";
  readonly outputs: number;
  /** [rows, outputs]. */
  readonly values: Floats;
  readonly by: Matched["by"];
}

/**
 * `given`: the tensors of the reading, with at least `rows` rows; those beyond are left out.
 * @throws TelltaleError MODEL_OUTPUT_SHAPE, MODEL_CLASSES, MODEL_TASK
 */
export function arrange(reading: Reading, given: readonly Constant[], rows: number, label: Label): Arranged {
  const [first, second] = given;
  if (!first) throw new Error("a model is asked for one tensor at least");
  const asked = first.shape[0] ?? 1;
  if (reading.is === "labels" && label.kind === "class") return oneHot(reading, first, rows, label.classes);
  const own = matrixOf(first, asked);
  const other = second && (reading.linked || reading.sigmoid) ? matrixOf(second, asked) : null;
  const logits = reading.linked ? logitsOf(own, other, rows) : reading.sigmoid && own.width > 1 ? null : own;
  const separate = logits === null && other !== null;
  const found = separate ? other : (logits ?? own);
  const { values, width } = reading.opposite && !separate && found.width === 2 ? foldOpposite(found) : found;
  const read = values.subarray(0, rows * width);
  if (label.kind === "number") {
    if (width !== 1) throw manyNumbers(width, label.column);
    return { kind: "values", outputs: 1, values: read, by: "order" };
  }
  const likely = separate || reading.is === "probabilities" || (reading.guessed && width > 1 && areShares(read, width));
  const kind = likely ? "probabilities" : "logits";
  const spread = width === 1 ? spreadOut(kind, read) : read;
  const count = width === 1 ? 2 : width;
  const matched = matchClasses(reading.classes, label.classes, count);
  return { kind, outputs: count, values: permuted(spread, count, matched.places), by: matched.by };
}

export interface Matrix {
  readonly values: Floats;
  readonly width: number;
}

/** Of whatever shape: so many numbers for each row. */
export function matrixOf({ dtype, shape, data }: Constant, rows: number): Matrix {
  const width = data.length / rows;
  if (!Number.isInteger(width) || width < 1) throw otherShape(shape, rows);
  if (data instanceof Float32Array || data instanceof Float64Array) return { values: data, width };
  if (data instanceof Uint16Array && dtype === "float16") return { values: fromFloat16(data), width };
  if (data instanceof Uint16Array && dtype === "bfloat16") return { values: fromBfloat16(data), width };
  if (dtype === "string") throw otherShape(shape, rows);
  return { values: Float64Array.from(data as ArrayLike<number | bigint>, Number), width };
}

/** One number for two classes: [0, z], so that a softmax gives sigmoid(z) for the second; [1 - p, p]. */
function spreadOut(kind: "logits" | "probabilities", of: Floats): Floats {
  const spread = of instanceof Float32Array ? new Float32Array(2 * of.length) : new Float64Array(2 * of.length);
  of.forEach((value, row) => {
    spread[2 * row] = kind === "logits" ? 0 : 1 - value;
    spread[2 * row + 1] = value;
  });
  return spread;
}

/** [-s, s] becomes [0, s]: the probability of the second class is sigmoid(s), not sigmoid(2 s). */
function foldOpposite({ values, width }: Matrix): Matrix {
  return { values: values.map((score, i) => (i % 2 === 0 && score === -values[i + 1]! ? 0 : score)), width };
}

/** Far more than rounding, of probabilities too: other scores would be farther off for some row. */
const rounding = 1e-3;
/** Those scores that give the probabilities: of two classes the score of the second is enough, whatever stands for the first (its opposite, or 1 - s where all votes are positive). */
function logitsOf(scores: Matrix, shares: Matrix | null, rows: number): Matrix | null {
  if (shares === null) return null;
  const { values, width } = scores;
  const second = { values: values.map((score, i) => (i % 2 === 0 ? 0 : score)), width };
  const likely = width === 2 ? [second, scores] : [scores];
  return likely.find((one) => areLogitsOf(one, shares, rows)) ?? null;
}

/** Does a softmax of the scores give the probabilities? */
function areLogitsOf(scores: Matrix, shares: Matrix, rows: number): boolean {
  const { width, values } = scores;
  if (width !== shares.width) return false;
  for (let at = 0; at < rows * width; at += width) {
    const own = values.subarray(at, at + width);
    let most = -Infinity;
    for (const score of own) most = Math.max(most, score);
    let sum = 0;
    for (const score of own) sum += Math.exp(score - most);
    for (let k = 0; k < width; k++)
      if (!(Math.abs(Math.exp(own[k]! - most) / sum - shares.values[at + k]!) < rounding)) return false;
  }
  return true;
}

function permuted(of: Floats, width: number, places: Int32Array): Floats {
  if (places.every((place, i) => place === i)) return of;
  return of.map((_, i) => of[i - (i % width) + places[i % width]!]!);
}

/** Are all rows shares of a whole? */
function areShares(values: Floats, width: number): boolean {
  for (let at = 0; at < values.length; at += width) {
    let sum = 0;
    for (let k = 0; k < width; k++) {
      if (!(values[at + k]! >= 0)) return false;
      sum += values[at + k]!;
    }
    if (Math.abs(sum - 1) > 1e-3) return false;
  }
  return values.length > 0;
}

function oneHot(
  reading: Reading,
  { dtype, data, shape }: Constant,
  rows: number,
  classes: readonly string[],
): Arranged {
  if (data.length !== (shape[0] ?? 1)) throw otherShape(shape, shape[0] ?? 1);
  const names = Array.from(data as ArrayLike<Class | bigint>, String).slice(0, rows);
  const { placeOf, by } = labelPlaces(reading.classes, classes, dtype === "string");
  const values = new Float32Array(rows * classes.length);
  const strange = new Set<string>();
  names.forEach((name, row) => {
    const place = placeOf(name);
    if (place === undefined) strange.add(name);
    else values[row * classes.length + place] = 1;
  });
  if (strange.size > 0)
    throw new TelltaleError("MODEL_CLASSES", {
      message: `The model answers with ${listed([...strange])}, which the label does not have; its classes are ${listed(classes)}`,
      hint: "Name the column that the model was trained to predict, with its classes written as the model has them.",
    });
  return { kind: "probabilities", outputs: classes.length, values, by };
}

/** By name; whole numbers for classes that are none stand for their order. */
function labelPlaces(
  model: readonly Class[] | null,
  classes: readonly string[],
  text: boolean,
): { readonly placeOf: (name: string) => number | undefined; readonly by: Matched["by"] } {
  const numbered = !text && classes.some((name) => Number.isNaN(Number(sameName(name))));
  const { places, by } = model
    ? matchClasses(model, classes, model.length)
    : { places: Int32Array.from(classes.keys()), by: numbered ? ("order" as const) : ("name" as const) };
  const ordered: readonly string[] = Array.from(places, (place) => String(model ? model[place] : place));
  const names = model === null && by === "name" ? classes : ordered;
  const at = new Map(names.map((name, i) => [sameName(name), i]));
  return { placeOf: (name) => at.get(sameName(name)), by };
}

export const otherShape = (shape: readonly number[], rows: number): TelltaleError =>
  new TelltaleError("MODEL_OUTPUT_SHAPE", {
    message: `The model answered ${textOf(shape)} for ${rows} rows, which is not a row of numbers for each of them`,
    hint: "Export the model so that the first axis of its output counts the rows, as that of its input does.",
  });

const manyNumbers = (width: number, column: string): TelltaleError =>
  new TelltaleError("MODEL_TASK", {
    message: `The model answers with ${width} numbers for a row, and the label, "${column}", is one number`,
    hint: "Name the column that the model was trained to predict as the label, or say in columns.types that it is a category.",
  });
