/** Differentially private steps: each example's gradient is clipped, their sum has noise added (Abadi et al. 2016, algorithm 1; as Opacus does it). */
import { TelltaleError } from "../../error.ts";
import { sizeOf } from "../../graph/dtype.ts";
import { gradient } from "../../graph/gradient.ts";
import { add, div, min, mul, sqrt, square } from "../../graph/ops/elementwise.ts";
import { reshape, transposed } from "../../graph/ops/layout.ts";
import { matmul } from "../../graph/ops/matrix.ts";
import { sum } from "../../graph/ops/reduce.ts";
import { stacked } from "../../graph/stack.ts";
import { input, type Scope, type Value } from "../../graph/value.ts";
import type { Network } from "../networks/network.ts";
import { joined, parted } from "./layout.ts";
import { losses } from "./objective.ts";
import type { Recipe } from "./recipe.ts";
import { type Examples, type State, type Step, updated } from "./step.ts";

export interface PrivateStep extends Step {
  /** Of each block, normal with the deviation of the sum's noise. */
  readonly noise: readonly Value[];
  /** Rows of a step, on average. */
  readonly expected: number;
}

/** Weights are 0 for rows that only fill up the batch. The sum is divided by the batch that is expected, whatever was drawn. */
export function privateStep(
  scope: Scope,
  state: State,
  examples: Examples,
  how: PrivateStep,
): State & { readonly loss: Value } {
  const { network, objective, recipe, blocks, noise } = how;
  const batch = examples.weights.shape[0] ?? 1;
  const parameters = parted(state.parameters, blocks, network);
  const given = new Map<Value, Value>();
  /** One example's part of something of the batch, itself a batch of one. */
  const one = (all: Value): Value => {
    const shape = [1, ...all.shape.slice(1)];
    const value = input(scope, `example ${given.size}`, { dtype: all.dtype, shape });
    given.set(value, reshape(all, [batch, ...shape]));
    return value;
  };
  const mask: Step["mask"] = ([, ...shape], probability) => one(how.mask([batch, ...shape], probability));
  const { logits } = network.build(scope, { parameters, running: [], x: one(examples.x), mode: "train", mask });
  const loss = sum(mul(losses(objective, logits, one(examples.y)), one(examples.weights)));
  const all = stacked([loss, ...gradient(loss, parameters)], { size: batch, given });
  const [lost, ...slopes] = all;
  if (!lost) throw new Error("a step without a loss");
  const length = sqrt(slopes.map(squares).reduce(add));
  const share = min(div(recipe.private?.clip ?? 1, add(length, 1e-6)), 1);
  const total = slopes.map((slope, i) => reshape(shared(slope, share), network.parameters[i]?.shape ?? []));
  const noisy = joined(total, blocks).map((block, i) => {
    const drawn = noise[i];
    return mul(drawn ? add(block, drawn) : block, 1 / how.expected);
  });
  return { ...updated(state, noisy, how), running: state.running, loss: sum(lost) };
}

/**
 * Of a dense layer an example's gradient is a column by a row, and neither its length nor the sum of many needs the whole of it (Goodfellow 2015,
 * "Efficient per-example gradient computations").
 */
export function factorsOf({ node, shape: [batch, ...shape] }: Value): readonly [Value, Value] | null {
  const [a, b] = node.inputs;
  const [rows, columns] = shape;
  const outer =
    node.op === "MatMul" && a?.shape.join() === `${batch},${rows},1` && b?.shape.join() === `${batch},1,${columns}`;
  return outer && a && b ? [reshape(a, [batch ?? 1, rows ?? 1]), reshape(b, [batch ?? 1, columns ?? 1])] : null;
}
const flat = (slope: Value): Value => reshape(slope, [slope.shape[0] ?? 1, sizeOf(slope.shape.slice(1))]);

/** Of each example, [batch]: the squared length of its gradient. */
function squares(slope: Value): Value {
  const lengths = (factorsOf(slope) ?? [flat(slope)]).map((part) => sum(square(part), { axes: [1] }));
  return lengths.reduce(mul);
}
/** The sum of all examples' gradients, each times its share [batch]. */
function shared(slope: Value, share: Value): Value {
  const batch = share.shape[0] ?? 1;
  const factors = factorsOf(slope);
  if (!factors) return matmul(reshape(share, [1, batch]), flat(slope));
  const [columns, rows] = factors;
  return matmul(transposed(mul(columns, reshape(share, [batch, 1]))), rows);
}

/** What an accountant needs: each row is in a step with this chance; steps of the whole training. */
export interface Sampling {
  readonly chance: number;
  readonly steps: number;
  readonly noise: number;
}
export function samplingOf({ batch, epochs, private: dp }: Recipe, rows: number): Sampling {
  const asked = Math.min(batch, rows);
  return { chance: asked / rows, steps: epochs * Math.ceil(rows / asked), noise: dp?.noise ?? 0 };
}

/** Places for the rows drawn: as many as are expected and four standard deviations more; more only where more were drawn. */
export function roomFor(expected: number, most: number): number {
  const usual = Math.ceil((expected + 4 * Math.sqrt(expected)) / 8) * 8;
  return most <= usual ? usual : Math.ceil(most / 32) * 32;
}

/** @throws TelltaleError PRIVATE_BATCH_NORM */
export function checkPrivate({ running }: Network, { private: dp }: Recipe): void {
  if (!dp || running.length === 0) return;
  throw new TelltaleError("PRIVATE_BATCH_NORM", {
    message:
      "A network with batch norm cannot be trained with differential privacy: each example changes what the others become",
    hint: "Use a network without batch norm, or with group or layer norm.",
  });
}
