/** Random numbers by name: the same seed and name give the same numbers, whoever asks, in whatever order. */
import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { normalQuantile } from "./normal.ts";

export interface Stream {
  /** Uniform on [0, 1), 53 random bits. */
  next(): number;
  /** One of 0..n-1, each exactly as likely as the others; n from 1 to 2^53. */
  int(n: number): number;
  /** Standard normal. */
  normal(): number;
}

const twoTo53 = 2 ** 53;

/**
 * xoroshiro128+ (Blackman & Vigna 2021) started from the first 16 bytes of sha256(JSON of [seed, ...name]).
 * The name is a path of what is drawn, such as "synthetic/linkability", "targets".
 */
export function stream(seed: number, ...name: readonly (string | number)[]): Stream {
  const path = [seed, ...name];
  const odd = path.find((part) => typeof part === "number" && !Number.isFinite(part));
  if (odd !== undefined) throw new RangeError(`A stream cannot be named ${odd}`); // JSON would write null
  const digest = createHash("sha256").update(JSON.stringify(path)).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => digest.readInt32BE(at)));
  // The lowest bits of xoroshiro128+ are its weakest: they are dropped.
  const bits53 = (): number => (generator.next() >>> 5) * 0x4000000 + (generator.next() >>> 6);

  return {
    next: () => bits53() / twoTo53,
    int(n) {
      if (!(Number.isInteger(n) && n >= 1 && n <= twoTo53)) throw new RangeError(`No integer can be drawn below ${n}`);
      const share = Math.floor(twoTo53 / n); // each result is met by exactly so many of the 2^53
      for (;;) {
        const result = Math.floor(bits53() / share);
        if (result < n) return result;
      }
    },
    normal: () => normalQuantile((bits53() + 0.5) / twoTo53),
  };
}

/** A permutation of 0..n-1, all n! equally likely (Fisher-Yates). */
export const shuffled = (n: number, s: Stream): Uint32Array => drawn(n, n, s);

/** k distinct numbers of 0..n-1 in random order; all of them, in order, when k >= n. */
export const sample = (n: number, k: number, s: Stream): Uint32Array =>
  k >= n ? identity(n) : drawn(n, k, s).slice(0, k);

const identity = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);

function drawn(n: number, k: number, s: Stream): Uint32Array {
  const numbers = identity(n);
  for (let i = 0; i < Math.min(k, n - 1); i++) {
    const j = i + s.int(n - i);
    const chosen = numbers[j]!;
    numbers[j] = numbers[i]!;
    numbers[i] = chosen;
  }
  return numbers;
}
