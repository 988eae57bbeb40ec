/** What the report and the documentation say of data/measurement. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Recording",
  question: "Were values recorded with the same care for all groups?",
  short: "Were values rounded, cut off or filled in for some groups more than others?",
  adversary: {
    is: "nobody in particular: this is a question about the data, not an attack",
    knows: "the table",
    holds: "everything",
    wants: "to see whose values were written down roughly",
    access: "data",
  },
  sources: [
    {
      text: "United Nations 1955, Methods of Appraisal of Quality of Basic Data for Population Estimates (Whipple's index)",
      url: null,
    },
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle",
      url: "https://arxiv.org/abs/1901.10002",
    },
    {
      text: "Jacobs & Wallach 2021, Measurement and Fairness",
      url: "https://arxiv.org/abs/1912.05511",
    },
    {
      text: "Benjamini & Hochberg 1995, Controlling the False Discovery Rate",
      url: "https://doi.org/10.1111/j.2517-6161.1995.tb02031.x",
    },
  ],
  how: `Columns of numbers and of times are looked at, each value that is there. Weights do not count here: the question is what was recorded.

- **Round numbers** (\`heaping\`): of whole numbers, the share of multiples of 5, and of 10. Only values in whole cycles around the round numbers count, within the middle 95 %; a smooth distribution then has 1 in 5 and 1 in 10 of them. The share times 5 is Whipple's index.
- **Default values** (\`default\`): the commonest values, up to three, where each has 1 in 20 values or more, 30 at least, and 5 times as many as the next one. Such a value may stand for "not known", or have been filled in.
- **Cut off** (\`clipping\`): the smallest or largest value, where it has 30 values or more, and 5 times as many as the three next to it on average.
- **Steps** (\`granularity\`): the power of ten that 19 of 20 values are multiples of, in all and in groups where it is another one.

Each share has Wilson's interval, in all and by group of each protected attribute. \`.difference\` is the largest minus the smallest, with Newcombe's bounds, the lower one corrected for all pairs; chi-square beside it, its p corrected over everything that was compared (Benjamini and Hochberg). Groups of fewer than 30 rows are shown and not compared. A column is not compared among groups that were cut from itself.`,
  reading:
    "Rounding is no fault in itself. **Rounding one group more than another is**: the same difference between two people is then seen in one group and not in the other. A default value or a cut may also be the truth, such as no income or full time. A difference between groups says that something differs, and a look at how values came about says what. Nothing here is judged.",
  remedy:
    "Find out who wrote the values down and how, in the groups named; mark values that stand for not known as missing.",
  pitfalls: [
    "Counting round numbers over the whole range: where the range begins and ends decides the share. Whole cycles are compared.",
    "Taking 99999 or 0 for a number like others: an average of filled-in values is about the form, not about people.",
    "Many columns, many groups, and a list of what is below 0.05: the p values are corrected.",
  ],
};
