import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gammaUpper } from "./gamma.ts";
import { sample, shuffled, stream } from "./stream.ts";

/** xoroshiro128+ with 64-bit integers, from the paper (Blackman & Vigna 2021, figure 1; a = 24, b = 16, c = 37). */
function* bigints(name: readonly (string | number)[]): Generator<bigint> {
  const digest = createHash("sha256").update(JSON.stringify(name)).digest();
  const mask = 2n ** 64n - 1n;
  const rotated = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & mask;
  let s0 = digest.readBigUInt64BE(0);
  let s1 = digest.readBigUInt64BE(8);
  for (;;) {
    yield (s0 + s1) & mask;
    s1 ^= s0;
    s0 = rotated(s0, 24n) ^ s1 ^ ((s1 << 16n) & mask);
    s1 = rotated(s1, 37n);
  }
}

const chiSquareP = (counts: readonly number[]): number => {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  return gammaUpper(statistic / 2, (counts.length - 1) / 2);
};

test("numbers are those of an independent xoroshiro128+ started from the hash of the name", () => {
  const ours = stream(1, "synthetic/linkability", "targets", 7);
  const theirs = bigints([1, "synthetic/linkability", "targets", 7]);
  const low32 = (): number => Number(BigInt.asUintN(32, theirs.next().value as bigint));
  for (let i = 0; i < 100; i++) {
    const high = low32() >>> 5;
    expect(ours.next()).toBe((high * 2 ** 26 + (low32() >>> 6)) / 2 ** 53);
  }
});

test("the first numbers of a named stream never change", () => {
  const s = stream(1, "a", 2);
  expect([s.next(), s.next(), s.int(6), s.int(1_000_000), s.normal()]).toEqual([
    0.7281757029317709, 0.3158457069183951, 4, 985966, -0.3891300709866454,
  ]);
  expect([...shuffled(8, stream(1, "shuffled"))]).toEqual([5, 0, 6, 1, 7, 2, 3, 4]);
  expect([...sample(1000, 4, stream(1, "sample"))]).toEqual([418, 109, 831, 783]);
});

test("seeds, names and the borders between them make different streams", () => {
  const names = [[1], [2], [1, "a"], [1, "a", "b"], [1, "ab"], [1, "a,b"], [1, 1], [1, "1"], [11]] as const;
  expect(new Set(names.map(([seed, ...name]) => stream(seed, ...name).next())).size).toBe(names.length);
  expect(() => stream(Number.NaN)).toThrow(RangeError);
});

describe("int", () => {
  test.each([1, 2, 3, 6, 7, 100])("below %i is uniform (chi-square, p > 1e-4)", (n) => {
    const s = stream(3, "uniform", n);
    const counts = Array.from({ length: n }, () => 0);
    for (let i = 0; i < 20_000; i++) counts[s.int(n)]!++;
    if (n > 1) expect(chiSquareP(counts)).toBeGreaterThan(1e-4);
    else expect(counts).toEqual([20_000]);
  });

  test("is unbiased where a modulus would not be: n = 3/4 of 2^53 gives a mean of n/2", () => {
    // rounding 2^53 numbers onto n by a modulus would give the lower third of them twice: mean 4/9 n, here 33 errors off
    const n = 0.75 * 2 ** 53;
    const s = stream(4, "biased?");
    let sum = 0;
    for (let i = 0; i < 30_000; i++) sum += s.int(n) / n;
    expect(Math.abs(sum / 30_000 - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 30_000));
  });

  test("refuses what has no uniform integer", () => {
    for (const n of [0, -1, 1.5, 2 ** 54, Number.NaN]) expect(() => stream(1).int(n)).toThrow(RangeError);
  });
});

test("next and normal have the distribution that they say (chi-square in 50 cells of equal chance, p > 1e-4)", () => {
  const s = stream(5, "cells");
  const uniform = Array.from({ length: 50 }, () => 0);
  const tail = { beyond2: 0, negative: 0, squares: 0 };
  for (let i = 0; i < 40_000; i++) {
    uniform[Math.floor(s.next() * 50)]!++;
    const z = s.normal();
    tail.squares += z * z;
    if (z < 0) tail.negative++;
    if (Math.abs(z) > 1.959963984540054) tail.beyond2++;
  }
  expect(chiSquareP(uniform)).toBeGreaterThan(1e-4);
  expect(Math.abs(tail.negative - 20_000)).toBeLessThan(4 * 100);
  expect(Math.abs(tail.beyond2 - 2000)).toBeLessThan(4 * 43.6);
  expect(Math.abs(tail.squares - 40_000)).toBeLessThan(4 * Math.sqrt(80_000));
});

test("shuffled is a permutation, and all 24 of four things are as likely (chi-square, p > 1e-4)", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer(), (n, seed) => {
      expect(Array.from(shuffled(n, stream(seed)).toSorted())).toEqual(Array.from({ length: n }, (_, i) => i));
    }),
  );
  const counts = new Map<string, number>();
  const s = stream(6, "permutations");
  for (let i = 0; i < 12_000; i++) {
    const key = shuffled(4, s).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  expect(chiSquareP([...counts.values()])).toBeGreaterThan(1e-4);
});

test("sample draws k distinct numbers, every ordered pair of five as likely; all, in order, when k >= n", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(80), fc.integer(), (n, k, seed) => {
      const drawn = sample(n, k, stream(seed));
      expect(new Set(drawn).size).toBe(Math.min(n, k));
      for (const one of drawn) expect(one).toBeLessThan(n);
      if (k >= n) expect([...drawn]).toEqual(Array.from({ length: n }, (_, i) => i));
    }),
  );
  const counts = new Map<string, number>();
  const s = stream(7, "pairs");
  for (let i = 0; i < 10_000; i++) {
    const key = sample(5, 2, s).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(20);
  expect(chiSquareP([...counts.values()])).toBeGreaterThan(1e-4);
});
