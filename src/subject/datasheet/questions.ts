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
  /** What hangs on it, for who is asked. */
  readonly why: string;
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
      {
        id: "past-decisions",
        text: "Does the label record decisions of people, and would one decide so again?",
        why: "A model learns to decide as those people did.",
      },
      {
        id: "harm",
        text: "Who would be harmed if what the table says went on?",
        why: "Numbers show gaps; whom they hurt, only people know.",
      },
    ],
  },
  {
    id: "representation",
    text: "Some people are in the table too rarely, or not at all.",
    checks: [{ check: "data/representation", measures: ["tv"] }],
    questions: [
      {
        id: "population",
        text: "On whom will what is learnt be used?",
        why: "Without an answer nothing can be called representative.",
      },
      {
        id: "sampling",
        text: "How did people come into the table, when and where, and who could not?",
        why: "Who could not come in is in no count.",
      },
      {
        id: "consent",
        text: "Do these people know, and have they agreed?",
        why: "What was given for one purpose was not given for every other.",
      },
    ],
  },
  {
    id: "measurement",
    text: "A column stands for something that it does not measure alike in all groups.",
    checks: [
      { check: "data/missingness", measures: ["missing.difference"] },
      { check: "data/measurement", measures: ["heaping.difference", "clipping.difference", "default.difference"] },
      { check: "data/duplicates", measures: ["least-error"] },
      { check: "data/label", measures: ["label-noise.difference", "second-label.difference"] },
    ],
    questions: [
      {
        id: "construct",
        text: "What is the label meant to say, and what was recorded instead?",
        why: "An arrest is not a crime, and a cost is not an illness.",
      },
      {
        id: "recording",
        text: "Was it recorded by the same people, in the same way and as often in all groups?",
        why: "Where people are looked at more closely, more is found.",
      },
    ],
  },
  {
    id: "aggregation",
    text: "One model is made for people for whom the same value means different things.",
    checks: [
      { check: "data/aggregation", measures: ["own-model-gain", "slope.difference"] },
      { check: "data/subgroups", measures: ["divergence"] },
    ],
    questions: [
      {
        id: "same-meaning",
        text: "Does the same value of a column mean the same in all groups?",
        why: "A value that means two things makes a rule that is wrong for one of them.",
      },
      {
        id: "joined",
        text: 'Which groups were put together (as in "other"), by whom, and why?',
        why: "Of people who were put together nobody can be seen apart.",
      },
      {
        id: "one-rule",
        text: "Would people who know these groups expect one rule to fit them all?",
        why: "A number shows that one model errs; why, and what would be better, it does not.",
      },
    ],
  },
  {
    id: "learning",
    text: "What is optimised makes some errors cheaper than others.",
    checks: [
      { check: "data/fairness", measures: [] },
      { check: "data/tradeoff", measures: ["price"] },
    ],
    questions: [
      {
        id: "objective",
        text: "What is optimised, with which weights, and with which limits (such as privacy)?",
        why: "What is not in the objective is paid for by somebody.",
      },
      {
        id: "definition",
        text: "Which definition of fairness was chosen, by whom, and why?",
        why: "Definitions conflict: who chooses one chooses who bears the errors.",
      },
    ],
  },
  {
    id: "evaluation",
    text: "The test set is not what the model will meet.",
    checks: [
      { check: "data/representation", measures: ["holdout.tv"], needs: "holdout" },
      { check: "data/drift", measures: ["told-apart"], needs: "holdout", unless: "serving" },
      { check: "data/duplicates", measures: ["holdout-in-train"], needs: "holdout" },
      { check: "data/subgroups", measures: ["divergence"] },
    ],
    questions: [
      {
        id: "benchmark",
        text: "Where does the test set come from, and was anything tuned on it?",
        why: "A test set that was tuned on, or is from the same place, flatters.",
      },
      {
        id: "success",
        text: "Which number decides that it is good enough, and for whom was it looked at?",
        why: "A good mean can hide people for whom it fails.",
      },
    ],
  },
  {
    id: "deployment",
    text: "It is used otherwise than it was made for.",
    checks: [{ check: "data/drift", measures: ["told-apart"], needs: "serving" }],
    questions: [
      {
        id: "use",
        text: "Who reads what the model says, and what do they do about it?",
        why: "A score helps or harms by what is done with it.",
      },
      {
        id: "recourse",
        text: "How can somebody object, and who keeps looking at whether it still holds?",
        why: "What nobody can object to is never put right.",
      },
    ],
  },
];

export const questions: readonly Question[] = sourcesOfHarm.flatMap(({ questions: own }) => own);
