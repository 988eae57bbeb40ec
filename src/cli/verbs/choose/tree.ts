/** Which gap between groups should count: a few questions, and where they lead. Pure. */

export const headlines = [
  "equalized-odds",
  "demographic-parity",
  "equal-opportunity",
  "predictive-parity",
  "accuracy",
  "base-rate",
] as const;
export type HeadlineName = (typeof headlines)[number];

export type Topic = "decisions" | "labels" | "effect" | "errors" | "capacity";
export type Answers = { readonly [topic in Topic]?: string };

/** In the order in which they are asked; the values are those of the flags. */
export const questions: readonly {
  readonly topic: Topic;
  readonly message: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
}[] = [
  {
    topic: "decisions",
    message: "Is there a prediction, a score or a model already?",
    options: [
      { value: "some", label: "yes, or one is to be made" },
      { value: "none", label: "no: only the labels are to be looked at" },
    ],
  },
  {
    topic: "labels",
    message: "Is the label trusted: does it say what is true, for every group alike?",
    options: [
      { value: "trusted", label: "yes", hint: "a loan was paid back or not" },
      {
        value: "doubted",
        label: "no",
        hint: "it records what people decided before, or was observed more in some groups",
      },
    ],
  },
  {
    topic: "effect",
    message: "What does a positive do to the person?",
    options: [
      { value: "helps", label: "it helps", hint: "a loan, a place, a treatment" },
      { value: "harms", label: "it harms", hint: "a suspicion, a refusal, a search" },
      { value: "neither", label: "neither: nobody is treated differently for it", hint: "statistics" },
    ],
  },
  {
    topic: "errors",
    message: "Which error is worse?",
    options: [
      { value: "missed", label: "to miss a positive" },
      { value: "false", label: "to call a negative positive" },
      { value: "both", label: "both are alike" },
    ],
  },
  {
    topic: "capacity",
    message: "Is it fixed how many can be called positive?",
    options: [
      { value: "fixed", label: "yes", hint: "so many places, so many inspectors" },
      { value: "open", label: "no: as many as qualify" },
    ],
  },
];

export interface Chosen {
  readonly headline: HeadlineName;
  /** One sentence. */
  readonly why: string;
}
const choice = (headline: HeadlineName, why: string): Chosen => ({ headline, why });

/** The choice, or what must be asked to make it. */
export function chosen({ decisions, labels, effect, errors, capacity }: Answers): Chosen | { readonly ask: Topic } {
  if (decisions === undefined) return { ask: "decisions" };
  if (decisions === "none")
    return choice(
      "base-rate",
      "nothing decides yet, so what can be compared is how often each group is labelled positive.",
    );
  if (labels === undefined) return { ask: "labels" };
  if (labels === "doubted")
    return choice(
      "demographic-parity",
      "errors counted against a label that is not trusted carry its fault, so what can be compared is how often each group is called positive.",
    );
  if (effect === undefined) return { ask: "effect" };
  if (effect === "neither")
    return choice("accuracy", "nobody is helped or harmed by a positive, so what counts is being right equally often.");
  if (errors === undefined) return { ask: "errors" };
  if (errors === "missed")
    return choice(
      "equal-opportunity",
      "the worse error is to miss a positive, so those who are positive should be found equally often in every group.",
    );
  if (capacity === undefined) return { ask: "capacity" };
  if (capacity === "open")
    return choice(
      "equalized-odds",
      errors === "both"
        ? "both errors weigh alike and nobody takes another's place, so both should be equally frequent in every group."
        : "wrongly called positive should be equally frequent in every group, and holding the other error equal, too, keeps one group from paying for it.",
    );
  if (effect === "helps" && errors === "both")
    return choice(
      "equal-opportunity",
      "places are few and good to have, so those who qualify should have the same chance of one in every group.",
    );
  return choice(
    "predictive-parity",
    "only so many can be called positive, so a positive should be right equally often in every group.",
  );
}
