/** Are a model's trees a forest, whose trees vote, or boosted, so that each mends what those before it got wrong? By its operators: shadow models are made in the same way. */
import type { Model, ModelNode } from "../../graph/model.ts";

export type Trees = "forest" | "boosting";

/** A single tree is a forest of one. null: it has no trees. */
export function treesOf({ graph, producer }: Pick<Model, "graph" | "producer">): Trees | null {
  const ensembles = graph.nodes.filter(({ op }) => op.startsWith("TreeEnsemble"));
  if (ensembles.length === 0) return null;
  if (ensembles.some((node) => addsUp(node, producer))) return "boosting";
  // AdaBoost's trees have weights of their own, so that each is a node by itself.
  return ensembles.length > 2 && ensembles.every((node) => treesIn(node) === 1) ? "boosting" : "forest";
}

/** Trees that vote give shares, which need no link function and no start. */
function addsUp(node: ModelNode, producer: string): boolean {
  const { attributes } = node;
  const link = attributes["post_transform"]?.value ?? "NONE";
  const start = attributes["base_values"];
  if ((link !== "NONE" && link !== 0) || start !== undefined) return true;
  const votes = attributes["class_weights"];
  if (node.op === "TreeEnsembleClassifier") return votes?.kind === "floats" && votes.value.some((vote) => vote < 0);
  const aggregate = attributes["aggregate_function"]?.value ?? "SUM";
  // Scikit-learn's exporter divides the leaves of a forest by the number of trees and adds them up; of boosted trees it writes the start.
  return aggregate !== "AVERAGE" && aggregate !== 0 && !producer.startsWith("skl2onnx") && treesIn(node) > 1;
}

function treesIn({ attributes }: ModelNode): number {
  const [ids, roots] = [attributes["nodes_treeids"], attributes["tree_roots"]];
  if (ids?.kind === "ints") return new Set(ids.value).size;
  return roots?.kind === "ints" ? roots.value.length : 0;
}
