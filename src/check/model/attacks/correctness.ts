/** `correctness`: the gap between accuracy on people in the data and on others, made an attack. */
import type { Attack } from "./attack.ts";
import { signal } from "./signal.ts";

export const correctness: Attack = {
  id: "correctness",
  how: "1 if the true class is the likeliest, else 0; 1/c if c classes are as likely",
  source: {
    text: "Yeom et al. 2018, Privacy Risk in Machine Learning: Analyzing the Connection to Overfitting",
    url: "https://arxiv.org/abs/1709.01604",
  },
  shadows: 0,
  numbers: false,
  score: (scene) => signal(scene, "correct").slice(),
};
