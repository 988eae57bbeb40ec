/** `local`: is the neighbourhood crowded? */
import type { NearAttack } from "./attack.ts";

const nth = 20;

export const local: NearAttack = {
  id: "local",
  k: 1,
  reference: false,
  how: `the share of synthetic rows within the radius that holds ${nth} of them around the median person`,
  source: {
    text: "Houssiau et al. 2022, TAPAS: a Toolbox for Adversarial Privacy Auditing of Synthetic Data (local neighbourhood)",
    url: "https://arxiv.org/abs/2211.06550",
  },
  score({ ground, within, medianDistance }) {
    return Float64Array.from(within(medianDistance(nth)), (count) => count / ground.synthetic.rows);
  },
};
