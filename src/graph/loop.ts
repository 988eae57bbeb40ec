/** A loop within the graph: whole epochs of training are one run of the engine. */
import type { Shape } from "./dtype.ts";
import { scalar } from "./ops/constants.ts";
import { type Body, deepest, emitAll, input, reachable, sameShape, Scope, type Value } from "./value.ts";

export interface Turn {
  /** For values that are made of nothing else of the turn. */
  readonly scope: Scope;
  /** 0, 1, ... (int64, no axes). */
  readonly number: Value;
  readonly state: readonly Value[];
}
export interface Turned {
  /** In the order and the shapes of the initial state. */
  readonly state: readonly Value[];
  /** Kept from every turn: [turns, ...shape]. */
  readonly kept?: readonly Value[];
}

/** @throws Error when a turn changes the shape of the state, a mistake of whoever builds the graph */
export function loop(turns: number, initial: readonly Value[], turn: (turn: Turn) => Turned): Required<Turned> {
  const scope = new Scope(deepest(initial));
  const number = input(scope, "turn", { dtype: "int64", shape: [] });
  const goOn = input(scope, "go", { dtype: "bool", shape: [] });
  const state = initial.map(({ dtype, shape }, i) => input(scope, `state${i}`, { dtype, shape }));
  const { state: next, kept = [] } = turn({ scope, number, state });
  next.forEach(({ shape, dtype }, i) => {
    const before = initial[i];
    if (!before || before.dtype !== dtype || !sameShape(before.shape, shape))
      throw new Error(`state ${i} of a loop is [${before?.shape.join()}], then [${shape.join()}]`);
  });
  const outputs = [goOn, ...next, ...kept];
  const body: Body = { scope, inputs: [number, goOn, ...state], outputs, captured: capturedBy(scope, outputs) };
  const collected = kept.map(({ dtype, shape }) => ({ dtype, shape: [turns, ...shape] as Shape }));
  const root = scope.parent ?? scope;
  const node = emitAll(
    { op: "Loop", inputs: [scalar(root, turns, "int64"), scalar(root, 1, "bool"), ...initial], body },
    [...initial, ...collected],
  );
  return { state: node.outputs.slice(0, initial.length), kept: node.outputs.slice(initial.length) };
}

/** What a body reads from around it, each once, in the order of creation. */
function capturedBy(scope: Scope, outputs: readonly Value[]): readonly Value[] {
  const captured = new Map<string, Value>();
  const take = (value: Value): void => {
    if (value.node.scope.depth < scope.depth) captured.set(`${value.node.serial}.${value.port}`, value);
  };
  outputs.forEach(take);
  for (const { scope: place, inputs, body } of reachable(outputs))
    if (place.depth >= scope.depth) [...inputs, ...(body?.captured ?? [])].forEach(take);
  return [...captured.values()].toSorted((a, b) => a.node.serial - b.node.serial || a.port - b.port);
}
