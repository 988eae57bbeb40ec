import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { missingTexts } from "./read.ts";
import { literal } from "./sql.ts";
import { readFiles } from "./testing/readFiles.ts";
import type { Column } from "./types.ts";

const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

const odd = fc.string({
  maxLength: 8,
  unit: fc.oneof(
    fc.constantFrom(
      ",",
      ";",
      "\t",
      "|",
      '"',
      "'",
      "\n",
      "\r\n",
      " ",
      "\\",
      "NA",
      "?",
      "é",
      "🙂",
      "\u2028",
      "#",
      "a",
      "1",
      ".",
    ),
    fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }),
  ),
});
const label = odd.map((text) => `v${text}`); // never a number, a truth value or missing
const kept = (column: fc.Arbitrary<string | number>) => fc.option(column, { freq: 5 });
const number = fc.double({ noNaN: true });
const shape = fc.record({
  kinds: fc.array(fc.constantFrom("category", "number"), { minLength: 1, maxLength: 4 }),
  names: fc.uniqueArray(label, { minLength: 4, maxLength: 4 }),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  end: fc.constantFrom("\n", "\r\n"),
  always: fc.boolean(),
  blank: fc.constantFrom("", ...missingTexts, " NA "),
});
const tables = shape.chain((how) =>
  fc.record({
    how: fc.constant(how),
    rows: fc.array(fc.tuple(...how.kinds.map((kind) => kept(kind === "number" ? number : label))), {
      minLength: 1,
      maxLength: 30,
    }),
  }),
);

const special = /[,;\t|^~: "'\r\n\\]|^$/;
const cell = (text: string, always: boolean): string =>
  always || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const valueAt = (column: Column, row: number): string | number | null => {
  if (column.kind === "category") return column.labels[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? NaN;
  return Number.isNaN(value) ? null : value;
};

test("what was written is what is read, and what DuckDB itself reads", { timeout: 60_000 }, async () => {
  let file = 0;
  await fc.assert(
    fc.asyncProperty(tables, async ({ how: { kinds, names, delimiter, end, always, blank }, rows }) => {
      const used = names.slice(0, kinds.length);
      const texts = [used, ...rows.map((row) => row.map((value) => (value === null ? blank : String(value))))];
      const path = join(folder, `${file++}.csv`);
      writeFileSync(path, texts.map((row) => row.map((text) => cell(text, always)).join(delimiter) + end).join(""));
      // A column without a value has no kind of its own.
      const types = Object.fromEntries(
        used.map((name, i) => [name, kinds[i] === "number" ? "number" : "category"] as const),
      );
      const { train } = await readFiles({ train: path }, { types });
      expect(train?.columns.map(({ name }) => name)).toEqual(used);
      const got = rows.map((_, row) => train?.columns.map((column) => valueAt(column, row)));
      expect(got).toEqual(rows.map((row) => row.map((value) => (typeof value === "number" ? value + 0 : value))));
      const columns = used.map((_, i) => `c${i}: 'VARCHAR'`).join(", ");
      const own = await connection.runAndReadAll(
        `from read_csv(${literal(path)}, delim = ${literal(delimiter)}, quote = '"', escape = '"', header = true, auto_detect = false, new_line = ${JSON.stringify(end).replaceAll('"', "'")}, columns = {${columns}})`,
      );
      const missing = new Set<unknown>(["", ...missingTexts]);
      const view = own.getRows().map((row) =>
        row.map((text, i) => {
          if (text === null || missing.has(String(text).trim())) return null;
          return kinds[i] === "number" ? Number(text) + 0 : text;
        }),
      );
      expect(got).toEqual(view);
    }),
    { numRuns: 100 },
  );
});

test("rows stay in the order of the file, over many groups of rows and any number of threads", async () => {
  const path = join(folder, "long.csv");
  const rows = Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 300_007);
  writeFileSync(path, `a,b\n${rows.map((value) => `${value},x${value % 5}`).join("\n")}\n`);
  const { train } = await readFiles({ train: path });
  const [a, b] = train?.columns ?? [];
  expect(a?.kind === "number" && a.values).toEqual(Float64Array.from(rows));
  expect(b?.kind === "category" && b.codes).toEqual(Int32Array.from(rows, (value) => value % 5));
});
