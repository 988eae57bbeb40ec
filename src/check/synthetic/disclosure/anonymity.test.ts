import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tablesOf } from "../testing/tables.ts";
import { closeness, diversity, kAnonymity } from "./anonymity.ts";
import { classesOf } from "./classes.ts";

const classesBy = (keys: readonly number[]) => {
  const rows = keys.map((key) => [key]);
  return classesOf(tablesOf(["key"], { synthetic: rows, train: rows }), ["key"], 1);
};

test("the example of Li, Li & Venkatasubramanian 2007, §4: salaries 3k to 11k, classes {3,4,5} and {6,8,11}", () => {
  const salary = Float64Array.of(3, 4, 5, 6, 11, 8, 7, 9, 10);
  const distance = (chosen: readonly number[]) =>
    closeness(classesBy([...salary].map((each) => (chosen.includes(each) ? 0 : 1))), salary, { ordered: true });
  // The rest of the table, as the other class, is nearer to the whole than the class that was chosen.
  expect(distance([3, 4, 5])).toBeCloseTo(0.375, 12); // as printed there
  expect(distance([6, 8, 11])).toBeCloseTo(0.167, 3);
});

describe("by brute force", () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -3, max: 5 })), {
    minLength: 1,
    maxLength: 40,
  });

  test("t-closeness is the largest distance of the definition", () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (drawn, ordered) => {
        const secret = Float64Array.from(drawn, ([, value]) => value);
        const values = [...new Set(secret)].toSorted((a, b) => a - b);
        const shareOf = (members: readonly number[]) =>
          values.map((v) => members.filter((m) => m === v).length / members.length);
        const whole = shareOf([...secret]);
        const distances = [...new Set(drawn.map(([key]) => key))].map((key) => {
          const here = shareOf(drawn.filter((row) => row[0] === key).map((row) => row[1]));
          const gaps = here.map((p, i) => p - (whole[i] ?? 0));
          if (!ordered) return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / 2;
          let sum = 0;
          let total = 0;
          for (const gap of gaps) total += Math.abs((sum += gap));
          return total / Math.max(1, values.length - 1);
        });
        const classes = classesBy(drawn.map(([key]) => key));
        expect(closeness(classes, secret, { ordered })).toBeCloseTo(Math.max(...distances), 10);
      }),
    );
  });

  test("k and l are the smallest of the definition", () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const classes = classesBy(drawn.map(([key]) => key));
        const groups = [...new Set(drawn.map(([key]) => key))].map((key) => drawn.filter((row) => row[0] === key));
        expect(kAnonymity(classes, 3)).toEqual({
          k: Math.min(...groups.map((group) => group.length)),
          small: groups.filter((group) => group.length < 3).flat().length,
        });
        expect(
          Math.min(
            ...diversity(
              classes,
              Float64Array.from(drawn, ([, value]) => value),
            ),
          ),
        ).toBe(Math.min(...groups.map((group) => new Set(group.map(([, value]) => value)).size)));
      }),
    );
  });
});
