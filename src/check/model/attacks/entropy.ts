/** `entropy`: a model wavers less about whom it learnt from. */
import type { Attack } from "./attack.ts";
import { signal } from "./signal.ts";

export const entropy: Attack = {
  id: "entropy",
  how: "minus the entropy of the probabilities",
  source: {
    text: "Salem et al. 2019, ML-Leaks: Model and Data Independent Membership Inference Attacks and Defenses on Machine Learning Models",
    url: "https://arxiv.org/abs/1806.01246",
  },
  shadows: 0,
  numbers: false,
  score: (scene) => signal(scene, "entropy").map((one) => -one),
};
