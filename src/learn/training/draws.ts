/** What is drawn for each model while it is trained: from streams of its own name, so that it does not matter which models are trained beside it. */
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { type Stream, stream } from "../../stats/stream.ts";

/** What names the draws of one model; a number may be a run's seed. */
export type Name = readonly (string | number)[];

export const drawsOf = (name: Name, ...what: Name): Stream => stream(0, "training", ...name, ...what);

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

/** 32 random bits, as a whole number from -2^31: where millions are drawn (Blackman & Vigna's xoroshiro128+, started from the stream). */
export type Bits = () => number;
export function bits(s: Stream): Bits {
  const generator = xoroshiro128plusFromState([0, 1, 2, 3].map(() => s.int(2 ** 32) | 0));
  return () => generator.next();
}

/** `rows` in random order, (Fisher-Yates); orders are equally likely to one part in 2^32 for each place. */
export function reordered(rows: Uint32Array, next: Bits): Uint32Array {
  const mixed = rows.slice();
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(((next() >>> 0) * (i + 1)) / 2 ** 32);
    const row = mixed[i]!;
    mixed[i] = mixed[j]!;
    mixed[j] = row;
  }
  return mixed;
}

/** Numbers that stay are 1, with chance 1 - probability (to one part in 65,536). */
export function fillMask(mask: Uint8Array, probability: number, next: Bits): void {
  const limit = Math.round(probability * 0x10000);
  for (let i = 0; i < mask.length; i += 2) {
    const both = next();
    mask[i] = both >>> 16 >= limit ? 1 : 0;
    if (i + 1 < mask.length) mask[i + 1] = (both & 0xffff) >= limit ? 1 : 0;
  }
}

/** In pairs (Marsaglia & Bray 1964, the polar method); of a last pair that does not fit, the second is lost. */
export function fillNormal(numbers: Float32Array, deviation: number, next: Bits): void {
  for (let i = 0; i < numbers.length; i += 2) {
    let x = 0;
    let y = 0;
    let square = 0;
    while (square === 0 || square >= 1) {
      x = (next() + 0.5) / 2 ** 31;
      y = (next() + 0.5) / 2 ** 31;
      square = x * x + y * y;
    }
    const length = deviation * Math.sqrt((-2 * Math.log(square)) / square);
    numbers[i] = x * length;
    if (i + 1 < numbers.length) numbers[i + 1] = y * length;
  }
}
