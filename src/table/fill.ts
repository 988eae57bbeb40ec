/** From texts in DuckDB to typed arrays, chunk by chunk. */
import type { DuckDBConnection, DuckDBVector } from "@duckdb/node-api";
import type { Decision, Reading } from "./decide.ts";
import { asCommaNumber, asDate, asIso, asNumber } from "./facts.ts";
import { type Labels, labelText } from "./labels.ts";
import type { Loaded } from "./load.ts";
import type { Column } from "./types.ts";

export interface Plan {
  readonly name: string;
  /** The column in each table. */
  readonly at: readonly string[];
  readonly decision: Decision;
  readonly labels: Labels | null;
}

export async function fillTable(
  connection: DuckDBConnection,
  { table, rows }: Loaded,
  t: number,
  plans: readonly Plan[],
): Promise<readonly Column[]> {
  const columns = plans.map((plan) => allocate(plan, rows));
  const fields = plans.map((plan) => field(plan, plan.at[t] ?? "", plan.decision.readings[t] ?? "text"));
  const result = await connection.stream(`select ${fields.join(", ")} from ${table}`);
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [j, column] of columns.entries()) fill(column, row, chunk.getColumnVector(j));
    row += chunk.rowCount;
  }
  return columns;
}

function field({ decision: { kind }, labels }: Plan, c: string, reading: Reading): string {
  if (kind === "boolean")
    return `case when lower(trim(${c})) in ('true', '1', '1.0') then 1 when ${c} is null then null else 0 end`;
  if (kind === "category") return `enum_code((${labelText(c, reading)})::${labels?.type ?? ""})::integer`;
  if (kind === "number") return reading === "comma" ? asCommaNumber(c) : asNumber(c);
  const time = reading === "dmy" || reading === "mdy" ? asDate(c, reading) : asIso(c);
  return `epoch_us(${time})::double / 1000`; // milliseconds, with a fraction
}

function allocate({ name, decision: { kind, flag }, labels }: Plan, rows: number): Column {
  if (kind === "number") return { kind, name, values: new Float64Array(rows), integer: false };
  if (kind === "time") return { kind, name, values: new Float64Array(rows) };
  return { kind: "category", name, codes: new Int32Array(rows), labels: labels?.shown ?? ["false", "true"], flag };
}

function fill(column: Column, from: number, vector: DuckDBVector): void {
  if (column.kind === "category")
    for (let i = 0; i < vector.itemCount; i++) column.codes[from + i] = (vector.getItem(i) as number | null) ?? -1;
  // -0 + 0 is 0
  else
    for (let i = 0; i < vector.itemCount; i++)
      column.values[from + i] = ((vector.getItem(i) as number | null) ?? NaN) + 0;
}
