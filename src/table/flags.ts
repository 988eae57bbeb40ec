/** Columns that tell who somebody is and nothing about them: keys, row numbers, free text. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Decision, Type } from "./decide.ts";
import { asNumber, type Facts } from "./facts.ts";
import { type Loaded, rowsIn } from "./load.ts";
import type { Remark } from "./types.ts";

/** Fewer values say nothing. */
const fewest = 20;
/** A key: at least so large a share of the values is different. */
const unique = 0.95;
/** Free text: so many characters on average, and so large a share of different values. */
const long = { characters: 30, share: 0.5 };
/** Whole numbers without a gap are row numbers, from so many rows on. */
const numbered = 100;

/** Looks at train, or where there is none at all tables together. Numbers and times are never keys, but for row numbers. */
export async function flagsOf(
  connection: DuckDBConnection,
  {
    name,
    at,
    tables,
    decision,
    forced,
    facts,
  }: {
    readonly name: string;
    readonly at: readonly string[];
    readonly tables: readonly Loaded[];
    readonly decision: Decision;
    readonly forced: Type | undefined;
    readonly facts: readonly Facts[];
  },
): Promise<{ readonly decision: Decision; readonly remarks: readonly Remark[] }> {
  const same = { decision, remarks: [] };
  if (forced !== undefined || decision.flag !== null) return same;
  const train = Math.max(
    0,
    tables.findIndex(({ part }) => part === "train"),
  );
  const [table, c, of] = [tables[train], at[train], facts[train]];
  if (!table || c === undefined || !of) return same;
  if (decision.kind === "number" && of.integer === of.n && of.n === table.rows && of.n >= numbered)
    return (await isNumbered(connection, table, c)) ? rowNumbers(name, decision) : same;
  if (decision.kind !== "category" || of.n < fewest) return same;
  const [[distinct, length] = [0, 0]] = (await rowsIn(
    connection,
    `select count(distinct ${c})::double, avg(length(${c}))::double from ${table.table}`,
  )) as [number, number][]; // as cast in the query
  const share = distinct / of.n;
  if (length >= long.characters && share >= long.share)
    return flagged(
      decision,
      "text",
      `Column "${name}" is free text: it is left out. Give it a type, if it is none.`,
      name,
    );
  if (share >= unique)
    return flagged(
      decision,
      "key",
      `Column "${name}" has a value of its own in nearly every row: it is taken for a key and left out. Give it a type, if it is none.`,
      name,
    );
  return same;
}

const flagged = (decision: Decision, flag: "key" | "text", message: string, column: string) => ({
  decision: { ...decision, flag },
  remarks: [{ code: flag, column, message }],
});

async function isNumbered(connection: DuckDBConnection, { table, rows }: Loaded, c: string): Promise<boolean> {
  const v = asNumber(c);
  const [[span] = []] = await rowsIn(connection, `select (max(${v}) - min(${v}) + 1)::double from ${table}`);
  if (span !== rows) return false;
  const [[distinct] = []] = await rowsIn(connection, `select count(distinct ${v})::double from ${table}`);
  return distinct === rows;
}

function rowNumbers(name: string, decision: Decision) {
  const readings = decision.readings.map(() => "numeric-text" as const);
  const message = `Column "${name}" counts the rows: it is taken for a key and left out. Give it a type, if it is none.`;
  return flagged({ ...decision, kind: "category", readings }, "key", message, name);
}
