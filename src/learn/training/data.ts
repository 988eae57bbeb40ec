/** What models learn from: examples in a row, what is to be said of each, and which of them each model is given. */
import { TelltaleError } from "../../error.ts";
import { type Constant, type Dtype, sizeOf } from "../../graph/dtype.ts";
import { cast } from "../../graph/ops/elementwise.ts";
import { gather } from "../../graph/ops/gather.ts";
import { input, type Scope, type Value } from "../../graph/value.ts";
import { checkGoal, type Goal, rowsIn } from "../goal.ts";
import type { Network } from "../networks/network.ts";
import type { Objective } from "./objective.ts";

/** [rows, ...the network's input], row-major; whole numbers for networks that begin with an embedding. */
export type Examples = Float32Array | Int32Array;

export const dtypeOf = (x: Examples): Dtype => (x instanceof Int32Array ? "int32" : "float32");

/** @throws TelltaleError TRAINING_SHAPE */
export function rowsOf({ input: { shape, dtype } }: Pick<Network, "input">, x: Examples): number {
  const rows = x.length / sizeOf(shape);
  const whole = dtype === "int32" || dtype === "int64";
  if (!Number.isInteger(rows) || whole !== x instanceof Int32Array)
    throw new TelltaleError("TRAINING_SHAPE", {
      message: `${x.length} ${whole === x instanceof Int32Array ? "numbers" : "numbers of the wrong kind"} are not examples of [${shape.join(", ")}] for this network`,
      hint: `Give ${whole ? "whole numbers (Int32Array)" : "float32 (Float32Array)"}, ${sizeOf(shape)} for each row.`,
    });
  return rows;
}

export const feedOf = ({ input: { shape } }: Pick<Network, "input">, x: Examples): Constant => ({
  dtype: dtypeOf(x),
  shape: [x.length / sizeOf(shape), ...shape],
  data: x,
});

/** The examples as an input of a graph, and those at the given places of it. */
export function examplesIn(
  graph: Scope,
  { input: { shape, dtype } }: Pick<Network, "input">,
  { rows, kind }: { readonly rows: number; readonly kind: Dtype },
): (places: Value) => Value {
  const x = input(graph, "x", { dtype: kind, shape: [rows, ...shape] });
  return (places) => cast(gather(x, places), dtype);
}

export const truths = (goal: Goal, objective: Objective): Constant =>
  goal.kind === "class" && objective !== "value"
    ? { dtype: "int32", shape: [goal.codes.length], data: goal.codes }
    : {
        dtype: "float32",
        shape: [rowsIn(goal)],
        data: Float32Array.from(goal.kind === "class" ? goal.codes : goal.values),
      };

/**
 * Errors: TRAINING_ROWS, TRAINING_ONE_CLASS, TRAINING_INPUT, LEARN_NO_ROWS, LEARN_GOAL.
 */
export function checkMembers(
  x: Examples,
  goal: Goal,
  members: readonly Uint32Array[],
  numbers: readonly number[] = [],
): void {
  const width = x.length / Math.max(1, rowsIn(goal));
  if (!Number.isInteger(width))
    throw new TelltaleError("TRAINING_SHAPE", {
      message: `${x.length} numbers are not as many rows as there are labels (${rowsIn(goal)})`,
      hint: "Give as many examples as labels.",
    });
  const odd = x instanceof Float32Array ? x.findIndex((value) => !Number.isFinite(value)) : -1;
  const oddRow = odd < 0 ? -1 : Math.floor(odd / width);
  members.forEach((rows, k) => {
    const number = numbers[k] ?? k;
    const far = rows.find((row) => row >= rowsIn(goal));
    if (far === undefined) checkGoal(goal, rows);
    if (rows.length < 2 || far !== undefined)
      throw new TelltaleError("TRAINING_ROWS", {
        message:
          far === undefined
            ? `Model ${number} was given one row only`
            : `Model ${number} was given row ${far} of ${rowsIn(goal)}`,
        hint: "Give each model at least 2 of the rows that there are.",
      });
    const { [0]: one = 0 } = rows;
    if (goal.kind === "class" && rows.every((row) => goal.codes[row] === goal.codes[one]))
      throw new TelltaleError("TRAINING_ONE_CLASS", {
        message: `All ${rows.length} rows of model ${number} are of one class`,
        hint: "Give it more rows, or draw them so that each class is among them.",
      });
    if (odd >= 0 && rows.some((row) => hasOdd(x, row, width)))
      throw new TelltaleError("TRAINING_INPUT", {
        message: `Row ${oddRow} holds ${x[odd]} (feature ${odd % width})`,
        hint: "Fill in or leave out what is missing or infinite before training.",
      });
  });
}
const hasOdd = (x: Examples, row: number, width: number): boolean =>
  x.subarray(row * width, (row + 1) * width).some((value) => !Number.isFinite(value));
