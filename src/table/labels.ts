/** The labels of a category over all tables, sorted by code point, and a DuckDB type that turns texts into their places. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Decision, Reading } from "./decide.ts";
import { asNumber } from "./facts.ts";
import type { Loaded } from "./load.ts";

export interface Labels {
  /** Name of the enum. */
  readonly type: string;
  /** What the values are. */
  readonly texts: readonly string[];
  /** What the table says they are: identifiers and free text are nobody's business, numbers stand for them. */
  readonly shown: readonly string[];
}

export async function labelsOf(
  connection: DuckDBConnection,
  { tables, at, decision, id }: { tables: readonly Loaded[]; at: readonly string[]; decision: Decision; id: number },
): Promise<Labels | null> {
  if (decision.kind !== "category") return null;
  const type = `labels${id}`;
  const parts = tables.map(
    ({ table }, t) => `select ${labelText(at[t] ?? "", decision.readings[t] ?? "text")} as v from ${table}`,
  );
  await connection.run(
    `create temp table ${type} as select v from (${parts.join(" union all ")}) where v is not null group by v order by v`,
  );
  await connection.run(`create temp type ${type} as enum (select v from ${type} order by v)`);
  const texts: string[] = [];
  const result = await connection.stream(`select v from ${type} order by v`);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const vector = chunk.getColumnVector(0);
    for (let i = 0; i < vector.itemCount; i++) texts.push(String(vector.getItem(i)));
  }
  await connection.run(`drop table ${type}`);
  const shown = decision.flag === null ? texts : texts.map((_, i) => `#${i + 1}`);
  return { type, texts, shown };
}

/** Numbers as labels are equal by value. */
export function labelText(c: string, reading: Reading): string {
  if (reading !== "numeric-text") return c;
  const v = asNumber(c);
  return `case when ${v} = floor(${v}) and abs(${v}) < 9007199254740992 then (${v})::bigint::varchar else (${v})::varchar end`;
}
