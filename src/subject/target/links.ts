/** Classifiers of scikit-learn's, LightGBM's and XGBoost's exports have their softmax or sigmoid inside: what is before it can be had from the same operator without it. */
import type { Answer } from "../../graph/answers.ts";
import type { ModelGraph, ModelNode } from "../../graph/model.ts";

export interface Unlinked {
  readonly graph: ModelGraph;
  /** Of the scores. */
  readonly tensor: string;
}

const links: ReadonlySet<unknown> = new Set(["LOGISTIC", "SOFTMAX"]);
/** What exporters write after it; LightGBM's multiplies by 1. */
const plain = new Set(["Identity", "Cast", "Mul"]);
/** A file may be damaged so that it goes in circles. */
const farthest = 100;

/** The graph with another such operator, whose scores nothing else reads; null: the answer is not made by one. Whether the scores are logits of the probabilities is not known of all versions of these operators: compare them. */
export function unlinked(graph: ModelGraph, { tensor }: Pick<Answer, "tensor">): Unlinked | null {
  const maker = makerOf(graph, tensor);
  if (maker?.domain !== "ai.onnx.ml" || !["LinearClassifier", "TreeEnsembleClassifier"].includes(maker.op)) return null;
  if (!links.has(maker.attributes["post_transform"]?.value)) return null;
  const scores = "telltale/scores";
  const node: ModelNode = {
    ...maker,
    name: "telltale/unlinked",
    outputs: ["telltale/label", scores],
    attributes: { ...maker.attributes, post_transform: { kind: "string", value: "NONE" } },
  };
  return {
    graph: { ...graph, nodes: graph.nodes.flatMap((one) => (one === maker ? [maker, node] : [one])) },
    tensor: scores,
  };
}

function makerOf({ nodes }: ModelGraph, tensor: string): ModelNode | undefined {
  let at = tensor;
  for (let steps = 0; steps < farthest; steps++) {
    const node = nodes.find(({ outputs }) => outputs.includes(at));
    if (node?.domain !== "" || !plain.has(node.op)) return node;
    at = node.inputs[0] ?? "";
  }
  return undefined;
}
