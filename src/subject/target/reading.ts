/** Which values of a model are read to know what it answers, and what they mean for the label that the audit is about. */
import { TelltaleError } from "../../error.ts";
import { answersOf, type Class } from "../../graph/answers.ts";
import type { Model } from "../../graph/model.ts";
import type { Label } from "../../learn/encoding/label.ts";
import { unlinked } from "./links.ts";
import { listed } from "./refusals.ts";

export interface Reading {
  /** The model's own, or with what is needed to read more of it. */
  readonly graph: Model["graph"];
  /** Names of tensors; the first holds the answer. */
  readonly tensors: readonly string[];
  readonly is: "logits" | "probabilities" | "values" | "labels";
  /** In the order of the answer; null: the file does not say. */
  readonly classes: readonly Class[] | null;
  /** The logits are those of sigmoids: where there is one for each class they are no logits of a softmax, and the second tensor, with its probabilities, holds the answer. */
  readonly sigmoid: boolean;
  /** Nothing but a shape says that they are logits: rows that are all positive and add up to 1 are probabilities. */
  readonly guessed: boolean;
  /** The first tensor may hold the logits of the probabilities in the second: if not, those are the answer. */
  readonly linked: boolean;
  /** Scores of two classes may be one score and its opposite. */
  readonly opposite: boolean;
}

/** @throws TelltaleError MODEL_OUTPUT_UNKNOWN, MODEL_TASK */
export function readingOf({ graph }: Pick<Model, "graph">, label: Label): Reading {
  const { best, classes } = answersOf({ graph });
  if (!best)
    throw new TelltaleError("MODEL_OUTPUT_UNKNOWN", {
      message: `None of the model's outputs (${listed(graph.outputs.map(({ name }) => name))}) is known to be an answer: no numbers for classes, no label, no value`,
      hint: "Export the model so that it gives one number for each class, one probability, or one value, as float32.",
    });
  const plain = { graph, classes, sigmoid: false, linked: false, guessed: false, opposite: false };
  if (label.kind === "number") {
    if (classes !== null || best.is === "maps") throw otherTask("tells classes apart", label);
    return { ...plain, tensors: [best.tensor], is: "values" };
  }
  if (best.is === "label") return { ...plain, tensors: [best.tensor], is: "labels" };
  if (best.is === "value" && best.by === "operator") throw otherTask("predicts a number", label);
  if (best.logits !== null) {
    const sigmoid = graph.nodes.some(({ op, inputs }) => op === "Sigmoid" && inputs[0] === best.logits);
    return { ...plain, tensors: sigmoid ? [best.logits, best.tensor] : [best.logits], is: "logits", sigmoid };
  }
  const found = ["probabilities", "maps"].includes(best.is) ? unlinked(graph, best) : null;
  if (found) {
    const tensors = [found.tensor, best.tensor];
    return { ...plain, graph: found.graph, tensors, is: "logits", linked: true };
  }
  const scores = !["probabilities", "probability", "maps"].includes(best.is);
  const guessed = best.is === "logits" && best.by === "shape";
  // Scikit-learn's exports give two classes [-score, score].
  const opposite = best.is === "logits" && best.by === "operator";
  return { ...plain, tensors: [best.tensor], is: scores ? "logits" : "probabilities", guessed, opposite };
}

const otherTask = (what: string, { kind, column }: Label): TelltaleError =>
  new TelltaleError("MODEL_TASK", {
    message: `The model ${what}, and the label, "${column}", ${kind === "class" ? "is one of some classes" : "is a number"}`,
    hint: "Name the column that the model was trained to predict as the label, or say in columns.types what it is.",
  });
