/** Small columns for the tests of encodings. */
import type { CategoryColumn, NumberColumn, TimeColumn } from "../../../table/types.ts";

export const numbers = (name: string, values: readonly number[]): NumberColumn => ({
  kind: "number",
  name,
  values: Float64Array.from(values),
  integer: false,
});
export const times = (name: string, values: readonly number[]): TimeColumn => ({
  kind: "time",
  name,
  values: Float64Array.from(values),
});
/** null is missing; labels sorted as in a table. */
export function category(name: string, values: readonly (string | null)[]): CategoryColumn {
  const labels = [...new Set(values.filter((value) => value !== null))].toSorted();
  return {
    kind: "category",
    name,
    labels,
    flag: null,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : labels.indexOf(value))),
  };
}
