import { expect, test } from "vitest";
import { calibrate, type CalibrationLine } from "./calibrate.ts";
import { atMost } from "./calibrate/line.ts";

test(
  "the ruler works: no error rate is above what right code may reach, planted leaks are found (short form)",
  { timeout: 120_000 },
  async () => {
    const seen: CalibrationLine[] = [];
    const lines = await calibrate({ games: 200, onLine: (line) => seen.push(line) });
    expect(lines.filter(({ ok }) => !ok)).toEqual([]);
    expect(seen).toEqual(lines);
    expect(lines.length).toBeGreaterThan(30);
    expect(lines.find(({ name }) => name.includes("Clopper-Pearson"))?.figure).toBeCloseTo(0.025, 9); // it is sharp
  },
);

test("it can be stopped", async () => {
  const stop = new AbortController();
  const running = calibrate({ games: 200, signal: stop.signal, onLine: () => stop.abort(new Error("enough")) });
  await expect(running).rejects.toThrow("enough");
});

test("4000 games at .025 may show 132 by chance (risk.md: binomial quantile .999)", () => {
  expect(atMost(0.025, 4000) * 4000).toBe(132);
});
