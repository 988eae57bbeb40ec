/** Where a network begins, in a file that first makes numbers of text: the matrix that its first layer reads. */
import { needed } from "../lower.ts";
import type { ModelGraph } from "../model.ts";
import { trainedIn } from "./roles.ts";
import { operatorOf } from "./table.ts";

/** Does any input hold text? */
export const textIn = ({ inputs }: ModelGraph): boolean =>
  inputs.some(({ type }) => type.kind === "tensor" && type.dtype === "string");

/** Features as a matrix [rows, width]; null: not one value that all first layers read, or its width is not known. */
export function featuresOf(
  graph: ModelGraph,
  output: string,
): { readonly name: string; readonly width: number } | null {
  const trained = trainedIn(graph);
  const learned = new Set<string>();
  const first = new Map<string, number>();
  for (const node of needed(graph.nodes, [output])) {
    const [x = "", w = ""] = node.inputs;
    const after = node.inputs.some((name) => learned.has(name));
    const width = after ? null : layerWidth(operatorOf(node), trained.get(w)?.fanIn, node.attributes["coefficients"]);
    if (width !== null) first.set(x, width === 0 ? coefficientsPerRow(node.attributes) : width);
    if (after || width !== null) for (const name of node.outputs) learned.add(name);
  }
  const [only, ...others] = first;
  return only && others.length === 0 && only[1] > 0 ? { name: only[0], width: only[1] } : null;
}

/** 0: to be worked out from the coefficients; null: no layer. */
function layerWidth(operator: string, fanIn: number | undefined, coefficients: unknown): number | null {
  if (operator === "MatMul" || operator === "Gemm") return fanIn ?? null;
  return operator.startsWith("ai.onnx.ml.Linear") && coefficients !== undefined ? 0 : null;
}

function coefficientsPerRow(attributes: ModelGraph["nodes"][number]["attributes"]): number {
  const length = (name: string): number => {
    const found = attributes[name];
    return found && Array.isArray(found.value) ? found.value.length : 0;
  };
  const targets = attributes["targets"]?.value;
  const rows =
    length("intercepts") ||
    length("classlabels_strings") ||
    length("classlabels_ints") ||
    (typeof targets === "number" ? targets : 1);
  return length("coefficients") / rows;
}
