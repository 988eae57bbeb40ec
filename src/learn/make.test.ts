import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeModel } from "../graph/protobuf.ts";
import { openSession } from "../graph/session.ts";
import { stream } from "../stats/stream.ts";
import { type TrainInput, trainModel } from "../train.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-make-"));
const file = (name: string): string => join(folder, name);
/** People over forty in the north say yes; one in twenty lies. */
function people(n: number, seed: number): string {
  const s = stream(seed, "make/people");
  const rows = Array.from({ length: n }, () => {
    const age = 20 + s.int(60);
    const north = s.int(2) === 1;
    const truth = age > 40 && north;
    const says = s.int(20) === 0 ? !truth : truth;
    return `${s.int(12) === 0 ? "" : age},${north ? "north" : "south"},${says ? "yes" : "no"},${age * 10 + (north ? 100 : 0)},one`;
  });
  return `age,area,answer,rent,same\n${rows.join("\n")}\n`;
}
beforeAll(() => {
  writeFileSync(file("train.csv"), people(600, 1));
  writeFileSync(file("holdout.csv"), people(400, 2));
  const huge = Array.from({ length: 40 }, (_, i) => `${i % 7},${(i - 20.5) * 1e306}`);
  writeFileSync(file("huge.csv"), `age,answer\n${huge.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = (more: Partial<TrainInput> = {}): TrainInput => ({
  train: file("train.csv"),
  holdout: file("holdout.csv"),
  label: "answer",
  ignore: ["rent", "same"],
  executor: "inline",
  store: file("store"),
  trainer: { kind: "mlp", hidden: [16], recipe: { epochs: 40, optimiser: { kind: "adam", rate: 0.01 } } },
  ...more,
});

test("a model learns what can be learnt, and the file takes raw columns and gives names of classes", async () => {
  const made = await trainModel(asked());
  const { holdout } = made;
  if (holdout?.kind !== "class") throw new Error("classes were asked for");
  expect(holdout.n).toBe(400);
  // At most 95 % can be right, less for the people whose age is missing.
  expect(holdout.right / holdout.n).toBeGreaterThan(0.85);
  expect(holdout.most / holdout.n).toBeLessThan(0.75);
  const model = decodeModel(made.onnx);
  expect(model.graph.inputs.map(({ name }) => name)).toEqual(["age", "area"]);
  const session = await openSession(made.onnx);
  const said = await session.run({
    age: { dtype: "float32", shape: [3, 1], data: Float32Array.of(60, 60, 25) },
    area: { dtype: "string", shape: [3, 1], data: ["north", "south", "north"] },
  });
  expect(said["label"]?.data).toEqual(["yes", "no", "no"]);
});

test("the same request is the same file, and another seed another one", async () => {
  const small = { trainer: { kind: "logistic" as const, recipe: { epochs: 3 } } };
  const [one, again, other] = [
    await trainModel(asked(small)),
    await trainModel(asked({ ...small, store: file("store-2") })),
    await trainModel(asked({ ...small, seed: 2 })),
  ];
  expect(Buffer.from(again.onnx).equals(one.onnx)).toBe(true);
  expect(Buffer.from(other.onnx).equals(one.onnx)).toBe(false);
});

test("numbers are learnt, and answered on their own scale", async () => {
  const made = await trainModel(asked({ label: "rent", ignore: ["answer", "same"] }));
  if (made.holdout?.kind !== "number") throw new Error("a number was asked for");
  expect(1 - made.holdout.error / made.holdout.spread).toBeGreaterThan(0.85);
});

test("a promise is kept with the noise that it takes, and a stricter one costs accuracy", async () => {
  const recipe = { epochs: 5, batch: 100, optimiser: { kind: "adam" as const, rate: 0.02 } };
  const loose = await trainModel(
    asked({ trainer: { kind: "logistic", recipe }, private: { epsilon: 8, delta: 1e-4 } }),
  );
  const strict = await trainModel(
    asked({ trainer: { kind: "logistic", recipe }, private: { epsilon: 0.05, delta: 1e-4 } }),
  );
  expect(loose.private?.epsilon).toBeLessThanOrEqual(8);
  expect(loose.private?.epsilon).toBeGreaterThan(7.8);
  expect(strict.private?.noise).toBeGreaterThan(10 * (loose.private?.noise ?? Infinity));
});

const huge: NonNullable<TrainInput["trainer"]> = { kind: "mlp", hidden: [1e9, 1e9] };
test.for([
  [{ label: "anwser" }, "COLUMN_UNKNOWN"],
  [{ label: "answer", ignore: ["age", "area", "rent", "same"] }, "TRAINER_NO_COLUMNS"],
  [{ label: "same", ignore: [] }, "LABEL_ONE_VALUE"],
  [{ train: file("huge.csv"), holdout: undefined, ignore: [] }, "LABEL_RANGE"],
  [{ trainer: huge }, "NETWORK_TOO_LARGE"],
  [
    { trainer: { recipe: { epochs: 5, optimiser: { kind: "sgd" as const, rate: 1e30 } }, kind: "mlp" as const } },
    "TRAINING_DIVERGED",
  ],
] as const)("%j is refused in words: %s", async ([more, code]) => {
  await expect(trainModel(asked(more))).rejects.toMatchObject({ code });
});
