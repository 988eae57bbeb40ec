/** `base`: as RMIA, with the mean over all shadow models, whoever is in them. Where everybody is in half of them it is RMIA online: the order is the same. */
import type { Attack } from "./attack.ts";
import { logMeans } from "./side.ts";
import { signal } from "./signal.ts";

/** log p_y - log of the mean of p_y over all shadow models, by row. */
export function baseOnline(target: Float64Array, shadows: readonly Float64Array[]): Float64Array {
  const means = logMeans(shadows, [], null);
  return target.map((logp, row) => logp - means[row]!);
}

export const base: Attack = {
  id: "base",
  how: "log p_y − log of the mean of p_y over all shadow models; the order of rmia-online where everybody is in half of them",
  source: {
    text: "Lassila et al. 2025, Practical Bayes-Optimal Membership Inference Attacks (BASE)",
    url: "https://arxiv.org/abs/2505.24089",
  },
  shadows: 2,
  numbers: false,
  score: (scene) => baseOnline(signal(scene, "logp"), scene.shadows.logp),
};
