/** The largest gap between the true and the false positive rate over all thresholds. */
import type { Interval } from "../../stats/proportion.ts";
import type { Tally } from "../levels.ts";

/** D = max(0, max_t (TPR - FPR)), score >= t. */
export function largestGap({ members, outsiders, n1, n0 }: Tally): number {
  let [m, o, most] = [0, 0, 0];
  for (let level = members.length - 1; level >= 0; level--) {
    m += members[level]!;
    o += outsiders[level]!;
    most = Math.max(most, m / n1 - o / n0);
  }
  return most;
}

/** D -+ sqrt(ln(2/gamma)/2 (1/n_1 + 1/n_0)): holds for all thresholds at once (Dvoretzky, Kiefer & Wolfowitz 1956; Massart 1990). Not clipped. */
export function gapBand(gap: number, { n1, n0 }: Pick<Tally, "n1" | "n0">, gamma = 0.05): Interval {
  const reach = Math.sqrt((Math.log(2 / gamma) / 2) * (1 / n1 + 1 / n0));
  return { low: gap - reach, high: gap + reach };
}
