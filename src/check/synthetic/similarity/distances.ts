/** How near the rows of one sample come to those of another. */
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { firstRows, indexOf, type Metric, type Scope, type View, viewOf } from "./samples.ts";

export type Portion = { readonly from: number; readonly to: number };
type Input = Scope & Portion & { readonly metric: Metric; readonly of: View; readonly to_: View };

/** NaN where there is no such row. */
export type Distances = {
  readonly first: Float32Array;
  /** Not of a sample in itself. */
  readonly second: Float32Array;
};

/** To the nearest and the second nearest row; of a sample in itself: to the nearest other row. */
export const distancesWork: Work<Input, Distances> = {
  id: "synthetic/distances@1",
  async run({ of, to_, metric, from, to, ...scope }, reader) {
    const tables = (await reader.get(scope.tables)) as unknown as Tables; // the output of table/read
    const table = viewOf(tables, scope, of);
    const count = Math.max(0, Math.min(to, table.rows) - from);
    const rows = firstRows(count, from);
    const own = of === to_;
    const index = indexOf(tables, scope, { view: to_, metric });
    const { k, rows: found, distances } = index.nearest({ table, rows }, { k: 2 });
    const first = new Float32Array(count).fill(Number.NaN);
    const second = new Float32Array(count).fill(Number.NaN);
    for (let i = 0; i < count; i++) {
      // Where many rows are equal, the row itself may not be the first of them: any of them is as near.
      const self = own && found[i * k] === rows[i] ? 1 : 0;
      if (self < k) first[i] = distances[i * k + self]!;
      if (k > 1 && !own) second[i] = distances[i * k + 1]!;
    }
    return { first, second };
  },
};
