/**
 * Work: the quality score of SDMetrics 0.32 as its authors define it, oddities included, for comparison: the mean of "Column
 * Shapes" and of "Column Pair Trends" (of pairs that hang together in train: |Pearson| > .5, else plain Cramer's V > .3).
 */
import { pick, rangeOf } from "../../../table/columns.ts";
import type { Column, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { rowsOf, type Scope } from "./bins.ts";
import { shape } from "./shapes.ts";
import { take } from "./stack.ts";

export type Quality = {
  readonly shapes: number | null;
  /** Null: no pair hangs together. */
  readonly trends: number | null;
  readonly overall: number | null;
};
interface Side {
  readonly column: Column;
  readonly rows: Uint32Array;
  /** By row of the sample; for numbers the bin. */
  readonly codes: Int32Array;
  readonly size: number;
}
type Pair = readonly [Side, Side];

export const qualityWork: Work<Scope, Quality> = {
  id: "synthetic/fidelity/sdmetrics@1",
  async run(scope, reader) {
    const { synthetic, train } = (await reader.get(scope.tables)) as unknown as Tables; // the output of table/read
    if (!synthetic || !train) throw new Error("a synthetic subject has a synthetic and a train table");
    const trainRows = rowsOf(train, "train", scope);
    const madeRows = rowsOf(synthetic, "synthetic", scope);
    const real = pick(train, scope.columns).map((column) => side(column, trainRows));
    const made = pick(synthetic, scope.columns).map((column) => side(column, madeRows));
    const shapes = mean(real.map(({ column }, i) => shape(column, trainRows, made[i]!.column, madeRows)));
    const found: number[] = [];
    for (let i = 0; i < real.length; i++)
      for (let j = i + 1; j < real.length; j++) found.push(trend([real[i]!, real[j]!], [made[i]!, made[j]!]));
    const trends = mean(found);
    return { shapes, trends, overall: mean([shapes, trends].map((score) => score ?? Number.NaN)) };
  },
};

/** Of those that are defined. */
function mean(values: readonly number[]): number | null {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.length > 0 ? defined.reduce((sum, value) => sum + value, 0) / defined.length : null;
}

/** Each table's numbers are cut into ten equal widths of that table's own range; its largest value, and missing ones, stand apart. */
function side(column: Column, rows: Uint32Array): Side {
  if (column.kind === "category") {
    const missing = column.labels.length;
    const codes = take(column.codes, rows, new Int32Array(rows.length));
    for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) codes[i] = missing;
    return { column, rows, codes, size: missing + 1 };
  }
  const values = take(column.values, rows, new Float64Array(rows.length));
  const range = rangeOf(values) ?? { low: 0, high: 1 };
  const [low, high] = range.low < range.high ? [range.low, range.high] : [range.low - 0.5, range.high + 0.5];
  const step = (high - low) / 10;
  const edges = Array.from({ length: 11 }, (_, i) => (i === 10 ? high : i * step + low));
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let at = edges.length;
    while (at > 0 && values[i]! < edges[at - 1]!) at--;
    codes[i] = at;
  }
  return { column, rows, codes, size: edges.length + 1 };
}

/** NaN: the pair does not count. */
function trend(real: Pair, made: Pair): number {
  if (real.every(({ column }) => column.kind !== "category")) {
    const was = pearson(real);
    return Math.abs(was) > 0.5 ? 1 - Math.abs(was - pearson(made)) / 2 : Number.NaN;
  }
  const first = cells(real);
  if (!(plainCramer(real, first) > 0.3)) return Number.NaN;
  const second = cells(made);
  const [n1, n2] = [real[0].codes.length, made[0].codes.length];
  let apart = 0;
  for (const key of new Set([...first.keys(), ...second.keys()]))
    apart += Math.abs((first.get(key) ?? 0) / n1 - (second.get(key) ?? 0) / n2);
  return 1 - apart / 2;
}

/** Cells that are counted in an array; of more, which happens with thousands of labels, only those that occur. */
const dense = 2 ** 18;

/** Rows by the codes of both columns. */
function cells([a, b]: Pair): Map<number, number> {
  const counts = new Map<number, number>();
  if (a.size * b.size > dense) {
    for (let row = 0; row < a.codes.length; row++) {
      const key = a.codes[row]! * b.size + b.codes[row]!;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }
  const all = new Int32Array(a.size * b.size);
  for (let row = 0; row < a.codes.length; row++) all[a.codes[row]! * b.size + b.codes[row]!]!++;
  all.forEach((count, key) => {
    if (count > 0) counts.set(key, count);
  });
  return counts;
}

/** sqrt(chi2/n / (min(rows, columns) - 1)), without any correction. */
function plainCramer([a, b]: Pair, counts: ReadonlyMap<number, number>): number {
  const across = new Float64Array(a.size);
  const down = new Float64Array(b.size);
  for (const code of a.codes) across[code]!++;
  for (const code of b.codes) down[code]!++;
  const used = (totals: Float64Array): number => totals.filter((total) => total > 0).length;
  const least = Math.min(used(across), used(down)) - 1;
  if (least < 1) return Number.NaN;
  let phi = -1;
  for (const [key, count] of counts) phi += (count / across[Math.floor(key / b.size)]!) * (count / down[key % b.size]!);
  return Math.sqrt(Math.max(0, phi) / least);
}

/** On rows where neither is missing. */
function pearson([a, b]: Pair): number {
  if (a.column.kind === "category" || b.column.kind === "category") return Number.NaN;
  const first = take(a.column.values, a.rows, new Float64Array(a.rows.length));
  const second = take(b.column.values, a.rows, new Float64Array(a.rows.length));
  let [n, x, y] = [0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    if (Number.isNaN(first[i]! + second[i]!)) continue;
    n++;
    x += first[i]!;
    y += second[i]!;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    const [u, v] = [first[i]! - x / n, second[i]! - y / n];
    if (Number.isNaN(u + v)) continue;
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  return xy / Math.sqrt(xx * yy);
}
