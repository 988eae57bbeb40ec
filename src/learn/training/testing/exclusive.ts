/** Rows that no linear model can tell apart: the class is whether two numbers have the same sign. */
import { stream } from "../../../stats/stream.ts";
import { classes, range } from "../../testing/made.ts";
import type { Goal } from "../../goal.ts";

export interface Made {
  readonly x: Float32Array;
  readonly goal: Goal;
  readonly codes: readonly number[];
  readonly rows: Uint32Array;
}

/** The first two features decide; the last one is the same in all rows. */
export function exclusive(n: number, features = 4): Made {
  const s = stream(1, "exclusive", n, features);
  const x = Float32Array.from({ length: n * features }, (_, i) =>
    i % features === features - 1 ? 3 : 2 * s.next() - 1,
  );
  const codes = range(n).map((row) => (x[row * features]! * x[row * features + 1]! > 0 ? 1 : 0));
  return { x, codes, goal: classes(codes), rows: Uint32Array.from(range(n)) };
}

/** The share of rows of which a model says the class. */
export function accuracyOf(logits: Float32Array, codes: readonly number[]): number {
  const outputs = logits.length / codes.length;
  const right = codes.filter((code, row) => {
    const own = Array.from(logits.subarray(row * outputs, (row + 1) * outputs));
    return (outputs === 1 ? (own[0]! > 0 ? 1 : 0) : own.indexOf(Math.max(...own))) === code;
  });
  return right.length / codes.length;
}

/** The largest difference between numbers in the same place. */
export const apart = (one: readonly Float32Array[], other: readonly Float32Array[]): number =>
  Math.max(...one.flatMap((array, i) => Array.from(array, (value, j) => Math.abs(value - other[i]![j]!))));
