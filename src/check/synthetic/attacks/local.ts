/** `local`: is the neighbourhood crowded? */
import type { NearAttack } from "./attack.ts";
import { crowding } from "./within.ts";

const nth = 20;

export const local: NearAttack = {
  id: "local",
  k: 200,
  reference: false,
  how: `the share of synthetic rows within the radius that holds ${nth} of them around the median person (of more than 200 the nearest 200 tell)`,
  source: {
    text: "Houssiau et al. 2022, TAPAS: a Toolbox for Adversarial Privacy Auditing of Synthetic Data (local neighbourhood)",
    url: "https://arxiv.org/abs/2211.06550",
  },
  score: ({ crowd, synthetic, medianDistance }) => crowding(synthetic, crowd.rows.length, medianDistance(nth)),
};
