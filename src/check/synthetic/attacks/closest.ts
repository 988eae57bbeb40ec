/** `closest`: who is in the data may have left a row nearby. */
import type { NearAttack } from "./attack.ts";

export const closest: NearAttack = {
  id: "closest",
  k: 1,
  reference: false,
  how: "−d_S, where d_S is the distance to the nearest synthetic row",
  source: {
    text: "Chen et al. 2020, GAN-Leaks: A Taxonomy of Membership Inference Attacks against Generative Models",
    url: "https://arxiv.org/abs/1909.03935",
  },
  score: ({ crowd, synthetic: { k, distances } }) => Float64Array.from(crowd.rows, (_, i) => -distances[i * k]!),
};
