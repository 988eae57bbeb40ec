/** Does each column look the same? One minus the largest gap of the distribution functions, or of the shares of labels. */
import type { Column } from "../../../table/types.ts";
import { rising } from "./stack.ts";

/** Of two columns of one schema, on the given rows, without missing values; NaN where one side has no value. 1: the same shape. */
export function shape(a: Column, rowsA: Uint32Array, b: Column, rowsB: Uint32Array): number {
  if (a.kind === "category" && b.kind === "category") {
    const first = shares(a.codes, rowsA, a.labels.length);
    const second = shares(b.codes, rowsB, a.labels.length);
    return 1 - first.reduce((sum, share, label) => sum + Math.abs(share - second[label]!), 0) / 2;
  }
  if (a.kind === "category" || b.kind === "category") throw new Error("tables that are compared have one schema");
  return 1 - kolmogorov(rising(a.values, rowsA), rising(b.values, rowsB));
}

function shares(codes: Int32Array, rows: Uint32Array, labels: number): Float64Array {
  const counts = new Float64Array(labels);
  let n = 0;
  for (const row of rows) {
    const code = codes[row]!;
    if (code < 0) continue;
    counts[code]!++;
    n++;
  }
  return counts.map((count) => count / n);
}

/** The largest distance of two empirical distribution functions. */
function kolmogorov(a: Float64Array, b: Float64Array): number {
  if (a.length === 0 || b.length === 0) return Number.NaN;
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}
