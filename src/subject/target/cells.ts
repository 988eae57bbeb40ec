/** The values of a column, or numbers of a tensor, as a model wants them. */
import { TelltaleError } from "../../error.ts";
import type { Data, Dtype } from "../../graph/dtype.ts";
import { toBfloat16, toFloat16 } from "../../graph/half.ts";
import type { Column } from "../../table/types.ts";
import { sameName } from "./classes.ts";

/** What a model takes: the name of an input, for messages, and its type. */
export interface Wanted {
  readonly input: string;
  readonly dtype: Dtype;
}

/** Whole numbers that a type can hold. */
const ranges: Readonly<Partial<Record<Dtype, readonly [number, number]>>> = {
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int8: [-128, 127],
  uint8: [0, 255],
  bool: [0, 1],
};

/** A tensor of so many values, by place. */
export type Cell<T> = (place: number) => T;

/** By row of the column: "" for missing. @throws TelltaleError MODEL_INPUT_TYPE */
export function textOf(column: Column, wanted: Wanted): Cell<string> {
  if (column.kind === "category") return (row) => column.labels[column.codes[row]!] ?? "";
  if (column.kind === "number" && column.integer)
    return (row) => (Number.isNaN(column.values[row]!) ? "" : String(column.values[row]!));
  throw wrongType(column, wanted);
}

/** By row of the column: NaN for missing. Times are in milliseconds since 1970, which take a float64. @throws TelltaleError MODEL_INPUT_TYPE */
export function numberOf(column: Column, wanted: Wanted): Cell<number> {
  if (column.kind === "category") {
    const values = column.labels.map((label) => (sameName(label) === "" ? NaN : Number(sameName(label))));
    const seen = new Set(column.codes);
    if (values.some((value, code) => seen.has(code) && Number.isNaN(value))) throw wrongType(column, wanted);
    return (row) => values[column.codes[row]!] ?? NaN;
  }
  if (column.kind === "time" && wanted.dtype !== "float64") throw wrongType(column, wanted);
  return (row) => column.values[row]!;
}

const kinds = { number: "a number", time: "a time", category: "a category" } as const;

const wrongType = (column: Column, { input, dtype }: Wanted): TelltaleError =>
  new TelltaleError("MODEL_INPUT_TYPE", {
    message: `The column "${column.name}" is ${column.kind === "number" ? "a number with a fraction" : kinds[column.kind]}, and the model takes ${dtype} for it${input === column.name ? "" : ` (input "${input}")`}`,
    hint:
      dtype === "string"
        ? `Say in columns.types that "${column.name}" is a category, if the model was trained on it as text.`
        : `Give the table as the model was trained on it, with "${column.name}" as ${dtype.startsWith("float") ? "a number" : "a whole number"}; or export the model together with the steps that make numbers of its columns.`,
  });

/** Values one after the other, `size` of them. @throws TelltaleError MODEL_INPUT_MISSING, MODEL_INPUT_TYPE */
export function numbersAs(cell: Cell<number>, size: number, wanted: Wanted): Data {
  const { dtype } = wanted;
  if (dtype === "float64") return Float64Array.from({ length: size }, (_, i) => cell(i));
  if (dtype === "float32" || dtype === "float16" || dtype === "bfloat16") {
    const values = new Float32Array(size);
    for (let i = 0; i < size; i++) values[i] = cell(i);
    return dtype === "float32" ? values : dtype === "float16" ? toFloat16(values) : toBfloat16(values);
  }
  if (dtype === "string") return Array.from({ length: size }, (_, i) => String(cell(i)));
  const [low, high] = ranges[dtype] ?? [0, 0];
  const whole = (place: number): number => {
    const value = cell(place);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw Number.isNaN(value) ? missing(wanted) : notWhole(value, wanted);
  };
  const data = { int64: BigInt64Array, uint64: BigUint64Array }[dtype as string];
  if (data) return fill(new data(size), (i) => BigInt(whole(i)));
  const plain = { int32: Int32Array, uint32: Uint32Array, int16: Int16Array, uint16: Uint16Array, int8: Int8Array };
  return fill(new (plain[dtype as keyof typeof plain] ?? Uint8Array)(size), whole);
}

function fill<T, A extends { [place: number]: T; readonly length: number }>(into: A, cell: Cell<T>): A {
  for (let i = 0; i < into.length; i++) into[i] = cell(i);
  return into;
}

const missing = ({ input, dtype }: Wanted): TelltaleError =>
  new TelltaleError("MODEL_INPUT_MISSING", {
    message: `The model takes ${dtype} for "${input}", which cannot say that a value is missing, and rows are without one`,
    hint: "Fill it in as before the training, or export the model with a floating-point input (missing is NaN).",
  });

const notWhole = (value: number, { input, dtype }: Wanted): TelltaleError =>
  new TelltaleError("MODEL_INPUT_TYPE", {
    message: `The model takes ${dtype} for "${input}", and there are values that ${Number.isInteger(value) ? "it cannot hold" : "are no whole numbers"}`,
    hint: "Give the data as the model was trained on them.",
  });
