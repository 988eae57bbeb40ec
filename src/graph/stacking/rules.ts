/** The rule of each operator. */
import { convolution, convolutionTransposed } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { alongElements, gathered, gatheredTuples, oneHot, scatteredTuples } from "./gather.ts";
import { joined, padded, reordered, reshaped, sliced, stretched } from "./layout.ts";
import { product } from "./matrix.ts";
import { largestOfImages, perImage } from "./pool.ts";
import { along, cumulated, reduced } from "./reduce.ts";
import type { StackingRule } from "./rule.ts";

const each = (names: string, rule: StackingRule): readonly (readonly [string, StackingRule])[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, rule]);

/** By operator of the standard set. */
export const rules: ReadonlyMap<string, StackingRule> = new Map([
  ...each(
    `Add Sub Mul Div Pow Mod Min Max Greater Less GreaterOrEqual LessOrEqual Equal And Or Xor Not Neg Abs Sign Exp Log Sqrt
    Reciprocal Sigmoid Tanh Relu Erf Softplus Sin Cos Floor Ceil Round IsNaN IsInf Identity Where Cast`,
    elementwise,
  ),
  ["MatMul", product],
  ...each("ReduceSum ReduceMax ReduceMin ReduceProd", reduced),
  ...each("Softmax LogSoftmax TopK", along(-1)),
  ...each("ArgMax ArgMin", along(0)),
  ["CumSum", cumulated],
  ["Reshape", reshaped],
  ["Expand", stretched],
  ["Transpose", reordered],
  ["Slice", sliced],
  ["Pad", padded],
  ["Concat", joined],
  ["Gather", gathered],
  ...each("GatherElements ScatterElements", alongElements),
  ["GatherND", gatheredTuples],
  ["ScatterND", scatteredTuples],
  ["OneHot", oneHot],
  ["Conv", convolution],
  ["ConvTranspose", convolutionTransposed],
  ["MaxPool", largestOfImages],
  ...each("AveragePool GlobalAveragePool GlobalMaxPool", perImage),
]);
