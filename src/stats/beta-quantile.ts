/** The inverse of the incomplete beta function. */
import { betaPower, lowerTail } from "./beta.ts";
import { logBeta } from "./log-gamma.ts";
import { normalQuantile } from "./normal.ts";

/** The x with I_x(a, b) = p. */
export const betaQuantile = (p: number, a: number, b: number): number => betaPoint(p, 1 - p, a, b).x;

/** The x with P[X >= x] = q: exact for q near 0, where 1 - q would be rounded. */
export const betaUpperQuantile = (q: number, a: number, b: number): number => betaPoint(1 - q, q, a, b).x;

/** x and y = 1 - x, each to full precision, with I_x(a, b) = p and p + q = 1. */
export function betaPoint(p: number, q: number, a: number, b: number): { readonly x: number; readonly y: number } {
  if (!(a > 0 && b > 0 && p >= 0 && q >= 0)) return { x: Number.NaN, y: Number.NaN };
  if (p > q) {
    const { x, y } = betaPoint(q, p, b, a);
    return { x: y, y: x };
  }
  if (p === 0) return { x: 0, y: 1 };
  // As a function of v = log(x/y), log I_x is concave with slope x^a y^b/(B I_x): Newton cannot run away, Halley is faster.
  let odds = start(p, a, b);
  let last = Infinity;
  for (let step = 0; step < 100; step++) {
    if (odds < 1e-300) return { x: leading(p, a, b), y: 1 };
    if (odds > 1e300) return { x: 1, y: leading(q, b, a) };
    const x = odds / (1 + odds);
    const y = 1 / (1 + odds);
    const tail = lowerTail(x, y, a, b);
    if (tail === 0) {
      odds *= 2;
      continue;
    }
    const slope = betaPower(x, y, a, b) / tail;
    const newton = -Math.log(tail / p) / slope;
    const halley = newton / Math.max(0.5, 1 + newton * (a * y - b * x - slope) * 0.5);
    const change = Math.max(-30, Math.min(30, halley));
    odds *= Math.exp(change);
    // with small shapes the rounding of the tail moves v by more than 1e-14: stop too where it no longer settles
    if (!(Math.abs(change) > 1e-14) || (Math.abs(change) < 1e-9 && Math.abs(change) > 0.1 * last)) break;
    last = Math.abs(change);
  }
  return { x: odds / (1 + odds), y: 1 / (1 + odds) };
}

/**
 * First odds: the leading term of the tail at the far end, y^b/(b B) = 1 - p, or at the near end, x^a/(a B) = p, where
 * a shape below 1 makes one of them nearly all; else a normal approximation (Abramowitz & Stegun 26.5.22).
 */
function start(p: number, a: number, b: number): number {
  const near = leading(p, a, b);
  if (b < 1) {
    const far = leading(1 - p, b, a);
    if (far < 0.2) return 1 / Math.max(far, 1e-299);
  }
  if (a <= 1 || b <= 1) return Math.max(near, 1e-299);
  const z = normalQuantile(p);
  const skew = (z * z - 3) / 6;
  const h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1));
  const w = (-z * Math.sqrt(h + skew)) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (skew + 5 / 6 - 2 / (3 * h));
  const normal = (a / b) * Math.exp(-2 * w);
  return normal > 1e-290 && normal < 1e290 ? normal : Math.min(1, Math.max(near, 1e-299));
}

/** The x with x^a/(a B(a, b)) = p: exact to the last digit for tiny x. */
const leading = (p: number, a: number, b: number): number => Math.exp((Math.log(p * a) + logBeta(a, b)) / a);
