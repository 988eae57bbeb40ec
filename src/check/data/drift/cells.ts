/** Values of two tables counted in the same cells: categories as they are, numbers by tenths of the training table, and those that are missing. */
import type { Column } from "../../../table/types.ts";

export interface Cells {
  readonly labels: readonly string[];
  /** By row of the training table and of the other; every row is in one cell. */
  readonly train: Int32Array;
  readonly other: Int32Array;
}

/** Values that fewer people have, in both tables together, are named nowhere. */
const named = 5;
const bins = 10;

export function cellsOf(train: Column, other: Column): Cells {
  const found = train.kind === "category" ? categories(train, other) : tenths(train.values, valuesOf(other));
  return withoutUnused(found);
}

export const valuesOf = (column: Column): Float64Array =>
  column.kind === "category" ? new Float64Array(column.codes.length).fill(Number.NaN) : column.values;

function categories(train: Extract<Column, { kind: "category" }>, other: Column): Cells {
  const theirs = other.kind === "category" ? other.codes : new Int32Array(valuesOf(other).length).fill(-1);
  const { labels } = train;
  const rows = labels.map(() => 0);
  for (const codes of [train.codes, theirs]) for (const code of codes) if (code >= 0) rows[code]!++;
  const place = (code: number): number =>
    code < 0 ? labels.length + 1 : (rows[code] ?? 0) < named ? labels.length : code;
  return { labels: [...labels, "rarer values", "missing"], train: train.codes.map(place), other: theirs.map(place) };
}

/** Edges are values of the training table; of few different values each may be a cell of its own. */
function tenths(train: Float64Array, other: Float64Array): Cells {
  const sorted = train.filter((value) => !Number.isNaN(value)).toSorted();
  const inner = Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)] ?? 0);
  const edges = [...new Set(inner)].filter((edge) => edge > (sorted[0] ?? 0));
  const place = (value: number): number =>
    Number.isNaN(value) ? edges.length + 1 : edges.filter((edge) => value >= edge).length;
  const labels = [
    ...Array.from({ length: edges.length + 1 }, (_, i) => `part ${i + 1} of ${edges.length + 1}`),
    "missing",
  ];
  return { labels, train: Int32Array.from(train, place), other: Int32Array.from(other, place) };
}

function withoutUnused({ labels, train, other }: Cells): Cells {
  const used = new Uint8Array(labels.length);
  for (const codes of [train, other]) for (const code of codes) used[code] = 1;
  const places = labels.map((_, i) => used.slice(0, i).reduce((sum, is) => sum + is, 0));
  const moved = (code: number): number => places[code]!;
  return { labels: labels.filter((_, i) => used[i] === 1), train: train.map(moved), other: other.map(moved) };
}

/** By cell, of the rows that `is` says; default all. */
export function counts(codes: Int32Array, cells: number, is?: (row: number) => boolean): number[] {
  const found = Array<number>(cells).fill(0);
  codes.forEach((code, row) => {
    if (!is || is(row)) found[code]!++;
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
