import { expect, test } from "vitest";
import { maxMin } from "../risk/gaps.ts";
import { newcombe } from "../stats/difference.ts";
import { wilson } from "../stats/proportion.ts";
import { stream } from "../stats/stream.ts";
import { type FrameInput, groupFrame } from "./frame.ts";

/** Rows of (group, label, prediction), so often each. */
const rowsOf = (cells: readonly (readonly [group: string, y: number, p: number, rows: number])[]) => {
  const rows = cells.flatMap(([g, y, p, n]) => Array.from({ length: n }, () => [g, y, p] as const));
  return { groups: { sex: rows.map(([g]) => g) }, y: rows.map(([, y]) => y), prediction: rows.map(([, , p]) => p) };
};
const unfair = rowsOf([
  ["F", 1, 1, 60],
  ["F", 1, 0, 140],
  ["F", 0, 1, 30],
  ["F", 0, 0, 270],
  ["M", 1, 1, 240],
  ["M", 1, 0, 60],
  ["M", 0, 1, 50],
  ["M", 0, 0, 150],
]);

test("rates of a table counted by hand", () => {
  const { overall, byGroup, min, max, difference, ratio } = groupFrame(unfair);
  const [women, men] = byGroup.map(({ cells }) => cells);
  expect(byGroup.map(({ group, rows, values }) => [group, rows, values])).toEqual([
    ["sex=F", 500, { sex: "F" }],
    ["sex=M", 500, { sex: "M" }],
  ]);
  expect(women).toMatchObject({
    count: { value: 500 },
    "base-rate": { value: 0.4, num: 200, den: 500, status: "ok", method: "wilson", ...wilson(200, 500) },
    "selection-rate": { value: 0.18 },
    tpr: { value: 0.3, num: 60, den: 200, n: 200 },
    fpr: { value: 0.1 },
    ppv: { value: 60 / 90 },
    for: { value: 140 / 410 },
    "balanced-accuracy": { value: 0.6 },
    f1: { value: 120 / 290, num: 120, den: 290 },
    mcc: { value: (60 * 270 - 30 * 140) / Math.sqrt(90 * 200 * 300 * 410) },
  });
  expect(men).toMatchObject({
    tnr: { value: 0.75 },
    fnr: { value: 0.2 },
    npv: { value: 150 / 210 },
    accuracy: { value: 0.78 },
  });
  expect(overall.tpr.value).toBe(0.6);
  expect(min.sex.tpr).toMatchObject({ value: 0.3, group: "sex=F" });
  expect(max.sex.tpr).toMatchObject({ value: 0.8, group: "sex=M" });
  expect(difference.between.sex.tpr).toMatchObject({
    value: 0.5,
    largest: "sex=M",
    smallest: "sex=F",
    n: 500,
    p: 0.001,
  });
  expect(difference.toOverall.sex.tpr.value).toBeCloseTo(0.3, 12);
  expect(ratio.between.sex.tpr.value).toBeCloseTo(0.375, 12);
  expect(ratio.toOverall.sex.tpr.value).toBeCloseTo(0.5, 12);
  expect(difference.between.sex.count).toMatchObject({ value: 0, low: 0, high: 0, method: "exact" });
});

test("gaps of rates are the house's: Newcombe's bounds over all pairs", () => {
  const { difference } = groupFrame({ ...unfair, metrics: ["tpr"] });
  const { low, high } = maxMin([
    { hits: 60, n: 200 },
    { hits: 240, n: 300 },
  ]);
  expect(difference.between.sex.tpr).toMatchObject({ low, high, method: "newcombe" });
  // The furthest group is M: 240 of 300 against 300 of 500; its distance is (1 - 3/5) of that from the rest.
  const { low: least } = newcombe(60, 200, 240, 300, 0.025);
  const { high: most } = newcombe(60, 200, 240, 300, 0.05);
  const far = difference.toOverall.sex.tpr;
  expect(far.value).toBeCloseTo(0.3, 12);
  expect(far.low).toBeGreaterThan(0.4 * -newcombe(60, 200, 240, 300, 0.025).high - 1e-12);
  expect([least, most].every((bound) => bound < 0)).toBe(true);
  expect(far.high!).toBeCloseTo(0.6 * -newcombe(60, 200, 240, 300, 0.05).low, 12);
});

test("F1, balanced accuracy: intervals from those of their parts", () => {
  const { byGroup } = groupFrame({ ...unfair, metrics: ["f1", "balanced-accuracy"] });
  const { f1, "balanced-accuracy": balanced } = byGroup[0]!.cells;
  const jaccard = wilson(60, 230);
  expect(f1.low).toBeCloseTo((2 * jaccard.low) / (1 + jaccard.low), 12);
  expect(f1.high).toBeCloseTo((2 * jaccard.high) / (1 + jaccard.high), 12);
  const apart = newcombe(60, 200, 30, 300);
  expect(balanced.low).toBeCloseTo((1 + apart.low) / 2, 12);
  expect(balanced.high).toBeCloseTo((1 + apart.high) / 2, 12);
});

test("what nobody could be is undefined, and a small group is shown and not compared", () => {
  const { byGroup, difference, min } = groupFrame(
    rowsOf([
      ["A", 1, 1, 40],
      ["B", 1, 1, 30],
      ["B", 0, 0, 30],
      ["C", 0, 1, 5],
    ]),
  );
  const [a, b, c] = byGroup.map(({ cells }) => cells);
  expect(a!.fpr).toMatchObject({ value: null, low: null, high: null, status: "undefined", n: 0 });
  expect(a!.mcc.status).toBe("undefined");
  expect(b!.fpr).toMatchObject({ value: 0, status: "ok" });
  expect(c!["selection-rate"]).toMatchObject({ value: 1, status: "small" });
  expect(difference.between.sex.fpr).toMatchObject({ value: null, status: "undefined", groups: 1 });
  expect(min.sex["selection-rate"]).toMatchObject({ value: 0.5, group: "sex=B" });
});

test("groups whose value is unknown are shown last and not compared; unknown labels and predictions are left out", () => {
  const { byGroup, difference } = groupFrame({
    metrics: ["accuracy", "base-rate"],
    y: [true, false, null, true, false],
    prediction: [true, false, true, undefined, true],
    groups: { sex: ["M", null, "F", "F", "M"] },
    fewest: 1,
  });
  expect(byGroup.map(({ group, rows }) => [group, rows])).toEqual([
    ["sex=F", 2],
    ["sex=M", 2],
    ["sex=missing", 1],
  ]);
  expect(byGroup.map(({ cells }) => cells.accuracy.value)).toEqual([null, 0.5, 1]);
  expect(byGroup.map(({ cells }) => cells["base-rate"].n)).toEqual([1, 2, 1]);
  expect(difference.between.sex["base-rate"].groups).toBe(2);
});

test("weights: rates are weighted, n is what rows are worth, and equal weights change nothing", () => {
  const weighted = groupFrame({ ...unfair, metrics: ["tpr", "ppv"], weights: unfair.y.map(() => 3) });
  const plain = groupFrame({ ...unfair, metrics: ["tpr", "ppv"] });
  expect(weighted.byGroup[0]!.cells.tpr).toMatchObject({ value: 0.3, n: 200, num: 60 });
  expect(weighted.difference.between.sex.ppv.low).toBeCloseTo(plain.difference.between.sex.ppv.low!, 12);
  const two = groupFrame({ metrics: ["base-rate"], y: [1, 0], groups: { g: ["a", "a"] }, weights: [3, 1] });
  expect(two.overall["base-rate"].value).toBeCloseTo(0.75, 12);
  expect(two.overall["base-rate"].n).toBeCloseTo(1.6, 12); // 16/10
});

const scored = (rows: number, law: (group: number, random: () => number) => readonly [y: number, score: number]) => {
  const random = stream(2, "frame test");
  const all = Array.from({ length: rows }, (_, i) => law(i % 2, () => random.next()));
  return {
    y: all.map(([y]) => y),
    score: all.map(([, score]) => score),
    groups: { side: all.map((_, i) => (i % 2 === 0 ? "left" : "right")) },
  };
};

test("scores: a group whose scores are noise, and one whose scores are calibrated", () => {
  const input = scored(4000, (group, next) => {
    const score = next();
    return [Number(next() < (group === 0 ? 0.5 : score)), score];
  });
  const { byGroup, difference } = groupFrame({
    ...input,
    metrics: ["auc", "mean-score", "brier", "log-loss", "ece", "accuracy"],
  });
  const [noise, told] = byGroup.map(({ cells }) => cells);
  expect(noise!.auc.low!).toBeLessThan(0.5);
  expect(noise!.auc.high!).toBeGreaterThan(0.5);
  expect(told!.auc.value).toBeCloseTo(5 / 6, 1); // the chance that the larger of two scores is the positive's
  expect(noise!.ece.low!).toBeLessThan(0.25); // mean of |1/2 - s| is 1/4
  expect(noise!.ece.high!).toBeGreaterThan(0.25);
  expect(told!.ece.low).toBe(0);
  expect(noise!.brier.value).toBeCloseTo(1 / 3, 1);
  expect(told!.brier.value).toBeCloseTo(1 / 6, 1);
  expect(difference.between.side.ece.low!).toBeGreaterThan(0.1);
  expect(difference.between.side["mean-score"].low).toBe(0);
  expect(told!.accuracy.value).toBeCloseTo(0.75, 1); // a score of one half and more says yes
});

test("numbers: mean error, MAE and RMSE by hand", () => {
  const { byGroup, overall, positive, ratio } = groupFrame({
    y: [10, 20, 30, 40],
    prediction: [13, 16, 30, 50],
    groups: { g: ["a", "a", "b", "b"] },
    fewest: 1,
  });
  expect(positive).toBeNull();
  expect(Object.keys(overall)).toEqual(["count", "mean-error", "mae", "rmse"]);
  expect(byGroup.map(({ cells }) => cells["mean-error"].value)).toEqual([-0.5, 5]);
  expect(byGroup.map(({ cells }) => cells.mae.value)).toEqual([3.5, 5]);
  expect(byGroup[0]!.cells.rmse.value).toBeCloseTo(Math.sqrt(12.5), 12);
  expect(ratio.between.g.mae.value).toBeCloseTo(0.7, 12);
  expect(ratio.between.g["mean-error"].status).toBe("undefined");
});

test("several attributes, and pairs of them", () => {
  const { byGroup, difference } = groupFrame({
    metrics: ["base-rate"],
    y: [1, 0, 1, 1],
    groups: { sex: ["F", "M", "F", "M"], age: [30, 30, 4, 4] },
    crossed: true,
    fewest: 1,
  });
  expect(byGroup.map(({ group }) => group)).toEqual([
    "sex=F",
    "sex=M",
    "age=4",
    "age=30",
    "sex=F&age=4",
    "sex=F&age=30",
    "sex=M&age=4",
    "sex=M&age=30",
  ]);
  expect(byGroup[5]!.values).toEqual({ sex: "F", age: "30" });
  expect(difference.between["sex&age"]?.["base-rate"].value).toBe(1);
});

test("the same input gives the same bytes, and all of it survives JSON", () => {
  const input = scored(300, (_, next) => [Number(next() < 0.3), next()]);
  const text = JSON.stringify(groupFrame(input));
  expect(JSON.stringify(groupFrame(input))).toBe(text);
  expect(JSON.parse(text)).toEqual(groupFrame(input));
});

const bad = (input: unknown): unknown => groupFrame(input as FrameInput); // wrong on purpose
test.for([
  [{ y: [0, 1], prediction: [0], groups: { g: ["a", "b"] } }, "FRAME_LENGTHS", /y has 2 rows and prediction has 1/],
  [{ y: [0, 1], prediction: [0, 1], groups: { g: ["a"] } }, "FRAME_LENGTHS", /groups\.g has 1/],
  [
    { y: ["a", "b", "c"], prediction: ["a", "b", "c"], groups: { g: [1, 1, 2] } },
    "LABEL_POSITIVE",
    /more than two values: "a", "b", "c"/,
  ],
  [{ y: ["a", "b"], prediction: ["a", "b"], groups: { g: [1, 1] } }, "LABEL_POSITIVE", /nobody said which/],
  [
    { y: ["a", "b"], prediction: ["a", "b"], positive: "c", groups: { g: [1, 1] } },
    "LABEL_POSITIVE",
    /"c" is none of the labels/,
  ],
  [
    { y: ["no", "yes"], prediction: [0, 1], groups: { g: [1, 1] } },
    "LABEL_POSITIVE",
    /labels are strings and predictions are numbers/,
  ],
  [{ y: [0, 1], score: [0, 1.5], groups: { g: [1, 1] } }, "SCORES_RANGE", /1 scores are outside/],
  [{ y: [0, 1], score: [0, 1], weights: [1, -1], groups: { g: [1, 1] } }, "WEIGHTS_VALUE", /negative/],
  [{ y: [0, 1], score: [0, 1], weights: [0, 0], groups: { g: [1, 1] } }, "WEIGHTS_VALUE", /all weights are 0/],
  [{ y: [0, 1], prediction: [0, 1], groups: {} }, "FRAME_GROUPS", /no attribute/],
  [{ y: [], groups: { g: [] } }, "FRAME_GROUPS", /no rows/],
  [{ y: [0, 1], prediction: [0, 1], metrics: ["recall"], groups: { g: [1, 1] } }, "FRAME_METRIC", /no metric "recall"/],
  [
    { y: [0, 1], prediction: [0, 1], metrics: ["auc"], groups: { g: [1, 1] } },
    "FRAME_METRIC",
    /auc cannot be said without a score/,
  ],
  [{ y: ["a", "b"], prediction: ["a", "b"], metrics: ["mae"], groups: { g: [1, 1] } }, "FRAME_NUMBERS", /"a" in row 0/],
] as const)("bad input %j", ([input, code, message]) => {
  expect(() => bad(input)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message), hint: expect.any(String) }),
  );
});

test("three labels with one named positive are that one against the others", () => {
  const { overall } = groupFrame({
    metrics: ["tpr", "ppv"],
    y: ["a", "b", "c", "a"],
    prediction: ["a", "a", "b", "c"],
    groups: { g: [1, 1, 1, 1] },
    positive: "a",
  });
  expect(overall).toMatchObject({ tpr: { num: 1, den: 2 }, ppv: { num: 1, den: 2 } });
});
