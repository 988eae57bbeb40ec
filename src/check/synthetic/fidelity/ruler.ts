/** Distances between rows of a sample, all with all: standardised by the real rows, as the neighbours' kernel measures them. */
import { valuesOf } from "../../../table/columns.ts";
import type { Column, Table } from "../../../table/types.ts";

export interface Ruler {
  /** Rows laid out for measuring. */
  lay(table: Table): Laid;
  /** Mean squared distance of each row of a table to all rows of another: the squared distance to its centre, but for a constant. */
  toCentre(table: Table, of: Table): Float64Array;
}
export interface Laid {
  /** Categories, and numbers, of a row. */
  readonly wide: number;
  readonly deep: number;
  readonly numbers: Float64Array;
  readonly codes: Int32Array;
}

/**
 * Squared distance: the sum of ((a-b)/sd)^2 for numbers and times, 2 for two different categories, 1 for missing against a
 * value, 0 for missing against missing; sd is of the given table, and a number that does not vary counts nothing.
 */
export function rulerOf(real: Table): Ruler {
  const sd = real.columns.map((column) => (column.kind === "category" ? 1 : spread(column.values)));
  return {
    lay({ rows, columns }) {
      const numbers = columns.flatMap((column, c) =>
        column.kind === "category" ? [] : [{ values: column.values, c }],
      );
      const categories = columns.flatMap((column) => (column.kind === "category" ? [column.codes] : []));
      const [wide, deep] = [categories.length, numbers.length];
      const laid = { wide, deep, numbers: new Float64Array(rows * deep), codes: new Int32Array(rows * wide) };
      numbers.forEach(({ values, c }, k) => {
        for (let row = 0; row < rows; row++) laid.numbers[row * deep + k] = values[row]! / sd[c]!;
      });
      categories.forEach((codes, k) => {
        for (let row = 0; row < rows; row++) laid.codes[row * wide + k] = codes[row]!;
      });
      return laid;
    },
    toCentre(table, of) {
      const sums = new Float64Array(table.rows);
      of.columns.forEach((column, c) => {
        const part = partOf(column, sd[c]!);
        const values = valuesOf(table.columns[c]!);
        for (let row = 0; row < table.rows; row++) sums[row]! += part(values[row]!);
      });
      return sums;
    },
  };
}

/** Infinite where it is 0: the number then counts nothing. */
function spread(values: Float64Array): number {
  const present = values.filter((value) => value === value);
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  const variance = present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length;
  return variance > 0 ? Math.sqrt(variance) : Infinity;
}

/** The part of one column in the mean squared distance to all its rows, of a code or a value. */
function partOf(column: Column, sd: number): (value: number) => number {
  if (column.kind === "category") {
    const share = new Float64Array(column.labels.length);
    for (const code of column.codes) if (code >= 0) share[code]! += 1 / column.codes.length;
    const present = share.reduce((sum, one) => sum + one, 0);
    return (code) => (code < 0 ? present : 2 * (present - share[code]!) + 1 - present);
  }
  const known = column.values.filter((value) => value === value);
  const present = known.length / column.values.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return (value) => {
    if (Number.isNaN(value)) return present;
    if (known.length === 0) return 1;
    return present * (((value - mean) / sd) ** 2 + variance / sd ** 2) + 1 - present;
  };
}

/** Squared; stops where it is known to be above `most`, and gives what it has by then. */
export function squared(a: Laid, i: number, b: Laid, j: number, most: number): number {
  const { wide, deep } = a;
  let sum = 0;
  for (let k = 0; k < wide; k++) {
    const x = a.codes[i * wide + k]!;
    const y = b.codes[j * wide + k]!;
    if (x !== y) sum += x < 0 || y < 0 ? 1 : 2;
  }
  for (let k = 0; k < deep && sum <= most; k++) {
    const x = a.numbers[i * deep + k]!;
    const y = b.numbers[j * deep + k]!;
    const d = x - y;
    if (d === d) sum += d * d;
    else if (x === x || y === y) sum++;
  }
  return sum;
}
