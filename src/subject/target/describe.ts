/** What a play has to know of a model, as plain data: what it asks for, what it answers with, and what can be done with it. */
import { type Answer, answersOf } from "../../graph/answers.ts";
import { describe } from "../../graph/describe.ts";
import type { Dtype } from "../../graph/dtype.ts";
import type { Verdict } from "../../graph/learnable.ts";
import type { Port } from "../../graph/model.ts";
import { decodeModel } from "../../graph/protobuf.ts";
import type { Reader, Work } from "../../work.ts";
import { type Trees, treesOf } from "./trees.ts";

export type TargetDescription = {
  readonly producer: string;
  readonly task: "classification" | "regression" | "unknown";
  /** In the order of the model; null: the file has no names. */
  readonly classes: readonly string[] | null;
  readonly inputs: readonly TargetInput[];
  /** What is audited; null: no output is known to answer anything. */
  readonly answer: TargetAnswer | null;
  /** It gives labels and nothing else, so that only attacks on labels can be played: why, in a sentence; null: it gives numbers. */
  readonly labelsOnly: string | null;
  readonly differentiable: TargetVerdict;
  /** Of this very network, from new weights. */
  readonly retrainable: TargetVerdict;
  readonly trees: { readonly kind: Trees; readonly count: number; readonly nodes: number } | null;
  /** Numbers in tensors that were trained; trees have none. */
  readonly parameters: number;
  /** In sentences, for the user. */
  readonly notes: readonly string[];
};
export type TargetInput = {
  readonly name: string;
  readonly dtype: Dtype | "other";
  /** Of one row, without the first axis; a name or null: open. null for all: not known. */
  readonly shape: readonly (number | string | null)[] | null;
  /** Numbers (or texts) of a row; null: open. */
  readonly width: number | null;
};
export type TargetAnswer = {
  readonly output: string;
  readonly kind: Answer["is"];
  readonly by: Answer["by"];
  /** The file has what was before the last softmax or sigmoid: that is read. */
  readonly logits: boolean;
};
export type TargetVerdict = {
  readonly ok: boolean;
  readonly reasons: readonly string[];
  /** Only from this value on: what is before makes numbers of text. */
  readonly from: { readonly name: string; readonly width: number } | null;
};

/** @throws TelltaleError those of `decodeModel` */
export const describeWork: Work<{ readonly model: string }, TargetDescription> = {
  id: "model/describe@1",
  async run({ model: key }, reader) {
    const model = decodeModel(await modelBytes(reader, key));
    const { best } = answersOf(model);
    const found = describe(model);
    const kind = treesOf(model);
    return {
      producer: found.producer,
      task: found.task,
      classes: found.classes?.map(String) ?? null,
      inputs: model.graph.inputs.map(inputOf),
      answer: best && { output: best.name, kind: best.is, by: best.by, logits: best.logits !== null },
      labelsOnly:
        best?.is === "label" && found.classes !== null ? onlyLabels : best?.is === "label" ? onlyWholeNumbers : null,
      differentiable: plain(found.differentiable),
      retrainable: plain(found.retrainable),
      trees: kind && found.trees && { kind, count: found.trees.count, nodes: found.trees.nodes },
      parameters: found.parameters.count,
      notes: found.notes,
    };
  },
};

const onlyLabels = "The model answers with a label only: attacks that need probabilities cannot be played.";
const onlyWholeNumbers =
  "The model answers with whole numbers, taken for labels: attacks that need probabilities cannot be played.";

const plain = ({ ok, reasons, from }: Verdict): TargetVerdict => ({
  ok,
  reasons,
  from: from && { name: from.name, width: from.width },
});

function inputOf({ name, type }: Port): TargetInput {
  if (type.kind === "other") return { name, dtype: "other", shape: null, width: null };
  const shape = type.shape?.slice(1) ?? null;
  const known = shape?.every((extent) => typeof extent === "number");
  return {
    name,
    dtype: type.dtype,
    shape,
    width: shape && known ? shape.reduce<number>((a, b) => a * (typeof b === "number" ? b : 1), 1) : null,
  };
}

/** A model lies in the store as its bytes. */
export async function modelBytes(reader: Reader, key: string): Promise<Uint8Array> {
  const bytes = await reader.get(key);
  if (bytes instanceof Uint8Array) return bytes;
  throw new Error("a model lies in the store as its bytes");
}
