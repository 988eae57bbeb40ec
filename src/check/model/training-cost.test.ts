import { expect, test } from "vitest";
import { trainerSchema } from "../../learn/trainers/spec.ts";
import { openInline, subjectOf } from "./one-run/testing/subject.ts";
import { memoryFor, rowsEach, secondsOfShadows, secondsToTrain } from "./training-cost.ts";

/** Location-30 as it was measured: 446 numbers, 30 classes, 2,000 rows a model; a machine's seconds are another's, so a factor of 2.5 is allowed. */
async function location(trainer: object) {
  const label = {
    kind: "class",
    column: "y",
    classes: Array.from({ length: 30 }, (_, i) => `${i}`),
    answers: "int64",
  } as const;
  const of = await subjectOf(openInline(), trainerSchema.parse(trainer), { members: 20, outsiders: 20 });
  const columns = Array.from({ length: 446 }, (_, i) => `f${i}`);
  const described = columns.map(
    (name) => ({ name, kind: "number", integer: true, distinct: 2, flag: null, tables: {} }) as const,
  );
  const summary = { ...of.summary, columns: described };
  return { ...of, label, columns, summary, sides: { members: 2000, outsiders: 2000 } };
}

test.for([
  [{ kind: "mlp" }, 0.52],
  [{ kind: "logistic" }, 0.21],
  [{ kind: "forest" }, 1.02],
  [{ kind: "boosting" }, 5.8],
] as const)("%j takes %d s a model, as measured", async ([trainer, measured]) => {
  const seconds = secondsToTrain(await location(trainer));
  expect(seconds / measured).toBeGreaterThan(1 / 2.5);
  expect(seconds / measured).toBeLessThan(2.5);
});

test("twice the epochs are twice the time; to find the epochs out, a few more models are trained", async () => {
  const [fifty, hundred] = await Promise.all([50, 100].map((epochs) => location({ kind: "mlp", recipe: { epochs } })));
  expect(secondsToTrain(hundred!) / secondsToTrain(fifty!)).toBeCloseTo(2, 1);
  expect(secondsOfShadows({ ...fifty!, trainerBy: "user" }, 16)).toBeCloseTo(16 * secondsToTrain(fifty!), 9);
  expect(secondsOfShadows({ ...fifty!, trainerBy: "file" }, 16)).toBeCloseTo(
    (16 + 2 * 4.4) * secondsToTrain(fifty!),
    9,
  );
});

test("without a trainer, or without models, nothing is trained", async () => {
  const subject = await location({ kind: "mlp" });
  expect(secondsOfShadows(subject, 0)).toBe(0);
  expect(secondsOfShadows({ ...subject, trainer: { reason: "r", remedy: "m" } }, 16)).toBe(0);
});

test("models learn from as many people as the audited one, or from half of all", () => {
  expect(rowsEach({ sides: { members: 100, outsiders: 300 } })).toBe(100);
  expect(rowsEach({ sides: { members: 300, outsiders: 100 } })).toBe(200);
});

test("memory grows with people and models; of Location-30 a process was measured at .44 GB", async () => {
  const subject = await location({ kind: "mlp" });
  expect(memoryFor(subject, 16)).toBeGreaterThan(0.4e9);
  expect(memoryFor(subject, 16)).toBeLessThan(0.7e9);
  expect(memoryFor(subject, 256)).toBeGreaterThan(memoryFor(subject, 16));
});
