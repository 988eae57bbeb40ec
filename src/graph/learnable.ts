/** Can a model be differentiated, and trained anew? By trying to write its gradient, after a look for what forbids it. */
import { TelltaleError } from "../error.ts";
import type { Answers } from "./answers.ts";
import { gradient } from "./gradient.ts";
import { type Lowered, lower, needed } from "./lower.ts";
import { featuresOf, textIn } from "./lowering/features.ts";
import { obstacleOf } from "./lowering/obstacles.ts";
import { operatorOf } from "./lowering/table.ts";
import type { Role } from "./lowering/site.ts";
import type { Model, ModelGraph, ModelNode } from "./model.ts";
import { scalar } from "./ops/constants.ts";
import { mul } from "./ops/elementwise.ts";
import { withOpenBatch } from "./rewire.ts";
import { input, Scope, type Value } from "./value.ts";

export interface Learnable {
  readonly differentiable: Verdict;
  readonly retrainable: Verdict;
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[]; readonly role: Role }[];
}
export interface Verdict {
  readonly ok: boolean;
  /** Why not, in sentences. */
  readonly reasons: readonly string[];
  /** ok, but only from this value on: what is before encodes text, or puts columns together. */
  readonly from: { readonly name: string; readonly width: number } | null;
}

export function learnable(model: Model, { best }: Answers): Learnable {
  const no = (reasons: readonly string[]): Learnable => {
    const verdict = { ok: false, reasons, from: null };
    return { differentiable: verdict, retrainable: verdict, parameters: [] };
  };
  if (!best) return no(["What it answers with is not known: no output holds numbers by the class, or a label."]);
  if (best.is === "label") return no(["It answers with a label only, which has no gradient."]);
  const { tensor } = best;
  const whole = attempt(model, tensor, null);
  // A network of columns, each an input of its own, begins where they have become one row of numbers.
  const columns = model.graph.inputs.length > 1 || (Array.isArray(whole) && textIn(model.graph));
  const from = columns ? featuresOf(model.graph, tensor) : null;
  const cut = from && attempt(model, tensor, from);
  const found = cut && !Array.isArray(cut) ? cut : whole;
  if (isReasons(found)) return no(found);
  const parameters = found.parameters.map(({ name, initial: { shape }, role }) => ({ name, shape, role }));
  const differentiable = { ok: true, reasons: [], from: found === cut ? from : null };
  const none = "Nothing in it was trained by descent: it has no weights of layers.";
  const retrainable = parameters.length > 0 ? differentiable : { ok: false, reasons: [none], from: null };
  return { differentiable, retrainable, parameters };
}

const isReasons = (found: Lowered | readonly string[]): found is readonly string[] => Array.isArray(found);

/** Why it cannot be; or the model in our terms, with a gradient that could be written. */
function attempt(
  model: Model,
  output: string,
  from: { readonly name: string; readonly width: number } | null,
): Lowered | readonly string[] {
  const scope = new Scope();
  const inputs = new Map<string, Value>(from ? [[from.name, input(scope, from.name, { shape: [2, from.width] })]] : []);
  const reasons = forbidden(needed(model.graph.nodes, [output], inputs));
  if (reasons.length > 0) return reasons;
  // Axes that are left open may be images' sides or the words of a text: small ones first.
  for (const size of [2, 8, 32, 128, 224]) {
    try {
      const sizes = new Map(openAxes(model.graph).map((name) => [name, size]));
      const options = { outputs: [output], inputs, sizes, batch: 2, mode: "evaluate" } as const;
      const lowered = lower(withOpenBatch(model), scope, options);
      differentiate(lowered, output);
      return lowered;
    } catch (error) {
      if (!(error instanceof TelltaleError)) throw error;
      const more = size < 224 && openAxes(model.graph).length > 0;
      if (!more || !error.code.startsWith("GRAPH_SHAPE")) return [fixedBatch(model, error) ?? error.message];
    }
  }
  return [];
}

function differentiate({ outputs, parameters, inputs }: Lowered, output: string): void {
  const value = outputs.get(output);
  const floats = [...parameters.map((one) => one.value), ...inputs.values()].filter(({ dtype }) => dtype === "float32");
  // Times a number, so that an output that is an input has a gradient, too.
  if (value) gradient(mul(value, scalar(value.node.scope, 1)), floats);
}

/** One sentence for each operator that stands in the way. */
function forbidden(nodes: readonly ModelNode[]): readonly string[] {
  const found = new Map<string, { message: string; more: number }>();
  for (const node of nodes) {
    const obstacle = obstacleOf(node);
    if (!obstacle) continue;
    const known = found.get(operatorOf(node));
    if (known) known.more++;
    else found.set(operatorOf(node), { message: obstacle.message, more: 0 });
  }
  return Array.from(found, ([operator, { message, more }]) =>
    more === 0 ? message : `${message} (There are ${more} more of ${operator}.)`,
  );
}

const openAxes = (graph: ModelGraph): readonly string[] =>
  graph.inputs.flatMap(({ type }) =>
    type.kind === "tensor" ? (type.shape ?? []).slice(1).filter((extent) => typeof extent === "string") : [],
  );

function fixedBatch({ graph }: Model, { code, message }: TelltaleError): string | null {
  const fixed = graph.inputs.some(({ type }) => type.kind === "tensor" && typeof type.shape?.[0] === "number");
  return fixed && code === "GRAPH_SHAPE" ? `It was made for a fixed number of rows: ${message}` : null;
}
