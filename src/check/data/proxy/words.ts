/** What the report and the documentation say of data/proxy. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Proxies",
  question: "Do the other columns give the protected one away?",
  short: "Which columns stand in for protected ones?",
  adversary: {
    is: "nobody in particular: this is a question about the data, not an attack",
    knows: "the table",
    holds: "everything",
    wants: "to see whether leaving the protected column out changes anything",
    access: "data",
  },
  sources: [
    {
      text: "Feldman, Friedler, Moeller, Scheidegger & Venkatasubramanian 2015, Certifying and removing disparate impact (balanced error)",
      url: "https://arxiv.org/abs/1412.3756",
    },
    {
      text: "Bergsma 2013, A bias-correction for Cramér's V and Tschuprow's T",
      url: "https://doi.org/10.1016/j.jkss.2012.10.002",
    },
    {
      text: "Theil 1970, On the Estimation of Relationships Involving Qualitative Variables",
      url: "https://doi.org/10.1086/224909",
    },
    {
      text: "DeLong, DeLong & Clarke-Pearson 1988, Comparing the areas under two or more correlated ROC curves",
      url: "https://doi.org/10.2307/2531595",
    },
    {
      text: "Benjamini & Hochberg 1995, Controlling the False Discovery Rate",
      url: "https://doi.org/10.1111/j.2517-6161.1995.tb02031.x",
    },
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle",
      url: "https://arxiv.org/abs/1901.10002",
    },
  ],
  how: `Of every protected attribute and every column that describes people; label, prediction, score and weights are not among them, and other protected columns are looked at apart. Groups of fewer than 30 rows and people without a value of the attribute are left out. Weights do not count here: the question is what the columns tell.

- **One column** (\`cramers-v\`): counts by value and group, values of fewer than 5 people together, missing ones as a value of their own, numbers in tenths. Cramér's V without what chance adds (Bergsma); its interval is the wider of the noncentral chi-square law's and the delta method's. Beside it V as it is, mutual information I in nats and over the mean entropy, Theil's U both ways (I over either entropy), and chi-square with p corrected over all columns and attributes (Benjamini and Hochberg).
- **A number** (\`column-auc\`): that somebody of the group has a larger number than somebody of the rest, with DeLong's interval; Kolmogorov and Smirnov's distance; the correlation ratio, √(variance between groups / variance in all).
- **All columns together** (\`proxy-auc\`): a boosted model, learnt by cross-validation on at most \`rows\` rows, says the group of people it has not seen. Each group against the rest (of two groups the second stands for both), and the mean of them. Of more than 8 groups the 8 largest.
- **Balanced error** (\`balanced-error\`): whoever has a chance above the group's share is said to be of it; the mean of the share of the group that is missed and the share of the rest that is taken for it. Data are ε-fair (Feldman) if no model has a balanced error below ε: what this model has is the most that ε can be.
- **What is left** (\`proxy-auc.without\`): the same model without the strongest column (by V), then without the next too, \`steps\` times.
- **Pairs of protected columns**: Cramér's V of each pair; two that divide people alike are named.`,
  reading:
    "An AUC of 0.5, or a balanced error of 0.5, means that the other columns do not tell the group. **Above an AUC of 0.5, leaving the protected column out does not make a model blind to it**: it can be learnt from the others. That a column is a proxy does not make it unlawful or useless; whether it may be used is a question of its worth for the purpose. Where the AUC hardly falls as columns are taken away, the attribute is spread over many of them, and removing some does not help. Nothing here is judged.",
  remedy:
    "Do not rely on leaving the protected column out. Drop strong proxies that the purpose does not need, and compare the groups' outcomes with the protected column at hand.",
  pitfalls: [
    "Looking at columns one by one only: two that tell nothing alone can tell everything together.",
    "V and mutual information are above 0 by chance alone, the more so the more values a column has. V is corrected, and its interval reaches down to 0.",
    "A model tried on the rows it was learnt from finds a proxy in noise. Here nobody is judged by a model that has seen them.",
    "Counting the label or a prediction among the proxies: that they differ between groups is another question (data/label, data/fairness).",
    "An accuracy of 90 % where 90 % are of one group: the balanced error and the AUC do not depend on how large groups are.",
    "Taking a model that finds nothing for proof: a better one may.",
  ],
};
