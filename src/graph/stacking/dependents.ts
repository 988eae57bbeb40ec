/** Which nodes lie between values that change and what is made of them. */
import type { Node, Value } from "../value.ts";

/** Those that depend on the changed values, in the order of creation; what the changed values are made of does not count. */
export function dependents(outputs: readonly Value[], changed: ReadonlyMap<Value, unknown>): readonly Node[] {
  const depends = new Set<Node>();
  return between(outputs, changed).filter((node) => {
    const found = sources(node).some((value) => changed.has(value) || depends.has(value.node));
    if (found) depends.add(node);
    return found;
  });
}

const sources = ({ inputs, body }: Node): readonly Value[] => [...inputs, ...(body?.captured ?? [])];

function between(outputs: readonly Value[], changed: ReadonlyMap<Value, unknown>): readonly Node[] {
  const seen = new Set<Node>();
  const waiting = [...outputs];
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    if (changed.has(value) || seen.has(value.node)) continue;
    seen.add(value.node);
    waiting.push(...sources(value.node));
  }
  return [...seen].toSorted((a, b) => a.serial - b.serial);
}
