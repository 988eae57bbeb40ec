/** Small columns and goals for the tests of learners. */
import type { CategoryColumn, NumberColumn } from "../../table/types.ts";
import type { Goal } from "../goal.ts";

export const numbers = (name: string, values: Iterable<number>): NumberColumn => ({
  kind: "number",
  name,
  values: Float64Array.from(values),
  integer: false,
});
export const letters = (name: string, codes: Iterable<number>, labels = 10): CategoryColumn => ({
  kind: "category",
  name,
  codes: Int32Array.from(codes),
  labels: Array.from({ length: labels }, (_, i) => `label ${i}`),
  flag: null,
});
export const classes = (codes: Iterable<number>, count = 2): Goal => ({
  kind: "class",
  codes: Int32Array.from(codes),
  classes: count,
});
export const values = (of: Iterable<number>): Goal => ({ kind: "number", values: Float64Array.from(of) });
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** The chance that a row of class 1 has the higher number, ties half (Mann & Whitney 1947), by counting all pairs. */
export function aucOf(predicted: ArrayLike<number>, codes: readonly number[]): number {
  let [wins, pairs] = [0, 0];
  codes.forEach((one, i) => {
    if (one !== 1) return;
    codes.forEach((zero, j) => {
      if (zero === 1) return;
      pairs++;
      wins += (Math.sign(predicted[i]! - predicted[j]!) + 1) / 2;
    });
  });
  return wins / pairs;
}
