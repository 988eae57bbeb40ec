/** The model's classes and those of the label are the same ones, in orders of their own and perhaps written in other ways. */
import { TelltaleError } from "../../error.ts";
import type { Class } from "../../graph/answers.ts";
import { listed } from "./refusals.ts";

export interface Matched {
  /** By class of the label: its place among the model's. */
  readonly places: Int32Array;
  /** "order": the model has no names, or numbers from 0 on for classes that have names. */
  readonly by: "name" | "order";
}

/**
 * "1", 1, 1.0 and true are one class; so are "0" and "False".
 * @param count numbers that the model gives for a row (two, where a single one stands for two classes)
 * @throws TelltaleError MODEL_CLASSES
 */
export function matchClasses(model: readonly Class[] | null, label: readonly string[], count: number): Matched {
  const inOrder: Matched = { places: Int32Array.from(label.keys()), by: "order" };
  if (model === null) {
    if (count === label.length) return inOrder;
    throw new TelltaleError("MODEL_CLASSES", {
      message: `The model tells ${count} classes apart, and the label has ${label.length} (${listed(label)})`,
      hint: "Name the column that the model was trained to predict as the label; its rows have to be of all classes that the model knows.",
    });
  }
  if (model.length !== count)
    throw new TelltaleError("MODEL_CLASSES", {
      message: `The model names ${model.length} classes (${listed(model.map(String))}), and answers with ${count} numbers`,
      hint: "Export the model again so that it gives one probability for each class.",
    });
  for (const nameOf of [String, sameName]) {
    const at = new Map(model.map((name, i) => [nameOf(name), i]));
    const wanted = label.map(nameOf);
    const exact = at.size === model.length && new Set(wanted).size === label.length;
    const places = Int32Array.from(wanted, (name) => at.get(name) ?? -1);
    if (exact && places.every((place) => place >= 0) && label.length === count) return { places, by: "name" };
  }
  const known = new Set(model.map(sameName));
  const common = label.filter((name) => known.has(sameName(name)));
  // Labels that were numbered before training, in their order, as XGBoost asks for.
  const numbered =
    model.every((name, i) => Number(name) === i) && label.some((name) => Number.isNaN(Number(sameName(name))));
  if (numbered && common.length === 0 && label.length === count) return inOrder;
  throw strangers(model.map(String), label);
}

function strangers(model: readonly string[], label: readonly string[]): TelltaleError {
  const missing = (names: readonly string[], among: readonly string[]): readonly string[] => {
    const there = new Set(among.map(sameName));
    return names.filter((name) => !there.has(sameName(name)));
  };
  const [unknown, unseen] = [missing(label, model), missing(model, label)];
  const parts = [
    ...(unknown.length > 0 ? [`the model does not know ${listed(unknown)}`] : []),
    ...(unseen.length > 0 ? [`no row is of ${listed(unseen)}, which it knows`] : []),
  ];
  return new TelltaleError("MODEL_CLASSES", {
    message: `The classes of the label are not those of the model: ${parts.join("; ") || "they are written in more than one way"}`,
    hint:
      unknown.length > 0
        ? `Name the column that the model was trained to predict, with its classes written as the model has them: ${listed(model)}.`
        : "Give rows of all classes that the model knows: the data it was trained on have them.",
  });
}

/** What a class is called, however it is written. */
export function sameName(name: Class): string {
  const text = String(name).trim();
  if (/^true$/i.test(text)) return "1";
  if (/^false$/i.test(text)) return "0";
  const value = Number(text);
  return text !== "" && Number.isFinite(value) ? String(value + 0) : text;
}
