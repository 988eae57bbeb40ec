/** What the ruler's self-check is made of. */
import { binomialCdf } from "../../stats/binomial.ts";

/** One line of `telltale doctor --calibrate`: an error rate that was found, and what right code may reach. */
export interface CalibrationLine {
  readonly name: string;
  readonly figure: number;
  readonly limit: number;
  readonly ok: boolean;
  readonly seconds: number;
}

/** A figure to be found; `games`: how often a simulated world is drawn. */
export interface Trial {
  readonly name: string;
  run(games: number): readonly Found[];
}

export interface Found {
  /** What of: "reported as leaking". */
  readonly what: string;
  readonly figure: number;
  readonly limit: number;
}

/** The share that chance exceeds once in a thousand when the rate is `rate`: the .999 quantile of the binomial, over games. */
export function atMost(rate: number, games: number): number {
  let count = Math.floor(rate * games);
  while (binomialCdf(count, games, rate) < 0.999) count++;
  return count / games;
}
