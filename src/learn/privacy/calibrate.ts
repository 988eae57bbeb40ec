/** From noise to epsilon and back. */
import { TelltaleError } from "../../error.ts";
import { checkDelta, checkEpsilon, checkSampling, type SampledGaussian } from "./mechanism.ts";
import { prvEpsilon } from "./prv.ts";
import { rdpEpsilon } from "./rdp.ts";

/** `prv` is numerical and tight, `rdp` looser; both are upper bounds. */
export type Accountant = "prv" | "rdp";

/**
 * The epsilon that is guaranteed at `delta` by `steps` of the mechanism: an upper bound. Infinity for noise 0, 0 where
 * nothing is released. Throws PRIVACY_SETTING_INVALID.
 */
export function epsilonOf({
  delta,
  accountant = "prv",
  ...mechanism
}: SampledGaussian & { readonly delta: number; readonly accountant?: Accountant }): number {
  return accountant === "prv" ? prvEpsilon(mechanism, { delta }).upper : rdpEpsilon(mechanism, { delta }).epsilon;
}

/**
 * The least noise multiplier, to 1/1000 of it or 1/500 of epsilon, that guarantees `epsilon` at `delta` by the numerical
 * accountant; never less than is needed. Throws PRIVACY_SETTING_INVALID, and PRIVACY_OUT_OF_REACH where no noise below
 * 10^9 suffices.
 */
export function noiseFor({
  epsilon,
  delta,
  ...sampling
}: Omit<SampledGaussian, "noise"> & { readonly epsilon: number; readonly delta: number }): number {
  checkSampling(sampling);
  checkDelta(delta);
  checkEpsilon(epsilon);
  const { sampleRate, steps } = sampling;
  if (sampleRate === 0 || steps === 0 || epsilon === Infinity) return 0;
  const excess = (logNoise: number): number => {
    const upper = epsilonOf({ ...sampling, noise: Math.exp(logNoise), delta });
    return Math.log(Math.max(upper, epsilon * 1e-3) / epsilon);
  };
  // About what many steps of small rate need (Abadi et al. 2016, theorem 1).
  const guess = (sampleRate * Math.sqrt(-2 * steps * Math.log(delta))) / epsilon;
  return Math.exp(leastBelow(excess, Math.log(Math.max(guess, 0.5))));
}

/** A place from which on the falling f is at most 0: false position with halving (Illinois), kept on the safe side. */
function leastBelow(f: (x: number) => number, start: number): number {
  let [low, high] = [start, start];
  let [fLow, fHigh] = [f(start), f(start)];
  for (let step = 0.2; fHigh > 0; step *= 2) {
    [low, fLow] = [high, fHigh];
    high += step;
    if (high > 21) throw outOfReach();
    fHigh = f(high);
  }
  for (let step = 0.2; fLow <= 0; step *= 1.5) {
    [high, fHigh] = [low, fLow];
    low -= step;
    if (low < -7) return high; // so little noise that more precision means nothing
    fLow = f(low);
  }
  let [a, b] = [fLow, fHigh];
  for (let round = 0; round < 40 && high - low > 1e-3 && fHigh < -2e-3; round++) {
    // A little to the safe side of the straight line, so that the last step ends there.
    const share = Math.min(0.95, Math.max(0.05, (a + 1e-3) / (a - b)));
    const x = Number.isFinite(share) ? low + share * (high - low) : (low + high) / 2;
    const fx = f(x);
    if (fx > 0) {
      [low, fLow, a] = [x, fx, fx];
      b /= 2;
    } else {
      [high, fHigh, b] = [x, fx, fx];
      a /= 2;
    }
  }
  return high;
}

const outOfReach = (): TelltaleError =>
  new TelltaleError("PRIVACY_OUT_OF_REACH", {
    message: "No amount of noise gives this epsilon.",
    hint: "Allow a greater epsilon or delta, take fewer steps or a lower sample rate.",
  });
