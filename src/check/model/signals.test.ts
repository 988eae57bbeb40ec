import fc from "fast-check";
import { expect, test } from "vitest";
import type { Label } from "../../learn/encoding/label.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import { signalsOf } from "./signals.ts";

const classes = (count: number): Label => ({
  kind: "class",
  column: "y",
  classes: Array.from({ length: count }, (_, i) => `class ${i}`),
  answers: "string",
});
const said = (kind: Answers["kind"], rows: readonly (readonly number[])[]): Answers => ({
  kind,
  outputs: rows[0]?.length ?? 0,
  rows: rows.length,
  perModel: [Float64Array.from(rows.flat())],
});
const ofClasses = (kind: "logits" | "probabilities", rows: readonly (readonly number[])[], codes: readonly number[]) =>
  signalsOf(said(kind, rows), { codes: Int32Array.from(codes), values: null, label: classes(rows[0]?.length ?? 0) });

function near(found: Float64Array | null, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((one, i) => {
    const gap = Math.abs((found?.[i] ?? NaN) - one);
    expect(gap, `place ${i}: ${found?.[i]}, not ${one}`).toBeLessThan(2e-12 + 1e-7 * Math.min(1, Math.abs(one)));
  });
}

// Computed by numpy from softmax(z) with max subtracted; entropies as in the code of Song & Mittal (inspire-group/membership-inference-evaluation).
const logits = [
  [2, 0.5, -1],
  [0, 0, 0],
  [-3, 4, 1],
  [30, -10, 5],
];
test("from logits: as numpy computes it", () => {
  const found = ofClasses("logits", logits, [0, 2, 0, 0]);
  near(found.phi, [1.2985867220172476, -0.6931471805599454, -7.048587351573742, 25 - Math.log1p(Math.exp(-15))]);
  near(found.logp, [-0.24131129665715703, -1.0986122886681098, -7.049455609695646, -1.3888001859737446e-11]);
  near(found.entropy, [0.6215846046792745, 1.0986122886681096, 0.19768491820789955, 3.610867684131863e-10]);
  near(found.modifiedEntropy, [0.08708102767760606, 1.0027182645175161, 9.930675087413949, 3.85750844005098e-22]);
  near(found.correct, [1, 1 / 3, 0, 1]);
  near(found.confidence, [Math.exp(-0.24131129665715703), 1 / 3, 1 / (1 + Math.exp(-7) + Math.exp(-3)), 1]);
});

test("from probabilities: by hand", () => {
  const found = ofClasses(
    "probabilities",
    [
      [0.5, 0.3, 0.2],
      [0.4, 0.4, 0.2],
      [0, 1, 0],
      [0, 1, 0],
    ],
    [1, 0, 0, 1],
  );
  // .3 against .7; .4 against .6; 0 against 1, and the other way round, with 1e-45 for 0.
  const bound = 45 * Math.LN10;
  near(found.phi, [Math.log(3 / 7), Math.log(2 / 3), -bound, bound]);
  near(found.logp, [Math.log(0.3), Math.log(0.4), -bound, 0]);
  near(found.confidence, [0.5, 0.4, 1, 1]);
  near(found.correct, [0, 1 / 2, 0, 1]);
  near(found.entropy, [
    -0.5 * Math.log(0.5) - 0.3 * Math.log(0.3) - 0.2 * Math.log(0.2),
    -0.8 * Math.log(0.4) - 0.2 * Math.log(0.2),
    0,
    0,
  ]);
  // -(1 - .3) log .3 - .5 log(1 - .5) - .2 log(1 - .2); sure of what is wrong: log 1e-30 for p_y and once more for the class that has all.
  near(found.modifiedEntropy, [
    -0.7 * Math.log(0.3) - 0.5 * Math.log(0.5) - 0.2 * Math.log(0.8),
    -0.6 * Math.log(0.4) - 0.4 * Math.log(0.6) - 0.2 * Math.log(0.8),
    60 * Math.LN10,
    0,
  ]);
});

test("where p is 1 in float64, phi still knows how sure the model is", () => {
  const { phi, logp } = ofClasses(
    "logits",
    [
      [60, 0],
      [80, 0],
    ],
    [0, 0],
  );
  near(phi, [60, 80]);
  expect(logp![1]).toBeGreaterThan(logp![0]!);
  expect(logp![0]).toBeLessThan(0);
});

test("of numbers: minus the logarithm of the squared error in units of the variance", () => {
  const label: Label = { kind: "number", column: "y", mean: 10, deviation: 2 };
  const answers: Answers = { kind: "values", outputs: 1, rows: 5, perModel: [Float64Array.of(5, 7, 3, NaN, Infinity)] };
  const found = signalsOf(answers, { codes: null, values: Float64Array.of(5, 5, 5, 14, 0), label });
  // No error: 12 ln 10; 2/2 = 1: 0; -2/2: 0; not a number: as if it were the mean, 4/2 = 2.
  near(found.phi, [12 * Math.LN10, 0, 0, -Math.log(4), -Math.log(Number.MAX_VALUE)]);
  const { logp, confidence, entropy, modifiedEntropy, correct } = found;
  expect({ logp, confidence, entropy, modifiedEntropy, correct }).toEqual({
    logp: null,
    confidence: null,
    entropy: null,
    modifiedEntropy: null,
    correct: null,
  });
});

test("an answer that is not a number says nothing", () => {
  for (const kind of ["logits", "probabilities"] as const) {
    const found = ofClasses(kind, [[NaN, 1, 0, 0]], [1]);
    near(found.phi, [-Math.log(3)]);
    near(found.confidence, [1 / 4]);
    near(found.correct, [1 / 4]);
  }
});

test("the model that is asked for is looked at", () => {
  const two: Answers = {
    kind: "logits",
    outputs: 2,
    rows: 1,
    perModel: [Float32Array.of(0, 0), Float32Array.of(3, 1)],
  };
  const truth = { codes: Int32Array.of(0), values: null, label: classes(2) };
  near(signalsOf(two, truth, 1).phi, [2]);
  expect(() => signalsOf(two, truth, 2)).toThrow("2 models answered, and 2 was asked for");
});

test("answers for other people, of other classes, or for classes that are none are refused", () => {
  expect(() => ofClasses("logits", [[0, 1]], [0, 1])).toThrow(RangeError);
  expect(() => ofClasses("logits", [[0, 1]], [2])).toThrow("there are 2 classes, and 2 is none of them");
  const truth = { codes: Int32Array.of(0), values: null, label: classes(3) };
  expect(() => signalsOf(said("logits", [[0, 1]]), truth)).toThrow(RangeError);
});

const wild = fc.oneof(
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e308, -1e308, 1e-320),
  fc.double({ min: -50, max: 50, noNaN: true }),
);
const answered = fc
  .record({ outputs: fc.integer({ min: 2, max: 6 }), rows: fc.integer({ min: 1, max: 5 }) })
  .chain(({ outputs, rows }) =>
    fc.record({
      z: fc.array(fc.array(wild, { minLength: outputs, maxLength: outputs }), { minLength: rows, maxLength: rows }),
      codes: fc.array(fc.nat(outputs - 1), { minLength: rows, maxLength: rows }),
      kind: fc.constantFrom("logits", "probabilities"),
    }),
  );

test("whatever a model answers, every signal is a finite number", () => {
  fc.assert(
    fc.property(answered, ({ z, codes, kind }) => {
      const found = ofClasses(kind, z, codes);
      for (const signal of Object.values(found)) expect(signal?.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a constant added to all logits of a row changes nothing", () => {
  const row = fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(row, fc.nat(2), fc.double({ min: -100, max: 100, noNaN: true }), (z, own, shift) => {
      const moved = z.map((one) => one + shift);
      const [before, after] = [ofClasses("logits", [z], [own]), ofClasses("logits", [moved], [own])];
      expect(after.phi[0]).toBeCloseTo(before.phi[0]!, 9);
      expect(after.logp![0]).toBeCloseTo(before.logp![0]!, 9);
    }),
  );
});

test("phi is log p_y - log(1 - p_y), by whichever way, and it follows its row", () => {
  const row = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 6 }), fc.nat(3), (rows, own) => {
      const codes = rows.map(() => own);
      const found = ofClasses("logits", rows, codes);
      const shares = rows.map((z) => {
        const terms = z.map(Math.exp);
        const all = terms.reduce((a, b) => a + b);
        return terms.map((term) => term / all);
      });
      const other = ofClasses("probabilities", shares, codes);
      shares.forEach((p, i) => {
        expect(found.phi[i]).toBeCloseTo(Math.log(p[own]! / (1 - p[own]!)), 6);
        expect(other.phi[i]).toBeCloseTo(found.phi[i]!, 9);
        expect(other.entropy![i]).toBeCloseTo(found.entropy![i]!, 9);
        expect(other.modifiedEntropy![i]).toBeCloseTo(found.modifiedEntropy![i]!, 9);
      });
      const turned = ofClasses("logits", rows.toReversed(), codes);
      expect([...turned.phi].toReversed()).toEqual([...found.phi]);
      expect([...turned.modifiedEntropy!].toReversed()).toEqual([...found.modifiedEntropy!]);
    }),
  );
});
