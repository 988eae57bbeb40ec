/** `modified-entropy`: as `entropy`, but being sure of a wrong class counts against. */
import type { Attack } from "./attack.ts";
import { signal } from "./signal.ts";

export const modifiedEntropy: Attack = {
  id: "modified-entropy",
  how: "(1 − p_y) log p_y + Σ p_i log(1 − p_i) over the classes that are not true",
  source: {
    text: "Song & Mittal 2021, Systematic Evaluation of Privacy Risks of Machine Learning Models",
    url: "https://arxiv.org/abs/2003.10595",
  },
  shadows: 0,
  numbers: false,
  score: (scene) => signal(scene, "modifiedEntropy").map((one) => -one),
};
