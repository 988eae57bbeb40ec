/** The advantage R = 1 - phi when attack and reference play the same trials (Tang, Tang & Chan 2003, Statist. Med. 22, 1217-1233). */
import type { Interval } from "./proportion.ts";
import { boundsOfR, type Score } from "./score-bounds.ts";

/**
 * Bounds of R = 1 - phi, phi = (x11 + x12)/(x11 + x21): of n trials x11 fail for both, x12 only for the attack, x21 only
 * for the reference. NaN when the reference never failed: not measurable.
 */
export function tang(x11: number, x12: number, x21: number, n: number, gamma = 0.05): Interval {
  const attack = x11 + x12;
  const reference = x11 + x21;
  if (reference === 0) return { low: Number.NaN, high: Number.NaN };
  const spread = Math.sqrt(Math.max(x12 + x21, 1) / (Math.max(attack, 0.5) * reference));
  const from = Math.log((attack === 0 ? 0.01 : attack) / reference);
  const z: Score = (phi, excess) => score(phi, excess, x11, x12, x21, n);
  const { low, high } = boundsOfR(z, { from, step: spread / 2, gamma });
  return { low, high: attack === 0 ? 1 : high };
}

/** The score z at phi: about standard normal when phi is the truth; falls with phi. */
export const tangZ = (phi: number, x11: number, x12: number, x21: number, n: number): number =>
  score(phi, phi - 1, x11, x12, x21, n);

/** The published variance equals n phi (p12 + p21), which does not cancel; p12 is p21 with the players exchanged. */
function score(phi: number, excess: number, x11: number, x12: number, x21: number, n: number): number {
  const difference = x12 - x21 - excess * (x11 + x21);
  const failed = (x11 + x12 + x21) / n;
  const double = excess * (2 + excess); // phi^2 - 1
  const p21 = upperRoot(n * (1 + phi), (x11 + x21) * double - x12 - x21, -x21 * excess * failed);
  const p12 = upperRoot(
    n * phi * (1 + phi),
    -x11 * double + x12 - phi * phi * (x21 + 2 * x12),
    x12 * phi * excess * failed,
  );
  const variance = n * phi * (p12 + p21);
  return difference === 0 && variance === 0 ? 0 : difference / Math.sqrt(variance);
}

/** The larger root of a p^2 + b p + c. */
function upperRoot(a: number, b: number, c: number): number {
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  return b <= 0 ? (root - b) / (2 * a) : (-2 * c) / (b + root);
}
