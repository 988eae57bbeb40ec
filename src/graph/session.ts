/** The engine: runs ONNX graphs on one thread, so that bits do not depend on how many processors a machine has. */
import { createHash } from "node:crypto";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import type * as Engine from "onnxruntime-node";
import { engineMissing, TelltaleError } from "../error.ts";
import type { Constant, Dtype } from "./dtype.ts";

export interface Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Typed arrays are read where they lie, not copied. */
  run(feeds: Readonly<Record<string, Constant>>): Promise<Readonly<Record<string, Constant>>>;
}

// "basic" is pinned: what "all" does differs from machine to machine.
const options: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: "basic",
  logSeverityLevel: 3,
};
/** The newest few, by content: the same graph is opened once. */
const open = new Map<string, Promise<Session>>();
const most = 16;

/** @throws TelltaleError ENGINE_MISSING, ENGINE_REFUSED */
export function openSession(model: Uint8Array | string): Promise<Session> {
  if (typeof model === "string") return create(model);
  const key = createHash("sha256").update(model).digest("hex");
  const found = open.get(key) ?? create(model);
  open.delete(key);
  open.set(key, found);
  for (const old of open.keys()) {
    if (open.size <= most) break;
    open.delete(old);
  }
  return found;
}

async function create(model: Uint8Array | string): Promise<Session> {
  const ort = await engine();
  let session: InferenceSession;
  try {
    // Two overloads, one for paths and one for bytes.
    session = await (typeof model === "string"
      ? ort.InferenceSession.create(model, options)
      : ort.InferenceSession.create(model, options));
  } catch (error) {
    throw new TelltaleError("ENGINE_REFUSED", {
      message: `the engine does not open this model: ${firstLine(error)}`,
      hint: "Check the file with onnx.checker.check_model, or export it again with an opset from 13 to 21.",
      cause: error,
    });
  }
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(feeds) {
      const tensors: Record<string, Tensor> = {};
      for (const [name, { dtype, shape, data }] of Object.entries(feeds))
        // The constructor's overloads name each type apart; they agree with `Constant`.
        tensors[name] = new ort.Tensor(dtype as "float32", data as Float32Array, shape);
      try {
        const found = await session.run(tensors);
        return Object.fromEntries(Object.entries(found).map(([name, tensor]) => [name, constantOf(tensor)]));
      } catch (error) {
        throw new TelltaleError("ENGINE_RUN", {
          message: `the engine could not run this model: ${firstLine(error)}`,
          hint: "Check that the inputs have the shapes and types that the model asks for (telltale doctor FILE.onnx lists them).",
          cause: error,
        });
      }
    },
  };
}

function constantOf(value: Tensor): Constant {
  // A model may answer with a sequence of maps (zipmap), which has no data of its own.
  if (!("data" in value)) return { dtype: "string", shape: [0], data: [] };
  return { dtype: value.type as Dtype, shape: value.dims, data: value.data };
}

/** Loaded when first needed: it is large, and optional. */
async function engine(): Promise<typeof Engine> {
  try {
    return await import("onnxruntime-node");
  } catch (error) {
    throw engineMissing("onnxruntime-node", error);
  }
}

/** Without the place in the engine's own source ("/onnxruntime_src/.../model.cc:202 onnxruntime::Model::Model(...) "), and without full stops at the end. */
const firstLine = (error: unknown): string =>
  ((error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "")
    .replace(/\/[\w/.-]+\.(?:cc|h|cpp):\d+ .*?\)(?: const)? (?=[A-Z[])/, "")
    .replace(/^.*?\[ONNXRuntimeError\] : \d+ : \w+ : /, "")
    .replace(/\.+$/, "");
