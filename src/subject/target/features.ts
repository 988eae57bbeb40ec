/** Rows as the trainable part of a model's file takes them: what the steps before it make of the columns of a table. Shadow models with the user's own network learn from these. */
import { TelltaleError } from "../../error.ts";
import { type Constant, sizeOf } from "../../graph/dtype.ts";
import type { Model } from "../../graph/model.ts";
import { allRows } from "../../learn/goal.ts";
import { contentOf, type Data, readData, type Tensors } from "../../learn/trainers/data.ts";
import type { Reader, Work } from "../../work.ts";
import type { OnnxTarget } from "../model.ts";
import { matrixOf } from "./arrange.ts";
import { modelBytes } from "./describe.ts";
import { feederOf } from "./inputs.ts";
import { decoded, eachBatch, sessionFor } from "./open.ts";
import { listedRows } from "./refusals.ts";

export type FeaturesInput = {
  readonly target: OnnxTarget;
  /** The value of the graph that holds them (`retrainable.from`); null: the model's only input. */
  readonly from: string | null;
  /** Key of `Data`. */
  readonly data: string;
};

/** @throws TelltaleError MODEL_INPUTS, MODEL_FEATURES_NOT_FINITE, and those of `feederOf` */
export const featuresWork: Work<FeaturesInput, Tensors> = {
  id: "model/features@1",
  engines: ["onnxruntime-node"],
  run: async ({ target, from, data }, reader) => await featuresOf(target, from, await readData(reader, data), reader),
};

export async function featuresOf(
  { model: key }: Pick<OnnxTarget, "model">,
  from: string | null,
  data: Data,
  reader: Reader,
): Promise<Tensors> {
  if (data.kind === "tensors" && from === null) return data;
  const { model, bytes } = decoded(await modelBytes(reader, key));
  let [x, shape]: [Float32Array | null, readonly number[]] = [null, []];
  const take = (found: Constant, rows: number, before: number): void => {
    const { values, width } = matrixOf(found, found.shape[0] ?? 1);
    shape = found.shape.slice(1);
    x ??= new Float32Array(data.rows * width);
    x.set(values.subarray(0, rows * width), before * width);
  };
  if (from === null) inputs(model, data, take);
  else {
    const session = await sessionFor(model, bytes, [from]);
    await eachBatch(model, session, { question: data, rows: allRows(data.rows) }, [from], ([found], batch, before) => {
      if (found) take(found, batch.length, before);
    });
  }
  const all = x ?? new Float32Array(0);
  checkFinite(all, sizeOf(shape));
  const { rows, goal, label, origin, missing, notes } = data;
  const digest = contentOf(["model/features", from, data.digest, [...shape]], all);
  return { kind: "tensors", digest, rows, goal, label, origin, missing, notes, shape, x: all, encoding: null };
}

/** What the model is fed with. */
function inputs(model: Model, data: Data, take: (found: Constant, rows: number, before: number) => void): void {
  const feeder = feederOf(model, data);
  const size = Math.max(1, Math.floor(2 ** 18 / feeder.width));
  for (let before = 0; before < data.rows; before += size) {
    const rows = allRows(data.rows).subarray(before, before + size);
    const [found, ...more] = Object.values(feeder.feeds(rows));
    if (!found || more.length > 0 || found.dtype === "string")
      throw new TelltaleError("MODEL_INPUTS", {
        message: `The model takes ${more.length + 1} inputs that its network is not given as one matrix`,
        hint: "Take another trainer (--trainer mlp, forest or boosting) for the models like it.",
      });
    take(found, rows.length, before);
  }
}

function checkFinite(x: Float32Array, width: number): void {
  const bad = new Set<number>();
  for (let i = 0; i < x.length; i++) if (!Number.isFinite(x[i]!)) bad.add(Math.floor(i / width));
  if (bad.size === 0) return;
  throw new TelltaleError("MODEL_FEATURES_NOT_FINITE", {
    message: `What the model's network is given has numbers that are missing or infinite in ${listedRows([...bad].slice(0, 5), bad.size)}`,
    hint: "A network learns nothing from missing numbers: fill them in, or take another trainer (--trainer mlp, forest or boosting) for the models like it.",
  });
}
