/** What the numbers are: probabilities, logits or values; and brought into the form that attacks know. */
import { TelltaleError } from "../../error.ts";
import type { Label } from "../../learn/encoding/label.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import type { Remark } from "../../table/types.ts";
import { matchClasses } from "../target/classes.ts";
import type { Given, Numbers } from "./given.ts";

/** Rounding by whoever wrote the file is no logit. */
const rounding = 1e-6;
/** A sum of probabilities may be off by so much; up to `mostOff` it is brought to 1. */
const off = 1e-3;
const mostOff = 0.05;

export interface Meant {
  /** The audited model first, then the shadow models, each by row of the file; numbers of a row in the label's order. */
  readonly kind: Answers["kind"];
  readonly outputs: number;
  readonly perModel: readonly Numbers[];
  readonly notes: readonly Remark[];
}

/** @throws TelltaleError PREDICTIONS_NOT_FINITE, PREDICTIONS_SUMS, PREDICTIONS_CLASSES, MODEL_CLASSES */
export function meaningOf(given: Given, label: Label): Meant {
  const { width, what, names } = given;
  const all = [given.answers, ...(given.shadows?.answers ?? [])];
  for (const [k, numbers] of all.entries()) finite(given, numbers, k);
  if (label.kind === "number") {
    if (width === 1) return { kind: "values", outputs: 1, perModel: all, notes: [] };
    throw classes(what, `there are ${width} numbers for each person, and "${label.column}" is a number`);
  }
  const count = label.classes.length;
  const single = width === 1 && count === 2 && names === null;
  if (given.values) throw classes(what, `"prediction" is one number, and "${label.column}" has ${count} classes`);
  if (!single && names === null && width !== count)
    throw classes(what, `there are ${width} numbers for each person, and "${label.column}" has ${count} classes`);
  const places = single ? null : matchClasses(names, label.classes, width).places;
  const logits = all.some((numbers) => numbers.some((value) => value < -rounding || value > 1 + rounding));
  const kind = logits ? "logits" : "probabilities";
  const notes = logits ? [note("logits", `${what} has numbers below 0 or above 1: they were taken as logits.`)] : [];
  if (places === null) return { kind, outputs: 2, perModel: all.map((numbers) => asTwo(numbers, logits)), notes };
  const sums = logits
    ? percentages(given, all)
    : all.reduce((worst, numbers) => Math.max(worst, worstSum(given, numbers)), 0);
  const perModel = all.map((numbers) => arranged(numbers, places, sums > off));
  if (sums > off)
    notes.push(
      note(
        "rescaled",
        `Probabilities in ${what} do not sum to 1 (off by up to ${sums.toFixed(3)}): they were rescaled.`,
      ),
    );
  return { kind, outputs: count, perModel, notes };
}

const note = (code: string, message: string): Remark => ({ code: `predictions-${code}`, column: null, message });

/** A logarithm of 0 is minus infinity, unless there is nothing else in a row. */
function finite({ width, what }: Given, numbers: Numbers, model: number): void {
  for (let start = 0; start < numbers.length; start += width) {
    let some = false;
    let bad = false;
    for (let i = start; i < start + width; i++) {
      const value = numbers[i]!;
      if (Number.isFinite(value)) some = true;
      else if (value !== -Infinity) bad = true;
    }
    if (some && !bad) continue;
    throw new TelltaleError("PREDICTIONS_NOT_FINITE", {
      message: `${what}: row ${start / width + 1} of ${model === 0 ? "the answers" : `shadow model ${model}`} (train first, then holdout) has an answer that is missing or infinite`,
      hint: "Leave out who the model cannot answer for, in the answers and in the people's files alike.",
    });
  }
}

/** One sigmoid output is of the second class. */
function asTwo(numbers: Numbers, logits: boolean): Float64Array {
  const both = new Float64Array(2 * numbers.length);
  numbers.forEach((value, row) => {
    const p = logits ? value : Math.min(1, Math.max(0, value));
    both[2 * row] = logits ? 0 : 1 - p;
    both[2 * row + 1] = p;
  });
  return both;
}

/** By how much the sum that is farthest from 1 is off. */
function worstSum({ width, what }: Given, numbers: Numbers): number {
  let worst = 0;
  for (let start = 0; start < numbers.length; start += width) {
    const wrong = Math.abs(sumAt(numbers, start, width) - 1);
    if (wrong > mostOff) throw sumsWrong(what, start / width + 1, wrong);
    worst = Math.max(worst, wrong);
  }
  return worst;
}

/** Numbers that sum to 100 in each row are no logits. */
function percentages({ width, what }: Given, all: readonly Numbers[]): 0 {
  const are = all.every((numbers) => {
    for (let start = 0; start < numbers.length; start += width)
      if (Math.abs(sumAt(numbers, start, width) - 100) > 1) return false;
    return numbers.every((value) => value >= 0);
  });
  if (!are) return 0;
  throw new TelltaleError("PREDICTIONS_SUMS", {
    message: `${what} has numbers that sum to 100 in each row: percentages`,
    hint: "Divide them by 100.",
  });
}

function sumAt(numbers: Numbers, start: number, width: number): number {
  let sum = 0;
  for (let i = start; i < start + width; i++) sum += numbers[i]!;
  return sum;
}

/** In the label's order; `rescaled`: each row sums to 1. */
function arranged(numbers: Numbers, places: Int32Array, rescaled: boolean): Numbers {
  const width = places.length;
  const found = numbers.slice();
  for (let start = 0; start < numbers.length; start += width) {
    const sum = rescaled ? sumAt(numbers, start, width) : 1;
    places.forEach((place, i) => (found[start + i] = numbers[start + place]! / sum));
  }
  return found;
}

const sumsWrong = (what: string, row: number, wrong: number): TelltaleError =>
  new TelltaleError("PREDICTIONS_SUMS", {
    message: `${what}: the probabilities in row ${row} do not sum to 1 (off by ${wrong.toFixed(3)})`,
    hint: "Give the probabilities of all classes, or logits: what comes before the softmax.",
  });

const classes = (what: string, why: string): TelltaleError =>
  new TelltaleError("PREDICTIONS_CLASSES", {
    message: `${what}: ${why}`,
    hint: "Give one number for each class, in the order of the classes, or name them: an array classes in an archive, p_CLASS in a table.",
  });
