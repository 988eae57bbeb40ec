/** Tables that only some columns are asked of: a census has no wages, and a table of people in use no label yet. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { TelltaleError } from "../error.ts";
import type { Loaded } from "./load.ts";
import type { Remark } from "./types.ts";

/**
 * Gives such a table every column of the leading one: those it lacks are missing in every row (said in a remark); `align` leaves out those it has beside.
 * @throws TelltaleError TABLE_COLUMN_MISSING where it has no column of the leading table
 */
export async function complete(connection: DuckDBConnection, lead: Loaded, table: Loaded): Promise<Loaded> {
  const absent = lead.names.filter((name) => !table.names.includes(name));
  if (absent.length === 0) return table;
  if (absent.length === lead.names.length)
    throw new TelltaleError("TABLE_COLUMN_MISSING", {
      message: `"${table.label}" (${table.part}) has no column of "${lead.label}" (${lead.part})`,
      hint: "Has it a first line with the names of the columns? Names are compared exactly.",
    });
  for (const [i] of absent.entries())
    await connection.run(`alter table ${table.table} add column c${table.names.length + i} varchar`);
  return { ...table, names: [...table.names, ...absent], remarks: [...table.remarks, lacking(table, absent)] };
}

const lacking = ({ part }: Loaded, absent: readonly string[]): Remark => ({
  code: "columns-absent",
  column: null,
  message: `The ${part} table has no ${absent.length === 1 ? "column" : "columns"} ${absent.slice(0, 8).join(", ")}${absent.length > 8 ? ` and ${absent.length - 8} more` : ""}: nothing is said of ${absent.length === 1 ? "it" : "them"} there.`,
});
