import { expect, test } from "vitest";
import { pFail, pPass } from "../../risk/verdict.ts";
import { stream } from "../../stats/stream.ts";
import type { Cast, Said } from "../../subject/data.ts";
import type { Played } from "../types.ts";
import { fairness } from "./fairness.ts";
import { headlineOf, rowsNeeded } from "./fairness/headline.ts";
import { fairMeasures } from "./fairness/measures.ts";
import { type Fair, fairWork } from "./fairness/works.ts";
import { measureOf } from "./label/testing/play.ts";

const of = (codes: readonly number[]): Said => ({
  kind: "class",
  classes: ["no", "yes"],
  positive: 1,
  codes: Int32Array.from(codes),
});

/** Rows of (group, label, prediction), so often each. */
function castOf(cells: readonly (readonly [group: number, y: number, p: number, rows: number])[]): Cast {
  const rows = cells.flatMap(([g, y, p, n]) => Array.from({ length: n }, () => [g, y, p] as const));
  return {
    rows: rows.length,
    attributes: [{ name: "sex", labels: ["F", "M", "missing"], codes: Int32Array.from(rows, ([g]) => g) }],
    label: of(rows.map(([, y]) => y)),
    prediction: of(rows.map(([, , p]) => p)),
    score: null,
    weights: null,
  };
}
const fairOf = async (cast: Cast): Promise<Fair> =>
  await fairWork.run({ cast: "cast", standIn: null, seed: 1 }, { get: () => Promise.resolve(cast) });
const played = async (cast: Cast): Promise<Played> => {
  const fair = await fairOf(cast);
  const subject = {
    cast: { train: "cast" },
    predicted: { by: "prediction" },
    tables: "",
    columns: [],
    has: { holdout: false },
    protected: ["sex"],
  };
  return await fairness.play({
    subject,
    options: fairness.options.parse({}),
    seed: 1,
    limitOf: () => 0.1,
    compute: (work: { id: string }) => Promise.resolve(work === fairWork ? [fair] : [null]),
    refs: () => Promise.resolve([]),
  } as unknown as Parameters<typeof fairness.play>[0]); // what the play reads of it
};

const unfair = castOf([
  [0, 1, 1, 60],
  [0, 1, 0, 140],
  [0, 0, 1, 30],
  [0, 0, 0, 270],
  [1, 1, 1, 240],
  [1, 1, 0, 60],
  [1, 0, 1, 50],
  [1, 0, 0, 150],
]);

test("rates of a table counted by hand", async () => {
  const found = await played(unfair);
  const rate = (id: string, group: string) => measureOf(found, id, { group })?.value;
  expect(rate("base-rate", "sex=F")).toBeCloseTo(200 / 500, 12);
  expect(rate("selection-rate", "sex=F")).toBeCloseTo(90 / 500, 12);
  expect(rate("tpr", "sex=F")).toBeCloseTo(0.3, 12);
  expect(rate("fnr", "sex=M")).toBeCloseTo(0.2, 12);
  expect(rate("fpr", "sex=F")).toBeCloseTo(0.1, 12);
  expect(rate("tnr", "sex=M")).toBeCloseTo(0.75, 12);
  expect(rate("ppv", "sex=F")).toBeCloseTo(60 / 90, 12);
  expect(rate("npv", "sex=M")).toBeCloseTo(150 / 210, 12);
  expect(rate("fdr", "sex=M")).toBeCloseTo(50 / 290, 12);
  expect(rate("for", "sex=F")).toBeCloseTo(140 / 410, 12);
  expect(rate("accuracy", "sex=M")).toBeCloseTo(390 / 500, 12);
  expect(measureOf(found, "equalized-odds.difference", { attribute: "sex" })?.value).toBeCloseTo(0.5, 12);
});

test("a gap of one half is judged: a limit of .1 is exceeded, one of .7 kept", async () => {
  const { headline } = await played(unfair);
  expect(headline?.of).toEqual({ attribute: "sex", rate: "tpr" });
  expect(headline?.counts).toHaveLength(2);
  expect(headline?.estimate.value).toBeCloseTo(0.5, 12);
  expect(headline!.estimate.low!).toBeGreaterThan(0.39); // about .5 - 2.73 standard errors of .038: two gaps of two ordered pairs each
  expect(pFail(headline!.counts, 0.1)).toBeLessThan(1e-6);
  expect(pPass(headline!.counts, 0.7)).toBeLessThan(1e-3);
  expect(pPass(headline!.counts, 0.5)).toBeGreaterThan(0.025);
});

test("groups treated alike: the lower bound is 0", async () => {
  const random = stream(3, "fairness.test");
  const draw = (): number => Number(random.next() < 0.5);
  const rows = Array.from({ length: 2000 }, () => [draw(), draw(), draw(), 1] as const);
  const { headline, measures } = await played(castOf(rows));
  expect(headline?.estimate.low).toBe(0);
  expect(headline!.estimate.high).toBeLessThan(0.2);
  expect(measures.filter(({ value }) => value !== null && !Number.isFinite(value))).toEqual([]);
});

test("a group without negatives has no false positive rate, and a small one is in no gap", async () => {
  const alone = await fairOf(
    castOf([
      [0, 1, 1, 40],
      [1, 1, 1, 40],
      [1, 0, 0, 40],
      [2, 0, 1, 10],
    ]),
  );
  const found = { measures: fairMeasures(alone) } as unknown as Played; // all that is read
  expect(measureOf(found, "fpr", { group: "sex=F" })).toMatchObject({ status: "undefined", value: null, low: null });
  expect(measureOf(found, "fpr.difference", { attribute: "sex" })?.status).toBe("undefined");
  expect(measureOf(found, "fpr", { group: "sex=missing" })?.status).toBe("small");
});

test("without two large groups there is nothing to judge", () => {
  expect(headlineOf([], 100)).toBeNull();
});

test("rows needed: a gap of .1 around one half takes 393 of each group", () => {
  const groups = [
    { hits: 20, n: 40 },
    { hits: 20, n: 40 },
  ];
  expect(rowsNeeded({ of: null, scale: "difference", design: "gap", groups }, 0.1)).toBe(393);
});
