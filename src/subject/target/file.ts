/** The model's file, found and hashed by who starts the audit, read into the store by a work. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TelltaleError } from "../../error.ts";
import { readModelFile } from "../../graph/file/read.ts";
import { limit, tooLarge, unreadable } from "../../graph/file/refusals.ts";
import { hashFile } from "../../table/source.ts";
import type { Work } from "../../work.ts";

export type FileInput = {
  readonly path: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Files beside it that hold weights, by paths relative to its folder. */
  readonly external: readonly { readonly path: string; readonly sha256: string }[];
};

/**
 * What `fileWork` needs. The file is hashed as a stream; it is read as a whole only where it may keep weights in other files, which makes it a small one.
 * @throws TelltaleError MODEL_MISSING, MODEL_UNREADABLE, ONNX_TOO_LARGE, and for a model with external data those of `readModelFile`
 */
export async function identifyModel(path: string): Promise<FileInput> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!found.isFile()) await readModelFile(path); // says what it is instead
  if (found.size > limit) throw tooLarge(`"${path}"`, found.size);
  const [sha256, elsewhere] = await Promise.all([hashed(path), namesFiles(path)]);
  const files = elsewhere ? (await readModelFile(path)).externalFiles : [];
  const external: FileInput["external"][number][] = [];
  for (const file of files) external.push({ path: file, sha256: await hashed(join(dirname(path), file)) });
  return { path, sha256, external };
}

const hashed = (path: string): Promise<string> =>
  hashFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });

/** Each tensor that lies elsewhere has an entry with the key "location" (TensorProto.external_data). */
async function namesFiles(path: string): Promise<boolean> {
  let end = "";
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, encoding: "latin1" })) {
    if ((end + String(chunk)).includes("location")) return true;
    end = String(chunk).slice(-8);
  }
  return false;
}

/** The model as one message, its external data put in. @throws TelltaleError MODEL_CHANGED, and those of `readModelFile` */
export const fileWork: Work<FileInput, Uint8Array> = {
  id: "model/file@1",
  async run({ path, sha256, external }) {
    const { bytes, sha256: read } = await readModelFile(path);
    if ((external.length === 0 ? read : await hashed(path)) !== sha256) throw changed(path);
    for (const file of external) {
      const beside = join(dirname(path), file.path);
      if ((await hashed(beside)) !== file.sha256) throw changed(beside);
    }
    return bytes;
  },
};

const changed = (path: string): TelltaleError =>
  new TelltaleError("MODEL_CHANGED", {
    message: `"${path}" was changed while it was audited`,
    hint: "Run the audit again when the file is whole.",
  });
