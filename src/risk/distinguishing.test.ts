import { describe, expect, test } from "vitest";
import type { Measure } from "../check/finding.ts";
import { stream } from "../stats/stream.ts";
import { honest, recognised, responses, shiftedCrowd } from "./calibrate/crowds.ts";
import { distinguishing, type DistinguishingOptions, type Scores } from "./distinguishing.ts";
import { interval } from "./interval.ts";
import { runSchemaOf } from "./testing/schema.ts";
import { judge } from "./verdict.ts";

const options = { seed: 1, name: "synthetic/membership" } as const;
const quick: DistinguishingOptions = { ...options, reshuffles: 0 };
const luck = (name: string) => stream(1, "distinguishing test", name);
type Found = ReturnType<typeof distinguishing>;
const of = ({ measures }: Found, id: string, attack?: string, best?: "true"): Measure | undefined =>
  measures.find((one) => one.id === id && one.of?.["attack"] === attack && one.of?.["best"] === best);
const bestOf = ({ measures }: Found, id: string): Measure | undefined =>
  measures.find((one) => one.id === id && one.of?.["best"] === "true");
const verdict = (found: Found, limit: number) =>
  judge([{ subject: "table", headline: found.headline, validity: found.validity, limit }])[0];
const numbers = (n: number, from = 0): Float64Array => Float64Array.from({ length: n }, (_, i) => from + i);

describe("a planted leak", () => {
  const crowd = { people: 1000, outsiders: 1000, attacks: 4 };
  const found = distinguishing(recognised(crowd, { leak: 0.3, by: [2] }, luck("planted")), options);

  test("is found by the attack that sees it, at its size: 30 % recognised are an advantage of .27", () => {
    expect(found.best).toBe(2);
    expect(found.headline).toMatchObject({ measure: "advantage", of: { attack: "2" } });
    const { value, low, high } = found.headline!.estimate;
    expect(Math.abs(value - 0.27)).toBeLessThan(0.04);
    expect(low!).toBeLessThan(0.27);
    expect(high).toBeGreaterThan(0.27);
    expect(verdict(found, 0.1)).toMatchObject({ verdict: "fail" });
    expect(of(found, "no-leak")).toMatchObject({ value: 1 / 1000, hits: 0, n: 999 });
  });
  test("at 1 false alarm in 100 it is judged too, with a limit of its own", () => {
    expect(found.further).toHaveLength(1);
    const [few] = found.further;
    expect(few).toMatchObject({ measure: "tpr@fpr=0.01", of: { attack: "2" } });
    expect(Math.abs(few!.estimate.value - 0.307)).toBeLessThan(0.05);
    expect(judge([{ subject: "", headline: few!, validity: [], limit: 0.03 }])[0]?.verdict).toBe("fail");
  });
  test("every attack is listed with AUC, rates and the largest gap; the corrected maximum has the name", () => {
    for (const id of ["auc", "advantage", "tpr@fpr=0.1", "tpr@fpr=0.01", "largest-gap", "epsilon.apparent"])
      for (const attack of ["0", "1", "2", "3"]) expect(of(found, id, attack)).toBeDefined();
    for (const id of ["auc", "advantage", "tpr@fpr=0.01"]) expect(of(found, id, "2", "true")).toBeDefined();
    expect(of(found, "tpr@fpr=0.001", "2")).toBeUndefined(); // 10,000 outsiders would be needed
    expect(Math.abs(of(found, "largest-gap", "2")!.value! - 0.3)).toBeLessThan(0.06);
    expect(of(found, "epsilon.apparent", "2")).toMatchObject({ value: null, high: null });
    expect(of(found, "epsilon.apparent", "2")!.low).toBeGreaterThan(2);
    expect(of(found, "epsilon.low", "2")).toBeUndefined();
  });
  test("the verdict stands on what was counted: low is Bonferroni's of the attack named, high the largest of all", () => {
    const { estimate, counts } = found.headline!;
    expect(estimate.low).toBe(interval(counts[2]!, 0.05 / 4).low);
    expect(estimate.high).toBe(Math.max(...counts.map((one) => interval(one, 0.05).high)));
    expect(estimate.value).toBeCloseTo(of(found, "advantage", "2")!.value!, 12); // chosen in every fold
  });
  test("run.json takes it", () => {
    const { best: _, ...played } = found;
    expect(runSchemaOf(played)).toMatchObject({ headline: found.headline, measures: found.measures });
  });
});

describe("no leak", () => {
  const found = distinguishing(honest({ people: 600, outsiders: 600, attacks: 6 }, luck("honest")), options);

  test("nothing is reported, and the table passes", () => {
    expect(found.headline!.estimate.low!).toBeLessThan(0);
    expect(verdict(found, 0.1)).toMatchObject({ verdict: "pass" });
    expect(of(found, "no-leak")!.value).toBeGreaterThan(0.05);
    expect(found.validity).toEqual([]);
    expect(found.further).toEqual([]); // 1000 outsiders would be needed
  });
  test("the same seed gives the same numbers, and the order of attacks does not matter", () => {
    const suite = honest({ people: 200, outsiders: 150, attacks: 3 }, luck("order"));
    const [one, again, turned] = [suite, suite, suite.toReversed()].map((each) => distinguishing(each, options));
    expect(again).toEqual(one);
    expect(turned!.headline!.estimate).toEqual(one!.headline!.estimate);
    expect(turned!.headline!.of).toEqual(one!.headline!.of);
  });
});

describe("curves", () => {
  const suite = recognised({ people: 500, outsiders: 500, attacks: 3 }, { leak: 0.2, by: [1] }, luck("curves"));
  const named = suite.map((scores, k): Scores => ({ ...scores, of: { attack: k === 0 ? "closest" : `a${k}` } }));
  const { curves } = distinguishing(named, quick);

  test("of the best attack and of the simple one, rising, at most 200 points, inside their bands", () => {
    expect(curves.map(({ id }) => id)).toEqual(["roc", "roc.simple"]);
    for (const { points } of curves) {
      expect(points.length).toBeLessThanOrEqual(200);
      expect(points.at(-1)).toEqual({ x: 1, value: 1, low: 1, high: 1 });
      points.forEach(({ x, value, low, high }, i) => {
        expect(low).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(high);
        if (i > 0) expect(x).toBeGreaterThan(points[i - 1]!.x);
        if (i > 0) expect(value).toBeGreaterThanOrEqual(points[i - 1]!.value);
      });
    }
    expect(curves[0]!.points[0]!.value).toBeGreaterThan(0.15); // 1 outsider in 500 is flagged, and a fifth of the people
  });
  test("the simplest attack of a suite on a model is drawn beside the best as well", () => {
    const curvesOf = (attacks: readonly string[]): readonly string[] =>
      distinguishing(
        attacks.map((attack, i) => ({ of: { attack }, members: numbers(200, 40 * i), outsiders: numbers(200) })),
        quick,
      ).curves.map(({ id }) => id);
    expect(curvesOf(["loss", "lira-online"])).toEqual(["roc", "roc.simple"]);
    expect(curvesOf(["gradient-norm", "gradient-lira"])).toEqual(["roc", "roc.simple"]);
    expect(curvesOf(["gap", "boundary"])).toEqual(["roc"]);
  });
});

describe("what cannot be measured says so", () => {
  test("fewer than 100 outsiders: no rate at 1 in 10, and how many it takes", () => {
    const found = distinguishing(honest({ people: 300, outsiders: 60, attacks: 2 }, luck("few")), quick);
    expect(found.headline).toBeNull();
    expect(found.validity[0]).toMatchObject({ code: "too-few-trials", effect: "blocks" });
    expect(found.validity[0]!.message).toContain("at least 100 outsiders");
    expect(of(found, "advantage", "0")).toMatchObject({ status: "not-measurable", value: null });
    expect(bestOf(found, "auc")!.low).toBeLessThan(0.5);
    expect(verdict(found, 0.1)).toMatchObject({ verdict: "inconclusive", reason: { code: "too-few-trials" } });
  });
  test("nobody outside, or nobody at all", () => {
    const nobody = { of: { attack: "a" }, members: numbers(50), outsiders: new Float64Array(0) };
    expect(distinguishing([nobody], quick)).toMatchObject({ headline: null, validity: [{ code: "no-control" }] });
    expect(distinguishing([], quick)).toMatchObject({ headline: null, validity: [{ effect: "blocks" }] });
  });
  test("everybody scores alike: .5 [0, 1]; beside an attack that says something only a note", () => {
    const flat: Scores = { of: { attack: "flat" }, members: new Float64Array(200), outsiders: new Float64Array(200) };
    const alone = distinguishing([flat], quick);
    expect(alone).toMatchObject({ headline: null, validity: [{ code: "constant-score", effect: "blocks" }] });
    expect(of(alone, "auc", "flat")).toMatchObject({ value: 0.5, low: 0, high: 1 });
    const beside = distinguishing([flat, ...honest({ people: 200, outsiders: 200, attacks: 1 }, luck("flat"))], quick);
    expect(beside.headline!.counts).toHaveLength(1);
    expect(beside.validity).toMatchObject([{ code: "constant-score", effect: "note", of: { attack: "flat" } }]);
  });
  test("half of the outsiders share the highest score: no threshold makes 1 false alarm in 10", () => {
    const half = (n: number): Float64Array => numbers(n).map((i) => i % 2);
    const found = distinguishing([{ of: { attack: "coarse" }, members: half(200), outsiders: half(200) }], quick);
    expect(found).toMatchObject({ headline: null, validity: [{ code: "tied-scores", effect: "blocks" }] });
    expect(of(found, "realised.tpr@fpr=0.1", "coarse")).toMatchObject({ value: 0, hits: 0 });
  });
  test("a few people who are copied, and everybody else alike: nothing at 1 in 10; 1 in 100 is judged for itself", () => {
    const copied = (n: number, every: number): Float64Array => numbers(n).map((i) => Number(i % every === 0));
    const found = distinguishing(
      [{ of: { attack: "copied" }, members: copied(2000, 10), outsiders: copied(2000, 125) }],
      quick,
    );
    expect(found.headline).toBeNull();
    expect(found.further).toMatchObject([{ measure: "tpr@fpr=0.01" }]);
    const judged = judge(
      [null, found.further[0]!].map((headline) => ({ subject: "", headline, validity: found.validity, limit: 0.03 })),
    );
    // Where the threshold lies within a tie nothing is proven, however many are copied.
    expect(judged.map(({ reason }) => reason?.code)).toEqual(["tied-scores", "interval-crosses-limit"]);
  });
  test("so few that no table could pass: a note with how many could", () => {
    const found = distinguishing(honest({ people: 30, outsiders: 120, attacks: 1 }, luck("too few")), quick);
    const note = found.validity.find(({ code, effect }) => code === "too-few-trials" && effect === "note");
    expect(note?.message).toMatch(/about 2\d\d people and as many outsiders/u); // 142 by variance alone (risk.md, fixture plan_n)
  });
  test("scores that are not numbers, or of different people, are mistakes", () => {
    const bad = { of: {}, members: Float64Array.of(1, Number.NaN), outsiders: Float64Array.of(1, 2) };
    expect(() => distinguishing([bad], quick)).toThrow(RangeError);
    const [a, b] = [
      { of: {}, members: numbers(20), outsiders: numbers(20) },
      { of: {}, members: numbers(21), outsiders: numbers(20) },
    ];
    expect(() => distinguishing([a, b], quick)).toThrow("the same people");
  });
});

describe("undecided", () => {
  test("only outsiders can be added", () => {
    const crowd = { people: 2000, outsiders: 150, attacks: 1 };
    const found = distinguishing(honest(crowd, luck("needs")), quick);
    const judged = verdict(found, found.headline!.estimate.value + 0.04);
    expect(judged).toMatchObject({ verdict: "inconclusive", needs: { kind: "people", only: "outsiders" } });
    expect(judged?.reason?.remedy).toContain("more outsiders");
  });
  test("with so few people in the data no number of outsiders decides it", () => {
    const found = distinguishing(honest({ people: 60, outsiders: 2000, attacks: 1 }, luck("near")), quick);
    expect(verdict(found, 0.03)).toMatchObject({ verdict: "inconclusive", needs: { kind: "too-near" } });
  });
});

describe("people in the data differ from outsiders before any table is looked at", () => {
  const { suite, blind } = shiftedCrowd(2000, 0.6, luck("shifted"));

  test("it is said, the figures are repeated among alike people, and nothing fails for it", () => {
    const found = distinguishing(suite, { ...quick, blind });
    expect(of(found, "blind.auc")!.low).toBeGreaterThan(0.6);
    expect(found.headline!.estimate.low!).toBeGreaterThan(0.1);
    const flags = found.validity.filter(({ code }) => code === "members-shifted");
    expect(flags.map(({ measure, effect }) => [measure, effect])).toEqual([
      ["advantage", "blocks-fail"],
      ["tpr@fpr=0.01", "blocks-fail"],
    ]);
    expect(Math.abs(of(found, "advantage.stratified", "shift")!.value!)).toBeLessThan(0.05);
    expect(verdict(found, 0.1)).toMatchObject({
      verdict: "inconclusive",
      pFail: null,
      reason: { code: "members-shifted" },
    });
    expect(Math.abs(of(found, "auc.over-blind", "shift")!.value!)).toBeLessThan(0.02);
    expect(of(found, "auc.stratified", "shift")!.value!).toBeLessThan(0.56);
  });
  test("a real leak among alike people still fails", () => {
    const [scores] = suite;
    const members = scores!.members.map((x, i) => (i % 3 === 0 ? 50 + i : x));
    const found = distinguishing([{ ...scores!, members }], { ...quick, blind });
    expect(of(found, "advantage.stratified", "shift")!.low!).toBeGreaterThan(0.2);
    expect(verdict(found, 0.1)).toMatchObject({ verdict: "fail" });
    // Above what is shown among alike people it may not fail, however far the plain figure lies.
    const { low } = found.headline!.estimate;
    const flag = found.validity.find(({ measure }) => measure === "advantage")!;
    expect(flag.effect).toBe("note"); // the usual limit, .10, is exceeded all the same
    expect(flag.from!).toBeLessThan(low!);
    expect(verdict(found, (flag.from! + low!) / 2)).toMatchObject({ verdict: "inconclusive" });
  });
  test("no shift: no flag; few people: it cannot be excluded", () => {
    const same = shiftedCrowd(1500, 0, luck("same"));
    expect(distinguishing(same.suite, { ...quick, blind: same.blind }).validity).toEqual([]);
    const few = shiftedCrowd(110, 0, luck("few blind"));
    const { validity } = distinguishing(few.suite, { ...quick, blind: few.blind });
    expect(validity.some(({ code, effect }) => code === "shift-not-excluded" && effect === "note")).toBe(true);
  });
});

describe("a declared design", () => {
  test("randomised response with epsilon 2: proven from below in either design, never above", () => {
    for (const kind of ["runs", "randomised"] as const) {
      const suite = responses(4000, { epsilon: 2, lot: kind === "randomised" }, luck(kind));
      const found = distinguishing(suite, { ...quick, design: { kind, delta: 1e-6 } });
      const low = of(found, "epsilon.low", "responses")!.low!;
      expect(low).toBeGreaterThan(1.5);
      expect(low).toBeLessThan(2);
      expect(of(found, "epsilon.apparent", "responses")).toBeUndefined();
      expect(of(found, "mu.low", "responses") !== undefined).toBe(kind === "runs");
      expect(of(found, "epsilon.if-gaussian", "responses")).toBeUndefined();
    }
  });
  test("a Gaussian mechanism of mu 1 is converted", () => {
    const random = luck("gaussian");
    const draw = (mean: number): Float64Array => Float64Array.from({ length: 4000 }, () => mean + random.normal());
    const found = distinguishing([{ of: { attack: "g" }, members: draw(1), outsiders: draw(0) }], {
      ...quick,
      design: { kind: "runs", delta: 1e-5, mechanism: "gaussian" },
    });
    const mu = of(found, "mu.low", "g")!.low!;
    expect(mu).toBeGreaterThan(0.65);
    expect(mu).toBeLessThan(1);
    expect(of(found, "epsilon.if-gaussian", "g")!.low!).toBeGreaterThan(of(found, "epsilon.low", "g")!.low!);
  });
  test("apparent: with ten outsiders for each member the prior odds are taken out", () => {
    const random = luck("odds");
    const told = (right: number) => (): number => Number(random.next() < right) + random.next() / 2;
    const right = 1 / (1 + Math.exp(-1));
    const suite = [
      {
        of: { attack: "a" },
        members: Float64Array.from({ length: 2000 }, told(right)),
        outsiders: Float64Array.from({ length: 20_000 }, told(1 - right)),
      },
    ];
    const low = of(distinguishing(suite, quick), "epsilon.apparent", "a")!.low!;
    expect(low).toBeGreaterThan(0.4);
    expect(low).toBeLessThan(1);
  });
});
