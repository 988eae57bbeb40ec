/** The Gaussian mechanism without sampling, exactly (Balle & Wang 2018, theorem 8; Dong, Roth & Su 2022, corollary 2.13). */
import { normalCdf, normalUpper } from "../../stats/normal.ts";
import { rootBetween } from "../../stats/root.ts";
import { logNormalUpper } from "./log-space.ts";

/** The least delta at `epsilon`; `mu` is sensitivity over standard deviation: sqrt(steps)/noise for `steps` releases. */
export function deltaOfGaussian(mu: number, epsilon: number): number {
  const first = normalUpper(epsilon / mu - mu / 2);
  if (first < 1e-300) return 0;
  // e^epsilon may overflow where its factor vanishes
  const second = Math.exp(epsilon + logNormalUpper(epsilon / mu + mu / 2));
  return Math.max(0, first - second);
}

/** The least epsilon at `delta`. */
export function epsilonOfGaussian(mu: number, delta: number): number {
  if (mu === 0) return 0;
  const excess = (epsilon: number): number => deltaOfGaussian(mu, epsilon) - delta;
  if (normalCdf(mu / 2) - normalCdf(-mu / 2) <= delta) return 0;
  let high = 1;
  while (excess(high) > 0) high *= 2;
  return rootBetween(excess, 0, high);
}
