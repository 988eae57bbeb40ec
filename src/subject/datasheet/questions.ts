/** What no computer can tell of training data: questions for people, by source of harm (Suresh & Guttag 2021, arXiv 1901.10002), in the spirit of Datasheets for Datasets (Gebru et al. 2021). */

export interface SourceOfHarm {
  readonly id: string;
  /** What it is, in a line. */
  readonly text: string;
  /** Checks that speak of it. */
  readonly checks: readonly string[];
  readonly questions: readonly Question[];
}
export interface Question {
  /** Its key in datasheet.yml. */
  readonly id: string;
  readonly text: string;
}

export const sourcesOfHarm: readonly SourceOfHarm[] = [
  {
    id: "historical",
    text: "The world was recorded as it is, and should not be repeated.",
    checks: ["data/label", "data/proxy"],
    questions: [
      { id: "past-decisions", text: "Does the label record decisions of people, and would one decide so again?" },
      { id: "harm", text: "Who would be harmed if what the table says went on?" },
    ],
  },
  {
    id: "representation",
    text: "Some people are in the table too rarely, or not at all.",
    checks: ["data/representation"],
    questions: [
      { id: "population", text: "On whom will what is learnt be used?" },
      { id: "sampling", text: "How did people come into the table, when and where, and who could not?" },
      { id: "consent", text: "Do these people know, and have they agreed?" },
    ],
  },
  {
    id: "measurement",
    text: "A column stands for something that it does not measure alike in all groups.",
    checks: ["data/missingness", "data/measurement", "data/duplicates", "data/label"],
    questions: [
      { id: "construct", text: "What is the label meant to say, and what was recorded instead?" },
      { id: "recording", text: "Was it recorded by the same people, in the same way and as often in all groups?" },
    ],
  },
  {
    id: "aggregation",
    text: "One model is made for people for whom the same value means different things.",
    checks: ["data/subgroups"],
    questions: [{ id: "same-meaning", text: "Does the same value of a column mean the same in all groups?" }],
  },
  {
    id: "learning",
    text: "What is optimised makes some errors cheaper than others.",
    checks: ["data/fairness", "data/tradeoff"],
    questions: [
      { id: "objective", text: "What is optimised, with which weights, and with which limits (such as privacy)?" },
      { id: "definition", text: "Which definition of fairness was chosen, by whom, and why?" },
    ],
  },
  {
    id: "evaluation",
    text: "The test set is not what the model will meet.",
    checks: ["data/drift", "data/duplicates"],
    questions: [{ id: "benchmark", text: "Where does the test set come from, and was anything tuned on it?" }],
  },
  {
    id: "deployment",
    text: "It is used otherwise than it was made for.",
    checks: ["data/drift"],
    questions: [
      { id: "use", text: "Who reads what the model says, and what do they do about it?" },
      { id: "recourse", text: "How can somebody object, and who keeps looking at whether it still holds?" },
    ],
  },
];

export const questions: readonly Question[] = sourcesOfHarm.flatMap(({ questions: own }) => own);
