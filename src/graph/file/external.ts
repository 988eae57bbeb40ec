/** Weights that lie in files beside the model ("external data"): found, checked and put into its message. */
import { realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep, win32 } from "node:path";
import { TelltaleError } from "../../error.ts";
import type { GraphMessage, TensorMessage } from "./messages.ts";
import { openFile, readRange } from "./range.ts";
import { invalid, limit, tooLarge } from "./refusals.ts";

interface Part {
  readonly tensor: TensorMessage;
  readonly location: string;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

export interface Embedded {
  /** Relative to the model's folder, sorted. */
  readonly files: readonly string[];
  /** Bytes that the message has now, at most. */
  readonly room: number;
}

/** Tensors of a graph that are kept elsewhere, those in the bodies of loops and branches too. */
function externalTensors(graph: GraphMessage): TensorMessage[] {
  const attributes = (graph.node ?? []).flatMap(({ attribute = [] }) => attribute);
  const own = [...(graph.initializer ?? []), ...attributes.flatMap(({ t }) => t ?? [])];
  return [
    ...own.filter(({ dataLocation }) => dataLocation === 1),
    ...attributes.flatMap(({ g }) => (g ? externalTensors(g) : [])),
  ];
}

/**
 * Reads each tensor's bytes from beside the model at `path` into its message, in the order of the graph, and gives the names of the files.
 * Nothing is read before all is found to be there. `size` is what the model itself has in bytes.
 * Errors: MODEL_EXTERNAL_OUTSIDE, MODEL_EXTERNAL_MISSING, MODEL_EXTERNAL_SHORT, ONNX_TOO_LARGE.
 */
export async function embed(graph: GraphMessage, path: string, size: number): Promise<Embedded> {
  const tensors = externalTensors(graph);
  if (tensors.length === 0) return { files: [], room: size };
  const folder = dirname(path);
  const parts: Part[] = [];
  for (const tensor of tensors) parts.push(await locate(tensor, folder));
  const total = parts.reduce((sum, { length }) => sum + length, size);
  if (total > limit) throw tooLarge("The model with its external data", total);
  for (const { tensor, path: file, offset, length, location } of parts) {
    const handle = await openFile(file);
    try {
      const bytes = await readRange(handle, { offset, length });
      if (bytes.length < length) throw short(tensor, location, { has: offset + bytes.length, needs: offset + length });
      tensor.rawData = bytes;
    } finally {
      await handle.close();
    }
    delete tensor.dataLocation;
    delete tensor.externalData;
  }
  // A tensor with its data has some bytes for their length, and for those of all messages around it.
  const room = total + 64 * (1 + parts.length);
  return { files: [...new Set(parts.map(({ location }) => location))].toSorted(), room };
}

/** Only files within the model's own folder are read: a model from elsewhere must not make telltale read what it likes. */
async function locate(tensor: TensorMessage, folder: string): Promise<Part> {
  const entries = new Map((tensor.externalData ?? []).map(({ key = "", value = "" }) => [key, value]));
  const location = entries.get("location") ?? "";
  if (location === "" || location.includes("\0"))
    throw invalid(`The tensor "${tensor.name ?? ""}" lies in another file, but is not told in which.`);
  const outside = () =>
    new TelltaleError("MODEL_EXTERNAL_OUTSIDE", {
      message: `The tensor "${tensor.name ?? ""}" is said to lie in "${location}", outside the model's folder; such files are not read.`,
      hint: "Copy the model and its data into one folder (as files, not as links), or export it as one file.",
    });
  if (isAbsolute(location) || win32.isAbsolute(location) || location.split(/[/\\]/).includes("..")) throw outside();
  const path = join(folder, location);
  const [real, home] = await Promise.all([realpath(path).catch(() => undefined), realpath(folder)]);
  const found = real === undefined ? undefined : await stat(real);
  if (real === undefined || !found?.isFile()) {
    throw new TelltaleError("MODEL_EXTERNAL_MISSING", {
      message: `The model keeps weights in "${location}", and there is no such file beside it.`,
      hint: `Put "${location}" into the folder of the model, or export the model as one file (torch.onnx.export: external_data=False).`,
    });
  }
  const way = relative(home, real);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) throw outside();
  const offset = count(entries.get("offset") ?? "0", tensor);
  const length = count(entries.get("length") ?? String(Math.max(0, found.size - offset)), tensor);
  if (offset + length > found.size) throw short(tensor, location, { has: found.size, needs: offset + length });
  return { tensor, location, path: real, offset, length };
}

const short = (
  tensor: TensorMessage,
  location: string,
  { has, needs }: { has: number; needs: number },
): TelltaleError =>
  new TelltaleError("MODEL_EXTERNAL_SHORT", {
    message: `"${location}" has ${has} bytes, but the tensor "${tensor.name ?? ""}" goes up to byte ${needs}.`,
    hint: "Copy the file again, from the same export as the model: it was cut off, or belongs to another model.",
  });

function count(text: string, tensor: TensorMessage): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value))
    throw invalid(`Where the tensor "${tensor.name ?? ""}" lies in its file is given as "${text}".`);
  return value;
}
