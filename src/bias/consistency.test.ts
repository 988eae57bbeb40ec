import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { consistency, type Kinds } from "./consistency.ts";

/** People on a line, by brute force: kinds are the distinct places. */
function kindsOf(x: readonly number[], y: readonly number[], width: number): Kinds {
  const places = [...new Set(x)];
  const rows = places.map((place) => x.filter((one) => one === place).length);
  const hits = places.map((place) => x.reduce((sum, one, i) => sum + (one === place ? y[i]! : 0), 0));
  const near = places.map((place) =>
    [...places.keys()]
      .filter((other) => places[other] !== place)
      .toSorted((a, b) => Math.abs(places[a]! - place) - Math.abs(places[b]! - place))
      .slice(0, width),
  );
  const distances = near.flatMap((others, kind) => others.map((other) => Math.abs(places[other]! - places[kind]!)));
  return { rows, hits, width: near[0]!.length, near: near.flat(), distances };
}

/** 1 - mean |y - mean of the k nearest others|; the equally far share what places are left. */
function slow(x: readonly number[], y: readonly number[], k: number, self: boolean): number {
  const off = x.map((place, i) => {
    const others = x.map((one, j) => ({ far: Math.abs(one - place), y: y[j]!, j })).filter(({ j }) => self || j !== i);
    const last = others.map(({ far }) => far).toSorted((a, b) => a - b)[k - 1]!;
    const nearer = others.filter(({ far }) => far < last);
    const tied = others.filter(({ far }) => far === last);
    const sum = (some: readonly { y: number }[]): number => some.reduce((all, one) => all + one.y, 0);
    return Math.abs(y[i]! - (sum(nearer) + ((k - nearer.length) * sum(tied)) / tied.length) / k);
  });
  return 1 - off.reduce((sum, one) => sum + one, 0) / x.length;
}

test("by hand: two pairs at one place each, one pair of a mind and one not", () => {
  const kinds = kindsOf([0, 0, 9, 9], [1, 1, 0, 1], 1);
  const found = consistency(kinds, 1);
  expect(found?.value).toBeCloseTo(0.5, 14);
  expect(found?.withSelf).toBeCloseTo(0.75, 14); // oneself or the other, one half each
  expect(consistency(kinds, 3)).toBeNull();
});

test("equals brute force, with equal rows, ties, and oneself among the neighbours or not", () => {
  const random = stream(1, "consistency");
  for (let game = 0; game < 50; game++) {
    const x = Array.from({ length: 30 }, () => random.int(12));
    const y = Array.from({ length: 30 }, () => random.int(2));
    const k = 1 + random.int(6);
    const found = consistency(kindsOf(x, y, 12), k)!;
    expect(found.value).toBeCloseTo(slow(x, y, k, false), 12);
    expect(found.withSelf).toBeCloseTo(slow(x, y, k, true), 12);
  }
});

test("the interval is the jackknife's of leaving out each person in turn", () => {
  const random = stream(2, "consistency");
  const x = Array.from({ length: 40 }, () => random.int(15));
  const y = x.map((place) => Number(random.next() < place / 15));
  const without = x.map((_, i) => slow(x.toSpliced(i, 1), y.toSpliced(i, 1), 3, false));
  const mean = without.reduce((sum, one) => sum + one, 0) / 40;
  const error = Math.sqrt((39 / 40) * without.reduce((sum, one) => sum + (one - mean) ** 2, 0));
  const found = consistency(kindsOf(x, y, 15), 3)!;
  expect(found.value - found.low).toBeCloseTo(1.959963984540054 * error, 10);
});

test("covers what it is on average, whether people near each other are alike or not; and tells the two apart", () => {
  const random = stream(3, "consistency");
  const play = (chance: (x: number) => number) => {
    const found = Array.from({ length: 300 }, () => {
      const x = Array.from({ length: 120 }, () => random.next());
      return consistency(
        kindsOf(
          x,
          x.map((one) => Number(random.next() < chance(one))),
          8,
        ),
        5,
      )!;
    });
    const truth = found.reduce((sum, { value }) => sum + value, 0) / found.length;
    const misses = found.filter(({ low, high }) => low > truth || high < truth).length;
    return { truth, misses };
  };
  const [alike, random_] = [play((x) => Number(x > 0.5) * 0.8 + 0.1), play(() => 0.5)];
  expect(alike.misses).toBeLessThanOrEqual(27);
  expect(random_.misses).toBeLessThanOrEqual(27);
  expect(alike.truth - random_.truth).toBeGreaterThan(0.2);
});
