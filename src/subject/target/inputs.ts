/** Rows of a table or of tensors, as a model takes them: one input for each column, found by name, or all numbers of a row in one. */
import { TelltaleError } from "../../error.ts";
import { type Constant, type Dtype, sizeOf } from "../../graph/dtype.ts";
import type { Model, Port } from "../../graph/model.ts";
import type { Columns, Tensors } from "../../learn/trainers/data.ts";
import { nearest } from "../../table/near.ts";
import type { Column } from "../../table/types.ts";
import { type Cell, numberOf, numbersAs, textOf, type Wanted } from "./cells.ts";
import { listed } from "./refusals.ts";
import { shapeFor } from "./shapes.ts";

/** What a model is asked about: of `Data`, as much as it needs. */
export type Question = Pick<Columns, "kind" | "rows" | "columns"> | Pick<Tensors, "kind" | "rows" | "shape" | "x">;

export interface Feeder {
  /** Values of a row. */
  readonly width: number;
  /** The model takes exactly so many rows; null: any number. */
  readonly fixed: number | null;
  /** Rows of the question, in any order. */
  feeds(rows: Uint32Array): Readonly<Record<string, Constant>>;
}

interface TensorPort {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly (number | string | null)[] | null;
}

/** @throws TelltaleError MODEL_INPUTS, MODEL_INPUT_COLUMNS, MODEL_INPUT_TYPE, MODEL_INPUT_WIDTH, MODEL_INPUT_SHAPE; feeds: also MODEL_INPUT_MISSING */
export function feederOf({ graph, metadata }: Pick<Model, "graph" | "metadata">, question: Question): Feeder {
  const ports = graph.inputs.map(tensorPort);
  const [only, ...more] = ports;
  if (!only) throw noInputs();
  const fixed = fixedRows(ports);
  if (question.kind === "tensors") {
    if (more.length > 0) throw several(ports, "the rows are one tensor");
    return { fixed, ...tensorFeeder(only, question) };
  }
  const { columns } = question;
  const named = columns.some(({ name }) => name === only.name) || (columns.length > 1 && only.shape?.[1] === 1);
  const byColumn = more.length > 0 || (isColumn(only) && named);
  return { fixed, ...(byColumn ? columnFeeder(ports, columns) : matrixFeeder(only, { columns, metadata })) };
}

function tensorPort({ name, type }: Port): TensorPort {
  if (type.kind === "tensor") return { name, ...type };
  throw new TelltaleError("MODEL_INPUTS", {
    message: `The input "${name}" of the model is ${type.is}, not a tensor`,
    hint: "Export the model so that it takes tensors.",
  });
}

const fixedRows = (ports: readonly TensorPort[]): number | null =>
  ports.map(({ shape }) => shape?.[0]).find((extent) => typeof extent === "number") ?? null;

type Fed = Omit<Feeder, "fixed">;

/** [n], [n, 1] or not known. */
const isColumn = ({ shape }: TensorPort): boolean =>
  shape === null || (shape.length > 0 && shape.slice(1).every((extent) => typeof extent !== "number" || extent === 1));

function columnFeeder(ports: readonly TensorPort[], columns: readonly Column[]): Fed {
  if (!ports.every(isColumn)) throw several(ports, "not each of them is one column");
  const given = new Map(columns.map((column) => [column.name, column]));
  const absent = ports.filter(({ name }) => !given.has(name)).map(({ name }) => name);
  if (absent.length > 0) throw columnsMissing(absent, [...given.keys()]);
  const cells = ports.map(({ name, dtype, shape }) => {
    const column = given.get(name)!; // none is absent
    const ones = shape === null ? [1] : shape.slice(1).map(() => 1);
    return { name, dtype, ones, fill: filler(column, { input: name, dtype }) };
  });
  return {
    width: cells.length,
    feeds: (rows) =>
      Object.fromEntries(
        cells.map(({ name, dtype, ones, fill }) => [name, { dtype, shape: [rows.length, ...ones], data: fill(rows) }]),
      ),
  };
}

function filler(column: Column, wanted: Wanted): (rows: Uint32Array) => Constant["data"] {
  if (wanted.dtype === "string") {
    const text = textOf(column, wanted);
    return (rows) => Array.from(rows, text);
  }
  const number = numberOf(column, wanted);
  return (rows) => numbersAs((i) => number(rows[i]!), rows.length, wanted);
}

interface Matrix extends Pick<Columns, "columns"> {
  readonly metadata: Model["metadata"];
}

/** Columns side by side: in the order that the model names, else in that of the table. */
function matrixFeeder({ name, dtype, shape }: TensorPort, { columns, metadata }: Matrix): Fed {
  const width = columns.length;
  const known = shape?.slice(1).every((extent) => typeof extent === "number")
    ? sizeOf(shape.slice(1) as number[])
    : null;
  const used = inOrder(columns, namedFeatures(metadata), known) ?? columns;
  if (known !== null && known !== used.length) throw otherWidth(known, columns);
  const wanted = { input: name, dtype };
  const row = shapeFor(name, shape, [used.length]);
  if (dtype === "string") {
    const cells = used.map((column) => textOf(column, wanted));
    return {
      width,
      feeds: (rows) => ({
        [name]: {
          dtype,
          shape: [rows.length, ...row],
          data: Array.from(rows).flatMap((at) => cells.map((cell) => cell(at))),
        },
      }),
    };
  }
  const cells: readonly Cell<number>[] = used.map((column) => numberOf(column, wanted));
  const m = cells.length;
  return {
    width,
    feeds: (rows) => ({
      [name]: {
        dtype,
        shape: [rows.length, ...row],
        data: numbersAs((i) => cells[i % m]!(rows[Math.floor(i / m)]!), rows.length * m, wanted),
      },
    }),
  };
}

/** Names that some exporters leave with the model, as JSON or with commas between. */
function namedFeatures(metadata: Model["metadata"]): readonly string[] | null {
  for (const key of ["feature_names", "feature_names_in_", "feature_names_in", "features", "columns"]) {
    const text = metadata.get(key);
    if (text === undefined) continue;
    try {
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      return text.split(",").map((name) => name.trim());
    }
  }
  return null;
}

/** null: no names, or not of these columns. */
function inOrder(
  columns: readonly Column[],
  names: readonly string[] | null,
  width: number | null,
): readonly Column[] | null {
  if (!names || (width !== null && names.length !== width)) return null;
  const given = new Map(columns.map((column) => [column.name, column]));
  const found = names.flatMap((name) => given.get(name) ?? []);
  return found.length === names.length ? found : null;
}

function tensorFeeder({ name, dtype, shape }: TensorPort, { x, shape: own }: Pick<Tensors, "x" | "shape">): Fed {
  if (dtype === "string") throw several([{ name, dtype, shape }], "the rows are numbers");
  const width = sizeOf(own);
  const row = shapeFor(name, shape, own);
  const wanted = { input: name, dtype };
  return {
    width,
    feeds: (rows) => {
      const flat = gathered(x, width, rows);
      const data = dtype === "float32" ? flat : numbersAs((i) => flat[i]!, flat.length, wanted);
      return { [name]: { dtype, shape: [rows.length, ...row], data } };
    },
  };
}

/** Rows that lie one after the other are read where they lie. */
function gathered(x: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const [first = 0] = rows;
  if (rows.every((row, i) => row === first + i)) return x.subarray(first * width, (first + rows.length) * width);
  const found = new Float32Array(rows.length * width);
  rows.forEach((row, i) => found.set(x.subarray(row * width, (row + 1) * width), i * width));
  return found;
}

const described = (ports: readonly TensorPort[]): string =>
  ports
    .map(
      ({ name, dtype, shape }) =>
        `${name} ${dtype}${shape ? ` [${shape.map((extent) => extent ?? "?").join(", ")}]` : ""}`,
    )
    .join(", ");

const noInputs = (): TelltaleError =>
  new TelltaleError("MODEL_INPUTS", {
    message: "The model takes no input, so that it says the same of everybody",
    hint: "Export it again: its input may have become a constant.",
  });

const several = (ports: readonly TensorPort[], but: string): TelltaleError =>
  new TelltaleError("MODEL_INPUTS", {
    message: `The model takes ${described(ports)}; ${but}`,
    hint: "A model is asked with one input for each column of a table, or with one tensor for all numbers of a row: export it in one of these forms.",
  });

function columnsMissing(absent: readonly string[], names: readonly string[]): TelltaleError {
  const [first = ""] = absent;
  const near = nearest(first, names);
  return new TelltaleError("MODEL_INPUT_COLUMNS", {
    message: `The model takes ${listed(absent)}, which the table does not have; its columns are ${listed(names)}`,
    hint: near
      ? `Is "${near}" what the model calls "${first}"? Names are compared letter by letter.`
      : "Give the table as the model was trained on it. The column to predict, identifiers, free text and what is ignored (columns.ignore) are not shown to the model; columns.types says that one is a category.",
  });
}

const otherWidth = (width: number, columns: readonly Column[]): TelltaleError =>
  new TelltaleError("MODEL_INPUT_WIDTH", {
    message: `The model takes ${width} numbers for a row, and the table has ${columns.length} columns to show it: ${listed(columns.map(({ name }) => name))}`,
    hint: "Export the model with the steps that make numbers of its columns (one input for each), leave out the columns that it was not trained on (columns.ignore), or give the rows as it takes them (.npz, .npy or .safetensors with x and y).",
  });
