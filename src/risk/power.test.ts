import fc from "fast-check";
import { expect, test } from "vitest";
import { canPass, passableLimit, peopleToPass, plannedN, passableRate, peopleToPassRate } from "./power.ts";

test.each([
  // 2.8^2 * 2 * .1 * .9 / .01 = 141.12; / (.1/.9) = 174.2; p = .5: 392 and 1568 (hand)
  { p: 0.1, limit: 0.1, scale: "difference", n: 142 },
  { p: 0.1, limit: 0.1, scale: "ratio", n: 175 },
  { p: 0.5, limit: 0.1, scale: "difference", n: 392 },
  { p: 0.5, limit: 0.1, scale: "ratio", n: 1568 },
] as const)("$n people a side can pass $limit at p = $p ($scale)", ({ p, limit, scale, n }) => {
  expect(plannedN(p, limit, scale)).toBe(n);
});

test("with nobody hit it still takes 37 people to pass .10 (ln 40 / L)", () => {
  expect(peopleToPass(0, 0.1, "ratio")).toBe(37);
  expect(peopleToPass(0.1, 0.1, "ratio")).toBe(175);
});

test("nobody can pass a limit of zero", () => {
  expect(peopleToPass(0.1, 0, "ratio")).toBe(Number.POSITIVE_INFINITY);
});

test("as many people as it takes can pass, one fewer cannot", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.8, noNaN: true }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      fc.constantFrom("ratio" as const, "difference" as const),
      (p, limit, scale) => {
        const n = peopleToPass(p, limit, scale);
        expect(canPass(limit + 1e-12, { people: n, outsiders: n, p, scale })).toBe(true);
        expect(canPass(limit - 1e-12, { people: n - 1, outsiders: n - 1, p, scale })).toBe(false);
      },
    ),
  );
});

test("against an exact chance it takes fewer people than against outsiders", () => {
  expect(passableLimit(500, null, 0.3, "ratio")).toBeCloseTo(passableLimit(500, 500, 0.3, "ratio") / Math.SQRT2, 12);
});

test.each([
  [142, 142, 0.1, 1, 0.131],
  [142, 142, 0.1, 12, 0.1863],
  [500, 200, 0.1, 1, 0.0839],
  [1000, 1000, 0.1, 12, 0.0594],
  [2000, 2000, 0.01, 1, 0.0115],
  [5000, 5000, 0.01, 12, 0.0097],
])(
  "scores of %i people and %i outsiders at alpha %d, %i attacks: four in five upper bounds were below %d above chance in 400 to 1500 simulated audits",
  (people, outsiders, alpha, attacks, simulated) => {
    expect(Math.abs(passableRate({ people, outsiders, alpha, attacks }) / simulated - 1)).toBeLessThan(0.08);
  },
);

test("so many people can pass, one fewer cannot; at chance nobody can", () => {
  const of = { alpha: 0.1, attacks: 12 };
  const n = peopleToPassRate(0.1, of);
  expect(passableRate({ people: n, outsiders: n, ...of })).toBeLessThanOrEqual(0.1);
  expect(passableRate({ people: n - 1, outsiders: n - 1, ...of })).toBeGreaterThan(0.1);
  expect(peopleToPassRate(0, of)).toBe(Number.POSITIVE_INFINITY);
});
