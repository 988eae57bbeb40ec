import { expect, test } from "vitest";
import { classes, values } from "../testing/made.ts";
import { rightness } from "./quality.ts";

test("accuracy: the highest output is the answer, and a tie is right as often as a draw would be", () => {
  const said = Float32Array.of(0.2, 0.8, 0.5, 0.5, 0.9, 0.1, 0.3, 0.7);
  const answers = { kind: "probabilities", outputs: 2, rows: 4, perModel: [said] } as const;
  // right, half right, wrong, right
  const found = rightness(answers, classes([1, 0, 1, 1]), [Uint32Array.of(0, 1)]);
  expect(found).toEqual({ train: Float64Array.of(0.75), test: Float64Array.of(0.5) });
});

test("R squared, by hand: 1 - 2 / 8 on the rows learnt from, 0 where the mean is said", () => {
  const answers = { kind: "values", outputs: 1, rows: 4, perModel: [Float64Array.of(1, 4, 5, 5)] } as const;
  const found = rightness(answers, values([0, 5, 4, 6]), [Uint32Array.of(0, 1)]);
  // Rows 0 and 1: errors 1 + 1, variance 2 * 2.5 ** 2.
  expect(found.train[0]).toBeCloseTo(1 - 2 / 12.5, 12);
  expect(found.test[0]).toBeCloseTo(0, 12);
});
