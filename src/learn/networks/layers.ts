/** Layers that our own networks are made of: each says its parameters, and how it is built from them. */
import { TelltaleError } from "../../error.ts";
import { type Shape, sizeOf } from "../../graph/dtype.ts";
import { gelu } from "../../graph/ops/activations.ts";
import { add, mul, relu, sigmoid, tanh } from "../../graph/ops/elementwise.ts";
import { matmul } from "../../graph/ops/matrix.ts";
import { conv } from "../../graph/ops/convolution.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { averagePool, maxPool } from "../../graph/ops/pool.ts";
import { batchNorm, batchNormFixed, layerNorm } from "../../graph/ops/normalise.ts";
import type { Value } from "../../graph/value.ts";
import type { Built, Given, Network, Parameter, Running } from "./network.ts";

export type Activation = "relu" | "tanh" | "sigmoid" | "gelu";
export const activations: Readonly<Record<Activation, (x: Value) => Value>> = { relu, tanh, sigmoid, gelu };

export interface Layer {
  readonly parameters?: readonly Parameter[];
  readonly running?: readonly Running[];
  /** Its own parameters and running numbers are given, in its order. */
  apply(x: Value, given: Given): { readonly y: Value; readonly running?: readonly Value[] };
}

/** Before a batch norm, which shifts by numbers of its own, there need not be any. */
export type Bias = "biased" | "unbiased";

/** [..., from] to [..., to]; weights are [from, to]. */
export function dense(name: string, from: number, to: number, bias: Bias = "biased"): Layer {
  return {
    parameters: [
      { name: `${name}.weight`, shape: [from, to], role: "weight", fanIn: from },
      ...(bias === "biased" ? [{ name: `${name}.bias`, shape: [to], role: "bias", fanIn: from } as const] : []),
    ],
    apply(x, { parameters: [weight, shift] }) {
      const y = matmul(x, present(weight));
      return { y: shift ? add(y, shift) : y };
    },
  };
}

const epsilon = 1e-5;
const share = 0.1;
/**
 * Over the examples and places of each channel, as torch.nn.BatchNorm1d and 2d: what it remembers is a tenth of this batch's and the rest of what it was,
 * the variance as of a sample (n - 1).
 */
export function normalised(name: string, channels: number): Layer {
  const shape: Shape = [channels];
  const of = (part: string): Pick<Parameter, "name" | "shape"> => ({ name: `${name}.${part}`, shape });
  return {
    parameters: [
      { ...of("scale"), role: "scale", fanIn: channels },
      { ...of("shift"), role: "shift", fanIn: channels },
    ],
    running: [
      { ...of("mean"), initial: new Float32Array(channels) },
      { ...of("variance"), initial: new Float32Array(channels).fill(1) },
    ],
    apply(x, { parameters: [scale, shift], running: [before, spread], mode }) {
      const [mean, variance] = [present(before), present(spread)];
      if (mode === "evaluate") return { y: batchNormFixed(x, { mean, variance, scale, shift, epsilon }) };
      const batch = batchNorm(x, { scale, shift, epsilon });
      const n = sizeOf(x.shape) / channels;
      const next = (old: Value, now: Value, factor = 1): Value => add(mul(old, 1 - share), mul(now, share * factor));
      return { y: batch.y, running: [next(mean, batch.mean), next(variance, batch.variance, n / Math.max(1, n - 1))] };
    },
  };
}

/** Over the features of each example, as torch.nn.LayerNorm. */
export function layerNormalised(name: string, features: number): Layer {
  const shape: Shape = [features];
  return {
    parameters: [
      { name: `${name}.scale`, shape, role: "scale", fanIn: features },
      { name: `${name}.shift`, shape, role: "shift", fanIn: features },
    ],
    apply: (x, { parameters: [scale, shift] }) => ({ y: layerNorm(x, { scale, shift, epsilon }) }),
  };
}

export interface Kernel {
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly pad: number;
  readonly stride: number;
}
/** [batch, from, high, wide] to [batch, to, ...]; kernels are [to, from, kernel, kernel]. */
export function convolved(name: string, { from, to, kernel, pad, stride }: Kernel, bias: Bias = "biased"): Layer {
  const fanIn = from * kernel * kernel;
  return {
    parameters: [
      { name: `${name}.weight`, shape: [to, from, kernel, kernel], role: "weight", fanIn },
      ...(bias === "biased" ? [{ name: `${name}.bias`, shape: [to], role: "bias", fanIn } as const] : []),
    ],
    apply(x, { parameters: [weight, shift] }) {
      const window = { strides: [stride, stride], pads: [pad, pad, pad, pad] };
      return { y: conv(x, present(weight), shift ? { ...window, bias: shift } : window) };
    },
  };
}

/** Windows of size by size, side by side; what does not fill a window at the end is left out. */
export const pooled = (kind: "max" | "average", size: number): Layer => ({
  apply: (x) => ({ y: (kind === "max" ? maxPool : averagePool)(x, { kernel: [size, size], strides: [size, size] }) }),
});

/** [batch, ...] to [batch, features] */
export const flattened: Layer = {
  apply: (x) => ({ y: reshape(x, [x.shape[0] ?? 1, sizeOf(x.shape.slice(1))]) }),
};

export const activated = (activation: Activation): Layer => ({ apply: (x) => ({ y: activations[activation](x) }) });

/** Each number is left out with this probability while training; the others make up for it. */
export const dropped = (probability: number): Layer => ({
  apply: (x, { mode, mask }) => ({ y: mode === "train" ? mul(x, mask(x.shape, probability)) : x }),
});

/** A network of layers, one after the other. */
export function inSequence(input: Network["input"], outputs: number, layers: readonly Layer[]): Network {
  const count = (layer: Layer): readonly [number, number] => [
    layer.parameters?.length ?? 0,
    layer.running?.length ?? 0,
  ];
  return {
    input,
    outputs,
    parameters: layers.flatMap(({ parameters = [] }) => parameters),
    running: layers.flatMap(({ running = [] }) => running),
    build(_, given): Built {
      let [parameterAt, runningAt] = [0, 0];
      let x = given.x;
      const running: Value[] = [];
      for (const layer of layers) {
        const [own, kept] = count(layer);
        const result = layer.apply(x, {
          ...given,
          parameters: given.parameters.slice(parameterAt, (parameterAt += own)),
          running: given.running.slice(runningAt, (runningAt += kept)),
        });
        x = result.y;
        running.push(...(result.running ?? given.running.slice(runningAt - kept, runningAt)));
      }
      return { logits: x, running };
    },
  };
}

function present(value: Value | undefined): Value {
  if (!value) throw new Error("a layer was given too few parameters");
  return value;
}

export function checkShare(probability: number): void {
  if (!(probability >= 0 && probability < 1))
    throw new TelltaleError("NETWORK_INVALID", {
      message: `A network cannot drop ${probability} of its numbers`,
      hint: "Give a dropout from 0 up to, not including, 1.",
    });
}
export function checkSize(what: string, size: number): void {
  if (!Number.isInteger(size) || size < 1)
    throw new TelltaleError("NETWORK_INVALID", {
      message: `A network cannot have ${what} of ${size}`,
      hint: "Give whole numbers from 1.",
    });
}
