/** Values of two tables, and of the population's, counted in the same cells: categories as they are, numbers by tenths of the training table, and those that are missing. */
import type { Column } from "../../../table/types.ts";
import { binned } from "../bins.ts";

export interface Cells {
  readonly labels: readonly string[];
  /** By row of the training table and of the other; every row is in one cell. */
  readonly train: Int32Array;
  readonly other: Int32Array;
  /** Null: no such table was given, or it lacks the column. */
  readonly population: Int32Array | null;
}

/** Values that fewer people have, in both tables together, are named nowhere. */
const named = 5;

export const cellsOf = (train: Column, other: Column, population: Column | null): Cells =>
  withoutUnused(
    train.kind === "category" ? categories(train, other, population) : tenths(train.values, other, population),
  );

export const valuesOf = (column: Column): Float64Array =>
  column.kind === "category" ? new Float64Array(column.codes.length).fill(Number.NaN) : column.values;

function categories(train: Extract<Column, { kind: "category" }>, other: Column, population: Column | null): Cells {
  const codesOf = (of: Column): Int32Array =>
    of.kind === "category" ? of.codes : new Int32Array(of.values.length).fill(-1);
  const theirs = codesOf(other);
  const { labels } = train;
  const rows = labels.map(() => 0);
  for (const codes of [train.codes, theirs]) for (const code of codes) if (code >= 0) rows[code]!++;
  const place = (code: number): number =>
    code < 0 ? labels.length + 1 : (rows[code] ?? 0) < named ? labels.length : code;
  return {
    labels: [...labels, "rarer values", "missing"],
    train: train.codes.map(place),
    other: theirs.map(place),
    population: population && codesOf(population).map(place),
  };
}

/** Bounds are values of the training table. */
function tenths(train: Float64Array, other: Column, population: Column | null): Cells {
  const theirs = valuesOf(other);
  const bins = binned(train, "quantiles", [theirs]);
  const labels = bins?.labels ?? ["all"];
  const codesOf = (values: Float64Array): Int32Array => {
    const codes = bins?.codesOf(values) ?? Int32Array.from(values, (x) => (Number.isNaN(x) ? -1 : 0));
    return codes.map((code) => (code < 0 ? labels.length : code));
  };
  return {
    labels: [...labels, "missing"],
    train: codesOf(train),
    other: codesOf(theirs),
    population: population && codesOf(valuesOf(population)),
  };
}

/** In neither of the two tables: the population's is drawn beside them, and what only it has is left out. */
function withoutUnused({ labels, train, other, population }: Cells): Cells {
  const used = new Uint8Array(labels.length);
  for (const codes of [train, other]) for (const code of codes) used[code] = 1;
  const places = labels.map((_, i) => (used[i] === 1 ? used.slice(0, i).reduce((sum, is) => sum + is, 0) : -1));
  const moved = (code: number): number => places[code]!;
  return {
    labels: labels.filter((_, i) => used[i] === 1),
    train: train.map(moved),
    other: other.map(moved),
    population: population && population.map(moved),
  };
}

/** By cell, of the rows that `is` says; default all. */
export function counts(codes: Int32Array, cells: number, is?: (row: number) => boolean): number[] {
  const found = Array<number>(cells).fill(0);
  codes.forEach((code, row) => {
    if (code >= 0 && (!is || is(row))) found[code]!++;
  });
  return found;
}

/** Cells that both tables together fill too thinly for chi-square are joined with the next one. */
export function pooled(a: readonly number[], b: readonly number[]): readonly [number[], number[]] {
  const [n, m] = [a, b].map((all) => all.reduce((sum, count) => sum + count, 0));
  const least = Math.min(n!, m!) / (n! + m!);
  const joined: [number[], number[]] = [[], []];
  let [x, y] = [0, 0];
  const order = [...a.keys()].toSorted((i, j) => a[i]! + b[i]! - (a[j]! + b[j]!) || i - j);
  order.forEach((i, at) => {
    x += a[i]!;
    y += b[i]!;
    const last = at === order.length - 1;
    if ((x + y) * least < 5 && !last) return;
    if ((x + y) * least < 5 && joined[0].length > 0) {
      joined[0][joined[0].length - 1]! += x;
      joined[1][joined[1].length - 1]! += y;
      return;
    }
    joined[0].push(x);
    joined[1].push(y);
    [x, y] = [0, 0];
  });
  return joined;
}
