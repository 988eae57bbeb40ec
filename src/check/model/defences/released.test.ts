import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answers } from "../../../learn/trainers/trainer.ts";
import { type Answering, released } from "./released.ts";

const one = (kind: Answers["kind"], ...row: number[]): Answers => ({
  kind,
  outputs: row.length,
  rows: 1,
  perModel: [Float64Array.from(row)],
});
const asked = { model: 0, rows: Uint32Array.of(0), codes: Int32Array.of(0) };
const shown = (answers: Answers, how: Answering): number[] =>
  [...released(answers, { ...asked, how }).answers.perModel[0]!].map(Math.exp);
const near = (found: readonly number[], wanted: readonly number[]): void => {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 9));
};
const logits = one("logits", Math.log(6), Math.log(3), Math.log(0.9), Math.log(0.1));

describe("by hand, of .6 .3 .09 .01:", () => {
  test("as it is", () => near(shown(logits, { kind: "none" }), [0.6, 0.3, 0.09, 0.01]));
  test("a temperature of 2 takes roots", () => {
    const roots = [0.6, 0.3, 0.09, 0.01].map(Math.sqrt);
    const sum = roots.reduce((a, b) => a + b);
    near(
      shown(logits, { kind: "temperature", by: 2 }),
      roots.map((root) => root / sum),
    );
  });
  test("rounded to two decimals it stays", () =>
    near(shown(logits, { kind: "rounding", decimals: 2 }), [0.6, 0.3, 0.09, 0.01]));
  // .6 .3 .1 0: the last is read as a quarter of .1, and all are divided by 1.025.
  test("rounded to one decimal", () =>
    near(
      shown(logits, { kind: "rounding", decimals: 1 }),
      [0.6, 0.3, 0.1, 0.025].map((p) => p / 1.025),
    ));
  test("top 1: the rest is spread evenly", () =>
    near(shown(logits, { kind: "top", k: 1 }), [0.6, 0.4 / 3, 0.4 / 3, 0.4 / 3]));
  test("top 2", () => near(shown(logits, { kind: "top", k: 2 }), [0.6, 0.3, 0.05, 0.05]));
  test("top of all is all", () => near(shown(logits, { kind: "top", k: 4 }), [0.6, 0.3, 0.09, 0.01]));
  test("label only", () => near(shown(logits, { kind: "label" }), [0.9, 0.1 / 3, 0.1 / 3, 0.1 / 3]));
});

const every: readonly Answering[] = [
  { kind: "none" },
  { kind: "temperature", by: 2 },
  { kind: "temperature", by: 5 },
  { kind: "rounding", decimals: 2 },
  { kind: "rounding", decimals: 1 },
  { kind: "top", k: 1 },
  { kind: "top", k: 3 },
  { kind: "label" },
];

test("the smallest number there is beside zeros still has a logarithm, and so have they", () => {
  const { answers } = released(one("probabilities", 5e-324, 0, 0, 0, 0), { ...asked, how: { kind: "none" } });
  const logs = Array.from(answers.perModel[0] ?? []);
  expect(logs.every(Number.isFinite)).toBe(true);
  expect(logs.reduce((total, log) => total + Math.exp(log), 0)).toBeCloseTo(1, 9);
});

test("whatever is said, what is read of it sums to 1 and has logarithms", () => {
  const logit = fc.oneof(fc.double({ min: -800, max: 800, noNaN: true }), fc.constantFrom(NaN, Infinity, -Infinity, 0));
  const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, NaN));
  const width = { minLength: 5, maxLength: 8 };
  const rows = fc.oneof(
    fc.record({ kind: fc.constant("logits" as const), row: fc.array(logit, width) }),
    fc.record({ kind: fc.constant("probabilities" as const), row: fc.array(share, width) }),
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(...every), ({ kind, row }, how) => {
      const { answers, confidence } = released(one(kind, ...row), { ...asked, how });
      const logs = Array.from(answers.perModel[0] ?? []);
      expect(logs.every(Number.isFinite)).toBe(true);
      const sum = logs.reduce((total, log) => total + Math.exp(log), 0);
      expect(sum).toBeCloseTo(1, 9);
      expect(confidence[0]).toBeCloseTo(Math.exp(Math.max(...logs)), 12);
    }),
  );
});

test("labels alone tell right from wrong, and nothing else", () => {
  const sure = released(one("logits", 9, 0, -5), { ...asked, how: { kind: "label" } });
  const unsure = released(one("logits", 0.2, 0.1, 0.15), { ...asked, how: { kind: "label" } });
  expect(sure).toEqual(unsure);
  const wrong = released(one("logits", 0, 9, -5), { ...asked, how: { kind: "label" } });
  expect([sure.correct[0], wrong.correct[0]]).toEqual([1, 0]);
  const [logs = new Float64Array()] = wrong.answers.perModel;
  expect(logs[0]).toBe(logs[2]); // which other class was unlikely is not told
});

test("classes that round to the same share being right", () => {
  const how = { kind: "rounding", decimals: 1 } as const;
  expect(released(one("probabilities", 0.42, 0.38, 0.2), { ...asked, how }).correct[0]).toBe(0.5);
  expect(released(one("probabilities", 0.33, 0.34, 0.33), { ...asked, how }).correct[0]).toBeCloseTo(1 / 3);
});

test("the likeliest class of all stays so but where it is hidden", () => {
  const many = one("probabilities", ...Array.from({ length: 40 }, (_, i) => (i === 7 ? 0.06 : 0.94 / 39)));
  for (const how of every) {
    const p = shown(many, how);
    expect(p.indexOf(Math.max(...p))).toBe(7);
  }
});

test("a probability of 1 is read as less, by no more than the answers are coarse", () => {
  near(shown(one("probabilities", 1, 0), { kind: "none" }), [1 / 1.0025, 0.0025 / 1.0025]);
});
