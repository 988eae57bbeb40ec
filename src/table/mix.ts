/** How values become hashes. */

/** Finaliser of MurmurHash3 (Appleby 2011): every bit of the input moves every bit of the output. */
export function mix(h: number): number {
  let x = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
