/** ONNX models as bytes (protobuf), read and written. */
import type { Model } from "./model.ts";
import { inlined } from "./file/functions.ts";
import { domainOf, readGraph, writeGraph } from "./file/graph.ts";
import { exactly } from "./file/integers.ts";
import { parse, serialise } from "./file/message.ts";
import type { GraphMessage, ModelMessage } from "./file/messages.ts";
import { unsupported } from "./file/refusals.ts";
import { TelltaleError } from "../error.ts";

/**
 * A model from the bytes of its file. Weights are views of `bytes` where they lie aligned: leave them as they are.
 * External data must be inside already: a file that may have some is read by `readModelFile`.
 * Errors: MODEL_NOT_ONNX, MODEL_TRUNCATED, MODEL_INVALID, MODEL_UNSUPPORTED, MODEL_OPSET.
 */
export const decodeModel = (bytes: Uint8Array): Model => readModel(parse(bytes, "The file"));

/** The same of a message. */
export function readModel(message: ModelMessage & { readonly graph: GraphMessage }): Model {
  const opsets = new Map(
    (message.opsetImport ?? []).map(({ domain, version = 0 }) => [
      domainOf(domain),
      exactly(version, `The version of operator set "${domain ?? ""}"`),
    ]),
  );
  if (opsets.size === 0) {
    throw new TelltaleError("MODEL_OPSET", {
      message: "The model does not say which version of the ONNX operators it uses (opset_import is empty).",
      hint: "The file may have been cut off after its graph; copy or export it again. When you build it yourself, add opset_imports=[onnx.helper.make_opsetid('', 17)].",
    });
  }
  const functions = message.functions ?? [];
  for (const { domain, version = 0 } of functions.flatMap((one) => one.opsetImport ?? []))
    if (!opsets.has(domainOf(domain)))
      opsets.set(domainOf(domain), exactly(version, `The version of operator set "${domain ?? ""}"`));
  const { graph, left } = inlined(message.graph, functions, (domain) => opsets.get(domain));
  return {
    irVersion: exactly(message.irVersion ?? 0, "The version of the format (ir_version)"),
    producer: [message.producerName, message.producerVersion].filter(Boolean).join(" "),
    opsets,
    graph: readGraph(graph),
    functions: left.map(({ domain, name }) => [domainOf(domain), name].filter(Boolean).join(".")),
    metadata: new Map((message.metadataProps ?? []).map(({ key = "", value = "" }) => [key, value])),
  };
}

/** The bytes of a file; equal models give equal bytes. Errors: MODEL_INVALID (a tensor whose shape and data disagree), MODEL_UNSUPPORTED (a model with functions that could not be put in where they are used), ONNX_TOO_LARGE (2 GiB). */
export function encodeModel(model: Model): Uint8Array {
  if (model.functions.length > 0) {
    throw unsupported(
      `The model defines operators itself (${model.functions.join(", ")}), which telltale cannot write again.`,
      "Have them put in where they are used: `onnx.inliner.inline_local_functions(model)` in Python.",
    );
  }
  return serialise({
    irVersion: model.irVersion,
    ...(model.producer && { producerName: model.producer }),
    graph: writeGraph(model.graph),
    opsetImport: [...model.opsets].map(([domain, version]) => ({ domain, version })),
    metadataProps: [...model.metadata].map(([key, value]) => ({ key, value })),
  });
}
