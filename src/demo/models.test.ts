import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "../audit.ts";
import type { Made } from "../learn/make.ts";
import { trainModel } from "../train.ts";
import { attackIds } from "../check/model/attacks/suite.ts";
import { makeDemo } from "./make.ts";
import { type DemoModel, LABEL, makeModels } from "./models.ts";

let folder = "";
let store = "";
let models: readonly DemoModel[] = [];
const made: Made[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "telltale-demo-models-"));
  store = join(folder, ".telltale");
  await makeDemo(folder, 1);
  models = await makeModels(folder, 1, async (input) => {
    const one = await trainModel({ ...input, store, executor: "inline" });
    made.push(one);
    return one;
  });
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

test("those that learnt people by heart know them far better than others, and those that could not hardly do", async () => {
  for (const [at, { model, planted, honest, story }] of models.entries()) {
    const { onnx, train, holdout } = made[at]!;
    expect(new Uint8Array(await readFile(model))).toEqual(new Uint8Array(onnx));
    if (train.kind !== "class" || holdout?.kind !== "class") throw new Error("occupations are classes");
    const [known, unknown] = [train.right / train.n, holdout.right / holdout.n];
    expect(story).toContain(`${Math.round(100 * known)} % of them and ${Math.round(100 * unknown)} %`);
    // Four standard errors of two shares of half of 267 people are .17.
    if (planted.length > 0) expect(known - unknown).toBeGreaterThan(0.25);
    else expect(known - unknown).toBeLessThan(0.1);
    expect(honest).toBe(planted.length === 0);
  }
});

test("who was learnt by heart is found, and the others are not accused", async () => {
  const { run } = await audit({
    store,
    columns: { label: LABEL },
    check: ["model/membership"],
    // The attacks that learn take most of the time, and the others do.
    checks: { "model/membership": { shadows: 16, attacks: attackIds } },
    subjects: models.map(({ kind, name, model, train, holdout, trainer }) => ({
      kind,
      name,
      model,
      train,
      holdout,
      trainer,
    })),
  });
  const failed = run.findings.filter(({ verdict }) => verdict === "fail").map(({ subject }) => subject);
  const planted = models.filter((one) => one.planted.length > 0).map(({ name }) => name);
  expect([...new Set(failed)].toSorted()).toEqual(planted.toSorted());
  expect(run.findings.filter(({ verdict }) => verdict === "error")).toEqual([]);
}, 300_000);
