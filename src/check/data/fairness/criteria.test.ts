import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import type { Cast } from "../../../subject/data.ts";
import type { Measure } from "../../finding.ts";
import { measureOf } from "../label/testing/play.ts";
import { fairMeasures } from "./measures.ts";
import { fairWork } from "./works.ts";

type Cell = readonly [group: number, y: number, p: number, rows: number];
function castOf(cells: readonly Cell[]): Cast {
  const rows = cells.flatMap(([g, y, p, n]) => Array.from({ length: n }, () => ({ g, y, p })));
  const said = (codes: readonly number[]) =>
    ({ kind: "class", classes: ["no", "yes"], positive: 1, codes: Int32Array.from(codes) }) as const;
  return {
    rows: rows.length,
    attributes: [{ name: "sex", labels: ["F", "M"], codes: Int32Array.from(rows, ({ g }) => g) }],
    label: said(rows.map(({ y }) => y)),
    prediction: said(rows.map(({ p }) => p)),
    score: null,
    weights: null,
  };
}
async function measured(cast: Cast): Promise<{ readonly measures: readonly Measure[] }> {
  const fair = await fairWork.run({ cast: "cast", standIn: null, seed: 1 }, { get: () => Promise.resolve(cast) });
  return { measures: fairMeasures(fair) };
}
const unfair: readonly Cell[] = [
  [0, 1, 1, 60],
  [0, 1, 0, 140],
  [0, 0, 1, 30],
  [0, 0, 0, 270],
  [1, 1, 1, 240],
  [1, 1, 0, 60],
  [1, 0, 1, 50],
  [1, 0, 0, 150],
];

test("what definitions speak of, counted by hand", async () => {
  const found = await measured(castOf(unfair));
  const of = (id: string, about: Readonly<Record<string, string>>) => measureOf(found, id, about)?.value;
  const sex = { attribute: "sex" };
  const [f, m] = [{ group: "sex=F" }, { group: "sex=M" }];
  // F: TPR .3, FPR .1, selection .18, precision 2/3; M: TPR .8, FPR .25, selection .58, precision 24/29
  expect(of("demographic-parity.difference", sex)).toBeCloseTo(0.4, 12);
  expect(of("disparate-impact.ratio", sex)).toBeCloseTo(0.18 / 0.58, 12);
  expect(of("equal-opportunity.difference", sex)).toBeCloseTo(0.5, 12);
  expect(of("predictive-parity.difference", sex)).toBeCloseTo(24 / 29 - 2 / 3, 12);
  expect(of("equalized-odds.difference", sex)).toBeCloseTo(0.5, 12);
  expect(of("equalized-odds.ratio", sex)).toBeCloseTo(0.3 / 0.8, 12);
  expect(of("average-odds.difference", sex)).toBeCloseTo((0.5 + 0.15) / 2, 12);
  expect(of("average-absolute-odds.difference", sex)).toBeCloseTo((0.5 + 0.15) / 2, 12);
  expect(of("treatment-equality", f)).toBeCloseTo(140 / 30, 12);
  expect(of("treatment-equality", m)).toBeCloseTo(60 / 50, 12);
  expect(of("treatment-equality.difference", sex)).toBeCloseTo(140 / 30 - 60 / 50, 12);
  expect(of("error-rate", f)).toBeCloseTo(170 / 500, 12);
  expect(of("error-rate.ratio", sex)).toBeCloseTo(110 / 170, 12);
  expect(of("balanced-accuracy", f)).toBeCloseTo((0.3 + 0.9) / 2, 12);
  expect(of("f1", m)).toBeCloseTo(480 / 590, 12);
  const mcc = (240 * 150 - 50 * 60) / Math.sqrt(290 * 300 * 200 * 210);
  expect(of("mcc", m)).toBeCloseTo(mcc, 12);
  expect(of("count", f)).toBe(500);
  expect(of("selection-minus-base", f)).toBeCloseTo(0.18 - 0.4, 12);
  expect(of("selection-minus-base.difference", sex)).toBeCloseTo(-0.02 + 0.22, 12);
  // Of everybody
  expect(found.measures.find(({ id, of: about }) => id === "tpr" && about === undefined)?.value).toBeCloseTo(0.6, 12);
});

test("opposite gaps cancel in average odds, not in the absolute one", async () => {
  const crossed = castOf([
    [0, 1, 1, 160],
    [0, 1, 0, 40],
    [0, 0, 1, 20],
    [0, 0, 0, 180],
    [1, 1, 1, 120],
    [1, 1, 0, 80],
    [1, 0, 1, 60],
    [1, 0, 0, 140],
  ]);
  const found = await measured(crossed);
  const average = measureOf(found, "average-odds.difference", { attribute: "sex" })!;
  expect(average.value).toBeCloseTo(0, 12);
  expect(average.low).toBe(0);
  const absolute = measureOf(found, "average-absolute-odds.difference", { attribute: "sex" })!;
  expect(absolute.value).toBeCloseTo(0.2, 12);
  expect(absolute.low!).toBeGreaterThan(0.05);
});

test("equal groups: lower ends stay at 0, ratios reach 1, as often as they should", async () => {
  const random = stream(8, "criteria.test");
  const games = 200;
  const alarms: Record<string, number> = {};
  for (let game = 0; game < games; game++) {
    const cells = Array.from({ length: 400 }, (): Cell => {
      const y = Number(random.next() < 0.4);
      return [random.int(2), y, Number(random.next() < (y === 1 ? 0.7 : 0.2)), 1];
    });
    const { measures } = await measured(castOf(cells));
    for (const { id, low, high } of measures.filter(({ of }) => of?.["attribute"] === "sex")) {
      const alarm = id.endsWith(".ratio") ? high !== null && high < 1 : low !== null && low > 0;
      alarms[id] = (alarms[id] ?? 0) + Number(alarm);
    }
  }
  for (const id of ["equalized-odds.difference", "equalized-odds.ratio", "average-odds.difference"])
    expect([id, alarms[id]! <= 0.08 * games]).toEqual([id, true]);
  for (const [id, count] of Object.entries(alarms)) expect([id, count <= 0.085 * games]).toEqual([id, true]);
});
