/** The attacks that need nothing but labels. */
import type { Attack } from "../attacks/attack.ts";

export type LabelAttack = Pick<Attack, "id" | "how" | "source"> & {
  /** It asks about rows that nobody has: the model itself has to be there. */
  readonly asks: boolean;
};

const choquette = {
  text: "Choquette-Choo et al. 2021, Label-Only Membership Inference Attacks",
  url: "https://arxiv.org/abs/2007.14321",
};

export const attackIds = ["gap", "noise-robustness", "boundary"] as const;
export type AttackId = (typeof attackIds)[number];

export const attacks: readonly (LabelAttack & { readonly id: AttackId })[] = [
  {
    id: "gap",
    how: "1 for whoever the model classifies rightly, else 0: it shows by how much the model is more often right on people whom it saw",
    source: {
      text: "Yeom et al. 2018, Privacy Risk in Machine Learning: Analyzing the Connection to Overfitting",
      url: "https://arxiv.org/abs/1709.01604",
    },
    asks: false,
  },
  {
    id: "noise-robustness",
    how: "the share of noised copies of the row that the model still gives the true label",
    source: choquette,
    asks: true,
  },
  {
    id: "boundary",
    how: "how far the row is from the nearest one with another label, found by HopSkipJump from labels alone; 0 for a row that is classified wrongly",
    source: {
      text: "Li & Zhang 2021, Membership Leakage in Label-Only Exposures",
      url: "https://arxiv.org/abs/2007.15528",
    },
    asks: true,
  },
];

export const more = [
  choquette,
  {
    text: "Chen, Jordan & Wainwright 2020, HopSkipJumpAttack: A Query-Efficient Decision-Based Attack",
    url: "https://arxiv.org/abs/1904.02144",
  },
];
