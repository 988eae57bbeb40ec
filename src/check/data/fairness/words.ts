/** What the report and the documentation say of data/fairness. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Fairness",
  question: "Do predictions treat groups of people alike?",
  short: "Do predictions treat groups of people alike?",
  adversary: {
    is: "nobody in particular: this is a question about predictions, not an attack",
    knows: "the table, its labels and the predictions",
    holds: "everything",
    wants: "to see whom the predictions fail",
    access: "data",
  },
  sources: [
    {
      text: "Hardt, Price & Srebro 2016, Equality of Opportunity in Supervised Learning",
      url: "https://arxiv.org/abs/1610.02413",
    },
    { text: "Chouldechova 2017, Fair Prediction with Disparate Impact", url: "https://doi.org/10.1089/big.2016.0047" },
    {
      text: "Newcombe 1998, Interval estimation for the difference between independent proportions (method 10)",
      url: null,
    },
    {
      text: "Laud 2017, Equal-tailed confidence intervals for comparison of rates (ratios of rates)",
      url: "https://doi.org/10.1002/pst.1813",
    },
    {
      text: "DeLong, DeLong & Clarke-Pearson 1988, Comparing the areas under two or more correlated ROC curves",
      url: "https://doi.org/10.2307/2531595",
    },
  ],
  how: `Predictions are those of the table's column, or of the model that was given; of its people, or with \`on\` of the test set's, whom no model learnt by heart. A score without predictions says yes from 0.5 on. Without either, a boosted model of the label is learnt by cross-validation, so that it never saw the row it is asked about. A label of several classes without a positive one is taken class by class, each of the five commonest against all others.

Every protected attribute is looked at, and every pair of them. With weights, rates are weighted and n is what the rows are worth, (Σw)²/Σw². Groups of fewer than 5 people are named nowhere. Groups of fewer than 30 rows, and people without a value, are shown and not compared. A rate of nobody is undefined, never 0.

- **Rates** by group, with Wilson's interval: \`base-rate\`, \`selection-rate\`, \`tpr\`, \`fpr\`, \`tnr\`, \`fnr\`, \`ppv\`, \`npv\`, \`fdr\`, \`for\`, \`accuracy\`, \`error-rate\`; without a group, of everybody. Also \`count\`, \`balanced-accuracy\`, \`f1\`, \`mcc\` (bootstrap of the table of counts), \`average-odds\` ((TPR + FPR)/2) and \`treatment-equality\` (false negatives over false positives), with their \`.difference\` and \`.ratio\`.
- **Gaps** (\`<rate>.difference\`): the largest rate minus the smallest, with Newcombe's bounds, the lower one corrected for all pairs. Beside it what chance alone makes of the gap (mean and 95 % quantile of 999 reshuffles). \`<rate>.ratio\` is the smallest over the largest, or a group over the one with most rows, with score bounds.
- \`equalized-odds.difference\`: the larger of the gaps of \`tpr\` and \`fpr\`; \`equalized-odds.ratio\`: the smaller of their ratios. \`average-absolute-odds.difference\`: half of the two gaps together, of the groups furthest apart.
- By other names: \`demographic-parity.difference\` and \`disparate-impact.ratio\` are those of \`selection-rate\` (the four-fifths rule asks for a ratio of 0.8), \`equal-opportunity.difference\` is that of \`tpr\`, \`predictive-parity.difference\` that of \`ppv\`.
- \`selection-minus-base\`: predictions minus labels of the same people, on average: what deciding adds to what was so.
- **Scores** by group: \`auc\` (DeLong), \`mean-score\`, \`calibration-in-the-large\` (mean label minus mean score), \`brier\`, \`log-loss\`, with t intervals, moved for skewness; the share of positives in each tenth of the score.
- **Numbers** as labels, where predictions were given: \`mean-error\`, \`mean-absolute-error\`, \`mean-squared-error\`, \`quantile-loss-0.1\` and \`-0.9\` by group, with such intervals; \`rmse\`; \`error-quantile\`: how far predictions are off for the 5, 25, 50, 75 and 95 % of a group, with intervals of ranks, where five people lie beyond.
- **How unequally errors fall on people** (\`generalized-entropy\`, \`theil\`, \`generalized-entropy.between\` groups): of the benefit 1 + prediction - label, resampled by counts.
- **Similar people** (\`consistency\`): 1 minus how far a label or prediction lies from the mean of the \`neighbours\` most similar people, oneself not among them; \`consistency-with-self\` is what AIF360 gives.
- \`differential-fairness\`: the largest logarithm of a ratio of smoothed rates; \`bias-amplification\`: that of predictions minus that of labels.
- **Does a score mean the same** (\`ece\`, \`calibration-intercept\`, \`calibration-slope\` by group; \`calibration-test\`: p of likelihood-ratio tests that group, or its slope, says something beyond the score).
- **Within strata** of the columns named in \`strata\`: \`conditional-parity\` of each group against everybody else, Σ n_s/n · (P(group | no, s) − P(group | yes, s)), above 0 where the group is called positive less often among its equals; \`conditional-parity.odds-ratio\` by Mantel and Haenszel.
- **What is judged** (\`difference\`): the largest gap of the rates of one criterion over all single attributes. The criterion is \`headline\`: equalized-odds speaks of \`tpr\` and \`fpr\`, demographic-parity of \`selection-rate\`, equal-opportunity of \`tpr\`, predictive-parity of \`ppv\`. The lower bound is corrected for the gap having been chosen among all of them.`,
  reading:
    "0 means that all groups have the same rate. A limit is exceeded when even the lower bound lies above it, and kept when even the upper bound lies below it. In between, there are too few rows to tell. **Which criterion matters is for people to decide**: where base rates differ, not all of them can hold at once (data/tradeoff). If no predictions were given, the numbers are about a model that stands in for yours.",
  remedy:
    "Look at the group that is treated worst, and find out whether its labels, its columns or its numbers are at fault. Collect more of it, reweigh the rows, or choose thresholds with the people concerned.",
  pitfalls: [
    "A gap between groups of two people taken at face value: fairlearn reports a difference of 1.0 without a word. Groups of fewer than 30 rows are not compared here.",
    "A rate of a group without negatives given as 0: it is not defined, and said so.",
    "The largest gap among many groups read as evidence: chance alone makes one, and how large it is stands beside it.",
    "A criterion chosen after looking: the lower bound is corrected for all gaps that the criterion speaks of, and the criterion is named before.",
    "No gap shown taken for no gap: the upper bound says how large it may be, and how many rows would tell.",
  ],
};
