/** Reading is a work: several sources of one schema become typed tables, read together so that a column has one type and one coding in all. */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Work } from "../work.ts";
import { align, leading } from "./align.ts";
import { complete } from "./complete.ts";
import { type Decision, decide, type Type } from "./decide.ts";
import { columnDigest, tableDigest } from "./digest.ts";
import { type Facts, factsOf } from "./facts.ts";
import { fillTable, type Plan } from "./fill.ts";
import { flagsOf } from "./flags.ts";
import { labelsOf } from "./labels.ts";
import { load, type Loaded } from "./load.ts";
import type { Source } from "./source.ts";
import type { Column, Remark, Tables } from "./types.ts";

export type ReadInput = {
  readonly sources: readonly Source[];
  /** What the user says columns are; the rest is inferred. */
  readonly types: { readonly [column: string]: Type };
  /** Texts that stand for a missing value, beside the empty one. "?" is a value: say so if it is none. */
  readonly missing?: readonly string[];
  /** Parts that may lack columns of the train table, and have others: see `complete`. */
  readonly partial?: readonly string[];
};

export const missingTexts: readonly string[] = [
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "<NA>",
  "NULL",
  "Null",
  "null",
  "NaN",
  "nan",
  "NAN",
];

export const read: Work<ReadInput, Tables> = {
  id: "table/read@1",
  engines: ["@duckdb/node-api"],
  async run({ sources, types, missing = missingTexts, partial = [] }) {
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const folder = mkdtempSync(join(tmpdir(), `telltale-${process.pid}-`)); // for nobody but this user
    try {
      const instance = await DuckDBInstance.create(":memory:", {
        threads: String(Math.min(4, availableParallelism())),
        temp_directory: folder,
        autoinstall_known_extensions: "false", // no network
      });
      const connection = await instance.connect();
      try {
        await connection.run("set timezone = 'UTC'");
        const tables: Loaded[] = [];
        for (const [i, source] of sources.entries())
          tables.push(await load(connection, source, { table: `t${i}`, folder, missing }));
        const lead = leading(tables);
        for (const [i, table] of tables.entries())
          if (partial.includes(table.part)) tables[i] = await complete(connection, lead, table);
        return await typed(connection, tables, { types, partial });
      } finally {
        connection.closeSync();
        instance.closeSync();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function typed(
  connection: DuckDBConnection,
  tables: readonly Loaded[],
  { types, partial }: Required<Pick<ReadInput, "types" | "partial">>,
): Promise<Tables> {
  const columns = align(tables, partial);
  const facts: (readonly Facts[])[] = [];
  for (const [t, { table }] of tables.entries())
    facts.push(
      await factsOf(
        connection,
        table,
        columns.map(({ at }) => at[t] ?? ""),
      ),
    );
  const remarks: Remark[] = tables.flatMap((table) => table.remarks);
  const plans: Plan[] = [];
  for (const [i, { name, at }] of columns.entries()) {
    const of = facts.flatMap((table) => table[i] ?? []);
    const forced = Object.hasOwn(types, name) ? types[name] : undefined;
    const first: Decision = decide({ name, tables, facts: of }, forced);
    const { decision, remarks: more } = await flagsOf(connection, {
      name,
      at,
      tables,
      decision: first,
      forced,
      facts: of,
    });
    remarks.push(...decision.remarks, ...more);
    plans.push({ name, at, decision, labels: await labelsOf(connection, { tables, at, decision, id: i }) });
  }
  const filled: (readonly Column[])[] = [];
  for (const [t, loaded] of tables.entries()) filled.push(await fillTable(connection, loaded, t, plans));
  const whole = plans.map((_, i) => filled.every((table) => isWhole(table[i])));
  const result = tables.map(({ part, rows }, t) => {
    const typedColumns = (filled[t] ?? []).map((column, i) =>
      column.kind === "number" ? { ...column, integer: whole[i] === true } : column,
    );
    const digests = typedColumns.map((column, i) => ({
      column,
      digest: columnDigest(column, plans[i]?.labels?.texts ?? []),
    }));
    return [
      part,
      { digest: tableDigest(rows, digests), rows, columns: typedColumns, ...(t === 0 && { remarks }) },
    ] as const;
  });
  return Object.fromEntries(result);
}

function isWhole(column: Column | undefined): boolean {
  if (column?.kind !== "number") return false;
  for (const value of column.values) if (Number.isFinite(value) && !Number.isInteger(value)) return false;
  return true;
}
