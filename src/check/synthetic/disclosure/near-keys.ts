/** For people whose key no synthetic row has: the keys that differ from it in the fewest columns (generalised CAP, Taub et al. 2018). */
import { rowIds } from "../../../table/columns.ts";
import type { Table, Tables } from "../../../table/types.ts";
import type { Part } from "../arena.ts";
import { type Classes, released } from "./classes.ts";

/** For each row the classes that are nearest: its own, where there is one. Kept, as all secrets need the same. */
export function nearKeys(
  tables: Tables,
  classes: Classes,
  { names, part, rows }: { readonly names: readonly string[]; readonly part: Part; readonly rows: Uint32Array },
): readonly Int32Array[] {
  const table = tables[part];
  const of = classes.of[part];
  if (!table || !of) throw new Error(`The tables have no part ${part}`);
  const name = JSON.stringify([names, [...rows]]);
  const known = kept.get(table);
  if (known?.name === name) return known.near;
  const { synthetic } = released(tables);
  const columns = names.map((each) => {
    const [made, real] = rowIds([synthetic, table], [each]);
    if (!made || !real) throw new Error("rowIds gives one list for each table");
    const keys = Int32Array.from({ length: classes.count }, (_, c) => made[classes.rows[classes.start[c]!]!]!);
    return { keys, real };
  });
  const near = Array.from(rows, (row) => {
    const own = of[row]!;
    return own < classes.count ? Int32Array.of(own) : nearest(columns, row, classes.count);
  });
  kept.set(table, { name, near });
  return near;
}

const kept = new WeakMap<Table, { readonly name: string; readonly near: readonly Int32Array[] }>();

function nearest(
  columns: readonly { readonly keys: Int32Array; readonly real: Int32Array }[],
  row: number,
  count: number,
): Int32Array {
  const different = new Uint8Array(count);
  for (const { keys, real } of columns) {
    const value = real[row]!;
    for (let c = 0; c < count; c++) if (keys[c] !== value) different[c]!++;
  }
  const least = different.reduce((smallest, each) => Math.min(smallest, each), 255);
  return Int32Array.from(different.keys()).filter((c) => different[c] === least);
}
