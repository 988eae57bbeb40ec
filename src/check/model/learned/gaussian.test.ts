import { expect, test } from "vitest";
import { numbers, range } from "../../../learn/testing/made.ts";
import { stream } from "../../../stats/stream.ts";
import type { Column } from "../../../table/types.ts";
import { fitNormal } from "./gaussian.ts";

const mean = (values: Iterable<number>): number => {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
};

/** Mean 4 sign(a), deviation 3 where b > 0, else .5. */
function world(n: number, name: string) {
  const s = stream(1, name);
  const [a, b] = [range(n).map(() => s.normal()), range(n).map(() => s.normal())];
  const truth = { mean: a.map((x) => 4 * Math.sign(x)), deviation: b.map((x) => (x > 0 ? 3 : 0.5)) };
  const values = Float64Array.from(a, (_, i) => truth.mean[i]! + truth.deviation[i]! * s.normal());
  const features: readonly Column[] = [numbers("a", a), numbers("b", b)];
  return { features, values, truth };
}

test("mean and deviation are found where both depend on the features", () => {
  const { features, values } = world(3000, "learnt");
  const asked = world(3000, "asked");
  const found = fitNormal(features, values, [1])(asked.features);
  expect(Math.sqrt(mean(found.mean.map((one, i) => (one - asked.truth.mean[i]!) ** 2)))).toBeLessThan(0.5);
  const of = (deviation: number) =>
    Math.exp(mean(found.deviation.filter((_, i) => asked.truth.deviation[i] === deviation).map(Math.log)));
  // What is wrong with the mean (.5 at most) counts as spread, too, and the logarithm of a squared residual is noisy: its deviation is pi / sqrt 2 = 2.2.
  expect(Math.abs(Math.log(of(3) / 3))).toBeLessThan(0.2);
  expect(of(0.5)).toBeGreaterThan(0.4);
  expect(of(0.5)).toBeLessThan(0.9);
});

test("where nothing depends on anything, all deviations are about that of all", () => {
  const s = stream(1, "noise");
  const features = [
    numbers(
      "a",
      range(2000).map(() => s.normal()),
    ),
  ];
  const values = Float64Array.from(range(2000), () => 7 + 2 * s.normal());
  const found = fitNormal(features, values, [1])(features);
  expect(Math.abs(mean(found.mean) - 7)).toBeLessThan(0.2);
  expect(Math.abs(Math.log(mean(found.deviation) / 2))).toBeLessThan(0.15);
});

test("numbers that are all the same, and two rows, are no trouble", () => {
  const features = [numbers("a", [1, 2])];
  for (const values of [Float64Array.of(3, 3), Float64Array.of(1, 2)]) {
    const found = fitNormal(features, values, [1])(features);
    expect(found.mean.every(Number.isFinite)).toBe(true);
    expect(found.deviation.every((one) => one > 0 && Number.isFinite(one))).toBe(true);
  }
});
