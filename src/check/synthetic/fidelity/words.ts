/** What is said of synthetic/fidelity. */
import type { Source } from "../../finding.ts";

export const sources: readonly Source[] = [
  {
    text: "Platzer & Reutterer 2021, Holdout-Based Empirical Assessment of Mixed-Type Synthetic Data (shares of one, two and three columns)",
    url: "https://doi.org/10.3389/fdata.2021.679939",
  },
  {
    text: "Bergsma 2013, A bias-correction for Cramér's V and Tschuprow's T",
    url: "https://doi.org/10.1016/j.jkss.2012.10.002",
  },
  {
    text: "Lopez-Paz & Oquab 2017, Revisiting Classifier Two-Sample Tests",
    url: "https://arxiv.org/abs/1610.06545",
  },
  {
    text: "Snoke, Raab, Nowok, Dibben & Slavković 2018, General and specific utility measures for synthetic data, §3 (pMSE)",
    url: "https://doi.org/10.1111/rssa.12358",
  },
  {
    text: "Alaa, van Breugel, Saveliev & van der Schaar 2022, How Faithful is your Synthetic Data? (α-precision, β-recall, authenticity)",
    url: "https://arxiv.org/abs/2102.08921",
  },
];

export const how = `Every column is cut into at most ten bins: numbers and times at round places near the deciles of the real table, a value that many people have alone; labels by frequency, the rest together; missing values apart.

- **Accuracy** of one, two and three columns: 1 − TVD, one minus half the summed differences of the shares of all bins (and of all combinations of bins), averaged over all columns, pairs and triples. Of very many pairs or triples a random sample is taken.
- **Ceiling**: what that accuracy would be, on average, if all rows had been dealt out to the two tables at random: the synthetic table cannot be told from another sample of the same people. In large cells this is 1 − ½ Σ √(2/π · p(1−p)(1/n₁+1/n₂)); in cells with few rows the exact mean of the binomial law.
- **Shape** of each column: one minus the Kolmogorov–Smirnov distance of numbers and times, one minus the total variation distance of labels, over rows that have a value.
- **Association** of each pair, on one scale from 0 to 1 for all types: Cramér's V of the binned columns with Bergsma's correction, in the real and in the synthetic table; the number is one minus the mean absolute difference.
- **C2ST**: a boosted model learns to tell synthetic rows from real ones, on four fifths of both, and is asked about the last fifth; the mean AUC of five such folds, with DeLong's interval, widened because the folds share rows (Nadeau & Bengio 2003). Equal rows go into one fold, so that a copy is not taken for its original. Against people in the data, and against the holdout.
- **pMSE**: the propensity score mean squared error of a logistic model of the bins, main effects only, because its law is known without drawing: to first order N · pMSE = c(1−c) χ² with as many degrees of freedom as parameters. \`pmse.ratio\` is pMSE over its mean when both tables are samples of one population; \`pmse.ratio.null\` is where 95 % of such ratios lie. \`pmse.ratio.snoke\` divides by the smaller mean of Snoke et al., (k−1)(1−c)²c/N.
- **α-precision, β-recall**: do synthetic rows lie in the smallest ball that holds a share α of the real ones, for every α; is each real row covered, by a synthetic row that is nearer than the nearest other real row and within the share β nearest to the synthetic centre, for every β. One minus twice the mean distance from the diagonal, on samples of equal size, numbers standardised by the real table. The same of the holdout's rows shows what other real people reach.
- **Authenticity**: the share of synthetic rows that are farther from their nearest real row than that row is from any other real one. The same against the holdout shows what is reached without having seen anybody.
- **SDMetrics' quality score**, as its authors compute it, for comparison.`;

export const reading = `1 is the same table; an AUC of 0.5 and a pMSE ratio of 1 are another sample of the same people. Nothing can be expected to lie above its ceiling: an accuracy *above* it means that the table keeps more of these very people than another sample of the population would have, which is a reason to look at the attacks. The same holds for a pMSE ratio below its null range, for a β-recall above that of the holdout, for an authenticity below that against the holdout, and for a classifier that finds the holdout easier to tell from the table than the people in the data.

β-recall of an honest table is about 0.5 to 0.7, not 1: the nearest synthetic row is nearer than the nearest other real one for about half of all people. pMSE with main effects sees single columns only; C2ST sees what columns do together.

A table can be like the real one and leak, or be unlike it and leak all the same. These numbers say what the table is worth, not whom it harms; they are never judged.`;

export const remedy =
  "Look at the columns and pairs with the lowest numbers first. More training, or a generator that models relations between columns, brings them up; so does leaking: watch both sides.";

export const pitfalls: readonly string[] = [
  "Comparing with 1 instead of the ceiling: three columns of 2,000 people reach .88 in another sample of the same population, not 1.",
  "A ceiling from the normal law in cells of a few rows: it promises what real people do not reach.",
  "Cutting each table into bins by its own range (SDMetrics' pair trends): one large value moves all bins, and equal tables look different.",
  "Cramér's V without correction: with ten bins on a side independent columns seem to hang together.",
  "β-recall and authenticity without a reference: other real people reach a β-recall of about 0.6, 1 is a copy, and what they reach in authenticity hangs on the table.",
  "Authenticity that compares a synthetic row's distance with that of another real row, picked by the synthetic row's number (synthcity).",
  "A classifier that has the original of a copy among what it learnt from: its AUC falls below 0.5, and a copied table looks perfect.",
  "Edges of bins that are somebody's value, and labels of one person, printed in the report.",
];
