/** Numbers brought to mean 0 and variance 1 over some axes, then scaled and shifted; made of simpler operations. */
import { misfit, type Value } from "../value.ts";
import { channelwise } from "./convolution.ts";
import { add, mul, reciprocal, sqrt, square, sub } from "./elementwise.ts";
import { reshape } from "./layout.ts";
import { mean } from "./reduce.ts";

export interface Affine {
  readonly scale?: Value | undefined;
  readonly shift?: Value | undefined;
  /** Added to the variance. Default: 1e-5. */
  readonly epsilon?: number;
}

export interface Standardised {
  readonly y: Value;
  /** With extent 1 where it was taken over. */
  readonly mean: Value;
  /** Of the numbers themselves: divided by n, not n - 1. */
  readonly variance: Value;
}

function standardise(x: Value, axes: readonly number[], epsilon = 1e-5): Standardised {
  const centre = mean(x, { axes, as: "keep" });
  const distance = sub(x, centre);
  const variance = mean(square(distance), { axes, as: "keep" });
  return { y: mul(distance, reciprocal(sqrt(add(variance, epsilon)))), mean: centre, variance };
}

/** Over the axes from `axis` on (Ba et al. 2016); scale and shift have the shape of those. */
export function layerNorm(x: Value, { axis = -1, scale, shift, epsilon }: Affine & { axis?: number } = {}): Value {
  const first = axis < 0 ? axis + x.shape.length : axis;
  const axes = x.shape.map((_, i) => i).slice(first);
  return affine(standardise(x, axes, epsilon).y, scale, shift);
}

/** x [N, C, ...]: each channel over all examples and places, as in training (Ioffe & Szegedy 2015). */
export function batchNorm(x: Value, { scale, shift, epsilon }: Affine = {}): Standardised {
  const n = x.shape.length - 2;
  const axes = x.shape.map((_, i) => i).filter((axis) => axis !== 1);
  const { y, mean: centre, variance } = standardise(x, axes, epsilon);
  const flat = (value: Value): Value => reshape(value, [x.shape[1] ?? 0]);
  return { y: channelAffine(y, n, { scale, shift }), mean: flat(centre), variance: flat(variance) };
}

/** x [N, C, ...] with a mean and a variance [C] that were found before. */
export function batchNormFixed(
  x: Value,
  { mean: centre, variance, scale, shift, epsilon = 1e-5 }: Affine & { mean: Value; variance: Value },
): Value {
  const n = x.shape.length - 2;
  const inverse = reciprocal(sqrt(add(variance, epsilon)));
  const factor = scale ? mul(scale, inverse) : inverse;
  const y = mul(sub(x, channelwise(centre, n)), channelwise(factor, n));
  return shift ? add(y, channelwise(shift, n)) : y;
}

/** x [N, C, ...]: each example over groups of channels (Wu & He 2018); scale and shift are [C]. */
export function groupNorm(x: Value, groups: number, { scale, shift, epsilon }: Affine = {}): Value {
  const [examples = 0, channels = 0, ...extents] = x.shape;
  if (channels % groups !== 0) throw misfit(`${channels} channels do not fall into ${groups} groups`);
  const grouped = reshape(x, [examples, groups, channels / groups, ...extents]);
  const axes = grouped.shape.map((_, i) => i).slice(2);
  const y = reshape(standardise(grouped, axes, epsilon).y, x.shape);
  return channelAffine(y, extents.length, { scale, shift });
}

/** x [N, C, ...]: each channel of each example by itself. */
export function instanceNorm(x: Value, { scale, shift, epsilon }: Affine = {}): Value {
  const n = x.shape.length - 2;
  const axes = x.shape.map((_, i) => i).slice(2);
  return channelAffine(standardise(x, axes, epsilon).y, n, { scale, shift });
}

const channelAffine = (y: Value, n: number, { scale, shift }: Affine): Value =>
  affine(y, scale && channelwise(scale, n), shift && channelwise(shift, n));

function affine(y: Value, scale: Value | undefined, shift: Value | undefined): Value {
  const scaled = scale ? mul(y, scale) : y;
  return shift ? add(scaled, shift) : scaled;
}
