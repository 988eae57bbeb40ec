import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import type { Column } from "../table/types.ts";
import { forest, type Growing, predictForest } from "./forest.ts";
import type { Goal } from "./goal.ts";
import { classes, letters, numbers, range, values } from "./testing/made.ts";

const fit = (
  features: readonly Column[],
  goal: Goal,
  options: Partial<Growing> = {},
  at: readonly Column[] = features,
) => Array.from(predictForest(forest(features, goal, { seed: ["test"], ...options }), at));

test("a full tree knows every row of its bootstrap sample, which holds .632 of the rows", () => {
  const n = 2000;
  const s = stream(3, "values");
  const y = range(n).map(() => s.next());
  const x = numbers(
    "x",
    range(n).map((i) => i % 254),
  );
  const same = numbers(
    "z",
    range(n).map((i) => Math.floor(i / 254)),
  );
  const p = fit([x, same], values(y), { trees: 1, columns: 2 });
  const known = p.filter((value, i) => Math.abs(value - y[i]!) < 1e-12).length;
  expect(Math.abs(known / n - (1 - Math.exp(-1)))).toBeLessThan(0.04); // four standard errors
});

test("the cut lies between the two classes, halfway through the bins between them", () => {
  const x = numbers("x", [...range(50), ...range(50).map((i) => i + 100)]);
  const y = classes(range(100).map((i) => Number(i >= 50)));
  const [low, high] = fit([x], y, { trees: 20, minLeaf: 10 }, [numbers("x", [40, 110])]);
  expect([low, high]).toEqual([0, 1]);
});

test("many classes in one tree: chances add up to 1; categories are put in the order of the classes", () => {
  const s = stream(5, "classes");
  const x = range(600).map(() => s.int(9));
  const y = x.map((code) => (code * 7) % 3);
  const p = fit([letters("x", x)], classes(y, 3), { trees: 10, minLeaf: 5 });
  for (const i of range(600)) {
    expect(p[3 * i]! + p[3 * i + 1]! + p[3 * i + 2]!).toBeCloseTo(1, 12);
    expect(p[3 * i + y[i]!]).toBeGreaterThan(0.9);
  }
});

test("leaves hold no fewer rows than asked for", () => {
  const s = stream(6, "leaves");
  const x = range(200).map(() => s.int(100));
  const y = classes(range(200).map(() => s.int(2)));
  const distinct = (minLeaf: number): number => new Set(fit([numbers("x", x)], y, { trees: 1, minLeaf })).size;
  expect(distinct(60)).toBeLessThanOrEqual(2);
  expect(distinct(1)).toBeGreaterThan(5);
});

test("the same seed gives the same bytes, another one another forest", () => {
  const s = stream(2, "noise");
  const x = [
    numbers(
      "a",
      range(100).map(() => s.next()),
    ),
    letters(
      "b",
      range(100).map(() => s.int(5)),
    ),
  ];
  const y = classes(range(100).map(() => s.int(2)));
  const [one, same, other] = [["a"], ["a"], ["b"]].map((seed) => forest(x, y, { trees: 5, seed }));
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
});

test("what is missing is tried on both sides; what was never seen counts as missing", () => {
  const x = numbers(
    "x",
    range(90).map((i) => (i < 30 ? Number.NaN : i)),
  );
  const y = classes(range(90).map((i) => Number(i < 60)));
  const [missing, low, high] = fit([x], y, {}, [numbers("x", [Number.NaN, 31, 89])]);
  expect([missing, low, high]).toEqual([1, 1, 0]);
  const [unseen, absent] = fit(
    [
      letters(
        "x",
        range(90).map((i) => i % 3),
      ),
    ],
    y,
    {},
    [letters("x", [8, -1])],
  );
  expect(unseen).toBe(absent);
});

test("degenerate: one class, one row, constant columns, no columns", () => {
  expect(fit([numbers("x", range(50))], classes(Array(50).fill(0)))).toEqual(Array(50).fill(0));
  expect(fit([numbers("x", [3])], values([7]))).toEqual([7]);
  expect(fit([numbers("x", [3])], classes([2], 3))).toEqual([0, 0, 1]);
  expect(fit([numbers("x", [1, 1])], values([4, 4]))).toEqual([4, 4]);
  expect(() => fit([numbers("x", [])], values([]))).toThrow("no rows");
});

test("predictions lie within what was learnt", () => {
  const cell = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Number.NaN, 1e308, -1e308));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, fc.integer({ min: -1, max: 9 }), fc.double({ noNaN: true, min: -1e300, max: 1e300 })), {
        minLength: 1,
        maxLength: 40,
      }),
      (rows) => {
        const features = [
          numbers(
            "a",
            rows.map(([a]) => a),
          ),
          letters(
            "b",
            rows.map(([, b]) => b),
          ),
        ];
        const y = rows.map(([, , value]) => value);
        const tolerance = 1e-9 * Math.max(...y.map(Math.abs), 1);
        for (const p of fit(features, values(y), { trees: 3 })) {
          expect(p).toBeGreaterThanOrEqual(Math.min(...y) - tolerance);
          expect(p).toBeLessThanOrEqual(Math.max(...y) + tolerance);
        }
      },
    ),
  );
});
