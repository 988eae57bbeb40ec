/** The user's own network, from its ONNX file alone, as a trainer: shadow models of exactly what is audited. */
import { answersOf } from "../../graph/answers.ts";
import { sizeOf } from "../../graph/dtype.ts";
import { TelltaleError } from "../../error.ts";
import { needed } from "../../graph/lower.ts";
import type { Model, Port } from "../../graph/model.ts";
import { decodeModel } from "../../graph/protobuf.ts";
import { withOpenBatch } from "../../graph/rewire.ts";
import type { Output, Reader } from "../../work.ts";
import { type GraphNetwork, graphNetwork } from "../networks/graph.ts";
import type { Network } from "../networks/network.ts";
import { type Tensors, widthOf } from "./data.ts";
import type { Spec } from "./spec.ts";

/**
 * `model`: key of the file's bytes, as a Uint8Array. `from`: where its network begins, after the steps that encode its columns. It has to learn what it is audited for: as many outputs as the data have classes (or one for two).
 * @throws TelltaleError TRAINER_SHAPE, NETWORK_INPUTS, NETWORK_OUTPUTS, NETWORK_UNTRAINED, MODEL_*, GRAPH_*
 */
export async function sameNetwork(
  { model, from }: Pick<Spec<"same">, "model" | "from">,
  reader: Reader,
  data: Tensors,
): Promise<Network> {
  const network = networkIn(decodeModel(bytesOf(await reader.get(model))), from, data.shape);
  const { shape } = network.input;
  const wanted = sizeOf(shape);
  if (wanted === widthOf(data)) return network;
  throw new TelltaleError("TRAINER_SHAPE", {
    message: `the model takes rows of ${shape.join(" x ")}, and the data have rows of ${data.shape.join(" x ")}`,
    hint: "Give the rows as the model takes them (.npz, .npy or .safetensors with x and y), or take another trainer, such as mlp, for the table.",
  });
}

/**
 * The network of a file, from a value on, or from its input, for rows of a shape.
 * @throws TelltaleError NETWORK_INPUTS, NETWORK_OUTPUTS, NETWORK_UNTRAINED, GRAPH_*
 */
export function networkIn(model: Model, from: string | null, shape: readonly number[]): GraphNetwork {
  const whole = withOpenBatch(model);
  const { best } = answersOf(whole);
  const read = from === null ? openAxesAs(whole, shape) : beginningAt(whole, from, shape);
  return graphNetwork(read, best ? { output: best.logits ?? best.tensor, holds: heldBy(best) } : {});
}

/** Axes of its only input that the file leaves open, such as an image's sides, are those of the rows. */
function openAxesAs(model: Model, shape: readonly number[]): Model {
  const { graph } = model;
  const [only, ...more] = graph.inputs;
  if (!only || more.length > 0 || only.type.kind !== "tensor" || only.type.shape?.length !== shape.length + 1)
    return model;
  const fixed = only.type.shape.map((extent, i) => (i === 0 || typeof extent === "number" ? extent : shape[i - 1]!));
  const input: Port = { ...only, type: { ...only.type, shape: fixed } };
  return { ...model, graph: { ...graph, inputs: [input] } };
}

/** The part of a model that follows from a value, which is then its input. */
function beginningAt(model: Model, name: string, shape: readonly number[]): Model {
  const { graph } = model;
  const nodes = needed(
    graph.nodes,
    graph.outputs.map((output) => output.name),
    new Set([name]),
  );
  const input: Port = { name, type: { kind: "tensor", dtype: "float32", shape: [null, ...shape] } };
  return { ...model, graph: { ...graph, nodes, inputs: [input] } };
}

function bytesOf(output: Output): Uint8Array {
  if (output instanceof Uint8Array) return output;
  throw new Error("a model lies in the store as its bytes");
}

const heldBy = ({ is, logits }: NonNullable<ReturnType<typeof answersOf>["best"]>): "logits" | "probabilities" =>
  logits === null && (is === "probabilities" || is === "probability" || is === "maps") ? "probabilities" : "logits";
