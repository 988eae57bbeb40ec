/** Sets of people as bits, 32 to a word: for permutation tests, which draw many subsets and count overlaps. */
import type { Stream } from "../stats/stream.ts";

/**
 * A uniformly random subset of `size` among `n`, as bits: every bit by a coin with about the right chance (a dyadic number, a few words at a time), then random ones
 * put in or taken out until the size is right. Both steps treat everybody alike, so all subsets of that size are equally likely.
 */
export function drawSubset(into: Uint32Array, n: number, size: number, random: Stream): void {
  const binary = Math.round((size / n) * 64);
  const tail = n % 32 === 0 ? 0xffffffff : 2 ** (n % 32) - 1;
  let drawn = 0;
  for (let w = 0; w < into.length; w++) {
    let coin = binary === 64 ? 0xffffffff : 0;
    // From the last binary digit of the chance to the first: 1 halves the way to one, 0 halves the way to zero.
    if (binary < 64)
      for (let digit = lowestOne(binary); digit < 6; digit++)
        coin = (binary >> digit) & 1 ? coin | word(random) : coin & word(random);
    into[w] = w === into.length - 1 ? coin & tail : coin;
    drawn += ones(into[w]!);
  }
  while (drawn !== size) {
    const i = random.int(n);
    const bit = 1 << (i & 31);
    const isIn = (into[i >>> 5]! & bit) !== 0;
    if (isIn === drawn > size) {
      into[i >>> 5]! ^= bit;
      drawn += isIn ? -1 : 1;
    }
  }
}

const lowestOne = (x: number): number => (x === 0 ? 6 : 31 - Math.clz32(x & -x));
/** 32 random bits. */
export const word = (random: Stream): number => (random.next() * 0x1_0000_0000) | 0;

/** The first `size`, and nobody else. */
export function firstOnes(into: Uint32Array, size: number): void {
  into.fill(0);
  for (let i = 0; i < size; i++) into[i >>> 5]! |= 1 << (i & 31);
}

/** Those of 0..n-1 of whom `is` holds. */
export function packIf(n: number, is: (i: number) => boolean): Uint32Array {
  const words = new Uint32Array(Math.ceil(n / 32));
  for (let i = 0; i < n; i++) if (is(i)) words[i >>> 5]! |= 1 << (i & 31);
  return words;
}

/** Ones among 32 bits (Warren, Hacker's Delight, §5-1). */
export function ones(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function popcount(words: Uint32Array): number {
  let count = 0;
  for (let w = 0; w < words.length; w++) count += ones(words[w]!);
  return count;
}

/** How many are in both. */
export function overlap(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let w = 0; w < a.length; w++) count += ones(a[w]! & b[w]!);
  return count;
}
