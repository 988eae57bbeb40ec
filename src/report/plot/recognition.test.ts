/** Plots of scores: what is drawn where, worked out by hand from the scales. */
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import type { Exposure } from "../../check/finding.ts";
import { row } from "../../risk/measures.ts";
import { seriesOf } from "../html/series.ts";
import { dots } from "./dots.ts";
import { heat } from "./heat.ts";
import { histogram } from "./histogram.ts";
import { map } from "./map.ts";
import { marginal } from "./marginal.ts";
import { roc } from "./roc.ts";
import { linear } from "./scale.ts";

const documentOf = (markup: string): Document => parseHTML(`<body>${markup}</body>`).document;
const label = (document: Document): string =>
  document.querySelector("svg")?.getAttribute("aria-label")?.replaceAll("\u00a0", " ").replaceAll("\u202f", " ") ?? "";

describe("who is found at how many false alarms", () => {
  const points = [0.01, 0.1, 1].map((x) => ({ x, value: x, low: x / 2, high: Math.min(1, 2 * x) }));
  const found = row({ id: "tpr@fpr=0.1", value: 0.1, low: 0.05, high: 0.2, n: 1000 });
  const line = {
    name: "<A>",
    series: seriesOf(0),
    curve: { id: "roc", x: "", y: "", points },
    simple: null,
    outsiders: 1000,
    points: [{ rate: 0.1, found }],
  };
  const document = documentOf(roc([line], { title: "Found", named: true }).markup);

  test("chance is the diagonal, and a curve of chance lies on it", () => {
    const chance = document.querySelector(".chance");
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => Number(chance?.getAttribute(name)));
    const numbers =
      document
        .querySelector("path.ln")
        ?.getAttribute("d")
        ?.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    for (let i = 0; i < numbers.length; i += 2) {
      const along = ((numbers[i] ?? 0) - (x1 ?? 0)) / ((x2 ?? 1) - (x1 ?? 0));
      expect(numbers[i + 1]).toBeCloseTo((y1 ?? 0) + along * ((y2 ?? 0) - (y1 ?? 0)), 0);
    }
  });
  test("hatched up to ten of a thousand outsiders: log(5) of log(500) of the width, which begins at two of them", () => {
    const width = Number(document.querySelector("rect")?.getAttribute("width"));
    expect(width).toBeCloseTo((306 * Math.log(5)) / Math.log(500), 0);
  });
  test("numbers are said, and names are text", () => {
    expect(label(document)).toBe(
      "Found: <A> 10.0 % [5.0 %, 20.0 %] of the people in the data are found at 10 % false alarms",
    );
    expect(document.querySelectorAll("A").length).toBe(0);
  });
});

describe("how far people stand out", () => {
  const exposure: Exposure = {
    of: null,
    members: 100,
    outsiders: 1000,
    cap: 10,
    standOut: [{ bits: 1, count: 80, expected: 50, excess: { value: 30, low: 20, high: 40 } }],
    histogram: [
      { from: 0, to: 1, members: 20, expected: 50 },
      { from: 1, to: 2, members: 80, expected: 50 },
    ],
    accusations: [],
    groups: [],
    worst: null,
  };
  const document = documentOf(histogram(exposure, { title: "Exposure" }).markup);
  test("bars beyond the line are set apart, and the law of outsiders is a step line", () => {
    expect([...document.querySelectorAll("rect")].map((bar) => bar.getAttribute("class"))).toEqual([
      "b-soft",
      "b-attack",
    ]);
    expect(document.querySelector(".law")?.getAttribute("d")).toMatch(/^M36 [\d.]+V[\d.]+H194V[\d.]+H352$/);
    expect(label(document)).toBe("Exposure: 80 of 100 lie beyond 1 bits, where 50 would without any leak");
  });
  test("each bit has its odds below it", () => {
    expect([...document.querySelectorAll(".odds")].map(({ textContent }) => textContent?.trim())).toEqual([
      "all",
      "1/2",
      "1/4",
    ]);
  });
});

test("associations: a path for each step of colour, and names on the diagonal", () => {
  const values = [
    [1, 0, 0],
    [0.6, 1, 0],
    [-0.2, 0.02, 1],
  ];
  const document = documentOf(heat({ title: "Map", columns: ["a", "b", "c"], values, said: "said" }).markup);
  const drawn = [...document.querySelectorAll("path[class^='h-']")].map((path) => path.getAttribute("class"));
  expect(drawn).toEqual(["h-more h3", "h-less h1"]); // .6 is in the fourth step, -.2 in the second, .02 in none
  expect([...document.querySelectorAll("text.tk:not(.key-t)")].map(({ textContent }) => textContent?.trim())).toEqual([
    "a",
    "b",
    "c",
  ]);
});

test("a column's shares are said bin by bin", () => {
  const tables = [{ name: "A", colour: 0, shares: [0.4, 0.6] }];
  const document = documentOf(marginal({ column: "sex", bins: ["f", "m"], train: [0.5, 0.5], tables }).markup);
  expect(label(document)).toBe("sex: in the data against A; f 50.0 % against 40.0 %, m 50.0 % against 60.0 %");
});

test("candidates: to the right is what leaks more, the limit is dashed", () => {
  const worst = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
  const worth = { value: 0.9, low: null, high: null };
  const document = documentOf(
    map(
      [
        { name: "A", series: seriesOf(0), worst: worst(0.3), worth },
        { name: "B", series: seriesOf(1), worst: worst(0.05), worth },
      ],
      { title: "Map", limit: 0.1, worth: "AUC", best: 0.91 },
    ).markup,
  );
  const at = [...document.querySelectorAll("g[transform]")].map((g) =>
    Number(/\(([\d.]+)/.exec(g.getAttribute("transform") ?? "")?.[1]),
  );
  const limit = Number(document.querySelector(".lim")?.getAttribute("x1"));
  expect(at[0]).toBeGreaterThan(limit);
  expect(at[1]).toBeLessThan(limit);
  expect(label(document)).toBe(
    "Map: A AUC 0.900, worst advantage 0.300 [0.250, 0.350]; B AUC 0.900, worst advantage 0.050 [0.000, 0.100]",
  );
});

test("marks beyond the axis stand at its end", () => {
  const x = linear([0, 1], [0, 100]);
  const { markup } = dots([{ series: seriesOf(0), value: 1.02 }], x);
  expect(markup).toContain('x="100%"');
  expect(dots([{ series: seriesOf(0), value: null }], x).markup).not.toContain("<rect");
});
