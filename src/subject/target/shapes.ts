/** The shape that a model wants a row in, when rows are given flat or with other axes of length one. */
import { TelltaleError } from "../../error.ts";
import { sizeOf } from "../../graph/dtype.ts";

type Axes = readonly (number | string | null)[];

/**
 * `shape`: of the model's input, with its first axis; `own`: of a row as it is given.
 * @throws TelltaleError MODEL_INPUT_WIDTH, MODEL_INPUT_SHAPE
 */
export function shapeFor(input: string, shape: Axes | null, own: readonly number[]): readonly number[] {
  if (shape === null) return own;
  const axes = shape.slice(1);
  const size = sizeOf(own);
  const same = axes.length === own.length && axes.every((extent, i) => typeof extent !== "number" || extent === own[i]);
  if (same) return own;
  const fixed = axes.reduce<number>((product, extent) => product * (typeof extent === "number" ? extent : 1), 1);
  const open = axes.filter((extent) => typeof extent !== "number").length;
  if (open > 1 || size % fixed !== 0 || (open === 0 && size !== fixed)) throw otherWidth(input, axes, own);
  const found = axes.map((extent) => (typeof extent === "number" ? extent : size / fixed));
  const [mine, theirs] = [found, own].map((extents) => extents.filter((extent) => extent !== 1));
  // Numbers in another order would be other pictures.
  if (mine!.length > 1 && theirs!.length > 1 && mine!.join() !== theirs!.join()) throw otherOrder(input, found, own);
  return found;
}

const textOf = (axes: Axes): string =>
  axes.length === 0 ? "one number" : axes.map((extent) => extent ?? "?").join(" x ");

const otherWidth = (input: string, axes: Axes, own: readonly number[]): TelltaleError =>
  new TelltaleError("MODEL_INPUT_WIDTH", {
    message: `The model takes rows of ${textOf(axes)} ("${input}"), and the data have rows of ${textOf(own)}`,
    hint: "Give the rows as the model was trained on them.",
  });

const otherOrder = (input: string, axes: readonly number[], own: readonly number[]): TelltaleError =>
  new TelltaleError("MODEL_INPUT_SHAPE", {
    message: `The model takes rows of ${textOf(axes)} ("${input}"), and the data have as many numbers as ${textOf(own)}: their axes may be in another order`,
    hint: "Transpose x into the order of the model (numpy: x.transpose(0, 3, 1, 2) puts channels first), or give its rows flat, in the model's order.",
  });
