import { expect, test } from "vitest";
import type { Constant } from "../../graph/dtype.ts";
import { arrange } from "./arrange.ts";
import type { Reading } from "./reading.ts";
import { Soundness } from "./sound.ts";
import { classLabel, numberLabel } from "./testing/asked.ts";

const reading = (of: Partial<Reading>): Reading => ({
  graph: { name: "", nodes: [], initializers: new Map(), inputs: [], outputs: [], values: [] },
  tensors: ["y"],
  is: "logits",
  classes: null,
  sigmoid: false,
  linked: false,
  guessed: false,
  opposite: false,
  ...of,
});
const matrix = (shape: readonly number[], ...data: readonly number[]): Constant => ({
  dtype: "float32",
  shape,
  data: Float32Array.from(data),
});
const two = classLabel("a", "b");
const said = (...of: Parameters<typeof arrange>) => {
  const { kind, values } = arrange(...of);
  return [kind, ...values];
};

test("one number a row, of whatever shape, becomes two", () => {
  for (const shape of [[2], [2, 1], [2, 1, 1]])
    expect(said(reading({}), [matrix(shape, -2, 3)], 2, two)).toEqual(["logits", 0, -2, 0, 3]);
  expect(said(reading({ is: "probabilities" }), [matrix([2], 0.25, 1)], 2, two)).toEqual([
    "probabilities",
    0.75,
    0.25,
    0,
    1,
  ]);
  // In the order of the model's classes, then of the label's.
  expect(said(reading({ classes: ["b", "a"] }), [matrix([1, 1], 3)], 1, two)).toEqual(["logits", 3, 0]);
});

test("a score and its opposite are one score: p is sigmoid(s), as scikit-learn has it", () => {
  const scores = matrix([2, 2], -1.5, 1.5, 2, -2);
  expect(said(reading({ opposite: true }), [scores], 2, two)).toEqual(["logits", 0, 1.5, 0, -2]);
  expect(said(reading({}), [matrix([1, 2], -1.5, 1.5)], 1, two)).toEqual(["logits", -1.5, 1.5]);
});

test("scores without their link function are logits where a softmax of them gives the probabilities, else those are read", () => {
  const linked = reading({ linked: true });
  const shares = matrix([1, 2], 1 / (1 + Math.exp(2)), 1 / (1 + Math.exp(-2)));
  expect(said(linked, [matrix([1, 2], -2, 2), shares], 1, two)).toEqual(["logits", 0, 2]);
  expect(said(linked, [matrix([1, 2], -1, 2), shares], 1, two)).toEqual(["logits", 0, 2]);
  expect(said(linked, [matrix([1, 2], 1, 3), shares], 1, two)).toEqual(["logits", 1, 3]);
  expect(said(linked, [matrix([1, 2], -2, 1), shares], 1, two)[0]).toBe("probabilities");
  expect(said(linked, [matrix([1, 1], 2), shares], 1, two)[0]).toBe("probabilities");
});

test("a sigmoid for each class: what the file makes of them is read, not their logits", () => {
  const logits = matrix([1, 2], 3, -3);
  const shares = matrix([1, 2], 0.9, 0.1);
  expect(said(reading({ sigmoid: true }), [logits, shares], 1, two)).toEqual([
    "probabilities",
    Math.fround(0.9),
    Math.fround(0.1),
  ]);
  // [1 - p, p] of one.
  expect(said(reading({ sigmoid: true }), [matrix([1, 1], 3), shares], 1, two)).toEqual(["logits", 0, 3]);
});

test("what only a shape calls logits are probabilities if all rows are shares of a whole", () => {
  const shares = matrix([2, 2], 0.25, 0.75, 1, 0);
  expect(said(reading({ guessed: true }), [shares], 2, two)[0]).toBe("probabilities");
  expect(said(reading({}), [shares], 2, two)[0]).toBe("logits");
  expect(said(reading({ guessed: true }), [matrix([2, 2], 0.25, 0.75, 1, 0.5)], 2, two)[0]).toBe("logits");
});

test("rows beyond those that were asked about are left out", () => {
  expect(said(reading({}), [matrix([3, 2], 1, 2, 3, 4, 5, 6)], 2, two)).toEqual(["logits", 1, 2, 3, 4]);
});

test("labels by number: whole numbers are names where the label's are numbers, else its order", () => {
  const labels: Constant = { dtype: "int64", shape: [2], data: BigInt64Array.of(1n, 0n) };
  expect(said(reading({ is: "labels" }), [labels], 2, two)).toEqual(["probabilities", 0, 1, 1, 0]);
  expect(said(reading({ is: "labels" }), [labels], 2, classLabel(1, 0))).toEqual(["probabilities", 1, 0, 0, 1]);
  expect(said(reading({ is: "labels" }), [labels], 2, classLabel("false", "true"))).toEqual([
    "probabilities",
    0,
    1,
    1,
    0,
  ]);
  expect(() => arrange(reading({ is: "labels" }), [labels], 2, classLabel(2, 3))).toThrow(
    expect.objectContaining({ code: "MODEL_CLASSES" }),
  );
});

test("a shape that is none of rows, and more than a value, are refused", () => {
  expect(() => arrange(reading({}), [matrix([2, 0])], 1, two)).toThrow(
    expect.objectContaining({ code: "MODEL_OUTPUT_SHAPE" }),
  );
  expect(() => arrange(reading({ is: "values" }), [matrix([1, 2], 1, 2)], 1, numberLabel)).toThrow(
    expect.objectContaining({ code: "MODEL_TASK" }),
  );
});

const checked = (outputs: number, ...numbers: readonly number[]) => {
  const values = Float32Array.from(numbers);
  const rows = Uint32Array.from({ length: values.length / outputs }, (_, i) => i);
  const sound = new Soundness();
  sound.check({ kind: "probabilities", outputs, values, by: "name" }, rows);
  return () => {
    sound.finish(rows.length);
    return Array.from(values);
  };
};

test("probabilities that nearly add up to 1 are rescaled, rounding is left as it is", () => {
  const [a, b, c, d] = checked(2, 0.33, 0.66, 0.3, 0.7)();
  expect(a).toBeCloseTo(1 / 3, 6);
  expect(b).toBeCloseTo(2 / 3, 6);
  expect([c, d]).toEqual([Math.fround(0.3), Math.fround(0.7)]);
  expect(checked(2, -1e-7, 1)()).toEqual([0, 1]);
});

test("others are refused, with how many and which", () => {
  expect(checked(2, 0.5, 0.5, 0.9, 0.8, 0, 0, -0.5, 1.5)).toThrow(
    expect.objectContaining({
      code: "MODEL_OUTPUT_SUM",
      message: expect.stringMatching(/those of 3 of 4 rows .*: rows 2, 3, 4$/),
    }),
  );
  expect(checked(2, NaN, 1)).toThrow(expect.objectContaining({ code: "MODEL_OUTPUT_NOT_FINITE" }));
});
