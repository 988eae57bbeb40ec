/** `monte-carlo`: how many synthetic rows lie as near as the nearest one usually does? */
import type { NearAttack } from "./attack.ts";
import { crowding } from "./within.ts";

export const monteCarlo: NearAttack = {
  id: "monte-carlo",
  k: 200,
  reference: false,
  how: "the share of synthetic rows within r, the median over people of d_S (taken from 500 of them; of more than 200 rows the nearest 200 tell)",
  source: {
    text: "Hilprecht et al. 2019, Monte Carlo and Reconstruction Membership Inference Attacks against Generative Models",
    url: "https://doi.org/10.2478/popets-2019-0067",
  },
  score: ({ crowd, synthetic, medianDistance }) => crowding(synthetic, crowd.rows.length, medianDistance(1)),
};
