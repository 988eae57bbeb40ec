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
/** Those used last, by content: the same graph is opened once. The others are released: an idle one may hold a gigabyte, of which the garbage collector does not know. */
const open = new Map<string, Opened>();
const most = 16;
interface Opened {
  readonly session: Promise<InferenceSession>;
  /** Runs that are not done. */
  busy: number;
}

/**
 * A model as its bytes, or by its path. It may be kept: what was released in between is opened again.
 * @throws TelltaleError ENGINE_MISSING, ENGINE_REFUSED
 */
export async function openSession(model: Uint8Array | string): Promise<Session> {
  if (typeof model === "string") {
    const session = await create(model);
    return sessionOf(session, (work) => work(session));
  }
  const key = createHash("sha256").update(model).digest("hex");
  const using: Using = (work) => withOpen(key, model, work);
  return await using(async (session) => sessionOf(session, using));
}

type Using = <R>(work: (session: InferenceSession) => Promise<R>) => Promise<R>;

async function withOpen<R>(
  key: string,
  model: Uint8Array,
  work: (session: InferenceSession) => Promise<R>,
): Promise<R> {
  const found = open.get(key) ?? { session: create(model), busy: 0 };
  open.delete(key);
  open.set(key, found);
  found.busy++;
  try {
    return await work(await found.session);
  } finally {
    found.busy--;
    await releaseOthers();
  }
}

async function releaseOthers(): Promise<void> {
  const idle = [...open].filter(([, { busy }]) => busy === 0);
  const released = idle.slice(0, Math.max(0, open.size - most));
  // All are taken off the list before any is waited for: meanwhile others may look for one, or release some, too.
  for (const [key] of released) open.delete(key);
  for (const [, { session }] of released)
    await session.then(
      (opened) => opened.release(),
      () => {}, // it was never opened
    );
}

async function create(model: Uint8Array | string): Promise<InferenceSession> {
  const ort = await engine();
  try {
    // Two overloads, one for paths and one for bytes.
    return await (typeof model === "string"
      ? ort.InferenceSession.create(model, options)
      : ort.InferenceSession.create(model, options));
  } catch (error) {
    throw new TelltaleError("ENGINE_REFUSED", {
      message: `the engine does not open this model: ${firstLine(error)}`,
      hint: "Check the file with onnx.checker.check_model, or export it again with an opset from 13 to 21.",
      cause: error,
    });
  }
}

const sessionOf = ({ inputNames, outputNames }: InferenceSession, using: Using): Session => ({
  inputs: inputNames,
  outputs: outputNames,
  async run(feeds) {
    const { Tensor: Tensors } = await engine();
    const tensors: Record<string, Tensor> = {};
    for (const [name, { dtype, shape, data }] of Object.entries(feeds))
      // The constructor's overloads name each type apart; they agree with `Constant`.
      tensors[name] = new Tensors(dtype as "float32", data as Float32Array, shape);
    return await using(async (session) => {
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
    });
  },
});

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
