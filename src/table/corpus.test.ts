import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describe as describeWork } from "./describe.ts";
import { corpus } from "./testing/corpus.ts";
import { readFiles } from "./testing/readFiles.ts";

const folder = mkdtempSync(join(tmpdir(), "corpus-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cases = corpus(folder);

test("cases have names of their own", () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

test.for(cases.filter(({ expect: outcome }) => outcome === "ok"))("$name: is read", async (one) => {
  const tables = await readFiles(one.files);
  const { train } = tables;
  expect(train?.rows).toBe(one.rows ?? train?.rows);
  const kinds = train?.columns.map((column) => {
    const flag = column.kind === "category" && column.flag !== null ? `/${column.flag}` : "";
    return [column.name, column.kind + flag] as const;
  });
  expect(new Map(kinds)).toEqual(new Map([...(kinds ?? []), ...Object.entries(one.kinds ?? {})]));
  const summary = await describeWork.run({ tables: "" }, { get: () => Promise.resolve(tables) });
  const codes = summary.remarks.map(({ code }) => code);
  expect(codes).toEqual(one.remarks ?? codes);
  expect(() => JSON.stringify(summary)).not.toThrow();
});

test.for(cases.filter(({ expect: outcome }) => outcome !== "ok"))("$name: is refused ($expect)", async (one) => {
  const error: unknown = await readFiles(one.files).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "TelltaleError", code: one.expect });
  expect(error).toMatchObject({
    hint: expect.stringMatching(/./) as string,
    message: expect.stringContaining(one.says ?? "") as string,
  });
});

test("the same files give the same bytes, in whatever order the works ran", async () => {
  const [plain] = cases;
  if (!plain) throw new Error("there is a first case");
  expect(await readFiles(plain.files)).toEqual(await readFiles(plain.files));
});

test("nothing is left behind", () => {
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`telltale-${process.pid}-`))).toEqual([]);
});
