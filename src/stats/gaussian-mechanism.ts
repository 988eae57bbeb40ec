/** The privacy of the Gaussian mechanism without sampling, exactly (Balle & Wang 2018, theorem 8; Dong, Roth & Su 2022, corollary 2.13). */
import { logNormalUpper, normalCdf, normalUpper } from "./normal.ts";
import { rootBetween } from "./root.ts";

/** The least delta at `epsilon`; `mu` > 0 is sensitivity over standard deviation: sqrt(steps)/noise for `steps` releases. */
export function gaussianDelta(mu: number, epsilon: number): number {
  const first = normalUpper(epsilon / mu - mu / 2);
  if (first < 1e-300) return 0;
  // e^epsilon may overflow where its factor vanishes.
  const second = Math.exp(epsilon + logNormalUpper(epsilon / mu + mu / 2));
  return Math.max(0, first - second);
}

/** The least epsilon at `delta`. Infinity for delta = 0; 0 where mu is not above 0. */
export function gaussianEpsilon(mu: number, delta: number): number {
  if (!(mu > 0)) return 0;
  if (!(delta > 0)) return Infinity;
  if (normalCdf(mu / 2) - normalCdf(-mu / 2) <= delta) return 0;
  const excess = (epsilon: number): number => gaussianDelta(mu, epsilon) - delta;
  let high = 1;
  while (excess(high) > 0) high *= 2;
  return high === Infinity ? high : rootBetween(excess, 0, high);
}
