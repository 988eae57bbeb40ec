/** What the report and the documentation say of data/missingness. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Missing values",
  question: "Do values go missing more often for some groups than for others?",
  short: "Whose values are missing?",
  adversary: {
    is: "nobody in particular: this is a question about the data, not an attack",
    knows: "the table",
    holds: "everything",
    wants: "to see about whom less is known",
    access: "data",
  },
  sources: [
    {
      text: "Rubin 1976, Inference and missing data",
      url: "https://doi.org/10.1093/biomet/63.3.581",
    },
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle",
      url: "https://arxiv.org/abs/1901.10002",
    },
    {
      text: "Laud 2017, Equal-tailed confidence intervals for comparison of rates (ratios of rates)",
      url: "https://doi.org/10.1002/pst.1813",
    },
    {
      text: "Benjamini & Hochberg 1995, Controlling the False Discovery Rate",
      url: "https://doi.org/10.1111/j.2517-6161.1995.tb02031.x",
    },
  ],
  how: `Of every column that lacks 5 values or more, and of the label. Weights do not count here: the question is what was recorded.

- **Missing** (\`missing\`): the share of rows without a value, with Wilson's interval, in all and by group; beside it the share in the population's table, among people in use and in the holdout, as far as they were given. By group: each protected attribute and pair of them, and the label (a number in quarters). \`missing.ratio\` is a group over the one with most rows, with score bounds.
- **Gap** (\`missing.difference\`): the largest rate minus the smallest, with Newcombe's bounds, the lower one corrected for all pairs; chi-square with Cramér's V beside it, its p corrected over everything that was compared (Benjamini and Hochberg). Groups of fewer than 30 rows are shown and not compared.
- **Predictable** (\`missing-auc\`): a boosted model, learnt by cross-validation on at most \`rows\` rows, says from the other columns of people whether the value is missing. The AUC has DeLong's interval, widened because models of folds share rows. Columns that lack their values in most of the same rows are left out, and named.
- **What it goes with**: the three columns with the largest Cramér's V, numbers in tenths.
- **Complete rows** (\`complete\`): by group, how many are left when every incomplete row is dropped.`,
  reading:
    "An AUC of 0.5 means that the other columns do not tell whether the value is missing. **Above it, the value is not missing by chance**: dropping incomplete rows then changes who is in the data, and filling in the average treats unlike people alike. Whether it depends on the missing value itself cannot be told from the table. A gap between groups means that less is known about one of them. Nothing here is judged.",
  remedy:
    "Find out why values go missing in the groups named, and record them alike; do not drop incomplete rows before looking at who is dropped.",
  pitfalls: [
    "Dropping incomplete rows first and comparing groups afterwards: the people about whom least is known are then gone.",
    "Testing every column against every group and listing what is below 0.05: of a hundred tests five are. The p values are corrected.",
    "A model that predicts one missing value from another one of the same form: it is right, and says nothing.",
    "Taking a test that finds nothing for proof that values are missing by chance: they may depend on what is missing.",
  ],
};
