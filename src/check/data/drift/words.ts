/** What the report and the documentation say of data/drift. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Drift",
  question: "Is the data in use still like the training data?",
  short: "Is the data in use still like the training data?",
  adversary: {
    is: "nobody: this is a question about two tables, not an attack",
    knows: "both tables",
    holds: "everything",
    wants: "to know whether what was learnt still holds",
    access: "data",
  },
  sources: [
    {
      text: "Lopez-Paz & Oquab 2017, Revisiting Classifier Two-Sample Tests",
      url: "https://arxiv.org/abs/1610.06545",
    },
    {
      text: "Rabanser, Günnemann & Lipton 2019, Failing Loudly: An Empirical Study of Methods for Detecting Dataset Shift",
      url: "https://arxiv.org/abs/1810.11953",
    },
    {
      text: "Benjamini & Hochberg 1995, Controlling the False Discovery Rate",
      url: "https://doi.org/10.1111/j.2517-6161.1995.tb02031.x",
    },
  ],
  how: `People in use (\`--serving\`) are held against the training table; without them the holdout is, as the test set. Weights play no part.

- **As a whole** (\`told-apart\`): the area under the ROC curve of a boosted classifier that says from which table a person is, cross-validated on equally many of both (DeLong's interval, widened because models of folds share rows). 0.5 is guessing.
- **By column** (\`drift\`): total variation over the column's values, or over tenths of the training table's numbers (a number that many have is a cell of its own), missing ones a cell of their own; with an interval, and what chance alone makes of it. The panel draws the training table, the population's where it was given, and people in use. Beside it Jensen and Shannon's distance (natural logarithms) and the population stability index, infinite where one table has people of a value and the other none, of numbers Kolmogorov and Smirnov's distance and Wasserstein's over the standard deviation. p values are of chi-square (thin cells joined) and, of numbers, of Kolmogorov and Smirnov, the smaller one doubled; corrected over all columns (Benjamini and Hochberg).
- **By group**: the same of the ten columns farthest apart, within each group of the protected attributes that has 30 rows in both tables. A column may stand still in all and move within a group.
- **The label** (\`label-shift\`): how often it is positive, in use minus in training, in all and by group, with Newcombe's interval; where the other table has it.`,
  reading:
    "A total variation of 0.1 means that one person in ten would have to be somebody else. Large tables make any small drift significant: look at its size, and at what chance makes of it. Drift says that people have changed, not that a model fails: data/fairness on people in use does.",
  remedy:
    "Find out what changed: people, the way of recording, or the world. Weigh the training rows (data/representation), collect new ones, or learn anew; and compare errors by group before and after.",
  pitfalls: [
    "A p value taken for a size: of a million rows everything is significant.",
    "Drift looked for column by column only: columns may each stand still while how they go together moves. The classifier sees that.",
    "All people together: what moves in a small group is drowned in the large ones.",
  ],
};
