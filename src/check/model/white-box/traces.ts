/** What an attacker with the weights sees of each example: lengths of gradients, the loss, and what the model says. */
import type { Losses, Unit } from "./losses.ts";
import type { Slopes } from "./slopes.ts";

/** Of one model, by row. Plain data: part of the output of a work. */
export type Trace = {
  /** Log of the length of the gradient of the loss by all parameters. */
  readonly length: Float64Array;
  /** [rows, features] as `featureNames` has them, row after row. */
  readonly features: Float32Array;
};

/** How many of the largest numbers of a list are looked at, largest first (Nasr et al. 2019 take the whole list; sorted, it means the same for every class). */
const most = 3;
/** Nothing is shorter than this: ReLUs that are all off have a gradient of 0. */
const floor = 1e-36;

export interface Shape {
  readonly layers: number;
  /** Of the last weights, told apart by output; 0: they are not. */
  readonly outputs: number;
  readonly input: boolean;
  /** 0: a number is predicted. */
  readonly classes: number;
}

/** Nasr et al. 2019, Table II: lengths of the gradients of layers, the last layer's gradient by output, the loss and the outputs, here sorted. */
export function featureNames({ layers, outputs, input, classes }: Shape): readonly string[] {
  const list = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name} ${i + 1}`);
  return [
    "gradient",
    ...list("gradient of layer", layers),
    ...(input ? ["gradient by the input"] : []),
    ...(outputs > 1 ? ["last gradient, own output", ...list("last gradient, other outputs", shown(outputs - 1))] : []),
    "loss",
    ...list("log probability", shown(classes)),
  ];
}
const shown = (count: number): number => Math.min(most, count);

export function shapeOf({ layers, outputs, input }: Slopes, { classes }: Losses, rows: number): Shape {
  const count = classes?.count ?? 0;
  const told = outputs !== null && rows > 0 && outputs.length / rows === count ? count : 0;
  return { layers: layers.length, outputs: told, input: input !== null, classes: count };
}

/** The last layer's gradient is taken by its weights in deviations of the label: those of a model that learnt a standardised label. */
export function traceOf(slopes: Slopes, losses: Losses, { deviation }: Unit): Trace {
  const rows = losses.size.length;
  const shape = shapeOf(slopes, losses, rows);
  const width = featureNames(shape).length;
  const features = new Float32Array(rows * width);
  const length = new Float64Array(rows);
  const last = slopes.layers.length - 1;
  for (let row = 0; row < rows; row++) {
    const size = losses.size[row]!;
    const log = (squared: number): number => size + Math.log(Math.max(floor, squared)) / 2;
    const squares = slopes.layers.map((layer, i) => layer[row]! * (i === last ? deviation ** 2 : 1));
    length[row] = log(squares.reduce((sum, each) => sum + each, 0));
    const { classes } = losses;
    const own = classes?.own[row] ?? 0;
    const byOutput = slopes.outputs?.subarray(row * shape.outputs, (row + 1) * shape.outputs) ?? [];
    const logp = classes?.logp.subarray(row * shape.classes, (row + 1) * shape.classes) ?? [];
    features.set(
      [
        length[row]!,
        ...squares.map(log),
        ...(slopes.input ? [log(slopes.input[row]!)] : []),
        ...(shape.outputs > 1
          ? [log(byOutput[own]!), ...largest([...byOutput].filter((_, c) => c !== own)).map(log)]
          : []),
        -losses.phi[row]!,
        ...largest([...logp]),
      ],
      row * width,
    );
  }
  return { length, features };
}

const largest = (of: readonly number[]): readonly number[] => of.toSorted((a, b) => b - a).slice(0, most);
