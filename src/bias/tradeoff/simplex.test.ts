import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { maximise, type Solved } from "./simplex.ts";

const optimum = (found: Solved) => {
  if (found.kind !== "optimum") throw new Error(found.kind);
  return found;
};

test("two products and three machines: the textbook's optimum of 36 at (2, 6)", () => {
  const found = optimum(
    maximise({
      value: [3, 5],
      equal: [],
      most: [
        { of: [1, 0], to: 4 },
        { of: [0, 2], to: 12 },
        { of: [3, 2], to: 18 },
      ],
    }),
  );
  expect(found.value).toBeCloseTo(36, 12);
  expect([...found.x]).toEqual([2, 6]);
});

test("equalities, a negative right side, and a row that says the same twice", () => {
  // x + y + z = 1 (twice), x - y = 0, -z <= -.5 (z at least a half): z = 1 is dearest.
  const found = optimum(
    maximise({
      value: [1, 2, 1],
      equal: [
        { of: [1, 1, 1], to: 1 },
        { of: [2, 2, 2], to: 2 },
        { of: [1, -1, 0], to: 0 },
      ],
      most: [{ of: [0, 0, -1], to: -0.5 }],
    }),
  );
  expect(found.value).toBeCloseTo(1.25, 12); // x = y = .25
  expect(found.x[2]).toBeCloseTo(0.5, 12);
});

test("what cannot be met, and what has no end", () => {
  expect(maximise({ value: [1], equal: [{ of: [1], to: 2 }], most: [{ of: [1], to: 1 }] }).kind).toBe("infeasible");
  expect(maximise({ value: [1, 0], equal: [{ of: [1, -1], to: 0 }] }).kind).toBe("unbounded");
});

test("Beale's example, on which the plain rule cycles, ends", () => {
  const found = optimum(
    maximise({
      value: [0.75, -150, 0.02, -6],
      equal: [],
      most: [
        { of: [0.25, -60, -1 / 25, 9], to: 0 },
        { of: [0.5, -90, -1 / 50, 3], to: 0 },
        { of: [0, 0, 1, 0], to: 1 },
      ],
    }),
  );
  expect(found.value).toBeCloseTo(0.05, 12);
});

test("200 random programs: the optimum is feasible and no worse than the dual says", () => {
  const random = stream(1, "simplex test");
  for (let trial = 0; trial < 200; trial++) {
    const [m, n] = [1 + random.int(4), 1 + random.int(6)];
    const a = Array.from({ length: m }, () => Array.from({ length: n }, () => random.next()));
    const [b, c] = [m, n].map((length) => Array.from({ length }, () => 0.1 + random.next())) as [number[], number[]];
    const primal = optimum(
      maximise({
        value: c,
        equal: [],
        most: [...a.map((of, i) => ({ of, to: b[i]! })), { of: c.map(() => 1), to: 9 }],
      }),
    );
    // The dual: minimise b y + 9 u where A'y + u >= c.
    const dual = optimum(
      maximise({
        value: [...b, 9].map((each) => -each),
        equal: [],
        most: c.map((each, j) => ({ of: [...a.map((row) => -row[j]!), -1], to: -each })),
      }),
    );
    expect(primal.value).toBeCloseTo(-dual.value, 9);
    a.forEach((row, i) =>
      expect(row.reduce((sum, each, j) => sum + each * primal.x[j]!, 0)).toBeLessThan(b[i]! + 1e-9),
    );
  }
});
