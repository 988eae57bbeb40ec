/** Which files hold the rows and the labels of a part: one archive of both, or two `.npy` files that lie side by side. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { TelltaleError } from "../../error.ts";
import { hashed, type Source } from "../../table/source.ts";
import { isQuery } from "../../table/sql-files.ts";

/** By the name: a query that only names such a file is none. */
export const isTensors = (path: string): boolean => !isQuery(path) && /\.(npy|npz|safetensors)$/i.test(path);

/** A part of `.npy` files has two: rows first, then labels. */
export type TensorFile = { readonly part: string; readonly path: string; readonly sha256: string };

/** @throws TelltaleError TENSORS_NO_LABELS, TABLE_FILE_MISSING, TABLE_FILE_FOLDER, TABLE_FILE_UNREADABLE, TABLE_FILE_EMPTY */
export async function identifyTensors(part: string, path: string): Promise<Source> {
  const own = await hashed(part, path);
  const labels = /\.npy$/i.test(path) ? [await hashed(part, labelsBeside(part, path))] : [];
  return { part, path, sql: null, format: "arrays", gzip: false, files: [own, ...labels] };
}

/** As names of rows and of their labels go together. */
export const pairs: readonly (readonly [rows: string, labels: readonly string[]])[] = [
  ["x", ["y"]],
  ["images", ["labels"]],
  ["data", ["target", "labels"]],
  ["features", ["labels", "target"]],
];

function labelsBeside(part: string, path: string): string {
  const names = namesOfLabels(basename(path));
  const found = names.map((name) => join(dirname(path), name)).find((each) => existsSync(each));
  if (found !== undefined) return found;
  throw new TelltaleError("TENSORS_NO_LABELS", {
    message: `${part}: "${path}" has one array, and its labels are not beside it: ${names.map((name) => `"${name}"`).join(" and ")} were looked for`,
    hint: 'Save them there with numpy.save, or both in one file: numpy.savez("train.npz", x=x, y=y).',
  });
}

/** "train.npy" has "train.labels.npy"; "train_x.npy" and "X_train.npy" have "train_y.npy" and "y_train.npy". */
function namesOfLabels(name: string): readonly string[] {
  const stem = name.slice(0, -".npy".length);
  const words = stem.split(/([_.-])/);
  const named = pairs.flatMap(([rows, labels]) => {
    const at = words.findIndex((word) => word.toLowerCase() === rows);
    return at < 0 ? [] : labels.map((label) => words.with(at, label).join(""));
  });
  return [...named.map((each) => `${each}.npy`), `${stem}.labels.npy`];
}
