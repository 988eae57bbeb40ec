/** What an accountant is asked about: DP-SGD as the Gaussian mechanism on Poisson samples, repeated. */
import { TelltaleError } from "../../error.ts";

/** One mechanism, `steps` times; neighbours differ by one record that is added or removed. */
export interface SampledGaussian {
  /** Noise multiplier: the standard deviation of the noise over the clipping norm. */
  readonly noise: number;
  /** The probability with which each record is in a batch, independently of the others. */
  readonly sampleRate: number;
  readonly steps: number;
}

/** Epsilon at a given delta. `lower` and `upper` are bounds, `estimate` lies between them. */
export interface EpsilonBounds {
  readonly lower: number;
  readonly estimate: number;
  readonly upper: number;
}

/** Throws PRIVACY_SETTING_INVALID where a number has no meaning. */
export function checkMechanism({ noise, sampleRate, steps }: SampledGaussian): void {
  demand(noise >= 0, `The noise multiplier is ${noise}.`, "Give a number that is 0 or greater.");
  checkSampling({ sampleRate, steps });
}

export function checkSampling({ sampleRate, steps }: Omit<SampledGaussian, "noise">): void {
  demand(sampleRate >= 0 && sampleRate <= 1, `The sample rate is ${sampleRate}.`, "Give a probability from 0 to 1.");
  demand(
    Number.isSafeInteger(steps) && steps >= 0,
    `The number of steps is ${steps}.`,
    "Give a whole number from 0 on.",
  );
}

export function checkDelta(delta: number): void {
  demand(
    delta > 0 && delta < 1,
    `Delta is ${delta}.`,
    "Give a number between 0 and 1, both excluded; well below 1 over the number of records.",
  );
}

export function checkEpsilon(epsilon: number): void {
  demand(epsilon > 0, `Epsilon is ${epsilon}.`, "Give a number greater than 0.");
}

function demand(holds: boolean, message: string, hint: string): void {
  if (!holds) throw new TelltaleError("PRIVACY_SETTING_INVALID", { message, hint });
}

/** Epsilon where no accountant is needed: nothing was released, or it was released bare. */
export function trivialEpsilon({ noise, sampleRate, steps }: SampledGaussian): number | undefined {
  if (steps === 0 || sampleRate === 0 || noise === Infinity) return 0;
  return noise === 0 ? Infinity : undefined;
}
