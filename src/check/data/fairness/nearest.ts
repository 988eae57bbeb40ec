/** Who is most similar to whom: each kind of row once, with the kinds that are nearest to it. */
import type { Kinds } from "../../../bias/consistency.ts";
import { shuffled, stream } from "../../../stats/stream.ts";
import { rowIds } from "../../../table/columns.ts";
import { euclidean, indexRows } from "../../../table/nearest.ts";
import { rowsOf } from "../../../table/rows.ts";
import type { Table } from "../../../table/types.ts";

/** Kinds beyond the k that are asked for, so that all who are equally far as the last are usually among them. */
const beyond = 6;

export interface Near {
  /** By row of the table: its kind. */
  readonly kinds: Int32Array;
  readonly count: number;
  readonly width: number;
  readonly near: Uint32Array;
  readonly distances: Float32Array;
}

/** Euclidean distance; standard: of numbers over their standard deviations; two different categories are √2 apart, as their 0/1 columns are. */
export function nearestKinds(
  table: Table,
  {
    columns,
    k,
    scale,
    seed,
  }: {
    readonly columns: readonly string[];
    readonly k: number;
    readonly scale: "standard" | "raw";
    readonly seed: number;
  },
): Near {
  const [kinds = new Int32Array()] = rowIds([table], columns);
  const first: number[] = [];
  kinds.forEach((kind, row) => (first[kind] ??= row));
  const metric = euclidean(table, { columns, scale });
  const once = rowsOf(table, Uint32Array.from(first));
  const order = shuffled(once.rows, stream(seed, "data/fairness", "nearest"));
  const targets = { table: once, rows: Uint32Array.from({ length: once.rows }, (_, row) => row) };
  const found = indexRows(once, { columns, order, metric }).nearest(targets, { k: k + beyond + 1 });
  return { kinds, count: once.rows, ...withoutSelf(found, once.rows) };
}

/** A kind is at no distance from itself, and so may others be where f32 tells them not apart: it is taken out, wherever it stands. */
function withoutSelf(
  { k, rows, distances }: { readonly k: number; readonly rows: Uint32Array; readonly distances: Float32Array },
  count: number,
): Pick<Near, "width" | "near" | "distances"> {
  const width = k - 1;
  const kept = { near: new Uint32Array(count * width), distances: new Float32Array(count * width) };
  for (let kind = 0; kind < count; kind++) {
    let to = kind * width;
    for (let i = kind * k; i < (kind + 1) * k && to < (kind + 1) * width; i++) {
      if (rows[i] === kind) continue;
      kept.near[to] = rows[i]!;
      kept.distances[to++] = distances[i]!;
    }
  }
  return { width, ...kept };
}

/** With whom of each kind has the outcome: 1 = has it, 0 = has not, -1 = unknown, who is left out. */
export function kindsOf({ kinds, count, width, near, distances }: Near, outcome: Int8Array): Kinds {
  const [rows, hits] = [new Float64Array(count), new Float64Array(count)];
  kinds.forEach((kind, row) => {
    if (outcome[row]! < 0) return;
    rows[kind]!++;
    hits[kind]! += outcome[row]!;
  });
  return { rows, hits, width, near, distances };
}
