/** What no computer can tell of training data: questions for people, by source of harm (Suresh & Guttag 2021, arXiv 1901.10002), in the spirit of Datasheets for Datasets (Gebru et al. 2021). */

export interface SourceOfHarm {
  readonly id: string;
  /** What it is, in a line. */
  readonly text: string;
  readonly checks: readonly Speaking[];
  readonly questions: readonly Question[];
}
/** A check that speaks of a source. */
export interface Speaking {
  readonly check: string;
  /** Of what it found, the measures that bear on the source. */
  readonly measures: readonly string[];
  /** Without this table it says nothing about the source. */
  readonly needs?: "holdout" | "serving";
  /** Given this table, it looks there instead. */
  readonly unless?: "serving";
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
    checks: [
      { check: "data/label", measures: ["base-rate.difference", "mean-label.difference"] },
      { check: "data/proxy", measures: ["proxy-auc"] },
    ],
    questions: [
      { id: "past-decisions", text: "Does the label record decisions of people, and would one decide so again?" },
      { id: "harm", text: "Who would be harmed if what the table says went on?" },
    ],
  },
  {
    id: "representation",
    text: "Some people are in the table too rarely, or not at all.",
    checks: [{ check: "data/representation", measures: ["tv"] }],
    questions: [
      { id: "population", text: "On whom will what is learnt be used?" },
      { id: "sampling", text: "How did people come into the table, when and where, and who could not?" },
      { id: "consent", text: "Do these people know, and have they agreed?" },
    ],
  },
  {
    id: "measurement",
    text: "A column stands for something that it does not measure alike in all groups.",
    checks: [
      { check: "data/missingness", measures: ["missing.difference"] },
      { check: "data/measurement", measures: ["heaping.difference", "clipping.difference", "default.difference"] },
      { check: "data/duplicates", measures: ["least-error"] },
      { check: "data/label", measures: ["label-noise.difference"] },
    ],
    questions: [
      { id: "construct", text: "What is the label meant to say, and what was recorded instead?" },
      { id: "recording", text: "Was it recorded by the same people, in the same way and as often in all groups?" },
    ],
  },
  {
    id: "aggregation",
    text: "One model is made for people for whom the same value means different things.",
    checks: [
      { check: "data/aggregation", measures: ["own-model-gain", "slope.difference"] },
      { check: "data/subgroups", measures: ["divergence"] },
    ],
    questions: [{ id: "same-meaning", text: "Does the same value of a column mean the same in all groups?" }],
  },
  {
    id: "learning",
    text: "What is optimised makes some errors cheaper than others.",
    checks: [
      { check: "data/fairness", measures: [] },
      { check: "data/tradeoff", measures: ["price"] },
    ],
    questions: [
      { id: "objective", text: "What is optimised, with which weights, and with which limits (such as privacy)?" },
      { id: "definition", text: "Which definition of fairness was chosen, by whom, and why?" },
    ],
  },
  {
    id: "evaluation",
    text: "The test set is not what the model will meet.",
    checks: [
      { check: "data/drift", measures: ["told-apart"], needs: "holdout", unless: "serving" },
      { check: "data/duplicates", measures: ["holdout-in-train"], needs: "holdout" },
      { check: "data/subgroups", measures: ["divergence"] },
    ],
    questions: [{ id: "benchmark", text: "Where does the test set come from, and was anything tuned on it?" }],
  },
  {
    id: "deployment",
    text: "It is used otherwise than it was made for.",
    checks: [{ check: "data/drift", measures: ["told-apart"], needs: "serving" }],
    questions: [
      { id: "use", text: "Who reads what the model says, and what do they do about it?" },
      { id: "recourse", text: "How can somebody object, and who keeps looking at whether it still holds?" },
    ],
  },
];

export const questions: readonly Question[] = sourcesOfHarm.flatMap(({ questions: own }) => own);
