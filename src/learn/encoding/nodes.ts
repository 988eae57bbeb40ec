/** An encoding as ONNX nodes, so that raw columns go into an exported model. */
import { type Constant, type Dtype, dtypes } from "../../graph/dtype.ts";
import type { ModelNode, Port } from "../../graph/model.ts";
import { int } from "../../graph/ops/attributes.ts";
import { type CategoryCode, type Encoding, type NumberCode, placesOf } from "./encoding.ts";

export interface Nodes {
  readonly nodes: readonly ModelNode[];
  readonly initializers: ReadonlyMap<string, Constant>;
}
export interface EncodingNodes extends Nodes {
  /**
   * [n, 1] each, by the names of the columns: numbers float32, or float64 where that would lose digits; times float64 (milliseconds since 1970); categories string.
   * Missing is NaN, or "".
   */
  readonly inputs: readonly Port[];
  /** float32 [n, width]. */
  readonly output: string;
}

/** What the nodes need: LabelEncoder has lists since 2, Clip and the others are as here since 13. */
export const encodingOpsets: ReadonlyMap<string, number> = new Map([
  ["", 17],
  ["ai.onnx.ml", 3],
]);

/** Equal to `encode` bit for bit: the same operations in the same precision. */
export function encodingNodes(encoding: Encoding): EncodingNodes {
  const graph = open("encode/");
  const parts = [
    ...(encoding.numbers.length > 0 ? numberNodes(encoding, graph) : []),
    ...encoding.categories.map((code) => categoryNodes(code, graph)),
  ];
  const output = graph.add("Concat", parts, "features", { axis: int(1) });
  const inputs = [...encoding.numbers, ...encoding.categories].map((code): Port => ({
    name: code.name,
    type: { kind: "tensor", dtype: code.kind === "category" ? "string" : code.dtype, shape: ["n", 1] },
  }));
  return { nodes: graph.nodes, initializers: graph.initializers, inputs, output };
}

function numberNodes({ numbers, precision }: Encoding, graph: Graph): string[] {
  const m = numbers.length;
  const limits = (name: "low" | "high" | "centre" | "factor"): string => {
    const data = numbers.map((code) => code[name]);
    const typed = precision === "float32" ? Float32Array.from(data) : Float64Array.from(data);
    return graph.constant(name, { dtype: precision, shape: [1, m], data: typed });
  };
  const columns = numbers.map((code) =>
    code.dtype === precision ? code.name : graph.add("Cast", [code.name], `wide/${code.name}`, to(precision)),
  );
  const raw = graph.add("Concat", columns, "numbers", { axis: int(1) });
  const missing = graph.add("IsNaN", [raw], "missing");
  const known = graph.add("Where", [missing, limits("centre"), raw], "known");
  const above = graph.add("Max", [known, limits("low")], "above");
  const near = graph.add("Min", [above, limits("high")], "near");
  const offset = graph.add("Sub", [near, limits("centre")], "offset");
  const scaled = graph.add("Mul", [offset, limits("factor")], "scaled");
  const values = precision === "float32" ? scaled : graph.add("Cast", [scaled], "values", to("float32"));
  return [values, ...missingNodes(numbers, missing, graph)];
}

function missingNodes(numbers: readonly NumberCode[], missing: string, graph: Graph): string[] {
  const marked = numbers.filter(({ missingAt }) => missingAt >= 0).map(({ at }) => BigInt(at));
  if (marked.length === 0) return [];
  const which = graph.constant("marked", {
    dtype: "int64",
    shape: [marked.length],
    data: BigInt64Array.from(marked),
  });
  const flags = graph.add("Cast", [missing], "flags", to("float32"));
  return [graph.add("Gather", [flags, which], "marks", { axis: int(1) })];
}

/** A place for every label; one beyond the last, which OneHot makes all zeros, for what has none. */
function categoryNodes(code: CategoryCode, graph: Graph): string {
  const { name, labels, at, otherAt, missingAt } = code;
  const depth = placesOf(code);
  const other = otherAt < 0 ? depth : otherAt - at;
  const places = graph.add(
    "LabelEncoder",
    [name],
    `place/${name}`,
    {
      keys_strings: { kind: "strings", value: [...labels, ""] },
      values_int64s: { kind: "ints", value: [...labels.keys(), missingAt < 0 ? other : missingAt - at] },
      default_int64: int(other),
    },
    "ai.onnx.ml",
  );
  const size = graph.constant(`places/${depth}`, {
    dtype: "int64",
    shape: [1],
    data: BigInt64Array.of(BigInt(depth)),
  });
  const offOn = graph.constant("off-on", { dtype: "float32", shape: [2], data: Float32Array.of(0, 1) });
  const hot = graph.add("OneHot", [places, size, offOn], `hot/${name}`, { axis: int(-1) }); // [n, 1, depth]
  return graph.add("Flatten", [hot], `flat/${name}`, { axis: int(1) });
}

type Add = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes?: ModelNode["attributes"],
  domain?: string,
) => string;
export interface Graph extends Nodes {
  /** Gives the name of what comes out: the prefix and `output`. */
  readonly add: Add;
  /** The same with the whole name. */
  readonly named: Add;
  /** Gives its name: the prefix and `name`. The same name twice is the same constant. */
  constant(name: string, value: Constant): string;
}

/** Nodes in the order in which they are added. */
export function open(start: string): Graph {
  const nodes: ModelNode[] = [];
  const initializers = new Map<string, Constant>();
  const named: Add = (op, inputs, output, attributes = {}, domain = "") => {
    nodes.push({ name: output, op, domain, inputs, outputs: [output], attributes });
    return output;
  };
  return {
    nodes,
    initializers,
    named,
    add: (op, inputs, output, ...rest) => named(op, inputs, start + output, ...rest),
    constant(name, value) {
      initializers.set(start + name, value);
      return start + name;
    },
  };
}

const to = (dtype: Dtype): ModelNode["attributes"] => ({ to: int(dtypes[dtype]) });
