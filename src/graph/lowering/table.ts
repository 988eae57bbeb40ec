/** Which operators of files are understood: by domain and name, as "Gemm" and "ai.onnx.ml.Scaler". */
import type { ModelNode } from "../model.ts";
import { activations } from "./activations.ts";
import { constants } from "./constants.ts";
import { convolutions } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { layout } from "./layout.ts";
import { matrix } from "./matrix.ts";
import { ml } from "./ml.ts";
import { normalisations } from "./normalise.ts";
import { reductions } from "./reduce.ts";
import type { Lowering } from "./site.ts";

const standard = {
  ...elementwise,
  ...activations,
  ...constants,
  ...layout,
  ...matrix,
  ...reductions,
  ...convolutions,
  ...normalisations,
};
const all = new Map<string, Lowering | undefined>([
  ...Object.entries(standard),
  ...Object.entries(ml).map(([op, lowering]): [string, Lowering | undefined] => [`ai.onnx.ml.${op}`, lowering]),
]);

export const operatorOf = ({ op, domain }: Pick<ModelNode, "op" | "domain">): string =>
  domain === "" ? op : `${domain}.${op}`;
export const loweringOf = (node: ModelNode): Lowering | undefined => all.get(operatorOf(node));
