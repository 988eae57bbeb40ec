import fc from "fast-check";
import { expect, test } from "vitest";
import type { GuessCounts, Headline, Validity } from "../check/finding.ts";
import { guessing } from "./guessing.ts";
import { rateInterval } from "./rate.ts";
import { anyCounts, anyScoreCounts } from "./testing/counts.ts";
import { largest } from "./suite.ts";
import { judge, pFail, pPass } from "./verdict.ts";

const ones = (n: number, hits: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => Number(i < hits));
const options = { measure: "advantage", seed: 1, name: "synthetic/linkability", reshuffles: 0 } as const;
const played = (hits: number, n: number, controlHits: number, controlN: number) =>
  guessing([{ attack: ones(n, hits), control: ones(controlN, controlHits) }], options);
const finding = (of: ReturnType<typeof played>, limit: number | null, subject = "table") => ({ ...of, limit, subject });
const verdicts = (...findings: Parameters<typeof judge>[0]) => judge(findings).map(({ verdict }) => verdict);

test("census2k, leaky table: income and age fail, joining files at k = 1 is within .10, not within .05", () => {
  const link = played(121, 2000, 0, 2000);
  expect(
    verdicts(
      finding(link, 0.1),
      finding(played(1589, 2000, 1448, 2000), 0.1),
      finding(played(711, 2000, 224, 2000), 0.1),
    ),
  ).toEqual(["pass", "fail", "fail"]);
  expect(verdicts(finding(link, 0.05))).toEqual(["fail"]);
  // k = 10: 446 against 133
  expect(verdicts(finding(played(446, 2000, 133, 2000), 0.1))).toEqual(["fail"]);
});

test("census2k, honest table: nothing fails", () => {
  const honest = [
    played(1, 2000, 3, 2000),
    played(126, 2000, 157, 2000),
    played(1507, 2000, 1482, 2000),
    played(214, 2000, 216, 2000),
  ];
  expect(verdicts(...honest.map((one) => finding(one, 0.1)))).toEqual(["pass", "pass", "inconclusive", "pass"]);
});

test("an interval that crosses the limit is undecided, and says how many more people would decide", () => {
  const [judged] = judge([finding(played(60, 400, 20, 400), 0.08)]);
  expect(judged).toMatchObject({
    verdict: "inconclusive",
    reason: { code: "interval-crosses-limit" },
    needs: { kind: "people" },
  });
  const { value, low, n } = played(60, 400, 20, 400).headline!.estimate;
  const total = Math.ceil(2.04 * n * ((value - low!) / (value - 0.08)) ** 2);
  expect(judged?.needs).toEqual({ kind: "people", more: total - n });
});

test("an estimate on the limit is not decided by any number of people", () => {
  const [judged] = judge([finding(played(100, 1000, 0, 1000), 0.1)]);
  expect(judged).toMatchObject({ verdict: "inconclusive", reason: { code: "too-near" }, needs: { kind: "too-near" } });
});

test("Holm: what fails alone may not fail as one of four limits of its subject, but another subject's limits do not count", () => {
  // One-sided p about .01: below .025, not below .025/4
  const weak = played(62, 400, 24, 400);
  const calm = played(20, 400, 20, 400);
  const limit = 0.046;
  const [alone] = judge([finding(weak, limit)]);
  expect(alone?.verdict).toBe("fail");
  expect(alone?.pFail).toBeGreaterThan(0.025 / 4);
  const among = judge([finding(weak, limit), ...[1, 2, 3].map(() => finding(calm, 0.2))]);
  expect(among[0]).toMatchObject({
    verdict: "inconclusive",
    reason: { code: "not-after-holm" },
    needs: { kind: "people" },
  });
  expect(among[0]?.pFailHolm).toBeCloseTo(4 * (among[0]?.pFail ?? 0), 12);
  const beside = judge([finding(weak, limit), ...[1, 2, 3].map(() => finding(calm, 0.2, "another"))]);
  expect(beside[0]).toEqual(alone);
});

const noControl: Validity = { code: "no-control", message: "no holdout", effect: "blocks-fail" };
const blocked: Validity = { code: "control-overlaps-training", message: "the same people", effect: "blocks" };

test("without a holdout a pass may stand, a fail may not", () => {
  const bad = { ...finding(played(711, 2000, 224, 2000), 0.1), validity: [noControl] };
  const good = { ...finding(played(3, 2000, 3, 2000), 0.1), validity: [noControl] };
  const [first, second] = judge([bad, good]);
  expect(first).toMatchObject({ verdict: "inconclusive", pFail: null, reason: { code: "no-control" } });
  expect(first?.reason?.remedy).toContain("holdout");
  expect(second).toMatchObject({ verdict: "pass", reason: null });
});

test("nothing stands on what is blocked", () => {
  const good = { ...finding(played(3, 2000, 3, 2000), 0.1), validity: [blocked] };
  expect(judge([good])[0]).toMatchObject({
    verdict: "inconclusive",
    pPass: null,
    reason: { code: "control-overlaps-training" },
  });
  const few = finding(played(3, 5, 3, 5), 0.1);
  expect(judge([few])[0]).toMatchObject({ verdict: "inconclusive", reason: { code: "too-few-trials" } });
});

test("no limit, and a diagnostic: no verdict", () => {
  expect(judge([finding(played(711, 2000, 224, 2000), null)])[0]).toMatchObject({
    verdict: "none",
    reason: { code: "no-limit" },
  });
  expect(judge([{ subject: "table", headline: null, validity: [], limit: 0.1 }])[0]).toMatchObject({
    verdict: "none",
    reason: { code: "diagnostic" },
  });
});

test("a note changes nothing", () => {
  const note: Validity = { code: "small-arms", message: "few", effect: "note" };
  expect(verdicts({ ...finding(played(711, 2000, 224, 2000), 0.1), validity: [note] })).toEqual(["fail"]);
});

/** As guessing() makes it. */
function headlineOf(counts: readonly GuessCounts[]): Headline {
  const found = largest(
    counts.map((one) => ({ counts: one, folds: () => [one] })),
    0.05,
  );
  const { value, low, high } = found;
  const estimate = { value, low: Number.isFinite(low) ? low : null, high, confidence: 0.95, n: counts[0]!.n };
  return { measure: "advantage", of: null, estimate, counts };
}

const anyLimit = fc.double({ min: -0.1, max: 0.9, noNaN: true });

test("the verdict agrees with the printed interval, whatever was counted", () => {
  fc.assert(
    fc.property(fc.array(anyCounts, { minLength: 1, maxLength: 4 }), anyLimit, (counts, limit) => {
      const headline = headlineOf(counts);
      const { low, high } = headline.estimate;
      const [judged] = judge([{ subject: "table", headline, validity: [], limit }]);
      expect(judged?.verdict === "pass").toBe(high <= limit);
      const above = low !== null && low > limit;
      const apart = (bound: number | null): boolean => bound === null || Math.abs(bound - limit) > 1e-7;
      expect((judged?.verdict === "fail") === above || !apart(low)).toBe(true);
      expect((judged?.pPass ?? 1) < 0.025 === high < limit || !apart(high)).toBe(true);
      expect(judged?.reason === null).toBe(judged?.verdict !== "inconclusive");
      expect(judged?.needs === null).toBe(judged?.verdict !== "inconclusive");
    }),
    { numRuns: 200 },
  );
});

test("p values of a suite move with the limit: exceeding it gets less likely, keeping it more", () => {
  fc.assert(
    fc.property(fc.array(anyCounts, { minLength: 1, maxLength: 4 }), (counts) => {
      const limits = [-0.05, 0, 0.05, 0.1, 0.3, 0.6];
      for (let i = 1; i < limits.length; i++) {
        expect(pFail(counts, limits[i]!)).toBeGreaterThanOrEqual(pFail(counts, limits[i - 1]!) - 1e-9);
        expect(pPass(counts, limits[i]!)).toBeLessThanOrEqual(pPass(counts, limits[i - 1]!) + 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test("more limits never turn an undecided or passed finding into a fail", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyCounts, anyLimit), { minLength: 2, maxLength: 5 }), (games) => {
      const findings = games.map(([counts, limit]) => ({
        subject: "table",
        headline: headlineOf([counts]),
        validity: [],
        limit,
      }));
      const [alone] = judge(findings.slice(0, 1));
      const [together] = judge(findings);
      expect(together?.verdict !== "fail" || alone?.verdict === "fail").toBe(true);
      expect(together?.verdict === "pass").toBe(alone?.verdict === "pass");
    }),
    { numRuns: 60 },
  );
});

test("scores: the verdict agrees with the printed interval, and what is needed is outsiders", () => {
  fc.assert(
    fc.property(fc.array(anyScoreCounts, { minLength: 1, maxLength: 4 }), anyLimit, (counts, limit) => {
      const low = Math.max(...counts.map((one) => rateInterval(one, 0.05 / counts.length).low));
      const high = Math.max(...counts.map((one) => rateInterval(one, 0.05).high));
      const estimate = { value: (low + high) / 2, low, high, confidence: 0.95, n: counts[0]!.n };
      const headline: Headline = { measure: "advantage", of: null, estimate, counts };
      const [judged] = judge([{ subject: "table", headline, validity: [], limit }]);
      const apart = Math.min(Math.abs(low - limit), Math.abs(high - limit)) > 1e-7;
      expect(judged?.verdict === "pass").toBe(high <= limit);
      expect(judged?.verdict === "fail" || !apart).toBe(low > limit || !apart);
      if (judged?.needs?.kind === "people") expect(judged.needs.only).toBe("outsiders");
    }),
    { numRuns: 100 },
  );
});

test("what bars a fail may bear on one measure only, and on limits from some number on", () => {
  const leak = played(711, 2000, 224, 2000);
  const shifted: Validity = { code: "members-shifted", message: "not alike", effect: "blocks-fail" };
  const against = (validity: Validity, limit: number) =>
    judge([{ ...finding(leak, limit), validity: [validity] }])[0]?.verdict;
  expect(against(shifted, 0.1)).toBe("inconclusive");
  expect(against({ ...shifted, measure: "advantage" }, 0.1)).toBe("inconclusive");
  expect(against({ ...shifted, measure: "tpr@fpr=0.01" }, 0.1)).toBe("fail");
  expect(against({ ...shifted, from: 0.05 }, 0.1)).toBe("inconclusive");
  expect(against({ ...shifted, from: 0.15 }, 0.1)).toBe("fail");
});

test("a claimed epsilon is refuted or not refuted, never confirmed, and counts among the limits of its subject", () => {
  const claim = (p: number) => ({ subject: "table", headline: null, validity: [], limit: 2, claim: { p } });
  expect(judge([claim(0.01)])).toMatchObject([{ verdict: "fail", limit: 2, pFail: 0.01, pPass: null, reason: null }]);
  expect(judge([claim(0.03)])).toMatchObject([{ verdict: "none", reason: { code: "not-refuted" } }]);
  expect(judge([claim(0)])).toMatchObject([{ verdict: "fail" }]);
  expect(judge([claim(1)])).toMatchObject([{ verdict: "none", pFailHolm: 1 }]);
  // Holm: two limits, the smaller p is doubled
  const honest = finding(played(10, 400, 10, 400), 0.1);
  expect(judge([claim(0.02), honest])).toMatchObject([{ verdict: "none", pFailHolm: 0.04 }, { verdict: "pass" }]);
  const few: Validity = { code: "too-few-trials", message: "few", effect: "blocks" };
  expect(judge([{ ...claim(0), validity: [few] }])).toMatchObject([{ verdict: "inconclusive" }]);
});
