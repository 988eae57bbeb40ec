/** Renyi differential privacy of the sampled Gaussian mechanism (Mironov, Talwar & Zhang 2019, "Renyi differential privacy of the sampled Gaussian mechanism"). */
import { logBeta } from "../../stats/gamma.ts";
import { logNormalUpper } from "../../stats/normal.ts";
import { logAdd, logSubtract } from "./log-space.ts";
import { checkDelta, checkMechanism, trivialEpsilon, type SampledGaussian } from "./mechanism.ts";

/** 1.1, 1.2, ... 10.9, and 12, 13, ... 63: the orders that are usual since TensorFlow Privacy, so that numbers can be compared. */
export const usualOrders: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10),
  ...Array.from({ length: 52 }, (_, i) => 12 + i),
];

export interface RdpEpsilon {
  readonly epsilon: number;
  /** The order that gave it; NaN where none was needed. */
  readonly order: number;
  /** Which end of the orders the best one is, if it is one: orders beyond it may give less. */
  readonly edge: "smallest" | "largest" | null;
}

/** Epsilon at `delta` of all the steps, at the best of the orders (each > 1). An upper bound. */
export function rdpEpsilon(
  mechanism: SampledGaussian,
  { delta, orders = usualOrders }: { readonly delta: number; readonly orders?: readonly number[] },
): RdpEpsilon {
  checkMechanism(mechanism);
  checkDelta(delta);
  const trivial = trivialEpsilon(mechanism);
  if (trivial !== undefined) return { epsilon: trivial, order: Number.NaN, edge: null };
  let epsilon = Infinity;
  let best = 0;
  for (const [index, order] of orders.entries()) {
    const candidate = fromRdp({ order, rdp: mechanism.steps * rdpOfStep(order, mechanism), delta });
    if (candidate < epsilon) [epsilon, best] = [candidate, index];
  }
  const edge = best === 0 ? "smallest" : best === orders.length - 1 ? "largest" : null;
  return { epsilon: Math.max(0, epsilon), order: orders[best] ?? Number.NaN, edge };
}

/** Canonne, Kamath & Steinke 2020, proposition 12 (Balle et al. 2020, theorem 21). May be negative, where 0 holds. */
function fromRdp({
  order,
  rdp,
  delta,
}: {
  readonly order: number;
  readonly rdp: number;
  readonly delta: number;
}): number {
  return rdp + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1);
}

/** The Renyi divergence of `order` > 1 of one step. */
export function rdpOfStep(order: number, { noise, sampleRate }: Omit<SampledGaussian, "steps">): number {
  if (sampleRate === 0) return 0;
  if (noise === 0 || order === Infinity) return Infinity;
  if (sampleRate === 1) return order / (2 * noise * noise);
  const log = Number.isInteger(order)
    ? logMoment(order, sampleRate, noise)
    : logMomentBetween(order, sampleRate, noise);
  return Math.max(0, log) / (order - 1);
}

/** log A of an integer order: equation 7, the binomial theorem. */
function logMoment(order: number, rate: number, noise: number): number {
  let sum = -Infinity;
  for (let k = 0; k <= order; k++) {
    const logChoose = -Math.log(order + 1) - logBeta(k + 1, order - k + 1);
    const term = logChoose + k * Math.log(rate) + (order - k) * Math.log1p(-rate);
    sum = logAdd(sum, term + (k * (k - 1)) / (2 * noise * noise));
  }
  return sum;
}

/** log A of an order that is no integer: section 3.3, two binomial series that meet where both parts of the mixture are as likely. */
function logMomentBetween(order: number, rate: number, noise: number): number {
  const meet = noise * noise * (Math.log1p(-rate) - Math.log(rate)) + 0.5;
  const variance = 2 * noise * noise;
  let positive = -Infinity;
  let negative = -Infinity;
  let choose = 1; // the generalised binomial coefficient
  for (let k = 0; k < 100_000; k++) {
    const rest = order - k;
    const logChoose = Math.log(Math.abs(choose));
    const low = k * Math.log(rate) + rest * Math.log1p(-rate) + (k * (k - 1)) / variance;
    const high = rest * Math.log(rate) + k * Math.log1p(-rate) + (rest * (rest - 1)) / variance;
    const left = logChoose + low + logNormalUpper((k - meet) / noise);
    const right = logChoose + high + logNormalUpper((meet - rest) / noise);
    const term = logAdd(left, right);
    if (choose > 0) positive = logAdd(positive, term);
    else negative = logAdd(negative, term);
    if (k > order && term < positive - 42) break; // below the rounding of the sum
    choose *= rest / (k + 1);
  }
  return logSubtract(positive, negative);
}
