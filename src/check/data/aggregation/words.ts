/** What the report and the documentation say of data/aggregation. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "One model for all",
  question: "Does one model fit all groups, and does a column mean the same in each?",
  short: "Does one model fit all?",
  adversary: {
    is: "nobody in particular: this is a question about the data, not an attack",
    knows: "the table",
    holds: "everything",
    wants: "to see for whom the same value means something else",
    access: "data",
  },
  sources: [
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle (aggregation)",
      url: "https://arxiv.org/abs/1901.10002",
    },
    {
      text: "Bickel, Hammel & O'Connell 1975, Sex Bias in Graduate Admissions",
      url: "https://doi.org/10.1126/science.187.4175.398",
    },
    {
      text: "MacKinnon & White 1985, Some heteroskedasticity-consistent covariance matrix estimators (HC3)",
      url: "https://doi.org/10.1016/0304-4076(85)90158-7",
    },
    {
      text: "Cochran 1954, The combination of estimates from different experiments",
      url: "https://doi.org/10.2307/3001666",
    },
    {
      text: "Nadeau & Bengio 2003, Inference for the Generalization Error",
      url: "https://doi.org/10.1023/A:1024068626366",
    },
  ],
  how: `Weights do not count here. Groups of fewer than 30 rows are left out.

- **A model of one's own** (\`own-model-gain\`): boosted models predict the label of people they have not seen (five folds). One learns from everybody, without the protected columns; one from the group alone. The gain is the mean loss of the first minus that of the second, person by person: log loss (chances no lower than 0.001), or the squared error of a number. \`own-model-error-gain\`: the same for wrong answers, or the absolute error. Intervals are Student's, widened because models of different folds share most of their rows. Groups of fewer than 200 rows, or 20 of a class, are too small to learn from.
- **A model that is told** (\`told-model-gain\`): the same for a model of everybody that sees the protected columns.
- **Slopes** (\`slope.difference\`): by how much the label (of a class: its share) is higher for one standard deviation more of a number, or for a value of a category against all others (the five commonest), in each group. The gap is the largest slope minus the smallest, with HC3 errors, or the classical ones where they are larger; its lower end is corrected for all pairs. Cochran's Q tests that all groups have the same slope; its p is corrected over everything that was compared (Holm). A group in which one person decides a slope, or fewer than ten have the value, has none.
- **Reversals** (\`reversals\`, the share of what was compared): everybody together has a slope of one sign, and a common slope inside the groups has the other, both surely (Holm): Simpson's paradox.`,
  reading:
    "**A gain above 0: the group would be served better by a model of its own**, although that has fewer rows to learn from. A gain below 0 says only that more rows help more than what is lost by pooling. Where the told model gains as much, it is enough that the model sees the group, which may be unwanted or unlawful. A slope that differs says that the same value means different things. Nothing here is judged.",
  remedy:
    "Ask those who know the groups named why the column means something else there; measure what is behind it, let the model see it, or learn for the groups apart and collect more rows of the smaller ones.",
  pitfalls: [
    "Comparing a pooled model with models of groups on the rows they were learnt from: the smaller model always wins.",
    "Taking a slope for a cause: it says what goes together in this table, one column at a time.",
    "Leaving the group out of the model and trusting the average: where groups differ, the largest one sets what a value means.",
  ],
};
