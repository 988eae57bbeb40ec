/** Rows and labels of one part, out of the arrays of its files. */
import { basename } from "node:path";
import { TelltaleError } from "../../error.ts";
import type { Constant } from "../../graph/dtype.ts";
import type { Remark } from "../../table/types.ts";
import { type NamedArrays, floatsOf, shown } from "../arrays/array.ts";
import { only, readArrays } from "../arrays/read.ts";
import { pairs, type TensorFile } from "./files.ts";
import { type Labels, labelsIn } from "./labels.ts";

export interface Rows {
  readonly part: string;
  readonly rows: number;
  /** Of one row. */
  readonly shape: readonly number[];
  readonly x: Float32Array;
  readonly labels: Labels;
  readonly notes: readonly Remark[];
}

/** @throws TelltaleError ARRAYS_*, TABLE_FILE_CHANGED, TENSORS_ARRAYS, TENSORS_EMPTY, TENSORS_SHAPE, TENSORS_LABELS, TENSORS_NOT_FINITE */
export async function rowsOf(files: readonly TensorFile[]): Promise<Rows> {
  const [first, beside] = files;
  if (!first) throw new Error("a part has a file");
  const { part, path } = first;
  const name = basename(path);
  const arrays = await readArrays(first);
  const [x, y] = beside
    ? [
        { array: one(arrays, name), what: name },
        { array: one(await readArrays(beside), basename(beside.path)), what: basename(beside.path) },
      ]
    : chosen(arrays, part, name);
  const numbers = floatsOf(x.array);
  if (numbers === null || x.array.shape.length === 0)
    throw new TelltaleError("TENSORS_ARRAYS", {
      message: `${x.what} (${shown(x.array)}) is not an array of numbers, one row for each person`,
      hint: "Turn categories into numbers as the model takes them, or give a table (csv, parquet).",
    });
  const [rows = 0, ...extents] = x.array.shape;
  if (rows === 0 || numbers.length === 0)
    throw new TelltaleError("TENSORS_EMPTY", {
      message: `${part}: ${x.what} (${shown(x.array)}) has no rows, or rows without numbers`,
      hint: "Check that the file was written whole.",
    });
  const { labels, notes } = labelsIn(y.array, y.what);
  if (y.array.shape[0] !== rows)
    throw new TelltaleError("TENSORS_SHAPE", {
      message: `${part}: ${x.what} has ${rows} rows, and ${y.what} has ${y.array.shape[0]}`,
      hint: "Give one label for each row, in the same order.",
    });
  const bad = firstUnfit(numbers);
  if (bad >= 0)
    throw new TelltaleError("TENSORS_NOT_FINITE", {
      message: `${part}: row ${Math.floor((bad * rows) / numbers.length) + 1} of ${x.what} has a number that is missing, infinite or too large for float32`,
      hint: "Fill missing numbers in before (a network has no other way to know them), or give a table instead.",
    });
  const bright = x.array.dtype === "uint8" && numbers.some((value) => value > 1); // ends at the first
  return {
    part,
    rows,
    shape: extents.length > 0 ? extents : [1],
    x: numbers,
    labels,
    notes: [...notes, ...(bright ? [unscaled(x.what)] : [])],
  };
}

/** Where a number is missing or infinite; -1: nowhere. A plain loop: there may be a hundred million of them. */
function firstUnfit(numbers: Float32Array): number {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i]!)) return i;
  return -1;
}

const unscaled = (what: string): Remark => ({
  code: "tensors-unscaled",
  column: null,
  message: `${what} holds bytes above 1, which are given to the model as they are: if it learnt from numbers between 0 and 1, save those.`,
});

function one(arrays: NamedArrays, name: string): Constant {
  const array = arrays[only];
  if (array) return array;
  throw new TelltaleError("TENSORS_ARRAYS", {
    message: `${name} is not the single array that its name says`,
    hint: "Write it with numpy.save.",
  });
}

interface Named {
  readonly array: Constant;
  readonly what: string;
}

/** By the names that rows and labels usually have, also with the part's: "x_train". */
function chosen(arrays: NamedArrays, part: string, file: string): readonly [x: Named, y: Named] {
  const names = new Map(Object.keys(arrays).map((name) => [name.toLowerCase(), name]));
  const suffixes = part === "holdout" ? ["_holdout", "_test"] : [`_${part}`];
  for (const suffix of ["", ...suffixes])
    for (const [rows, labels] of pairs) {
      const x = names.get(rows + suffix);
      const y = labels.map((label) => names.get(label + suffix)).find((name) => name !== undefined);
      if (x !== undefined && y !== undefined) return [named(x), named(y)];
    }
  throw new TelltaleError("TENSORS_ARRAYS", {
    message: `${part}: ${file} has no arrays x and y: it has ${Object.keys(arrays).join(", ").slice(0, 200) || "none"}`,
    hint: 'Name rows and labels x and y (or images and labels, data and target): numpy.savez("train.npz", x=x, y=y).',
  });

  function named(name: string): Named {
    return { array: arrays[name]!, what: name === only ? file : `"${name}" of ${file}` };
  }
}
