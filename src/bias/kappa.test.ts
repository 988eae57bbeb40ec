import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { cohenKappa } from "./kappa.ts";

// statsmodels 0.14, cohens_kappa
test.for<[readonly (readonly number[])[], number, number, number]>([
  [
    [
      [45, 15],
      [25, 15],
    ],
    0.13043478260869554,
    -0.06293827779258965,
    0.3238078430099807,
  ],
  [
    [
      [25, 3, 2],
      [4, 30, 6],
      [1, 5, 24],
    ],
    0.6827794561933536,
    0.5616953754934969,
    0.8038635368932102,
  ],
  [
    [
      [80, 1],
      [0, 2],
    ],
    0.7940446650124062,
    0.4014204375223573,
    1,
  ],
])("%j as statsmodels has it", ([counts, value, low, high]) => {
  const found = cohenKappa(counts)!;
  expect(found.value).toBeCloseTo(value, 12);
  expect(found.low).toBeCloseTo(low, 9);
  expect(found.high).toBeCloseTo(high, 9);
});

test("always alike is 1, always otherwise below 0, and of one answer nothing can be said", () => {
  expect(
    cohenKappa([
      [10, 0],
      [0, 10],
    ]),
  ).toEqual({ value: 1, low: 1, high: 1 });
  expect(
    cohenKappa([
      [0, 10],
      [10, 0],
    ])?.value,
  ).toBe(-1);
  expect(cohenKappa([[10]])).toBeNull();
  expect(cohenKappa([])).toBeNull();
});

test("two sources that know nothing of each other: the interval holds 0 about as often as it should", () => {
  const random = stream(1, "kappa.test");
  const games = 400;
  let missed = 0;
  for (let game = 0; game < games; game++) {
    const counts = [
      [0, 0],
      [0, 0],
    ];
    for (let i = 0; i < 300; i++) counts[random.next() < 0.3 ? 1 : 0]![random.next() < 0.4 ? 1 : 0]!++;
    const { low, high } = cohenKappa(counts)!;
    if (low > 0 || high < 0) missed++;
  }
  expect(missed).toBeLessThan(0.09 * games);
  expect(missed).toBeGreaterThan(0.02 * games);
});
