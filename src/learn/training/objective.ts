/** What is made small: how wrong a network is about each example. */
import { TelltaleError } from "../../error.ts";
import { range } from "../../graph/ops/constants.ts";
import { cast, equal, mul, neg, softplus, square, sub } from "../../graph/ops/elementwise.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { logSoftmax, sum } from "../../graph/ops/reduce.ts";
import type { Value } from "../../graph/value.ts";
import type { Goal } from "../goal.ts";
import type { Network } from "../networks/network.ts";

/** classes: cross-entropy of the softmax of the logits; chance: of the sigmoid of one logit; value: the squared error. */
export type Objective = "classes" | "chance" | "value";

/** @throws TelltaleError NETWORK_OUTPUTS */
export function objectiveOf({ outputs }: Pick<Network, "outputs">, goal: Goal): Objective {
  const fits =
    goal.kind === "number" ? outputs === 1 : outputs === goal.classes || (outputs === 1 && goal.classes === 2);
  if (!fits)
    throw new TelltaleError("NETWORK_OUTPUTS", {
      message: `A network with ${outputs} ${outputs === 1 ? "output" : "outputs"} cannot learn ${goal.kind === "number" ? "a number" : `${goal.classes} classes`}`,
      hint: "It needs one output for each class, or a single one for two classes or a number.",
    });
  return goal.kind === "number" ? "value" : outputs === 1 ? "chance" : "classes";
}

/** The loss of each example, [batch]; logits [batch, outputs], y [batch] (int32 codes of classes, or float32). */
export function losses(objective: Objective, logits: Value, y: Value): Value {
  const [batch = 1, outputs = 1] = logits.shape;
  if (objective === "classes") {
    const codes = range(y.node.scope, outputs, "int32");
    const right = cast(equal(reshape(y, [batch, 1]), codes), "float32");
    return neg(sum(mul(right, logSoftmax(logits)), { axes: [1] }));
  }
  const logit = reshape(logits, [batch]);
  const truth = cast(y, "float32");
  return objective === "chance" ? sub(softplus(logit), mul(truth, logit)) : square(sub(logit, truth));
}
