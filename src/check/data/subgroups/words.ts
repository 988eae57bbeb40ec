/** What the report and the documentation say of data/subgroups. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Groups nobody marked",
  question: "For which groups that nobody marked does it go wrong?",
  short: "For which unmarked groups does it go wrong?",
  adversary: {
    is: "nobody in particular: this is a question about predictions, not an attack",
    knows: "the table, its labels and the predictions",
    holds: "everything",
    wants: "to see whom predictions fail, whether they were thought of or not",
    access: "data",
  },
  sources: [
    {
      text: "Pastor, de Alfaro & Baralis 2021, Looking for Trouble: Analyzing Classifier Behavior via Pattern Divergence (DivExplorer)",
      url: "https://doi.org/10.1145/3448016.3457284",
    },
    {
      text: "Sagadeeva & Boehm 2021, SliceLine: Fast, Linear-Algebra-based Slice Finding for ML Model Debugging",
      url: "https://doi.org/10.1145/3448016.3457323",
    },
    {
      text: "Newcombe 1998, Interval estimation for the difference between independent proportions (method 10)",
      url: null,
    },
    { text: "Holm 1979, A simple sequentially rejective multiple test procedure", url: null },
    { text: "Westfall & Young 1993, Resampling-Based Multiple Testing (the largest statistic of all)", url: null },
  ],
  how: `A subgroup is everybody who meets up to \`conditions\` conditions, such as "age=below 25&sex=Female". Conditions are values of the columns that describe people: protected columns in the groups that are compared elsewhere, categories as they are, other numbers and times in fifths, and "missing" where somebody has no value. No one has to mark a column for it.

What is looked at (the outcome): \`error-rate\`, \`fpr\`, \`fnr\` of predictions and the \`base-rate\` of the label; of a label that is a number \`absolute-error\` and \`mean-label\`. Predictions are those of the table's column, or of the model that was given. A score without predictions says yes from 0.5 on. Without either, a boosted model of the label is learnt by cross-validation. Errors are of interest where there are more of them, labels where there are more or fewer.

1. **Halves.** Rows are split at random: one half is searched, at most \`rows\`/2 rows of it, and the other one is not looked at.
2. **Search.** Every subgroup of at least \`support\` of the rows searched, and never fewer than 30, is counted. Its divergence is its rate minus the rate of all (DivExplorer). z is the divergence over its standard error, were the outcome given out at random.
3. **Chance.** The outcome is reshuffled \`reshuffles\` times among the same rows, and all subgroups are counted again. p says how often the largest z of a reshuffle is as large as that of the subgroup. It needs no further correction.
4. **Choice.** The \`top\` subgroups by divergence minus 1.96 standard errors. Left out are those that a more general subgroup explains (without one condition the divergence is the same, but for \`epsilon\` or 1.96 standard errors), and those that share 80 % of their rows with one chosen before.
5. **Confirmation.** Each is measured on the half that was not searched: its rate with Wilson's interval, and its \`divergence\` with Newcombe's against the rest, brought to all (a mean: Student and Welch, moved for skewness). **Confirmed** are those that lie on the same side again and whose p (Fisher's exact test, or Welch's) is below 0.05 after Holm over all subgroups of all outcomes. Fewer than 30 rows in that half are not measured.

A condition's share of the divergence is Shapley's value over all orders of the conditions, on the same half; the shares add up to the divergence. SliceLine's score, alpha (error / error of all - 1) - (1 - alpha) (rows / rows of the subgroup - 1), is of the half that was searched.

With weights, rates are weighted and n is what the rows are worth, (Σw)²/Σw²; support is of rows.`,
  reading:
    "A divergence of 0.1 means that the rate of the subgroup lies 10 points above that of all. Only confirmed subgroups are more than a find: **the largest of thousands always looks bad**, and its rate in the half that was searched is too large on average. Subgroups overlap: two lines may be about much the same people. A subgroup that is not confirmed may still be one that is treated badly, but too small to tell. Nothing here is judged.",
  remedy:
    "Look at the confirmed subgroups with those who know the people: is there too little data, a column that means something else for them, or a label that is wrong? Then measure them again on new data.",
  pitfalls: [
    "Reading the top of a list of subgroups as evidence: among random errors, too, some subgroup lies far out. DivExplorer's t and SliceLine's score know nothing of how many were tried.",
    "Measuring a subgroup on the rows that it was found on: its rate is overstated, most for small ones.",
    "Ten lines that say one thing: subgroups that a more general one explains, or that have the same people, are left out.",
    "A false positive rate of a subgroup with two negatives: at least 30 must be there.",
  ],
};
