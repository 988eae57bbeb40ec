import fc from "fast-check";
import { expect, test } from "vitest";
import type { GuessCounts } from "../check/finding.ts";
import { normalCdf } from "../stats/normal.ts";
import { tangZ } from "../stats/paired-ratio.ts";
import { scasZ } from "../stats/ratio.ts";
import { interval, pFail, pPass } from "./interval.ts";
import { anyCounts } from "./testing/counts.ts";

const independent = (
  hits: number,
  n: number,
  controlHits: number,
  controlN: number,
  scale: GuessCounts["scale"] = "ratio",
) => ({ of: null, scale, design: "independent", hits, n, controlHits, controlN }) as const;

test("121 of 2000 against none of 2000: R .0605 [.0507, .0716], the skewness-corrected score of Laud 2017", () => {
  const { low, high } = interval(independent(121, 2000, 0, 2000), 0.05);
  expect(low).toBeCloseTo(0.05067365769373723, 12);
  expect(high).toBeCloseTo(0.07159787390379348, 12);
});

test("1589 against 1448 of 2000: R [.1678, .3344]", () => {
  const { low, high } = interval(independent(1589, 2000, 1448, 2000), 0.05);
  expect(low).toBeCloseTo(0.1677959281319512, 12);
  expect(high).toBeCloseTo(0.33442111600815366, 12);
});

test("pairs: 30 missed by both, 5 by the attack only, 20 by the reference only, of 100: R [.1227, .4591] (Tang, Tang & Chan 2003)", () => {
  const { low, high } = interval(
    { of: null, scale: "ratio", design: "paired", bothHit: 45, onlyAttack: 20, onlyControl: 5, n: 100 },
    0.05,
  );
  expect(low).toBeCloseTo(0.12271806980542314, 12);
  expect(high).toBeCloseTo(0.45907469563642744, 12);
});

test("pairs, difference: 20, 12, 2, 16 is .2 [.0562, .3292] (Newcombe 1998)", () => {
  const { low, high } = interval(
    { of: null, scale: "difference", design: "paired", bothHit: 20, onlyAttack: 12, onlyControl: 2, n: 50 },
    0.05,
  );
  expect(low).toBeCloseTo(0.056156424841748286, 12);
  expect(high).toBeCloseTo(0.32920699540014053, 12);
});

test("where nothing is repaired, p is the score's own tail", () => {
  const counts = independent(1589, 2000, 1448, 2000);
  expect(pFail(counts, 0.1)).toBeCloseTo(normalCdf(-Math.abs(scasZ(0.9, 1589, 2000, 1448, 2000))), 9);
  expect(pPass(counts, 0.4)).toBeCloseTo(normalCdf(-Math.abs(scasZ(0.6, 1589, 2000, 1448, 2000))), 9);
  const pairs = {
    of: null,
    scale: "ratio",
    design: "paired",
    bothHit: 45,
    onlyAttack: 20,
    onlyControl: 5,
    n: 100,
  } as const;
  expect(pFail(pairs, 0.1)).toBeCloseTo(normalCdf(-Math.abs(tangZ(0.9, 30, 5, 20, 100))), 9);
});

test("p and the interval never disagree", () => {
  fc.assert(
    fc.property(anyCounts, fc.double({ min: -0.2, max: 0.95, noNaN: true }), (counts, limit) => {
      const { low, high } = interval(counts, 0.05);
      const fail = pFail(counts, limit);
      const pass = pPass(counts, limit);
      // Within a hair of the limit rounding may decide.
      const apart = (bound: number): boolean => Math.abs(bound - limit) > 1e-7;
      expect(fail < 0.025 === low > limit || !apart(low)).toBe(true);
      expect(pass < 0.025 === high < limit || !apart(high)).toBe(true);
      expect(fail + pass).toBeCloseTo(1, 12);
    }),
    { numRuns: 300 },
  );
});

test("the higher the limit, the less is it exceeded", () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const limits = [-0.1, 0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.7];
      const p = limits.map((limit) => pFail(counts, limit));
      for (let i = 1; i < p.length; i++) expect(p[i]!).toBeGreaterThanOrEqual(p[i - 1]! - 1e-9);
    }),
    { numRuns: 100 },
  );
});
