/** What is drawn for each model while it is trained: from streams of its own name, so that it does not matter which models are trained beside it. */
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { type Stream, shuffled, stream } from "../../stats/stream.ts";

/** What names the draws of one model; a number may be a run's seed. */
export type Name = readonly (string | number)[];

export const drawsOf = (name: Name, ...what: Name): Stream => stream(0, "training", ...name, ...what);

/** `rows` in random order. */
export const reordered = (rows: Uint32Array, s: Stream): Uint32Array =>
  shuffled(rows.length, s).map((place) => rows[place]!);

/** Each row by itself with the same chance: how far it is to the next one is geometric, so that only those taken cost a draw. */
export function poisson(rows: Uint32Array, chance: number, s: Stream): Uint32Array {
  if (chance >= 1) return rows;
  const taken: number[] = [];
  const scale = 1 / Math.log1p(-chance);
  for (let at = -1; ;) {
    at += 1 + Math.floor(Math.log1p(-s.next()) * scale);
    if (!(at < rows.length)) return Uint32Array.from(taken);
    taken.push(rows[at]!);
  }
}

/** Numbers that stay are 1, with chance 1 - probability (to one part in 65,536). */
export type Sieve = (mask: Uint8Array, probability: number) => void;

/** Millions are drawn: two of each 32 bits of a generator of its own (Blackman & Vigna's xoroshiro128+, started from the stream). */
export function sieve(s: Stream): Sieve {
  const bits = xoroshiro128plusFromState([0, 1, 2, 3].map(() => s.int(2 ** 32) | 0));
  return (mask, probability) => {
    const limit = Math.round(probability * 0x10000);
    for (let i = 0; i < mask.length; i += 2) {
      const both = bits.next();
      mask[i] = both >>> 16 >= limit ? 1 : 0;
      if (i + 1 < mask.length) mask[i + 1] = (both & 0xffff) >= limit ? 1 : 0;
    }
  };
}

export function fillNormal(numbers: Float32Array, deviation: number, s: Stream): void {
  for (let i = 0; i < numbers.length; i++) numbers[i] = s.normal() * deviation;
}
