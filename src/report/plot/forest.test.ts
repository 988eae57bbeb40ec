import { describe, expect, test } from "vitest";
import { forestAxis, forestRow, numberAxis, shareAxis } from "./forest.ts";

const of = (value: number, low: number | null, high: number | null) => ({ value, low, high, small: false });

describe("axes", () => {
  test("shares are in per cent and begin at 0 where that is near", () => {
    const axis = shareAxis([of(0.1, 0.05, 0.15), of(0.3, 0.2, 0.38)]);
    expect(axis.at).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(axis.at.map((tick) => axis.label(tick))).toEqual([
      "0\u202f%",
      "10\u202f%",
      "20\u202f%",
      "30\u202f%",
      "40\u202f%",
    ]);
    expect(axis.x(0.1)).toBe(25);
  });
  test("shares near 1 do not, and so small differences do not look large", () => {
    expect(shareAxis([of(0.95, 0.949, 0.951)]).at).toEqual([0.85, 0.875, 0.9, 0.925, 0.95, 0.975]);
  });
  test("shares that have no exact double are written like all others", () => {
    const axis = shareAxis([of(0.5, 0.41, 0.59)]);
    expect(axis.at).toEqual([0.4, 0.45, 0.5, 0.55, 0.6]);
    expect(axis.label(0.55)).toBe("55\u202f%"); // 100 * .55 is 55.00000000000001
  });
  test("rare shares keep their decimals, none at all have an axis too", () => {
    const axis = shareAxis([of(0.002, 0.001, 0.004)]);
    expect(axis.label(axis.at[1]!)).toBe("0.1\u202f%");
    expect(shareAxis([]).at).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(shareAxis([of(0, 0, 0)]).at[0]).toBe(0);
  });
  test("never more steps than there are styles for, whatever the range", () => {
    for (let i = 0; i < 400; i++) {
      const [low, high] = [Math.sin(i) * 10 ** (i % 5), Math.sin(i) * 10 ** (i % 5) + (i + 1) / 37];
      const steps = [numberAxis([of(low, low, high)]), shareAxis([of((i % 41) / 41, 0, (i % 41) / 41)])];
      for (const { at } of steps) expect(at.length - 1).toBeLessThanOrEqual(6);
      for (const { at } of steps) expect(at.length).toBeGreaterThan(1);
    }
  });
  test("very large and very small numbers are short", () => {
    const labels = (low: number, high: number): readonly string[] => {
      const { at, label } = numberAxis([of(low, low, high)]);
      return at.map((tick) => label(tick));
    };
    expect(labels(-1e9, 1e9)).toEqual(["\u22121B", "\u2212500M", "0", "500M", "1B"]);
    expect(labels(0, 1e-6)).toEqual(["0", "2.5e\u22127", "5e\u22127", "7.5e\u22127", "1e\u22126"]);
    expect(labels(0, 20_000)).toEqual(["0", "5000", "10000", "15000", "20000"]);
  });
  test("numbers cover what they are held against", () => {
    expect(numberAxis([of(1.2, 1, 1.9)], [0]).at).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(numberAxis([of(-3, null, -2)], [0]).at).toEqual([-3, -2, -1, 0]);
  });
});

const axis = shareAxis([of(0, 0, 1)]);

test("a row: the interval, the line of all, the band of the limit; its numbers are read out", () => {
  const drawn = forestRow(of(0.5, 0.4, 0.6), { axis, line: 0.3, band: [0.2, 0.35] }, '"><b>F').markup;
  expect(drawn).toContain('aria-label="&quot;&gt;&lt;b&gt;F"');
  expect(drawn).toMatch(/class="w c-s1"\s+x1="40%"\s+x2="60%"/);
  expect(drawn).toMatch(/<circle class="p p-s1" cx="50%"/);
  expect(drawn).toMatch(/class="ref0" x1="30%"/);
  expect(drawn).toMatch(/class="band band-s1" x="20%" y="0" width="15%"/);
  expect(drawn).toMatch(/class="lim" x1="35%"/);
});

test("what lies beyond the axis is pointed at and never drawn at its end", () => {
  const narrow = numberAxis([of(1, 0, 2)]);
  const far = forestRow(
    { value: 9, low: 1.5, high: 20, small: true },
    { axis: narrow, line: null, band: null },
    "F",
  ).markup;
  expect(far).toContain("M-5 -4L-1 0L-5 4");
  expect(far).not.toContain("<circle");
  expect(far).toMatch(/class="w c-ssmall"\s+x1="75%"\s+x2="100%"/);
  const open = forestRow(of(1, null, 1.5), { axis: narrow, line: null, band: null }, "F").markup;
  expect(open).toContain("M5 -4L1 0L5 4");
  expect(open).toContain("<circle");
});

test("undefined: lines, and no mark", () => {
  const none = forestRow({ value: null, low: null, high: null, small: false }, { axis, line: 0.5, band: null }, "F");
  expect(none.markup).toContain("ref0");
  expect(none.markup).not.toMatch(/circle|class="w /);
});

test("the axis has a label at each tick", () => {
  expect(forestAxis(axis).markup.match(/<text/g)).toHaveLength(axis.at.length);
});
