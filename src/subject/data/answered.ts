/** What an audited model says of the rows of a table, as predictions and scores. */
import type { Answers } from "../../learn/trainers/trainer.ts";
import type { Cast, LabelOf } from "../data.ts";

export type Answered = Pick<Cast, "prediction" | "score">;

interface Asked {
  readonly label: LabelOf;
  readonly rows: number;
  /** Row of the table that each answer is about; rows without a label were not asked about. */
  readonly origin: Uint32Array;
  /** Of the model's answers, in their order. */
  readonly classes: readonly string[];
}

export function answeredOf({ kind, outputs, perModel }: Answers, { label, rows, origin, classes }: Asked): Answered {
  const [said] = perModel;
  if (!said) throw new Error("one model answered");
  if (label.kind === "number") {
    const values = new Float64Array(rows).fill(NaN);
    origin.forEach((row, i) => (values[row] = said[i * outputs]!));
    return { prediction: { kind: "number", values }, score: null };
  }
  const codes = new Int32Array(rows).fill(-1);
  const score = label.positive === null ? null : new Float64Array(rows).fill(NaN);
  const places = classes.map((name) => label.classes.indexOf(name));
  const positive = label.positive === null ? -1 : classes.indexOf(label.classes[label.positive] ?? "");
  origin.forEach((row, i) => {
    const chances = chancesOf(said.subarray(i * outputs, (i + 1) * outputs), kind);
    codes[row] = places[chances.indexOf(Math.max(...chances))] ?? -1;
    if (score && positive >= 0) score[row] = chances[positive] ?? NaN;
  });
  return { prediction: { kind: "class", classes: label.classes, positive: label.positive, codes }, score };
}

function chancesOf(row: Float32Array | Float64Array, kind: Answers["kind"]): number[] {
  const all = Array.from(row);
  if (kind !== "logits") return all.map((chance) => Math.min(1, Math.max(0, chance)));
  const most = Math.max(...all);
  const powers = all.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
