/** `loss`: whoever was learnt from is predicted better. */
import type { Attack } from "./attack.ts";
import { signal } from "./signal.ts";

export const loss: Attack = {
  id: "loss",
  how: "log p_y, the probability of the true class; of a model for numbers, minus the logarithm of the squared error",
  source: {
    text: "Yeom et al. 2018, Privacy Risk in Machine Learning: Analyzing the Connection to Overfitting",
    url: "https://arxiv.org/abs/1709.01604",
  },
  shadows: 0,
  numbers: true,
  score: (scene) => (scene.target.logp ?? signal(scene, "phi")).slice(),
};
