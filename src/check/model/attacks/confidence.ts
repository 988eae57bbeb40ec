/** `confidence`: a model is surer of whom it learnt from, whatever it says. */
import type { Attack } from "./attack.ts";
import { signal } from "./signal.ts";

export const confidence: Attack = {
  id: "confidence",
  how: "the largest probability; it is adversary 3 of ML-Leaks, too, whose threshold from random inputs moves the cut and not the order",
  source: {
    text: "Salem et al. 2019, ML-Leaks: Model and Data Independent Membership Inference Attacks and Defenses on Machine Learning Models",
    url: "https://arxiv.org/abs/1806.01246",
  },
  shadows: 0,
  numbers: false,
  score: (scene) => signal(scene, "confidence").slice(),
};
