import { expect, test } from "vitest";
import { raked } from "./raking.ts";

/** Rows of a 2 x 2 table of counts. */
function rows(table: readonly (readonly number[])[]) {
  const pairs = table.flatMap((line, a) =>
    line.flatMap((count, b) => Array.from({ length: count }, () => [a, b] as const)),
  );
  return { a: pairs.map(([a]) => a), b: pairs.map(([, b]) => b) };
}

test("one margin: the target over the share, as anybody can compute", () => {
  const { weights, designEffect, largest, iterations, converged } = raked([
    { codes: [0, 0, 0, 1], target: [0.5, 0.5] },
  ]);
  expect([...weights]).toEqual([2 / 3, 2 / 3, 2 / 3, 2]);
  expect(designEffect).toBeCloseTo((4 * (4 / 3 + 4)) / 16, 14);
  expect({ largest, iterations, converged }).toEqual({ largest: 2, iterations: 1, converged: true });
});

test("two margins, as numpy's loop over the table has them", () => {
  const { a, b } = rows([
    [10, 20],
    [30, 40],
  ]);
  const found = raked([
    { codes: a, target: [0.6, 0.4] },
    { codes: b, target: [0.5, 0.5] },
  ]);
  expect(found.weights[0]).toBeCloseTo(2.75765067, 8);
  expect(found.weights[10]).toBeCloseTo(1.62117466, 8);
  expect(found.weights[30]).toBeCloseTo(0.74744978, 8);
  expect(found.weights[60]).toBeCloseTo(0.43941267, 8);
  expect(found.designEffect).toBeCloseTo(1.5309429285513427, 9);
  expect(found.worth).toBeCloseTo(100 / 1.5309429285513427, 7);
});

test("a table that fits already keeps its weights", () => {
  const found = raked([{ codes: [0, 1, 0, 1], target: [0.5, 0.5] }]);
  expect(found).toMatchObject({ iterations: 0, designEffect: 1, worth: 4, largest: 1, smallest: 1, converged: true });
});

test("weights to begin with, and rows of no group, are kept", () => {
  const found = raked([{ codes: [0, 1, -1], target: [0.25, 0.75] }], { start: [2, 2, 5] });
  expect([...found.weights]).toEqual([1, 3, 5]);
});

test("a group that nobody is of cannot be made up: it is named, the others share its part", () => {
  const found = raked([{ codes: [0, 0, 1, 1], target: [0.25, 0.25, 0.5] }]);
  expect(found.empty).toEqual([[2]]);
  expect([...found.weights]).toEqual([1, 1, 1, 1]);
});

test("margins that contradict each other do not converge, and it says so", () => {
  const found = raked(
    [
      { codes: [0, 0, 1, 1], target: [0.5, 0.5] },
      { codes: [0, 0, 1, 1], target: [0.9, 0.1] },
    ],
    { iterations: 20 },
  );
  expect(found).toMatchObject({ converged: false, iterations: 20 });
  expect(found.off).toBeCloseTo(1.6, 9);
});

test("cut weights stay below the cap where the target allows it, and else the target wins", () => {
  const { a, b } = rows([
    [4, 1, 500],
    [96, 195, 204],
  ]);
  const margins = [
    { codes: a, target: [0.5, 0.5] },
    { codes: b, target: [0.2, 0.2, 0.6] },
  ];
  const free = raked(margins);
  const cut = raked(margins, { trim: 2.5 });
  const median = cut.weights.toSorted()[500]!;
  expect(cut.largest).toBeLessThan(free.largest);
  expect(cut.largest / median).toBeLessThan(2.5001);
  expect(cut).toMatchObject({ converged: true });
  expect(raked(margins, { trim: 100 }).largest).toBe(free.largest);
  const alone = raked([{ codes: [...Array<number>(99).fill(0), 1], target: [0.5, 0.5] }], { trim: 5 });
  expect(alone.largest).toBeCloseTo(50, 9); // one row must stand for half of all
});
