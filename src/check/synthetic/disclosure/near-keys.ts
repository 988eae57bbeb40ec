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
  const width = names.length;
  const keys = new Int32Array(classes.count * width); // class by class
  const people = new Int32Array(rows.length * width);
  names.forEach((each, at) => {
    const [made, real] = rowIds([synthetic, table], [each]);
    if (!made || !real) throw new Error("rowIds gives one list for each table");
    for (let c = 0; c < classes.count; c++) keys[c * width + at] = made[classes.rows[classes.start[c]!]!]!;
    rows.forEach((row, i) => (people[i * width + at] = real[row]!));
  });
  const near = Array.from(rows, (row, i) => {
    const own = of[row]!;
    return own < classes.count ? Int32Array.of(own) : nearest(keys, people.subarray(i * width, (i + 1) * width));
  });
  kept.set(table, { name, near });
  return near;
}

const kept = new WeakMap<Table, { readonly name: string; readonly near: readonly Int32Array[] }>();

/** All classes that differ from the key in as few columns as any does. */
function nearest(keys: Int32Array, key: Int32Array): Int32Array {
  const width = key.length;
  let least = width;
  let found: number[] = [];
  for (let c = 0, at = 0; at < keys.length; c++, at += width) {
    let different = 0;
    for (let i = 0; i < width && different <= least; i++) if (keys[at + i] !== key[i]) different++;
    if (different > least) continue;
    if (different < least) [found, least] = [[], different];
    found.push(c);
  }
  return Int32Array.from(found);
}
