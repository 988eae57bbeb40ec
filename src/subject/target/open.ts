/** A model that can be asked: rows of a table or of tensors go in, answers in the order of the label's classes come out. */
import { TelltaleError } from "../../error.ts";
import type { Constant } from "../../graph/dtype.ts";
import type { Model } from "../../graph/model.ts";
import { decodeModel, encodeModel } from "../../graph/protobuf.ts";
import { withOutputs } from "../../graph/rewire.ts";
import { openSession, type Session } from "../../graph/session.ts";
import { allRows } from "../../learn/goal.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import type { Reader } from "../../work.ts";
import type { OnnxTarget } from "../model.ts";
import { arrange, type Arranged, type Floats, otherShape } from "./arrange.ts";
import { padded, rowsAtOnce } from "./batches.ts";
import type { Matched } from "./classes.ts";
import { modelBytes } from "./describe.ts";
import { feederOf, type Question } from "./inputs.ts";
import { readingOf } from "./reading.ts";
import { Soundness } from "./sound.ts";

export interface Asked {
  /** It answers with labels: the probabilities are 1 for the class that it says and 0 for the others. */
  readonly labelsOnly: boolean;
  /**
   * About these rows of the question (all: not given), in their order. Logits where the file has them before its last softmax or sigmoid, since probabilities of float32 are 1
   * where logits still differ. Memory beyond the answers themselves does not grow with the rows.
   * @throws TelltaleError MODEL_INPUTS, MODEL_INPUT_COLUMNS, MODEL_INPUT_TYPE, MODEL_INPUT_MISSING, MODEL_INPUT_WIDTH, MODEL_INPUT_SHAPE, MODEL_OUTPUT_SHAPE, MODEL_OUTPUT_NOT_FINITE, MODEL_OUTPUT_SUM, MODEL_CLASSES, MODEL_TASK, ENGINE_RUN
   */
  answer(question: Question, rows?: Uint32Array): Promise<Answers>;
  /** As `answer`, and how the model's classes were found to be those of the label; null for a number. */
  ask(
    question: Question,
    rows?: Uint32Array,
  ): Promise<{ readonly answers: Answers; readonly by: Matched["by"] | null }>;
}

/** @throws TelltaleError MODEL_OUTPUT_UNKNOWN, MODEL_TASK, ENGINE_REFUSED, ENGINE_MISSING, and those of `decodeModel` */
export async function openTarget({ model: key, label }: OnnxTarget, reader: Reader): Promise<Asked> {
  const { model, bytes } = decoded(await modelBytes(reader, key));
  const reading = readingOf(model, label);
  const session = await sessionFor({ ...model, graph: reading.graph }, bytes, reading.tensors);
  const ask: Asked["ask"] = async (question, rows = allRows(question.rows)) => {
    const sound = new Soundness();
    let collected: Collected | null = null;
    let by: Matched["by"] | null = null;
    await eachBatch(model, session, { question, rows }, reading.tensors, (found, batch, from) => {
      const said = arrange(reading, found, batch.length, label);
      sound.check(said, batch);
      collected ??= collect(said, rows.length);
      if (said.kind !== collected.kind || said.outputs !== collected.outputs) throw changing();
      collected.values.set(said.values, from * said.outputs);
      by = label.kind === "class" ? said.by : null;
    });
    sound.finish(rows.length);
    const { kind, outputs, values } = collected ?? nobody(reading.is, label);
    return { answers: { kind, outputs, rows: rows.length, perModel: [values] }, by };
  };
  return { labelsOnly: reading.is === "labels", ask, answer: async (...about) => (await ask(...about)).answers };
}

/** Models are kept as they were read as long as their bytes are. */
const models = new WeakMap<Uint8Array, Model>();
export function decoded(bytes: Uint8Array): { readonly model: Model; readonly bytes: Uint8Array } {
  const model = models.get(bytes) ?? decodeModel(bytes);
  models.set(bytes, model);
  return { model, bytes };
}

/** Gives these tensors. The file is opened as it is where it gives them anyhow: a large one is not written again. */
export async function sessionFor(model: Model, bytes: Uint8Array, tensors: readonly string[]): Promise<Session> {
  const { outputs } = model.graph;
  const given = new Set(outputs.map(({ name }) => name));
  const plain = outputs.every(({ type }) => type.kind === "tensor");
  const asIs = plain && tensors.every((name) => given.has(name));
  return await openSession(asIs ? bytes : encodeModel(withOutputs(model, tensors)));
}

/** What the engine says of these tensors, some rows at a time. `batch`: rows of the question; `from`: how many came before. */
export async function eachBatch(
  model: Model,
  session: Session,
  { question, rows }: { readonly question: Question; readonly rows: Uint32Array },
  tensors: readonly string[],
  take: (found: readonly Constant[], batch: Uint32Array, from: number) => void,
): Promise<void> {
  const feeder = feederOf(model, question);
  const size = rowsAtOnce(model, feeder);
  for (let from = 0; from < rows.length; from += size) {
    const batch = rows.subarray(from, from + size);
    const fed = padded(batch, feeder.fixed);
    const said = await session.run(feeder.feeds(fed));
    const found = tensors.map((name) => byRow(said[name] ?? absent(name), fed.length));
    take(found, batch, from);
  }
}

/** Models that drop axes of length one drop that of a single row. */
function byRow(found: Constant, rows: number): Constant {
  if (found.shape[0] === rows) return found;
  if (rows === 1) return { ...found, shape: [1, ...found.shape] };
  throw otherShape(found.shape, rows);
}

type Collected = Omit<Arranged, "by">;

function collect({ kind, outputs, values }: Arranged, rows: number): Collected {
  const size = rows * outputs;
  const all: Floats = values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  return { kind, outputs, values: all };
}

const nobody = (is: "logits" | "probabilities" | "values" | "labels", label: OnnxTarget["label"]): Collected => ({
  kind: is === "labels" ? "probabilities" : is,
  outputs: label.kind === "class" ? label.classes.length : 1,
  values: new Float32Array(0),
});

const changing = (): TelltaleError =>
  new TelltaleError("MODEL_OUTPUT_SHAPE", {
    message: "The model answers some rows with probabilities, or as many numbers, and others not",
    hint: "Export the model so that its output has the same shape and meaning for all rows.",
  });

function absent(name: string): never {
  throw new Error(`the engine gives no ${name}`);
}
