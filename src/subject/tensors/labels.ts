/** Labels out of arrays: numbers, texts, truth values, or one-hot rows. */
import { TelltaleError } from "../../error.ts";
import { type Constant, sizeOf } from "../../graph/dtype.ts";
import type { Column, Remark } from "../../table/types.ts";
import { numbersOf, shown } from "../arrays/array.ts";

/** One of each row. */
export type Labels =
  | { readonly kind: "texts"; readonly values: readonly string[] }
  | { readonly kind: "truths" | "numbers"; readonly values: Float64Array };

export interface ReadLabels {
  readonly labels: Labels;
  /** How many columns of one-hot rows there were; null: they were none. */
  readonly oneHot: number | null;
  readonly notes: readonly Remark[];
}

/** @param what for messages: `"y" of train.npz`. @throws TelltaleError TENSORS_LABELS */
export function labelsIn(array: Constant, what: string): ReadLabels {
  const { shape, dtype, data } = array;
  const rows = shape[0] ?? 0;
  const width = rows === 0 ? 1 : sizeOf(shape.slice(1));
  const numbers = numbersOf(array);
  if (shape.length > 2 || shape.length === 0 || (width !== 1 && numbers === null)) throw unfit(array, what);
  if (numbers === null) return plain({ kind: "texts", values: data as readonly string[] }); // they are no numbers
  if (width !== 1) {
    const places = oneHotIn(numbers, width);
    if (!places) throw unfit(array, what);
    const message = `The labels in ${what} are one-hot: each row's class is the place of its 1, from 0 to ${width - 1}.`;
    return {
      labels: { kind: "numbers", values: places },
      oneHot: width,
      notes: [{ code: "labels-one-hot", column: null, message }],
    };
  }
  // Whole numbers that float64 cannot tell apart are names.
  if ((data instanceof BigInt64Array || data instanceof BigUint64Array) && !numbers.every(isWhole))
    return plain({ kind: "texts", values: Array.from(data, String) });
  return plain({ kind: dtype === "bool" ? "truths" : "numbers", values: Float64Array.from(numbers) });
}

const plain = (labels: Labels): ReadLabels => ({ labels, oneHot: null, notes: [] });
const isWhole = (value: number): boolean => Number.isSafeInteger(value);

function oneHotIn(numbers: Float32Array | Float64Array, width: number): Float64Array | null {
  const places = new Float64Array(numbers.length / width);
  for (let row = 0; row < places.length; row++) {
    const own = numbers.subarray(row * width, (row + 1) * width);
    const at = own.indexOf(1);
    if (at < 0 || own.some((value, i) => i !== at && value !== 0)) return null;
    places[row] = at;
  }
  return places;
}

const unfit = (array: Constant, what: string): TelltaleError =>
  new TelltaleError("TENSORS_LABELS", {
    message: `${what} (${shown(array)}) is not one label for each row`,
    hint: "Labels are a list of numbers, texts or truth values, or one-hot rows (a single 1 in each, else 0).",
  });

/**
 * The labels of each part as a column; all have the same list of classes.
 * @throws TelltaleError TENSORS_LABELS
 */
export function columnsOf(name: string, parts: readonly Labels[]): readonly Column[] {
  const kinds = new Set(parts.map(({ kind }) => kind));
  if (kinds.size > 1)
    throw new TelltaleError("TENSORS_LABELS", {
      message: `labels are ${[...kinds].join(" in one file and ")} in another`,
      hint: "Save the labels of all files in the same type.",
    });
  const names = [...new Set(parts.flatMap((part) => (part.kind === "texts" ? part.values : [])))].toSorted();
  const place = new Map(names.map((label, i) => [label, i]));
  return parts.map((part): Column => {
    if (part.kind === "texts") {
      const codes = Int32Array.from(part.values.map((text) => place.get(text) ?? -1));
      return { kind: "category", name, codes, labels: names, flag: null };
    }
    const { values } = part;
    return part.kind === "numbers"
      ? { kind: "number", name, values, integer: values.every((value) => Number.isInteger(value)) }
      : { kind: "category", name, codes: Int32Array.from(values), labels: ["false", "true"], flag: null };
  });
}

/** Columns of one list of classes, one after the other. */
export function joinedColumn(columns: readonly Column[]): Column {
  const [first] = columns;
  if (!first) throw new Error("a column is given");
  if (first.kind === "category") {
    const codes = columns.flatMap((column) => (column.kind === "category" ? [column.codes] : []));
    return { ...first, codes: joined(codes, Int32Array) };
  }
  const values = columns.flatMap((column) => (column.kind === "category" ? [] : [column.values]));
  return { ...first, values: joined(values, Float64Array) };
}

/** Arrays of numbers, one after the other. */
export function joined<T extends Int32Array | Float32Array | Float64Array>(
  arrays: readonly T[],
  type: { new (length: number): T },
): T {
  if (arrays.length === 1) return arrays[0]!;
  const all = new type(arrays.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const each of arrays) {
    (all as Float64Array).set(each, end); // of one type, as `each` is
    end += each.length;
  }
  return all;
}
