/** Shapes of columns for the report: numbers of values, and small histograms that show nobody. */
import { rangeOf } from "./columns.ts";
import type { CategoryColumn, Column } from "./types.ts";

const mostBars = 20;

/** Different values, and how many are missing, over one or several arrays of codes or numbers. */
export function countDistinct(arrays: readonly (Int32Array | Float64Array)[]): {
  readonly missing: number;
  readonly distinct: number;
} {
  let missing = 0;
  let distinct = 0;
  if (arrays.every((values) => values instanceof Int32Array)) {
    const seen: boolean[] = [];
    for (const values of arrays)
      for (const code of values)
        if (code < 0) missing++;
        else if (!seen[code]) {
          seen[code] = true;
          distinct++;
        }
    return { missing, distinct };
  }
  const sorted = joined(arrays).toSorted(); // NaN last
  for (let i = 0; i < sorted.length; i++)
    if (Number.isNaN(sorted[i])) missing++;
    else if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return { missing, distinct };
}

/**
 * One histogram for each table, all with the same bars, at most 20. Numbers and times: bins of equal width between the 1 % and
 * the 99 % quantile over all tables, the outermost open; whole numbers of a short range have a bar each. Categories: the most
 * frequent labels over all tables, the rest left out. Keys and text have none.
 */
export function histogramOf(columns: readonly Column[]): readonly (readonly number[])[] {
  const categories = columns.filter((column) => column.kind === "category");
  if (categories.length > 0)
    return categories.map(({ flag }) => flag).some(Boolean) ? columns.map(() => []) : labelBars(categories);
  return binBars(
    columns.flatMap((column) => (column.kind === "category" ? [] : [column.values])),
    {
      integer: columns.every((column) => column.kind === "number" && column.integer),
    },
  );
}

function labelBars(columns: readonly CategoryColumn[]): readonly (readonly number[])[] {
  const tables = columns.map(({ codes, labels }) => {
    const counts = new Int32Array(labels.length);
    for (const code of codes) if (code >= 0) counts[code]!++;
    return counts;
  });
  const total = new Int32Array(columns[0]?.labels.length ?? 0);
  for (const counts of tables) counts.forEach((count, code) => (total[code]! += count));
  const order = [...total.keys()].toSorted((a, b) => total[b]! - total[a]! || a - b).slice(0, mostBars);
  return tables.map((counts) => order.map((code) => counts[code]!));
}

function binBars(
  tables: readonly Float64Array[],
  { integer }: { readonly integer: boolean },
): readonly (readonly number[])[] {
  const all = joined(tables.map(finite)).toSorted();
  if (all.length === 0) return tables.map(() => []);
  let [low, high] = [all[Math.floor(0.01 * (all.length - 1))]!, all[Math.ceil(0.99 * (all.length - 1))]!];
  if (low === high) {
    const range = rangeOf(all);
    if (!range || range.low === range.high) return tables.map((values) => [finite(values).length]);
    [low, high] = [range.low, range.high];
  }
  const each = integer && high - low < mostBars;
  const bars = each ? high - low + 1 : mostBars;
  // Halves, because the range of doubles is not a double.
  const width = each ? 0.5 : (high / 2 - low / 2) / bars;
  return tables.map((values) => {
    const counts = Array.from({ length: bars }, () => 0);
    for (const value of finite(values)) {
      const bar = Math.floor((value / 2 - low / 2) / width);
      counts[Math.min(bars - 1, Math.max(0, bar))]!++;
    }
    return counts;
  });
}

const finite = (values: Float64Array): Float64Array => values.filter((value) => Number.isFinite(value));

function joined(arrays: readonly (Int32Array | Float64Array)[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of arrays) {
    all.set(values, at);
    at += values.length;
  }
  return all;
}
