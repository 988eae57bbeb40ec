/** The attacks on membership that learn something, for the check to list; what is played of them is a work. */
import type { AnyWork } from "../../../work.ts";
import type { Attack } from "../attacks/attack.ts";
import { classifierWork } from "./classifier.ts";
import { quantileWork } from "./quantile.ts";

export interface LearnedAttack extends Omit<Attack, "score"> {
  /** It needs the crowd's rows, not only the answers for them. */
  readonly pool: boolean;
}

const shokri2017 = {
  text: "Shokri et al. 2017, Membership Inference Attacks Against Machine Learning Models",
  url: "https://arxiv.org/abs/1610.05820",
};
const salem2019 = {
  text: "Salem et al. 2019, ML-Leaks: Model and Data Independent Membership Inference Attacks and Defenses on Machine Learning Models",
  url: "https://arxiv.org/abs/1806.01246",
};

export const learnedAttacks: readonly LearnedAttack[] = [
  {
    id: "quantile",
    how: "how far the model's confidence in the truth is above what a regression, learnt from people who are not in the data, predicts for such a person, in standard deviations",
    source: {
      text: "Bertran et al. 2023, Scalable Membership Inference Attacks via Quantile Regression",
      url: "https://arxiv.org/abs/2307.03694",
    },
    shadows: 0,
    numbers: true,
    pool: true,
  },
  {
    id: "shokri",
    how: "for each class, boosted trees that tell members of shadow models from others by the probabilities of all classes",
    source: shokri2017,
    shadows: 2,
    numbers: false,
    pool: true,
  },
  {
    id: "ml-leaks-1",
    how: "a small network that tells members of one shadow model from others by the three highest probabilities",
    source: salem2019,
    shadows: 2,
    numbers: false,
    pool: true,
  },
  {
    id: "ml-leaks-2",
    how: "the same network, learnt from a model of other, simulated data: neither rows nor shadow models are needed",
    source: salem2019,
    shadows: 0,
    numbers: false,
    pool: false,
  },
];

/** For the list of all works. Each is asked for its own inputs only. */
export const learnedWorks: readonly AnyWork[] = [quantileWork, classifierWork].map(
  (work) => work as unknown as AnyWork,
);
