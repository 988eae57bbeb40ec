/** `monte-carlo`: how many synthetic rows lie as near as the nearest one usually does? */
import type { NearAttack } from "./attack.ts";

export const monteCarlo: NearAttack = {
  id: "monte-carlo",
  k: 1,
  reference: false,
  how: "the share of synthetic rows within r, the median over people of d_S (taken from 1,000 of them)",
  source: {
    text: "Hilprecht et al. 2019, Monte Carlo and Reconstruction Membership Inference Attacks against Generative Models",
    url: "https://doi.org/10.2478/popets-2019-0067",
  },
  score({ ground, within, medianDistance }) {
    return Float64Array.from(within(medianDistance(1)), (count) => count / ground.synthetic.rows);
  },
};
