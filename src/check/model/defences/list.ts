/** All defences that are tried, in the order of the table, and what each is in plain words. */
import type { Answering } from "./released.ts";
import { type TrainingId, trainingIds } from "./trainings.ts";

export type Defence =
  | { readonly id: string; readonly plain: string; readonly group: "none" | "answers"; readonly how: Answering }
  | { readonly id: string; readonly plain: string; readonly group: "training"; readonly training: TrainingId }
  | { readonly id: string; readonly plain: string; readonly group: "training"; readonly epsilon: number };

const answering = [
  ["temperature 2", "all logits halved, so that the model sounds less sure", { kind: "temperature", by: 2 }],
  ["temperature 5", "all logits divided by five", { kind: "temperature", by: 5 }],
  ["rounding 2", "probabilities rounded to two decimals", { kind: "rounding", decimals: 2 }],
  ["rounding 1", "probabilities rounded to one decimal", { kind: "rounding", decimals: 1 }],
  ["top 3", "the three likeliest classes with their probabilities", { kind: "top", k: 3 }],
  ["top 1", "the likeliest class with its probability", { kind: "top", k: 1 }],
  ["label only", "the likeliest class, and nothing else", { kind: "label" }],
] as const satisfies readonly (readonly [string, string, Answering])[];

const plain: { readonly [id in TrainingId]: string } = {
  "early stopping": "a tenth of the people held out; training ends when it gets no better for them",
  "third of the epochs": "each person is learnt a third as often",
  "weight decay 0.001": "large weights cost something",
  "weight decay 0.01": "large weights cost much",
  dropout: "half of each hidden layer is left out in each step",
  "larger leaves": "no leaf of a tree is about only a few people",
  "fewer trees": "a fifth of the trees",
};

export const none: Defence = { id: "none", plain: "as it is", group: "none", how: { kind: "none" } };

/** What may be asked for by name. */
export const answeringIds = answering.map(([id]) => id);
export const privateId = "dp-sgd";
export const defenceIds = [...answeringIds, ...trainingIds, privateId] as const;
export type DefenceId = (typeof defenceIds)[number];

/** `wanted` null: all. Without "none". */
export function defencesOf(wanted: readonly DefenceId[] | null, epsilons: readonly number[]): readonly Defence[] {
  const asked = (id: DefenceId): boolean => wanted === null || wanted.includes(id);
  return [
    ...answering
      .filter(([id]) => asked(id))
      .map(([id, words, how]): Defence => ({ id, plain: words, group: "answers", how })),
    ...trainingIds.filter(asked).map((id): Defence => ({ id, plain: plain[id], group: "training", training: id })),
    ...(asked(privateId) ? [...epsilons].toSorted((a, b) => b - a) : []).map((epsilon): Defence => ({
      id: `${privateId} epsilon ${epsilon}`,
      plain: `trained with differential privacy, with noise for an epsilon of ${epsilon}`,
      group: "training",
      epsilon,
    })),
  ];
}
