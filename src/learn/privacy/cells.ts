/** The privacy loss of one step, cut into cells of equal width: what its two directions are discretised from. */
import { logNormalUpper, normalCdf, normalDensity, normalUpper } from "../../stats/normal.ts";
import type { SampledGaussian } from "./mechanism.ts";

/**
 * P and Q are the output with and without the record, L = log dP/dQ at an outcome. Cell i holds the outcomes with
 * L in [from + i, from + i + 1] times `width`.
 */
export interface Cells {
  readonly width: number;
  readonly from: number;
  /** Mass of each cell under P, and under Q. */
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** P - e^l Q >= 0 of each cell, l its lower end. */
  readonly above: Float64Array;
  /** e^u Q - P >= 0 of each cell, u its upper end. */
  readonly below: Float64Array;
  /** What lies below the first cell and beyond the last. */
  readonly tails: Readonly<Record<"low" | "high", { readonly p: number; readonly q: number }>>;
}

type Step = Pick<SampledGaussian, "noise" | "sampleRate">;

/**
 * The least and the greatest loss of outcomes within `reach` standard deviations of either mean. The record shifts the
 * mean from 0 to 1, so dP/dQ at x is 1 - rate + rate w with w = exp((2x - 1)/(2 noise^2)).
 */
export function lossRange({ noise, sampleRate }: Step, reach: number): readonly [least: number, greatest: number] {
  const lossAt = (x: number): number => logMix((x - 0.5) / (noise * noise), sampleRate);
  return [lossAt(-reach * noise), lossAt(1 + reach * noise)];
}

/** Outcomes farther out than `reach` standard deviations are left to the tails. */
export function cellsOf(step: Step, { width, reach }: { readonly width: number; readonly reach: number }): Cells {
  const { noise, sampleRate: rate } = step;
  const [least, greatest] = lossRange(step, reach);
  const from = Math.floor(least / width);
  const count = Math.ceil(greatest / width) - from;
  const p = new Float64Array(count);
  const q = new Float64Array(count);
  const above = new Float64Array(count);
  const below = new Float64Array(count);
  let logLow = logWeight(from * width, rate);
  const first = outcome(logLow, noise);
  for (let i = 0; i < count; i++) {
    const logHigh = logWeight((from + i + 1) * width, rate);
    const [p1, q1, over, under] =
      (logHigh - logLow) * noise < 0.25 ? narrow(logLow, logHigh, noise) : wide(logLow, logHigh, noise);
    p[i] = (1 - rate) * q1 + rate * p1;
    q[i] = q1;
    // No loss is as low as log(1 - rate): below it, w in rate (P1 - w Q) would be negative rather than 0.
    const edge = logLow === -Infinity ? Math.max(0, 1 - rate - Math.exp((from + i) * width)) : 0;
    above[i] = Math.min(rate * over + edge * q1, -Math.expm1(-width) * p[i]!);
    below[i] = Math.min(rate * under, Math.expm1(width) * p[i]!);
    logLow = logHigh;
  }
  const last = outcome(logLow, noise);
  const low = normalCdf(first / noise);
  const high = normalUpper(last / noise);
  return {
    width,
    from,
    p,
    q,
    above,
    below,
    tails: {
      low: { p: (1 - rate) * low + rate * normalCdf((first - 1) / noise), q: low },
      high: { p: (1 - rate) * high + rate * normalUpper((last - 1) / noise), q: high },
    },
  };
}

/** log(1 - rate + rate e^a). */
const logMix = (a: number, rate: number): number =>
  a < 30 ? Math.log1p(rate * Math.expm1(a)) : a + Math.log(rate + (1 - rate) * Math.exp(-a));

/** The log w at which the loss is `loss`; -Infinity where the loss is never that low. */
function logWeight(loss: number, rate: number): number {
  if (loss > 30) return loss - Math.log(rate) + Math.log1p((rate - 1) * Math.exp(-loss));
  const excess = Math.expm1(loss) / rate;
  return excess > -1 ? Math.log1p(excess) : -Infinity;
}

/** The x at which w is e^logW. */
const outcome = (logW: number, noise: number): number => noise * noise * logW + 0.5;

type Masses = readonly [p1: number, q1: number, above: number, below: number];

/** By Gauss-Legendre quadrature, so that the small differences are integrated rather than subtracted. */
function narrow(logLow: number, logHigh: number, noise: number): Masses {
  const half = (logHigh - logLow) / 2;
  let [p1, q1, above, below] = [0, 0, 0, 0];
  for (let n = 0; n < 5; n++) {
    const logW = logLow + half * (1 + nodes[n]!);
    const mass = half * noise * weights[n]! * normalDensity(noise * logW - 0.5 / noise);
    p1 += mass;
    q1 += mass * Math.exp(-logW);
    above -= mass * Math.expm1(logLow - logW);
    below += mass * Math.expm1(logHigh - logW);
  }
  return [p1, q1, above, below];
}

/** By the normal distribution function, where a cell is too wide for quadrature. */
function wide(logLow: number, logHigh: number, noise: number): Masses {
  const [a, b] = [outcome(logLow, noise), outcome(logHigh, noise)];
  const p1 = between((a - 1) / noise, (b - 1) / noise);
  const q1 = between(a / noise, b / noise);
  const logQ = q1 > 0 ? Math.log(q1) : logNormalUpper(a / noise);
  return [p1, q1, Math.max(0, p1 - Math.exp(logLow + logQ)), Math.max(0, Math.exp(logHigh + logQ) - p1)];
}

const between = (a: number, b: number): number =>
  a > 0 ? normalUpper(a) - normalUpper(b) : normalCdf(b) - normalCdf(a);

// Of order 5 on [-1, 1] (Abramowitz & Stegun, table 25.4).
const nodes = [-0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664];
const weights = [
  0.23692688505618908, 0.47862867049936647, 0.5688888888888889, 0.47862867049936647, 0.23692688505618908,
];
