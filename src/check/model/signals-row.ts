/** One row of a model's answers, with numbers that can be computed with in place of those that cannot. */
import type { Answers } from "../../learn/trainers/trainer.ts";

export type Said = Answers["perModel"][number];

/** A logit so far below the highest has probability 0 (the least float64 above 0 is e^-744.4): as far counts one of minus infinity. */
const gone = 745;

/**
 * Row i of `said` into `row`, which has a number for each class. Logits: finite. Probabilities: 0 to 1. A row in which one is not a number says nothing: all classes
 * are equally likely.
 */
export function exactRow(said: Said, i: number, kind: Answers["kind"], row: Float64Array): void {
  const width = row.length;
  let top = -Infinity;
  let bottom = Infinity;
  let nothing = false;
  for (let c = 0; c < width; c++) {
    const one = said[i * width + c]!;
    row[c] = one;
    if (one > top) top = one;
    if (one < bottom) bottom = one;
    nothing ||= Number.isNaN(one);
  }
  if (nothing) row.fill(kind === "logits" ? 0 : 1 / width);
  else if (kind !== "logits") {
    if (bottom < 0 || top > 1) row.forEach((one, c) => (row[c] = Math.max(0, Math.min(1, one))));
  } else if (top === Infinity) row.forEach((one, c) => (row[c] = one === Infinity ? 0 : -gone));
  else if (top === -Infinity) row.fill(0);
  else if (bottom === -Infinity) row.forEach((one, c) => (row[c] = one === -Infinity ? top - gone : one));
}
