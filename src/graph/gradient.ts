/** Reverse-mode differentiation: gradients are graphs of the same operations, so that they have gradients, too. */
import { TelltaleError } from "../error.ts";
import { convolution } from "./gradients/convolution.ts";
import { elementwise } from "./gradients/elementwise.ts";
import { gathers } from "./gradients/gather.ts";
import { layout } from "./gradients/layout.ts";
import { matrix } from "./gradients/matrix.ts";
import { pool } from "./gradients/pool.ts";
import { reduce } from "./gradients/reduce.ts";
import type { Rule } from "./gradients/rule.ts";
import { scalar, tensor } from "./ops/constants.ts";
import { add } from "./ops/elementwise.ts";
import { expand, reshape } from "./ops/layout.ts";
import { type Node, reachable, type Value } from "./value.ts";

/** By operator of the standard set. */
const rules: ReadonlyMap<string, Rule> = new Map(
  [elementwise, matrix, reduce, layout, gathers, convolution, pool].flatMap((some) => Object.entries(some)),
);
/** Steps, choices and whole numbers: their results do not move with what they are given, or jump. */
const flat = new Set(
  (
    "ArgMax ArgMin Greater Less GreaterOrEqual LessOrEqual Equal And Or Xor Not IsNaN IsInf Sign Floor Ceil Round Mod " +
    "OneHot Range RandomUniform RandomNormal RandomUniformLike RandomNormalLike Bernoulli"
  ).split(" "),
);

/** true, or why gradients cannot pass through an operator of our graphs; of other sets than the standard one: "domain.Operator". */
export function differentiable(op: string): true | string {
  if (rules.has(op) || flat.has(op)) return true;
  return op === "Loop" ? "gradients do not pass through loops" : `no gradient is known for ${op}`;
}

/**
 * The gradient of the sum of `of` (with a seed, which must stretch to its shape: of its sum weighted by that) with respect to each of `wrt`, of the same shapes; zeros where it does not depend on one.
 * @throws TelltaleError GRAPH_NOT_DIFFERENTIABLE, when an operator on the way has no rule
 */
export function gradient(of: Value, wrt: readonly Value[], seed?: Value): readonly Value[] {
  const nodes = reachable([of]);
  const wanted = new Set(wrt);
  const dependent = new Set<Node>();
  const depends = (value: Value): boolean => wanted.has(value) || dependent.has(value.node);
  for (const node of nodes) if (node.inputs.some(depends) || node.body?.captured.some(depends)) dependent.add(node);

  const found = new Map<Value, Value>([[of, seed ? ranked(seed, of) : ones(of)]]);
  const { root } = of.node.scope;
  const { origin } = root;
  try {
    for (const node of nodes.toReversed()) {
      if (!dependent.has(node) || flat.has(node.op)) continue;
      const d = node.outputs.map((output) => found.get(output) ?? null);
      if (d.every((one) => one === null)) continue;
      root.origin = node.origin;
      const parts = ruleFor(node)(node, d);
      node.inputs.forEach((input, i) => {
        const part = depends(input) && parts[i]?.();
        if (!part) return;
        const known = found.get(input);
        found.set(input, known ? add(known, part) : part);
      });
    }
  } finally {
    root.origin = origin;
  }
  return wrt.map((value) => expand(found.get(value) ?? scalar(root, 0, value.dtype), value.shape));
}

const ones = ({ node: { scope }, shape, dtype }: Value): Value =>
  tensor(
    scope,
    shape.map(() => 1),
    [1],
    dtype,
  );
const ranked = (seed: Value, { shape }: Value): Value =>
  reshape(seed, [...Array.from({ length: shape.length - seed.shape.length }, () => 1), ...seed.shape]);

function ruleFor({ op, domain, origin }: Node): Rule {
  const name = domain === "" ? op : `${domain}.${op}`;
  const rule = rules.get(name);
  if (rule) return rule;
  throw new TelltaleError("GRAPH_NOT_DIFFERENTIABLE", {
    message: `${origin ? `${origin}: ` : ""}${String(differentiable(name))}, so this network cannot be trained or attacked by its gradient.`,
    hint: "Export the model without this operator, or use what needs only its predictions.",
  });
}
