/** What a reader must know of the model and of those that play it: how alike they are, and what its answers are worth. */
import type { Quality } from "../../learn/shadow.ts";
import type { Label } from "../../learn/encoding/label.ts";
import type { Validity } from "../finding.ts";
import type { Rightness } from "./membership-works.ts";

export interface Likeness {
  readonly target: Rightness;
  readonly shadows: Quality | null;
  /** Rows that each shadow model learnt from; null without any, or where they came with the predictions. */
  readonly size: number | null;
  readonly sides: { readonly members: number; readonly outsiders: number };
  readonly task: "classification" | "regression";
  readonly label: Label;
  /** Whether a blind classifier could look at the people. */
  readonly blind: boolean;
}

export const remarks = (of: Likeness): Validity[] => [
  ...askedWrongly(of),
  ...unlike(of),
  ...smaller(of),
  ...byRow(of),
  ...overConfident(of),
  ...saturated(of),
  ...unseen(of),
];

/** Nobody trains a model that is worse than not looking at people: rather, it is not asked as it was trained. Beyond three standard errors. */
function askedWrongly({ target: { members: right, common }, sides: { members: n }, label }: Likeness): Validity[] {
  if (common === null || label.kind === "number" || n === 0) return [];
  const classes = label.classes.length;
  const below = (chance: number): boolean => right < chance - 3 * Math.sqrt((chance * (1 - chance)) / n);
  const drawn = below(1 / classes);
  if (!drawn && !below(common)) return [];
  const nothing = drawn ? "a class drawn at random" : "always the most common class";
  return [
    {
      code: "model-asked-wrongly",
      message: `The model is right for ${percent(right)} of the people it was trained on, and ${nothing} would be for ${percent(drawn ? 1 / classes : common)}: its classes or columns may be in another order than it was trained with, or these are not the people it was trained on. Compare some of its answers with those that it gives where it is used.`,
      effect: drawn ? "blocks" : "note",
    },
  ];
}

/** Differences beyond this, and beyond three standard errors, change what calibration is worth. */
const tolerable = 0.05;

function unlike({ target, shadows, sides, task }: Likeness): Validity[] {
  if (shadows === null || task !== "classification") return [];
  const far = (own: number, theirs: number, n: number): boolean =>
    Math.abs(own - theirs) > tolerable + 3 * Math.sqrt(Math.max(own * (1 - own), 1 / n) / n);
  const train = far(target.members, shadows.meanTrain, sides.members);
  const test = far(target.outsiders, shadows.meanTest, sides.outsiders);
  if (!train && !test) return [];
  return [
    {
      code: "shadows-unlike-target",
      message: `The shadow models are right for ${percent(shadows.meanTrain)} of the people they learnt from and ${percent(shadows.meanTest)} of others, the audited model for ${percent(target.members)} and ${percent(target.outsiders)}: attacks that use them are weaker than they could be, so a pass says less. Train them as it was trained (trainer, with its recipe: epochs, rate, weight decay, and its kind of network).`,
      effect: "note",
    },
  ];
}

/** Of two that have nobody in common each has half of all at most: with few outsiders that is less than the audited model had. */
function smaller({ size, sides: { members } }: Likeness): Validity[] {
  if (size === null || size >= (1 - few) * members) return [];
  return [
    {
      code: "shadows-smaller",
      message: `The shadow models learnt from ${size} people each, the audited model from ${members}: there are too few outsiders for as many. Models of fewer people know each of them better, so attacks that use them are weaker than they could be, and a pass says less. Give more people whom the model never saw (--holdout).`,
      effect: "note",
    },
  ];
}
/** A difference of numbers of people that changes little. */
const few = 0.2;

/** Halves are drawn of rows. */
function byRow({ size, target: { rowsOfPerson } }: Likeness): Validity[] {
  if (size === null || rowsOfPerson < 1 + few) return [];
  return [
    {
      code: "shadows-by-row",
      message: `There are ${rowsOfPerson.toFixed(1)} rows for each person, and what shadow models learn from is drawn by rows: most that did not learn from a row did learn from another one of the same person. Where one person's rows are much alike, attacks that use them are weaker than they could be, so a pass says less.`,
      effect: "note",
    },
  ];
}

function overConfident({ target: { confidence, outsiders }, task }: Likeness): Validity[] {
  if (confidence === null || task !== "classification" || confidence.outsiders - outsiders < 0.1) return [];
  return [
    {
      code: "over-confident",
      message: `On people it never saw the model is right for ${percent(outsiders)} but sure of ${percent(confidence.outsiders)} on average: its probabilities are no probabilities, and being too sure is part of what gives people away. A temperature fitted on a holdout mends the first.`,
      effect: "note",
    },
  ];
}

function saturated({ target }: Likeness): Validity[] {
  if (target.saturated < 0.1) return [];
  return [
    {
      code: "answers-saturated",
      message: `For ${percent(target.saturated)} of the people the model's probability is exactly 0 or 1, so they cannot be told apart by it: attacks look weaker than on its logits. Give logits (a model file whose softmax can be seen, or predictions as logits).`,
      effect: "note",
    },
  ];
}

function unseen({ blind }: Likeness): Validity[] {
  if (blind) return [];
  return [
    {
      code: "no-blind",
      message:
        "Only answers are known, not the people: whether people in the data and outsiders differ to begin with cannot be told. Give their rows (--train, --holdout).",
      effect: "note",
    },
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
