/** Fixtures as targets, their rows as data, for the tests of what models are asked. */
import type { Constant } from "../../../graph/dtype.ts";
import { answersOf } from "../../../graph/answers.ts";
import { readModelFile } from "../../../graph/file/read.ts";
import { fromFloat16 } from "../../../graph/half.ts";
import { fixture, type FixtureName } from "../../../graph/testing/fixtures.ts";
import type { Label } from "../../../learn/encoding/label.ts";
import { category, numbers } from "../../../learn/encoding/testing/made.ts";
import type { Column } from "../../../table/types.ts";
import type { Output, Reader } from "../../../work.ts";
import type { OnnxTarget } from "../../model.ts";
import type { Question } from "../inputs.ts";

export const readerOf = (things: Readonly<Record<string, Output>>): Reader => ({
  async get(key) {
    const found = things[key];
    if (found === undefined) throw new Error(`no ${key}`);
    return found;
  },
});

export const classLabel = (...classes: readonly (string | number)[]): Label => ({
  kind: "class",
  column: "y",
  classes: classes.map(String),
  answers: "string",
});
export const numberLabel: Label = { kind: "number", column: "y", mean: 0, deviation: 1 };

export const targetOf = (label: Label): OnnxTarget => ({ kind: "onnx", model: "model", label, closed: null });

export const floatsOf = ({ dtype, data }: Constant): Float64Array =>
  Float64Array.from(dtype === "float16" ? fromFloat16(data as Uint16Array) : (data as ArrayLike<number>), Number);

/** The fixture's only input as tensors. */
export function tensorsIn(name: FixtureName): Extract<Question, { kind: "tensors" }> {
  const [x] = Object.values(fixture(name).inputs);
  if (!x) throw new Error(`${name} takes nothing`);
  const [rows = 0, ...shape] = x.shape;
  return { kind: "tensors", rows, shape, x: Float32Array.from(floatsOf(x)) };
}

/** The fixture's inputs as columns, one each, by their names; of a matrix x0, x1 and so on. */
export function columnsIn(name: FixtureName): Extract<Question, { kind: "columns" }> {
  const inputs = Object.entries(fixture(name).inputs);
  const columns = inputs.flatMap(([input, { dtype, data, shape }]): Column[] => {
    if (dtype === "string")
      return [
        category(
          input,
          Array.from(data as readonly string[], (text) => text || null),
        ),
      ];
    const values = floatsOf({ dtype, data, shape });
    const width = values.length / shape[0]!;
    if (width === 1) return [numbers(input, Array.from(values))];
    return Array.from({ length: width }, (_, k) =>
      numbers(`x${k}`, Array.from(values.filter((__, i) => i % width === k))),
    );
  });
  return { kind: "columns", rows: inputs[0]?.[1].shape[0] ?? 0, columns };
}

/** The model of a fixture, by the key "model", what it answers, and its own classes (0, 1 ... where it has no names). */
export async function opened(name: FixtureName) {
  const { model, bytes } = await readModelFile(fixture(name).path);
  const { best, classes, task } = answersOf(model);
  const said = fixture(name).outputs[best?.name ?? ""];
  if (!best || !said) throw new Error(`${name} says nothing`);
  const width = said.data.length / said.shape[0]!;
  const own = classes ?? Array.from({ length: Math.max(2, width) }, (_, i) => i);
  const label = task === "regression" ? numberLabel : classLabel(...own);
  return { reader: readerOf({ model: bytes }), best, said, width, label, own };
}
