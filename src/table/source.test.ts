import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, test } from "vitest";
import { read } from "./read.ts";
import { identify } from "./source.ts";
import { filesOf, isQuery } from "./sql-files.ts";
import { readFiles } from "./testing/readFiles.ts";

const folder = mkdtempSync(join(tmpdir(), "source-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const nowhere = { get: () => Promise.reject(new Error("reads no store")) };
const codeOf = (code: string) => expect.objectContaining({ code }) as Error;

test("a file is known by the sha256 of its bytes", async () => {
  const path = put("people.csv", "a\n1\n");
  const sha256 = createHash("sha256").update("a\n1\n").digest("hex");
  expect(await identify("train", path)).toEqual({
    part: "train",
    path,
    sql: null,
    format: "text",
    gzip: false,
    files: [{ path, sha256 }],
  });
});

test("a file that is not there is answered with the one that is nearly called so", async () => {
  put("train.csv", "a\n1\n");
  await expect(identify("train", join(folder, "trian.csv"))).rejects.toMatchObject({
    code: "TABLE_FILE_MISSING",
    hint: `Did you mean "${join(folder, "train.csv")}"?`,
  });
});

test("a query is known by its text and the files that it names, wildcards too", async () => {
  mkdirSync(join(folder, "many", "deep"), { recursive: true });
  const [a, b, c] = [put("many/1.csv", "a\n1\n"), put("many/2.csv", "a\n2\n"), put("many/deep/3.csv", "a\n3\n")];
  const sql = `select * from '${join(folder, "many/*.csv")}' -- not 'this.csv'`;
  const source = await identify("train", sql);
  expect(source).toMatchObject({ path: null, sql, format: "query", files: [{ path: a }, { path: b }] });
  expect(filesOf(`from '${join(folder, "many/**/*.csv")}'`)).toEqual([a, b, c]);
  expect((await readFiles({ train: sql }))["train"]?.rows).toBe(2);
  expect(() => filesOf("select * from 'absent.parquet'")).toThrow(codeOf("TABLE_FILE_MISSING"));
  expect(filesOf("select 'x' as a, 'it''s' as b")).toEqual([]);
  expect([isQuery("FROM x"), isQuery("  with t as"), isQuery("selected.csv"), isQuery("from.csv")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("a file that changed after it was hashed is not read", async () => {
  const path = put("changing.csv", "a\n1\n");
  const sources = [await identify("train", path), await identify("synthetic", `from '${path}'`)];
  put("changing.csv", "a\n2\n");
  for (const source of sources)
    await expect(read.run({ sources: [source], types: {} }, nowhere)).rejects.toMatchObject({
      code: "TABLE_FILE_CHANGED",
    });
});

test("the same rows are the same table from CSV, Parquet and JSON, and in whatever order the columns are", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    "create table t as select i::integer as n, i / 4 as x, 'c' || i % 7 as c, i % 2 = 0 as b, date '2020-01-01' + i::integer as d, case when i % 5 > 0 then i / 10 end as f from range(300) r(i)",
  );
  const file = (name: string): string => join(folder, name);
  await connection.run(`copy t to '${file("t.csv")}'`);
  await connection.run(`copy t to '${file("t.parquet")}'`);
  await connection.run(`copy t to '${file("t.json")}'`);
  await connection.run(`copy (select b, c, d, f, n, x from t) to '${file("order.csv")}' (delimiter ';')`);
  connection.closeSync();
  const tables = await readFiles({
    train: file("t.csv"),
    synthetic: file("t.parquet"),
    holdout: file("t.json"),
    other: file("order.csv"),
  });
  const digests = Object.values(tables).map(({ digest }) => digest);
  expect(new Set(digests).size).toBe(1);
  expect(tables["train"]?.columns.map(({ kind }) => kind)).toEqual([
    "category",
    "number",
    "category",
    "category",
    "time",
    "number",
  ]);
  // Alone, or beside a table with more labels, it is the same data.
  const more = put("more.csv", "n,x,c,b,d,f\n1,1,a,true,2020-01-01,1\n");
  expect((await readFiles({ train: file("t.csv"), synthetic: more }))["train"]?.digest).toBe(digests[0]);
  expect((await readFiles({ train: more }))["train"]?.digest).not.toBe(digests[0]);
});

test("a user's word on a column goes before what its values look like", async () => {
  const path = put("types.csv", "a,b,c,d\n1,1.0,x,2020-01-01\n2,2,y,2021-01-01\n");
  const { train } = await readFiles({ train: path }, { types: { a: "category", b: "category", c: "key", d: "text" } });
  expect(train?.columns).toMatchObject([
    { kind: "category", labels: ["1", "2"], flag: null },
    { kind: "category", labels: ["1", "2"], flag: null },
    { kind: "category", labels: ["#1", "#2"], flag: "key" },
    { kind: "category", flag: "text" },
  ]);
  await expect(readFiles({ train: path }, { types: { c: "number" } })).rejects.toMatchObject({ code: "TABLE_TYPES" });
  await expect(readFiles({ train: path }, { types: { a: "time" } })).rejects.toMatchObject({ code: "TABLE_TYPES" });
});

test("what stands for a missing value can be said", async () => {
  const path = put("missing.csv", "a\n1\n?\nNA\n");
  const { train } = await readFiles({ train: path }, { missing: ["?", "NA"] });
  expect(train?.columns).toMatchObject([{ kind: "number", values: Float64Array.of(1, NaN, NaN) }]);
});

test("labels are sorted by code point, not by UTF-16 unit", async () => {
  const path = put("order.txt", "a\n🙂\n\uff5e\nZ\na\n");
  expect((await readFiles({ train: path }))["train"]?.columns).toMatchObject([{ labels: ["Z", "a", "\uff5e", "🙂"] }]);
});

test("times are milliseconds of UTC", async () => {
  const path = put("times.csv", "a\n1970-01-02\n1970-01-01T01:00:00.5+01:00\n1969-12-31 23:59:59\n");
  expect((await readFiles({ train: path }))["train"]?.columns).toMatchObject([
    { kind: "time", values: Float64Array.of(86_400_000, 500, -1000) },
  ]);
});
