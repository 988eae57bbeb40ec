/** The audited network with its own weights, and what it reads of each person: its input, or the value that its own encoding makes of a row. */
import { answersOf } from "../../../graph/answers.ts";
import { type Constant, sizeOf } from "../../../graph/dtype.ts";
import { learnable } from "../../../graph/learnable.ts";
import { single } from "../../../graph/lowering/constants.ts";
import { featuresOf } from "../../../graph/lowering/features.ts";
import type { Model } from "../../../graph/model.ts";
import type { Weights } from "../../../learn/networks/export.ts";
import type { Network } from "../../../learn/networks/network.ts";
import { type Data, outputsFor, readData } from "../../../learn/trainers/data.ts";
import { networkIn } from "../../../learn/trainers/same.ts";
import type { Examples } from "../../../learn/training/data.ts";
import type { OnnxTarget } from "../../../subject/model.ts";
import { matchClasses } from "../../../subject/target/classes.ts";
import { modelBytes } from "../../../subject/target/describe.ts";
import { feederOf } from "../../../subject/target/inputs.ts";
import { decoded, eachBatch, sessionFor } from "../../../subject/target/open.ts";
import type { Reader } from "../../../work.ts";

export interface Opened {
  readonly network: Network;
  readonly weights: Weights;
  /** Rows asked for, one after the other. */
  readonly x: Examples;
  /** By class of the label: its place among the network's outputs; null for numbers. */
  readonly places: Int32Array | null;
}

/**
 * @param pool key of `Data`
 * @throws TelltaleError MODEL_*, NETWORK_*, GRAPH_*, ENGINE_*
 */
export async function openTarget(
  { model: key, label }: OnnxTarget,
  { pool, rows }: { readonly pool: string; readonly rows: Uint32Array },
  reader: Reader,
): Promise<Opened> {
  const file = decoded(await modelBytes(reader, key));
  const { model } = file;
  const answers = answersOf(model);
  const data = await readData(reader, pool);
  const from = beginningOf(model, answers);
  const read = await valuesRead(file, from, { data, rows });
  const network = networkIn(model, from, read.shape);
  const places = label.kind === "class" ? matchClasses(answers.classes, label.classes, outputsFor(label)).places : null;
  return { network, weights: network.trained, x: read.x, places };
}

/** Where gradients begin; null: at the model's only input. A model that takes each column by itself begins where they are one matrix. */
function beginningOf(model: Model, answers: ReturnType<typeof answersOf>): string | null {
  const { best } = answers;
  const { from } = learnable(model, answers).differentiable;
  if (from || !best || model.graph.inputs.length === 1) return from?.name ?? null;
  return featuresOf(model.graph, best.tensor)?.name ?? null;
}

interface Read {
  readonly x: Examples;
  /** Of one row. */
  readonly shape: readonly number[];
}

async function valuesRead(
  { model, bytes }: ReturnType<typeof decoded>,
  from: string | null,
  { data, rows }: { readonly data: Data; readonly rows: Uint32Array },
): Promise<Read> {
  const name = from ?? model.graph.inputs[0]?.name ?? "";
  const parts: Constant[] = [];
  const take = (found: Constant | undefined, count: number): void => {
    if (!found) throw new Error(`the model has no value ${name}`);
    parts.push(shortened(single(found), count));
  };
  if (model.graph.inputs.some((input) => input.name === name))
    take(feederOf(model, data).feeds(rows)[name], rows.length);
  else {
    const session = await sessionFor(model, bytes, [name]);
    await eachBatch(model, session, { question: data, rows }, [name], ([found], batch) => take(found, batch.length));
  }
  return joined(parts);
}

const shortened = ({ dtype, shape: [, ...shape], data }: Constant, rows: number): Constant => ({
  dtype,
  shape: [rows, ...shape],
  data: data.slice(0, rows * sizeOf(shape)),
});

function joined(parts: readonly Constant[]): Read {
  const [, ...shape] = parts[0]?.shape ?? [];
  const width = sizeOf(shape);
  const rows = parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0);
  const x = parts[0]?.dtype === "float32" ? new Float32Array(rows * width) : new Int32Array(rows * width);
  let at = 0;
  for (const { data } of parts) {
    // Whole numbers may come as int64.
    x.set(data instanceof Float32Array ? data : Array.from<unknown, number>(data, Number), at);
    at += data.length;
  }
  return { x, shape };
}
