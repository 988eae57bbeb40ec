/** Models with other ends: what is read from them, and how many rows they take. */
import type { Model, Port } from "./model.ts";

/** These values are what it gives, wherever they lie in its graph; the engine works out their types. Run it from `encodeModel`. */
export function withOutputs(model: Model, names: readonly string[]): Model {
  const known = new Map([...model.graph.values, ...model.graph.outputs].map((port) => [port.name, port]));
  const outputs = names.map((name): Port => known.get(name) ?? { name, type: { kind: "other", is: "unknown" } });
  return { ...model, graph: { ...model.graph, outputs } };
}

/** Any number of rows: many files fix it without need. Where a shape within depends on it, `lower` says so. */
export function withOpenBatch(model: Model): Model {
  const inputs = model.graph.inputs.map((port): Port => {
    const { type } = port;
    if (type.kind !== "tensor" || !type.shape?.length) return port;
    return { ...port, type: { ...type, shape: [null, ...type.shape.slice(1)] } };
  });
  return { ...model, graph: { ...model.graph, inputs } };
}
