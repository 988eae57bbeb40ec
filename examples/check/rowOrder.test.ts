import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openComputer } from "../../src/run/compute.ts";
import { openInline } from "../../src/run/executor.ts";
import { openStore } from "../../src/run/store.ts";
import { stream, shuffled } from "../../src/stats/stream.ts";
import { openSynthetic } from "../../src/subject/synthetic.ts";
import { works } from "../../src/check/index.ts";
import type { Played } from "../../src/check/types.ts";
import { rowOrder } from "./rowOrder.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-example-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 200 people of independent columns; every third cell of the synthetic table is somebody else's. */
function rows(seed: number): number[][] {
  const random = stream(seed, "people");
  return Array.from({ length: 200 }, () => Array.from({ length: 10 }, () => random.int(50)));
}
const csv = (table: readonly (readonly number[])[]): string =>
  `${[..."abcdefghij"].join()}\n${table.map((row) => row.join()).join("\n")}\n`;

async function play(synthetic: readonly (readonly number[])[]): Promise<Played> {
  const files = { synthetic, train: rows(1), holdout: rows(2) };
  const paths = Object.entries(files).map(([part, table]) => {
    const path = join(folder, `${part}-${synthetic[0]?.join("") ?? ""}.csv`);
    writeFileSync(path, csv(table));
    return [part, path] as const;
  });
  const store = openStore(join(folder, "store"));
  await using executor = openInline(
    store,
    new Map([...works, ...rowOrder.works.map((work) => [work.id, work] as const)]),
  );
  const computer = openComputer(store, executor);
  const roles = { key: [], secrets: [], ignore: [], protected: [], quasiIdentifiers: [], types: {} };
  const named = Object.fromEntries(paths) as { synthetic: string; train: string; holdout: string };
  const subject = await openSynthetic({ name: "example", ...named }, roles, computer);
  return await rowOrder.play({ subject, options: { share: 0.8 }, seed: 1, limitOf: () => null, ...computer });
}

test("rows left in their order betray people", async () => {
  const disguised = rows(1).map((row, i) => row.map((value, j) => (j === i % 10 ? 99 : value)));
  const { headline } = await play(disguised);
  // Nine of ten columns are equal at everybody's place, and outsiders agree by accident in one of 50: R = 1.
  expect(headline?.estimate.value).toBe(1);
  expect(headline?.estimate.low).toBeGreaterThan(0.95);
});

test("shuffled rows do not", async () => {
  const random = stream(3, "shuffle");
  const people = rows(1);
  const { headline } = await play([...shuffled(200, random)].map((i) => people[i] ?? []));
  expect(headline?.estimate.low ?? -1).toBeLessThanOrEqual(0);
  expect(headline?.estimate.high).toBeLessThan(0.1);
});
