/** The same graph of other values. */
import { emitAll, type Value } from "../value.ts";
import { dependents } from "./dependents.ts";
import { notStackable, originating } from "./rule.ts";

/** The outputs with each of the `given` values in the place of another of its shape. */
export function substituted(outputs: readonly Value[], given: ReadonlyMap<Value, Value>): readonly Value[] {
  const now = new Map(given);
  const at = (value: Value): Value => now.get(value) ?? value;
  for (const node of dependents(outputs, given)) {
    if (node.body) throw notStackable(node);
    const { op, domain, attributes, inputs } = node;
    const { outputs: built } = originating(node, () =>
      emitAll({ op, domain, attributes, inputs: inputs.map(at) }, node.outputs),
    );
    for (const [port, value] of built.entries()) {
      const old = node.outputs[port];
      if (old && !now.has(old)) now.set(old, value);
    }
  }
  return outputs.map(at);
}
