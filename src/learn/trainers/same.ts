/** The user's own network, from its ONNX file alone, as a trainer: shadow models of exactly what is audited. */
import { answersOf } from "../../graph/answers.ts";
import { TelltaleError } from "../../error.ts";
import { decodeModel } from "../../graph/protobuf.ts";
import { withOpenBatch } from "../../graph/rewire.ts";
import type { Output, Reader } from "../../work.ts";
import { graphNetwork } from "../networks/graph.ts";
import type { Network } from "../networks/network.ts";
import { type Tensors, widthOf } from "./data.ts";

/**
 * `model`: key of the file's bytes, as a Uint8Array. It has to learn what it is audited for: as many outputs as the data have classes (or one for two).
 * @throws TelltaleError TRAINER_SHAPE, NETWORK_INPUTS, NETWORK_OUTPUTS, NETWORK_UNTRAINED, MODEL_*, GRAPH_*
 */
export async function sameNetwork(model: string, reader: Reader, data: Tensors): Promise<Network> {
  const read = withOpenBatch(decodeModel(bytesOf(await reader.get(model))));
  const { best } = answersOf(read);
  const network = graphNetwork(read, best ? { output: best.logits ?? best.tensor, holds: heldBy(best) } : {});
  const { shape } = network.input;
  const wanted = shape.reduce((a, b) => a * b, 1);
  if (wanted === widthOf(data)) return network;
  throw new TelltaleError("TRAINER_SHAPE", {
    message: `the model takes rows of ${shape.join(" x ")}, and the data have rows of ${data.shape.join(" x ")}`,
    hint: "Give the rows as the model takes them (.npz, .npy or .safetensors with x and y), or take another trainer, such as mlp, for the table.",
  });
}

function bytesOf(output: Output): Uint8Array {
  if (output instanceof Uint8Array) return output;
  throw new Error("a model lies in the store as its bytes");
}

const heldBy = ({ is, logits }: NonNullable<ReturnType<typeof answersOf>["best"]>): "logits" | "probabilities" =>
  logits === null && (is === "probabilities" || is === "probability" || is === "maps") ? "probabilities" : "logits";
