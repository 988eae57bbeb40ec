import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaCdf, betaUpper, lowerTail } from "./beta.ts";
import { betaPoint, betaQuantile, betaUpperQuantile } from "./beta-quantile.ts";
import { gammaCdf, gammaUpper, logBeta, logGamma } from "./gamma.ts";
import { hypergeometricCdf, hypergeometricUpper } from "./hypergeometric.ts";
import { normalCdf, normalQuantile, normalUpper } from "./normal.ts";
import { studentCdf, studentQuantile } from "./student.ts";

// Made with 50 digits by scripts/fixtures/special.py.
const fixture = JSON.parse(readFileSync(new URL("testing/special.json", import.meta.url), "utf8")) as Record<
  string,
  number[][]
>;

const functions: Record<string, (...x: number[]) => number> = {
  normalQuantile: (p = 0) => normalQuantile(p),
  normalCdf: (z = 0) => normalCdf(z),
  logGamma: (x = 0) => logGamma(x),
  logBeta: (a = 0, b = 0) => logBeta(a, b),
  betaCdf: (x = 0, a = 0, b = 0) => betaCdf(x, a, b),
  betaQuantile: (p = 0, a = 0, b = 0) => betaQuantile(p, a, b),
  gammaCdf: (x = 0, a = 0) => gammaCdf(x, a),
  gammaUpper: (x = 0, a = 0) => gammaUpper(x, a),
  studentCdf: (t = 0, df = 0) => studentCdf(t, df),
  studentQuantile: (p = 0, df = 0) => studentQuantile(p, df),
  hypergeometricUpper: (k = 0, total = 0, marked = 0, drawn = 0) => hypergeometricUpper(k, { total, marked, drawn }),
};

test.each(Object.keys(functions))("%s is right to 1e-12 of the value", (name) => {
  const rows = fixture[name] ?? [];
  expect(rows.length).toBeGreaterThan(15);
  const wrong = rows.filter((row) => {
    const expected = row.at(-1) ?? Number.NaN;
    const allowed = 1e-12 * Math.abs(expected);
    return !(Math.abs((functions[name]?.(...row) ?? Number.NaN) - expected) <= allowed);
  });
  expect(wrong.map((row) => ({ row, ours: functions[name]?.(...row) }))).toEqual([]);
});

const shape = fc.double({ min: -3, max: 5, noNaN: true }).map((power) => 10 ** power);
const chance = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
const close = (ours: number, expected: number, relative: number): void =>
  expect(Math.abs(ours - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

describe("by hand", () => {
  test("Beta(1, b) and Beta(a, 1) have powers as tails", () => {
    close(betaCdf(0.3, 1, 1), 0.3, 1e-15);
    close(betaCdf(0.5, 3, 1), 0.125, 1e-15);
    close(betaQuantile(0.975, 1, 10), 1 - 0.025 ** 0.1, 1e-14);
    close(betaUpper(0.9, 1, 300), 1e-300, 1e-12);
  });
  test("Gamma(1) is exponential, Student(1) Cauchy", () => {
    close(gammaUpper(3, 1), Math.exp(-3), 1e-14);
    close(studentCdf(-1, 1), 0.25, 1e-14);
    close(studentQuantile(0.975, 1), Math.tan(0.475 * Math.PI), 1e-13);
  });
  test("two of ten are marked, three drawn: none 56/120, both 8/120", () => {
    const urn = { total: 10, marked: 2, drawn: 3 };
    close(hypergeometricCdf(0, urn), 56 / 120, 1e-14);
    close(hypergeometricUpper(1, urn), 64 / 120, 1e-14);
    close(hypergeometricUpper(2, urn), 8 / 120, 1e-14);
    expect([hypergeometricUpper(0, urn), hypergeometricUpper(3, urn), hypergeometricCdf(2, urn)]).toEqual([1, 0, 1]);
  });
});

describe("ends and nonsense", () => {
  test("quantiles of 0 and 1 are the ends of the range", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect([studentQuantile(0, 3), studentQuantile(0.5, 3), studentQuantile(1, 3)]).toEqual([-Infinity, 0, Infinity]);
    expect([normalCdf(-Infinity), normalCdf(Infinity), gammaUpper(Infinity, 2), gammaCdf(0, 2)]).toEqual([0, 1, 0, 0]);
  });
  test("what has no value is NaN", () => {
    const values = [
      normalQuantile(-0.1),
      normalQuantile(1.1),
      normalCdf(Number.NaN),
      betaCdf(0.5, 0, 1),
      betaQuantile(Number.NaN, 1, 1),
      gammaCdf(1, -1),
      logGamma(-1),
      studentQuantile(2, 3),
    ];
    expect(values).toEqual(values.map(() => Number.NaN));
  });
});

describe("for all", () => {
  test("the beta quantile is the inverse, and its two halves add to one", () => {
    fc.assert(
      fc.property(chance, shape, shape, (p, a, b) => {
        const { x, y } = betaPoint(p, 1 - p, a, b);
        expect(x + y).toBeCloseTo(1, 15);
        if (Math.min(x, y) < 1e-290) return;
        // x and y together say which p was meant, also where x alone rounds to 1
        close(lowerTail(x, y, a, b), p, 1e-11);
        close(lowerTail(y, x, b, a), 1 - p, 1e-11);
      }),
    );
  });
  test("tails are symmetric: I_x(a, b) = 1 - I_(1-x)(b, a), and the two beta tails add to one", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), shape, shape, (x, a, b) => {
        expect(betaCdf(x, a, b) + betaUpper(x, a, b)).toBeCloseTo(1, 12);
        expect(gammaCdf(x * 2 * a, a) + gammaUpper(x * 2 * a, a)).toBeCloseTo(1, 12);
      }),
    );
  });
  test("the beta cdf rises with x and falls with a", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.98, noNaN: true }), shape, shape, (x, a, b) => {
        const here = betaCdf(x, a, b);
        expect(betaCdf(x + 0.01, a, b)).toBeGreaterThanOrEqual(here * (1 - 1e-12));
        expect(betaCdf(x, a * 1.01, b)).toBeLessThanOrEqual(here * (1 + 1e-12));
      }),
    );
  });
  test("the beta quantile rises with p; its upper form is exact where 1 - q is not a double", () => {
    fc.assert(
      fc.property(chance, chance, shape, shape, (p, q, a, b) => {
        const [low, high] = [Math.min(p, q), Math.max(p, q)];
        expect(betaQuantile(low, a, b)).toBeLessThanOrEqual(betaQuantile(high, a, b) * (1 + 1e-13));
      }),
    );
    close(betaUpperQuantile(1e-30, 1, 1000), -Math.expm1(Math.log(1e-30) / 1000), 1e-13);
  });
  test("normal and Student quantiles are inverses, odd about the middle, and meet for large df", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-300, max: 0.499, noNaN: true }),
        fc.double({ min: 0.5, max: 1e6, noNaN: true }),
        (p, df) => {
          close(normalCdf(normalQuantile(p)), p, 1e-12 * Math.max(1, -Math.log10(p)));
          expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(1 - (1 - p)), 12);
          close(normalUpper(-normalQuantile(p)), p, 1e-10);
          if (p > 1e-60) close(studentCdf(studentQuantile(p, df), df), p, 1e-11);
        },
      ),
    );
    close(studentQuantile(0.975, 1e12), 1.959963984540054, 1e-11);
  });
});
