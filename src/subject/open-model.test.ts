import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { works } from "../check/index.ts";
import { fixture, type FixtureName } from "../graph/testing/fixtures.ts";
import { trainerSchema } from "../learn/trainers/spec.ts";
import { openComputer } from "../run/compute.ts";
import { openInline } from "../run/executor.ts";
import { openStore } from "../run/store.ts";
import { newFolder } from "../run/testing/look.ts";
import { stream } from "../stats/stream.ts";
import type { Crowd, ModelFiles, ModelSubject } from "./model.ts";
import { openModel } from "./open-model.ts";

/** Of so many numbers, named x0 and so on, and the label last. */
function table(
  rows: number,
  labelOf: (row: number) => string | number,
  { width = 6, part = "train", reverse = false } = {},
): string {
  const s = stream(1, "open-model.test", part);
  const names = [...Array.from({ length: width }, (_, k) => `x${k}`), "y"];
  const lines = Array.from({ length: rows }, (_, row) => [
    ...Array.from({ length: width }, () => s.normal().toFixed(4)),
    String(labelOf(row)),
  ]);
  return [names, ...lines].map((line) => (reverse ? line.toReversed() : line).join(",")).join("\n");
}

async function opened(
  name: FixtureName,
  tables: { readonly train: string; readonly holdout?: string; readonly population?: string },
  { key = [], ...of }: Partial<ModelFiles> & { key?: readonly string[] } = {},
): Promise<ModelSubject & { readonly read: Crowd; readonly remarks: readonly string[] }> {
  const folder = newFolder();
  const paths = Object.fromEntries(
    Object.entries(tables).map(([part, text]) => {
      writeFileSync(join(folder, `${part}.csv`), text);
      return [part, join(folder, `${part}.csv`)];
    }),
  );
  const store = openStore(newFolder());
  const computer = openComputer(store, openInline(store, works));
  const roles = { key, secrets: [], ignore: [], label: "y", protected: [], quasiIdentifiers: [], types: {} };
  const subject = await openModel({ name: "m", model: fixture(name).path, ...paths, ...of }, roles, computer);
  const read = (await store.get(subject.crowd)) as unknown as Crowd;
  return { ...subject, read, remarks: subject.summary.remarks.map(({ code }) => code) };
}
const three = (row: number): number => row % 3;
const both = { train: table(40, three), holdout: table(30, three, { part: "holdout" }) };

describe("a network", () => {
  test("is asked about everybody, and trained anew from its own file", async () => {
    const found = await opened("torch-mlp-softmax", both);
    expect(found.sides).toEqual({ members: 40, outsiders: 30 });
    expect(found.label).toMatchObject({ kind: "class", classes: ["0", "1", "2"] });
    expect(found.trainer).toMatchObject({ kind: "same" });
    expect([found.trainerBy, found.target.kind, found.population]).toEqual(["file", "onnx", null]);
    expect([...found.read.origin.subarray(38, 42)]).toEqual([38, 39, 0, 1]);
    expect(found.columns).toEqual(["x0", "x1", "x2", "x3", "x4", "x5"]);
    // Two layers at least, each with its biases.
    expect(found.parameters).toBeGreaterThan(6 * 3);
  });

  test("that takes one list of numbers is given the columns as they stand, which is told", async () => {
    expect((await opened("torch-mlp-softmax", both)).remarks).toContain("columns-in-order");
  });

  test("its trainer may be chosen", async () => {
    const trainer = { kind: "forest", trees: 5, minLeaf: 1, columns: null } as const;
    const found = await opened("torch-mlp-softmax", both, { trainer });
    expect([found.trainer, found.trainerBy]).toEqual([trainerSchema.parse(trainer), "user"]);
    expect(found.lessons).toBe(found.pool);
  });

  test("without a holdout nobody is outside", async () => {
    const found = await opened("torch-mlp-softmax", { train: both.train });
    expect([found.holdout, found.sides.outsiders]).toEqual([false, 0]);
  });
});

test("a forest is made anew as a forest of as many trees; the network in it cannot be", async () => {
  const level = (row: number): string => ["low", "middle", "high"][row % 3]!;
  const of = (part: string, rows: number): string => table(rows, level, { width: 4, part });
  const tables = { train: of("train", 40), holdout: of("holdout", 30) };
  const found = await opened("sklearn-forest", tables);
  expect(found.trainer).toMatchObject({ kind: "forest", trees: 10 });
  const same = await opened("sklearn-forest", tables, { trainer: { kind: "same" } as ModelFiles["trainer"] });
  expect(same.trainer).toMatchObject({
    reason: expect.stringContaining("cannot be trained anew"),
    remedy: expect.any(String),
  });
});

describe("one number of which nothing is said", () => {
  const of = (label: (row: number) => number) => ({
    train: table(40, label),
    holdout: table(30, label, { part: "holdout" }),
  });

  test("is a prediction where the label has many values", async () => {
    const found = await opened(
      "torch-regressor",
      of((row) => row * 1.5),
    );
    expect(found.label.kind).toBe("number");
    expect(found.remarks).not.toContain("answer-read-as");
  });
  test("is a prediction where the label counts further than two", async () => {
    expect(
      (
        await opened(
          "torch-regressor",
          of((row) => row % 5),
        )
      ).label.kind,
    ).toBe("number");
  });
  test("is the logit of two classes where the label has two values, which is told", async () => {
    const found = await opened(
      "torch-regressor",
      of((row) => row % 2),
    );
    expect(found.label).toMatchObject({ kind: "class", classes: ["0", "1"] });
    expect(found.remarks).toContain("answer-read-as");
  });
  test("is what the user says", async () => {
    const found = await opened(
      "torch-regressor",
      of((row) => row % 2),
      { as: "number" },
    );
    expect(found.label.kind).toBe("number");
  });
});

describe("what cannot be asked is refused before anything is played:", () => {
  const wrong = [
    ["a label of another number of classes", { train: table(40, (row) => row % 4) }, "MODEL_CLASSES"],
    ["too few columns", { train: table(40, three, { width: 5 }) }, "MODEL_INPUT_WIDTH"],
    ["a holdout that lacks a column", { ...both, holdout: table(9, three, { width: 5 }) }, "TABLE_COLUMN_MISSING"],
    [
      "a population that lacks a column",
      { ...both, population: table(9, three, { width: 5 }) },
      "TABLE_COLUMN_MISSING",
    ],
    ["a label of one value", { train: table(40, () => 1) }, "LABEL_ONE_VALUE"],
  ] as const;
  test.for(wrong)("%s", async ([, tables, code]) => {
    await expect(opened("torch-mlp-softmax", tables)).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) });
  });

  test("a label that is no column", async () => {
    await expect(opened("torch-mlp-softmax", both, { label: "z" })).rejects.toMatchObject({ code: "COLUMN_UNKNOWN" });
  });
  test("tensors beside tables", async () => {
    await expect(opened("torch-mlp-softmax", both, { holdout: "h.npz" })).rejects.toMatchObject({
      code: "TENSORS_MIXED",
    });
  });
});

test("columns of train and holdout are found by name, whatever their order", async () => {
  const reversed = table(30, three, { part: "holdout", reverse: true });
  const [one, other] = await Promise.all([
    opened("torch-mlp-softmax", both),
    opened("torch-mlp-softmax", { ...both, holdout: reversed }),
  ]);
  expect(other.read.digest).toBe(one.read.digest);
});

test("rows without a label are nobody", async () => {
  const some = table(40, (row) => (row < 10 ? "" : three(row)));
  const found = await opened("torch-mlp-softmax", { ...both, train: some });
  expect(found.sides).toEqual({ members: 30, outsiders: 30 });
  expect(found.read.origin[0]).toBe(10);
});
