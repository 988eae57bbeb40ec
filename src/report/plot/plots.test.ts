import { describe, expect, test } from "vitest";
import { seriesOf } from "../html/series.ts";
import { bars } from "./bars.ts";
import { curves } from "./curve.ts";
import { overviewRow } from "./overview-row.ts";
import { rowPlot } from "./row.ts";
import { linear, lowestOf, rootAxis, tickLabels, ticks } from "./scale.ts";
import { distance, sparkline } from "./sparkline.ts";

const measure = (hits: number, n: number, low: number, high: number) =>
  ({ id: "attack", value: hits / n, low, high, confidence: 0.95, n, hits, status: "ok" }) as const;

describe("scales", () => {
  test("the signed square root puts 0 at 14.8 % and .25 at 57.4 % when it begins at -0.03", () => {
    // (sqrt(x) + sqrt(.03)) / (1 + sqrt(.03)), by hand
    const x = rootAxis(-0.03);
    expect([x(0), x(0.05), x(0.25), x(1), x(-0.5)]).toEqual([14.8, 33.8, 57.4, 100, 0]);
  });
  test("the axis begins where the lowest interval does, within reason", () => {
    expect([lowestOf([]), lowestOf([-0.1]), lowestOf([-Infinity])]).toEqual([-0.03, -0.1, -0.25]);
  });
  test("ticks are round and cover the range", () => {
    expect(ticks(0, 0.072, 3)).toEqual([0, 0.025, 0.05, 0.075]);
    expect(ticks(-0.04, 0.31, 4)).toEqual([-0.1, 0, 0.1, 0.2, 0.3, 0.4]);
    expect(ticks(0, 0, 4)[0]).toBe(0);
    expect([-0.05, 0, 0.1].map(tickLabels([-0.05, 0, 0.1]))).toEqual(["\u2212.05", "0", ".10"]);
  });
});

test("bars: hit rates with intervals, counts under the names", () => {
  const plot = bars({
    title: "Pairs joined",
    attack: measure(121, 2000, 0.051, 0.072),
    control: { ...measure(0, 2000, 0, 0.002), id: "control" },
    baseline: null,
  });
  expect(plot.markup).toMatchSnapshot();
});
test("a row of the overview, an open end, and nothing measured", () => {
  const x = rootAxis(-0.03);
  expect(overviewRow({ tone: "leak", value: 0.06, low: 0.051, high: 0.072, limit: 0.05 }, x).markup).toMatchSnapshot();
  expect(overviewRow({ tone: "open", value: 0.06, low: null, high: 0.3, limit: 0.05 }, x).markup).toContain(
    "M5 -4L1 0L5 4",
  );
  expect(overviewRow({ tone: "na", value: null, low: null, high: null, limit: null }, x).markup).not.toContain(
    'class="m',
  );
});
test("a row of a suite: one estimate for each table", () => {
  const one = { value: 0.2, low: 0.1, high: 0.3, small: false };
  const plot = rowPlot(
    [
      { ...one, series: seriesOf(0) },
      { ...one, series: seriesOf(1), small: true },
      { ...one, series: seriesOf(2), value: null },
    ],
    { x: linear([0, 1], [0, 100]), limit: 0.1 },
  );
  expect(plot.markup).toMatchSnapshot();
});
test("a curve: labels at its end, limit, band", () => {
  const points = [1, 2, 3].map((x) => ({ x, value: 0.05 * x, low: 0.04 * x, high: 0.06 * x }));
  const curve = { id: "advantage-by-k", x: "k", y: "advantage", points };
  const plot = curves([{ curve, series: seriesOf(0), name: "<A>" }], {
    title: "Advantage",
    x: "k",
    limit: 0.1,
    named: true,
  });
  expect(plot.markup).toContain("&lt;A&gt;");
  expect(plot.markup).not.toMatch(/<style|aria-label="(?!Advantage)|#[0-9a-f]{3}/);
  expect(plot.markup).toMatchSnapshot();
});
test("a sparkline compares shares, not counts", () => {
  expect(sparkline([1, 2, 1], [10, 20, 10])?.markup).toMatchSnapshot();
  expect(sparkline([])).toBe(null);
  expect(distance([1, 1], [30, 10])).toBeCloseTo(0.25, 12); // |.5 - .75| twice, halved
  expect(distance([1], [1, 2])).toBe(null);
});
