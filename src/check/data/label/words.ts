/** What the report and the documentation say of data/label. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Labels",
  question: "Do the labels treat groups of people differently?",
  short: "Do the labels differ between groups, and where do they look wrong?",
  adversary: {
    is: "nobody in particular: this is a question about the data, not an attack",
    knows: "the table",
    holds: "everything",
    wants: "to see what a model would learn to repeat",
    access: "data",
  },
  sources: [
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle",
      url: "https://arxiv.org/abs/1901.10002",
    },
    {
      text: "Newcombe 1998, Interval estimation for the difference between independent proportions (method 10)",
      url: null,
    },
    {
      text: "Laud 2017, Equal-tailed confidence intervals for comparison of rates (ratios of rates)",
      url: "https://doi.org/10.1002/pst.1813",
    },
    {
      text: "Mantel & Haenszel 1959, Statistical aspects of the analysis of data from retrospective studies of disease",
      url: "https://doi.org/10.1093/jnci/22.4.719",
    },
    {
      text: "Robins, Breslow & Greenland 1986, Estimators of the Mantel-Haenszel variance consistent in both sparse data and large-strata limiting models",
      url: "https://doi.org/10.2307/2531052",
    },
    {
      text: "Wachter, Mittelstadt & Russell 2021, Why fairness cannot be automated (conditional demographic disparity)",
      url: "https://arxiv.org/abs/2005.05906",
    },
    {
      text: "Kamiran & Calders 2012, Data preprocessing techniques for classification without discrimination (reweighing)",
      url: "https://doi.org/10.1007/s10115-011-0463-8",
    },
    {
      text: "Fleiss, Cohen & Everitt 1969, Large sample standard errors of kappa and weighted kappa",
      url: "https://doi.org/10.1037/h0028106",
    },
    {
      text: "Northcutt, Jiang & Chuang 2021, Confident Learning: Estimating Uncertainty in Dataset Labels",
      url: "https://arxiv.org/abs/1911.00068",
    },
  ],
  how: `Every protected attribute and every pair of them is looked at. Rows without a label are left out. With weights, rates are weighted and n is what the rows are worth, (Σw)²/Σw². Groups of fewer than 5 people are named nowhere; groups of fewer than 30 rows, and people without a value, are shown and not compared.

- **Base rate** (\`base-rate\`): the share of a group with the positive label, with Wilson's interval. With more than two classes and no positive one, each of the ten commonest classes against all others.
- **Gap** (\`base-rate.difference\`): the largest rate minus the smallest, with Newcombe's bounds, the lower one corrected for all pairs. Beside it what chance alone makes of the gap (mean and 95 % quantile of 999 reshuffles) and the p value of "all groups are equal". \`base-rate.ratio\` is the smallest over the largest, or a group over the one with most rows, with score bounds.
- **Within strata** of the columns named in \`strata\`, those that may rightly explain a difference. Of each group g against everybody else: \`conditional-disparity\` = Σ n_s/n · (P(g | without the label, s) − P(g | with it, s)), above 0 where the group is fewer among those with the label; \`conditional-odds-ratio\` by Mantel and Haenszel, with the test of Breslow and Day (corrected by Tarone) of "the same in all strata". Numbers are cut into tenths.
- **Reweighing** (\`reweighing\`): the weight P(g)P(y)/P(g, y) of each group and class, under which they have nothing to do with each other.
- **Doubtful labels** (\`label-noise\`): a boosted model is learnt by cross-validation on at most \`rows\` rows (with \`blind\`, without the protected columns). The threshold of a class is the mean chance that the model gives it among its own rows. A row whose chance of another class reaches the threshold, and is the largest that does, is doubtful. \`label-noise.own\` takes thresholds within each group; \`label-noise.given\` counts among the rows of one class.
- **A second source** (\`second\`): the share of rows where it says otherwise than the label (\`second-label\`), among the rows of one class (\`second-label.given\`), and Cohen's kappa (\`second-label.kappa\`) with the interval of Fleiss, Cohen and Everitt. Of numbers: the mean of the second minus the first (\`second-label.mean\`).
- **Numbers** as labels: the mean by group with t intervals, moved for skewness (\`mean-label\`), and the largest minus the smallest with Welch's (\`mean-label.difference\`).`,
  reading:
    "A difference of base rates is a fact about the records. **Whether it is the world, the way it was recorded, or an old injustice, no number can say.** A gap within what chance makes of it is no evidence. A difference that shrinks within strata is explained by them; whether they may explain it is a question of law and judgement. A doubtful label is one that the model finds hard to believe: it may be wrong, or the person may be unusual, or the model may know the group badly. Different rates of doubt between groups are a reason to look at those rows, and no proof of wrong labels. Nothing here is judged.",
  remedy:
    "Find out how the labels came about in each group, have doubtful ones looked at by people who know, and train with the weights given where the difference should not be repeated.",
  pitfalls: [
    "A gap among many groups taken at face value: the largest minus the smallest of five equal groups of 30 people is 0.2 on average.",
    "A difference in total explained away, or missed, because groups differ in something else: strata can turn it round (Simpson).",
    "Conditioning on everything: a column that is itself a result of the difference hides it. No column is used as a stratum unless it was named.",
    "Doubtful labels taken for wrong ones: a model that knows a group badly doubts its labels more. Thresholds within the group are shown beside.",
    "A model that sees the group takes a one-sided error in it for the truth, and does not doubt it. With `blind` it does not see the group, and then doubts real differences too.",
    "A ratio to a group in which nobody has the label given as 0 or infinite: it is not defined, and said so.",
  ],
};
