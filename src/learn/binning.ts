/**
 * Columns as small whole numbers, so that a tree looks at 256 bins at most instead of at every value.
 *
 * Bin 0 is what is missing, 1 the lowest values (the most frequent category), and so on. Numbers: where there are more different values than bins, they are cut into
 * bins of nearly equal numbers of rows; a value that fills a bin gets one of its own. Categories: the rarest share the last bin; one that was not seen gets a bin that no
 * training row is in.
 */
import { TelltaleError } from "../error.ts";
import { sample, type Stream } from "../stats/stream.ts";
import type { CategoryColumn, Column } from "../table/types.ts";

/** How one column is cut; plain data. */
export type Cut =
  | {
      readonly kind: "number";
      /** Bins in all. */
      readonly size: number;
      /** A value is in the first bin whose upper edge is not below it; the last bin has none. Ascending. */
      readonly edges: Float64Array;
    }
  | {
      readonly kind: "category";
      readonly size: number;
      /** By code. */
      readonly bins: Uint8Array;
    };

/** So many rows tell where to cut; 2 x 10^5, as LightGBM takes. */
const enough = 200_000;
/** With the bins for the missing and the unseen: 256 in all. */
export const mostBins = 254;

/** `rows`: those to learn from. Deterministic; the stream draws rows where there are more than 200,000. */
export function cutColumns(columns: readonly Column[], rows: Uint32Array, bins: number, s: Stream): Cut[] {
  const most = Math.max(2, Math.min(bins, mostBins));
  const some = rows.length > enough ? sample(rows.length, enough, s).map((i) => rows[i]!) : rows;
  return columns.map((column) =>
    column.kind === "category"
      ? cutCategory(column, rows, most)
      : { kind: "number", ...cutNumber(column.values, some, most) },
  );
}

function cutNumber(values: Float64Array, rows: Uint32Array, most: number): { size: number; edges: Float64Array } {
  const found = new Float64Array(rows.length);
  let n = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (value === value) found[n++] = value;
  }
  const present = found.subarray(0, n).toSorted();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < n; i++) {
    if (i > 0 && present[i] === present[i - 1]) counts[counts.length - 1]!++;
    else {
      distinct.push(present[i]!);
      counts.push(1);
    }
  }
  const edges = edgesOf(distinct, counts, { most, rows: n });
  return { size: edges.length + 2, edges };
}

/**
 * A value that fills a bin has one of its own. Between those a bin ends where it holds its share of the other rows that are left, or where that is nearer than one value
 * further.
 */
function edgesOf(
  distinct: readonly number[],
  counts: readonly number[],
  { most, rows }: { readonly most: number; readonly rows: number },
): Float64Array {
  const edges: number[] = [];
  const { least, bins, rest } = fullBins(counts, most, rows);
  const fills = (i: number): boolean => counts[i]! >= least;
  let [left, room, inBin] = [rest, bins, 0];
  for (let i = 0; i + 1 < distinct.length && edges.length + 1 < most; i++) {
    inBin += counts[i]!;
    const next = counts[i + 1]!;
    const share = left / room;
    const done = inBin >= share || (inBin + next > share && inBin + next - share > share - inBin);
    if (distinct.length > most && !done && !fills(i) && !fills(i + 1)) continue;
    edges.push(between(distinct[i]!, distinct[i + 1]!));
    if (!fills(i)) {
      left -= inBin;
      room = Math.max(1, room - 1);
    }
    inBin = 0;
  }
  return Float64Array.from(edges);
}

/** From how many rows on a value has a bin of its own; bins and rows that remain for the others. */
function fullBins(counts: readonly number[], most: number, rows: number) {
  let [least, bins, rest] = [rows / most, most, rows];
  for (;;) {
    const full = counts.filter((count) => count >= least);
    bins = Math.max(1, most - full.length);
    rest = rows - full.reduce((sum, count) => sum + count, 0);
    const share = rest / bins;
    if (share >= least || rest === 0 || bins === 1) return { least, bins, rest };
    least = share;
  }
}

/** Half way; it rounds up to `high` only where no double lies between. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}

function cutCategory({ codes, labels }: CategoryColumn, rows: Uint32Array, most: number): Cut {
  const counts = new Float64Array(labels.length);
  for (const row of rows) if (codes[row]! >= 0) counts[codes[row]!]!++;
  const seen = Array.from(counts.keys()).filter((code) => counts[code]! > 0);
  seen.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const used = Math.min(seen.length, most);
  const bins = new Uint8Array(labels.length).fill(used + 1);
  seen.forEach((code, at) => (bins[code] = Math.min(at + 1, used)));
  return { kind: "category", size: used + 2, bins };
}

/**
 * Row after row, the bins of its columns.
 * @throws TelltaleError LEARN_COLUMNS where they are not of the kinds that were cut
 */
export function binRows(cuts: readonly Cut[], columns: readonly Column[], rows: Uint32Array): Uint8Array {
  if (
    columns.length !== cuts.length ||
    cuts.some(({ kind }, at) => (kind === "category") !== (columns[at]?.kind === "category"))
  )
    throw new TelltaleError("LEARN_COLUMNS", {
      message: "A model was asked about other columns than it has learnt from",
      hint: "Give the same columns, in the same order, from tables that were read together.",
    });
  const width = cuts.length;
  const cells = new Uint8Array(rows.length * width);
  cuts.forEach((cut, at) => {
    const column = columns[at]!;
    if (cut.kind === "category" && column.kind === "category") {
      const unseen = cut.size - 1;
      for (let i = 0; i < rows.length; i++) {
        const code = column.codes[rows[i]!]!;
        cells[i * width + at] = code < 0 ? 0 : (cut.bins[code] ?? unseen);
      }
    } else if (cut.kind === "number" && column.kind !== "category")
      for (let i = 0; i < rows.length; i++) cells[i * width + at] = binOf(cut.edges, column.values[rows[i]!]!);
  });
  return cells;
}

function binOf(edges: Float64Array, value: number): number {
  if (value !== value) return 0;
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (edges[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from + 1;
}
