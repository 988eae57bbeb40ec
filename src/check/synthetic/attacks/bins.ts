/** Columns cut into a few bins, by what the synthetic table holds. */
import type { Column } from "../../../table/types.ts";

export interface Bins {
  readonly name: string;
  /** The last two: any other label (or, of a number, nothing), and missing. */
  readonly count: number;
  of(column: Column, row: number): number;
}

/** At most `most` bins: numbers between quantiles, categories by the commonest labels; one more for missing, and one for every other label. */
export function binsOf(column: Column, most: number): Bins {
  const { name } = column;
  if (column.kind === "category") {
    const counts = new Int32Array(column.labels.length);
    for (const code of column.codes) if (code >= 0) counts[code]!++;
    const common = [...counts.keys()].toSorted((a, b) => counts[b]! - counts[a]! || a - b).slice(0, most);
    const bin = new Int32Array(counts.length).fill(common.length);
    common.forEach((code, at) => (bin[code] = at));
    return {
      name,
      count: common.length + 2,
      of: (from, row) => {
        const code = from.kind === "category" ? from.codes[row]! : -1;
        return code < 0 ? common.length + 1 : bin[code]!;
      },
    };
  }
  const edges = edgesOf(column.values, most);
  return {
    name,
    count: edges.length + 2,
    of: (from, row) => {
      const value = from.kind === "category" ? Number.NaN : from.values[row]!;
      if (Number.isNaN(value)) return edges.length + 1;
      let bin = 0;
      while (bin < edges.length && value >= edges[bin]!) bin++;
      return bin;
    },
  };
}

/** Different values that cut the others into about equal parts: so many parts at most, fewer where values are common. */
export function edgesOf(values: Float64Array, parts: number): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted();
  const [lowest] = sorted;
  const edges = new Set<number>();
  for (let part = 1; part < parts; part++) {
    const edge = sorted[Math.floor((part * sorted.length) / parts)];
    if (edge !== undefined && edge !== lowest) edges.add(edge);
  }
  return Float64Array.from(edges);
}
