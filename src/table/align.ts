/** Tables that are compared have the same columns, by exact name; their order may differ. */
import { TelltaleError } from "../error.ts";
import type { Loaded } from "./load.ts";
import { nearest } from "./near.ts";

export interface Aligned {
  readonly name: string;
  /** The column in each table, as DuckDB knows it. */
  readonly at: readonly string[];
}

/** In the order of the train table, or of the first one. `partial`: parts that may have columns of their own, which are left out. @throws TelltaleError TABLE_COLUMN_MISSING */
export function align(tables: readonly Loaded[], partial: readonly string[] = []): readonly Aligned[] {
  const lead = leading(tables);
  const places = tables.map(({ names }) => new Map(names.map((name, i) => [name, `c${i}`])));
  for (const table of tables) {
    compare(lead, table);
    if (!partial.includes(table.part)) compare(table, lead);
  }
  return lead.names.map((name) => ({ name, at: places.map((place) => place.get(name) ?? "") }));
}

export function leading(tables: readonly Loaded[]): Loaded {
  const lead = tables.find(({ part }) => part === "train") ?? tables[0];
  if (!lead) throw new Error("there is a table to read");
  return lead;
}

function compare(from: Loaded, to: Loaded): void {
  const known = new Set(to.names);
  const lost = from.names.filter((name) => !known.has(name));
  const [first] = lost;
  if (first === undefined) return;
  const others =
    lost.length > 1
      ? ` (and ${lost.length - 1} more: ${lost.slice(1, 4).join(", ")}${lost.length > 4 ? " …" : ""})`
      : "";
  const here = new Set(from.names);
  const near = nearest(
    first,
    to.names.filter((name) => !here.has(name)),
  );
  throw new TelltaleError("TABLE_COLUMN_MISSING", {
    message: `"${to.label}" (${to.part}) has no column "${first}", which "${from.label}" (${from.part}) has${others}`,
    hint: hintFor(first, { near, from, to, lost }),
  });
}

function hintFor(
  name: string,
  { near, from, to, lost }: { near: string | null; from: Loaded; to: Loaded; lost: readonly string[] },
): string {
  if (near !== null) return `Is it called "${near}" there? Names are compared exactly; rename one of the two.`;
  if (lost.length === from.names.length)
    return `No name is in both files. Has "${to.label}" a first line with the names of the columns?`;
  return `Add it there, or leave it out of "${from.label}" with a query: --${from.part} "select * exclude (\\"${name}\\") from '...'".`;
}
