/** A model from a file, with the weights that lie beside it. */
import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import type { Stats } from "node:fs";
import type { TelltaleError } from "../../error.ts";
import type { Model } from "../model.ts";
import { readModel } from "../protobuf.ts";
import { notOnnx } from "./explain.ts";
import { embed } from "./external.ts";
import { headLength, recognise, recogniseFolder } from "./formats.ts";
import { parse, serialise } from "./message.ts";
import { versionNotes } from "./versions.ts";
import { openFile, readRange } from "./range.ts";
import { limit, tooLarge, unreadable } from "./refusals.ts";

export interface ModelFile {
  readonly model: Model;
  /** The whole model as one message, external data put in: what a session is opened with. Without external data the file's bytes. */
  readonly bytes: Uint8Array;
  /** Of `bytes`, in hexadecimal: without external data what `sha256sum` says of the file. */
  readonly sha256: string;
  /** Files beside the model that its weights came from, relative to its folder, sorted. */
  readonly externalFiles: readonly string[];
  /** Sentences on what need not be wrong, but may be: operators newer than telltale. */
  readonly notes: readonly string[];
}

/**
 * Reads and checks a model. Weights are views of `bytes` where they lie aligned.
 * Errors: those of `decodeModel`, and MODEL_MISSING, MODEL_UNREADABLE, MODEL_EXTERNAL_OUTSIDE, MODEL_EXTERNAL_MISSING, MODEL_EXTERNAL_SHORT, ONNX_TOO_LARGE.
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  const file = await readWhole(path);
  const message = parse(file, `"${path}"`);
  const { files: externalFiles, room } = await embed(message.graph, path, file.length);
  const bytes = externalFiles.length > 0 ? serialise(message, { room }) : file;
  const model = readModel(message);
  return {
    model,
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    externalFiles,
    notes: versionNotes(model),
  };
}

async function readWhole(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!found.isFile()) throw await noFile(path, found);
  const handle = await openFile(path);
  try {
    const head = await readRange(handle, { offset: 0, length: Math.min(found.size, headLength) });
    if (found.size > limit) {
      // What is another kind of file altogether would not be helped by a smaller one.
      const format = recognise(head);
      throw format ? notOnnx(`"${path}"`, format) : tooLarge(`"${path}"`, found.size);
    }
    return await readRange(handle, { offset: 0, length: found.size }, head);
  } finally {
    await handle.close();
  }
}

async function noFile(path: string, found: Stats): Promise<TelltaleError> {
  if (!found.isDirectory())
    return notOnnx(`"${path}"`, { is: "neither a file nor a folder", hint: "Give the path of an .onnx file." });
  return notOnnx(`"${path}"`, recogniseFolder(await readdir(path).catch(() => [])));
}
