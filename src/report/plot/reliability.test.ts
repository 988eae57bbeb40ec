import { expect, test } from "vitest";
import { reliabilityKey, reliabilityPlot } from "./reliability.ts";

const point = (score: number, value: number) => ({ score, value, rows: 40, low: value - 0.1, high: value + 0.1 });
const curve = (name: string, ...points: readonly ReturnType<typeof point>[]) => ({ name, points });

test("points lie where score and share say: 0 at 46, 278 and 1 at 350, 24", () => {
  const { markup } = reliabilityPlot([curve("A", point(0.25, 0.5), point(0.75, 0.8))], { title: "T" });
  expect(markup).toContain('d="M122 151L274 74.8"'); // 46 + .25 * 304, 278 - .5 * 254; 46 + .75 * 304, 278 - .8 * 254
  expect(markup).toMatch(/x1="122"\s+x2="122"\s+y1="176.4"\s+y2="125.6"/); // .4 to .6
  expect(markup).toMatch(/class="chance" x1="46" y1="278" x2="350" y2="24"/);
});

test("in words: both ends, and where it is farthest from the score; names are escaped", () => {
  const { markup } = reliabilityPlot(
    [
      curve('<img src=x onerror="1">', point(0.1, 0.15), point(0.5, 0.2), point(0.9, 0.88)),
      curve("B", point(0.3, 0.3)),
    ],
    { title: "Share of positives" },
  );
  const label = /aria-label="([^"]*)"/.exec(markup)![1]!;
  expect(label).toMatch(/^Share of positives: &lt;img src=x onerror=&quot;1&quot;&gt; from 15 % /);
  expect(label).toContain("15 % [5 %,\u00a025 %] at a score of 0.10 to 88 % [78 %,\u00a098 %] at a score of 0.90");
  expect(label).toContain("farthest from the score with 20 % [10 %,\u00a030 %] at a score of 0.50");
  expect(label).toContain("; B 30 % [20 %,\u00a040 %] at a score of 0.30");
  expect(markup).not.toContain("<img");
});

test("six groups are told apart without colours: no two share mark and stroke, and the key shows the same", () => {
  const groups = Array.from({ length: 6 }, (_, i) => curve(`G${i}`, point(0.2, 0.2), point(0.8, 0.8)));
  const { markup } = reliabilityPlot(groups, { title: "T" });
  const strokes = [...markup.matchAll(/stroke-dasharray="([^"]+)"/g)].map(([, dash]) => dash!);
  expect(strokes).toHaveLength(6);
  expect(new Set(strokes).size).toBe(6);
  expect(groups.map((_, place) => /stroke-dasharray="([^"]+)"/.exec(reliabilityKey(place).markup)![1])).toEqual(
    strokes,
  );
  const grey = (place: number): string => reliabilityKey(place).markup.replaceAll(/-s\d/g, "");
  expect(new Set(groups.map((_, place) => grey(place))).size).toBe(6);
});
