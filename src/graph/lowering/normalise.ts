/** Normalisations. */
import { sizeOf } from "../dtype.ts";
import { add, div, mul, sqrt, square } from "../ops/elementwise.ts";
import { reshape } from "../ops/layout.ts";
import * as made from "../ops/normalise.ts";
import { mean } from "../ops/reduce.ts";
import { axisOf, type Value } from "../value.ts";
import { floatAt, given, intAt, type Lowerings, refuse, type Site } from "./site.ts";

const epsilonOf = (site: Site): number => floatAt(site, "epsilon", 1e-5);
const affineOf = (site: Site): made.Affine => ({
  scale: given(site, 1),
  shift: site.inputs[2],
  epsilon: epsilonOf(site),
});

/** While it learns, by the batch; what it remembers of it is `momentum` of what it did before and the rest of this batch's (ONNX, BatchNormalization). */
function batchNormalization(site: Site): Value {
  const x = given(site, 0);
  const momentum = floatAt(site, "momentum", 0.9);
  const batch = site.mode === "train" ? made.batchNorm(x, affineOf(site)) : null;
  const remembered = (now: Value | undefined) => (before: Value) =>
    now ? add(mul(before, momentum), mul(now, 1 - momentum)) : null;
  const center = site.statistic("mean", remembered(batch?.mean));
  const variance = site.statistic("variance", remembered(batch?.variance));
  return batch ? batch.y : made.batchNormFixed(x, { ...affineOf(site), mean: center, variance });
}

function rmsNormalization(site: Site): Value {
  const x = given(site, 0);
  const first = axisOf(intAt(site, "axis", -1), x.shape.length);
  const axes = x.shape.map((_, i) => i).slice(first);
  const size = sqrt(add(mean(square(x), { axes, as: "keep" }), epsilonOf(site)));
  return mul(div(x, size), given(site, 1));
}

/** Before version 21 there is one scale for each group, since then one for each channel. */
function groupNormalization(site: Site): Value {
  const x = given(site, 0);
  const groups = intAt(site, "num_groups", 1);
  const channels = x.shape[1] ?? 0;
  const affine = affineOf(site);
  if (site.opset >= 21) return made.groupNorm(x, groups, affine);
  const apart = reshape(x, [x.shape[0] ?? 0, groups, sizeOf(x.shape.slice(1)) / groups]);
  if (channels % groups !== 0) throw refuse(site, `cannot divide ${channels} channels into ${groups} groups`);
  return reshape(made.instanceNorm(apart, affine), x.shape);
}

export const normalisations: Lowerings = {
  BatchNormalization: batchNormalization,
  LayerNormalization: (site) => made.layerNorm(given(site, 0), { ...affineOf(site), axis: intAt(site, "axis", -1) }),
  RMSNormalization: rmsNormalization,
  InstanceNormalization: (site) => made.instanceNorm(given(site, 0), affineOf(site)),
  GroupNormalization: groupNormalization,
  LRN: (site) => {
    throw refuse(site, "normalises across neighbouring channels, which is not differentiated here");
  },
};
