/** What the report and the documentation say of data/sources. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Sources of harm",
  question: "Which sources of harm were looked at, and which only people can judge?",
  short: "Which sources of harm were looked at?",
  adversary: {
    is: "nobody: this is a map of what was asked",
    knows: "what people wrote in the datasheet",
    holds: "nothing",
    wants: "to know what was left out",
    access: "data",
  },
  sources: [
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle",
      url: "https://arxiv.org/abs/1901.10002",
    },
    { text: "Gebru et al. 2021, Datasheets for Datasets", url: "https://doi.org/10.1145/3458723" },
    { text: "Pushkarna, Zaldivar & Kjartansson 2022, Data Cards", url: "https://doi.org/10.1145/3531146.3533231" },
  ],
  how: `Seven sources of harm are known along the way from the world to a decision: historical, representation, measurement, aggregation, learning, evaluation, deployment. For each the map names the checks that speak of it, and the questions that no computer can answer. Answers are read from \`datasheet.yml\` beside the configuration (without one, in the folder that telltale is called in), where a single table is audited, or from the file that \`--datasheet\` (\`datasheet\` of the subject) names; \`telltale init --datasheet\` writes one to fill in.

\`answered\`: of each source, the share of its questions that have an answer. What an answer says is not judged.`,
  reading:
    "A question without an answer is **not assessed**, which is never a pass. A source whose checks were not played was not looked at.",
  remedy: "Answer the questions with the people who made the table and those whom it is about.",
  pitfalls: [
    "Numbers taken for the whole: whether a label should be predicted at all is no number.",
    "A datasheet filled in once: populations, uses and people change.",
  ],
};
