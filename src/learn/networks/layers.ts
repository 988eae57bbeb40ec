/** Layers that our own networks are made of: each says its parameters, and how it is built from them. */
import type { Shape } from "../../graph/dtype.ts";
import { gelu } from "../../graph/ops/activations.ts";
import { add, mul, relu, sigmoid, tanh } from "../../graph/ops/elementwise.ts";
import { matmul } from "../../graph/ops/matrix.ts";
import { batchNorm, batchNormFixed } from "../../graph/ops/normalise.ts";
import type { Value } from "../../graph/value.ts";
import { TelltaleError } from "../../error.ts";
import type { Built, Given, Network, Parameter, Running } from "./network.ts";

export type Activation = "relu" | "tanh" | "sigmoid" | "gelu";
export const activations: Readonly<Record<Activation, (x: Value) => Value>> = { relu, tanh, sigmoid, gelu };

export interface Layer {
  readonly parameters?: readonly Parameter[];
  readonly running?: readonly Running[];
  /** Its own parameters and running numbers are given, in its order. */
  apply(x: Value, given: Given): { readonly y: Value; readonly running?: readonly Value[] };
}

/** [..., from] to [..., to]; weights are [from, to]. */
export function dense(name: string, from: number, to: number): Layer {
  return {
    parameters: [
      { name: `${name}.weight`, shape: [from, to], role: "weight", fanIn: from },
      { name: `${name}.bias`, shape: [to], role: "bias", fanIn: from },
    ],
    apply: (x, { parameters: [weight, bias] }) => ({ y: add(matmul(x, present(weight)), present(bias)) }),
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
      const n = x.shape.reduce((product, extent) => product * extent, 1) / channels;
      const next = (old: Value, now: Value, factor = 1): Value => add(mul(old, 1 - share), mul(now, share * factor));
      return { y: batch.y, running: [next(mean, batch.mean), next(variance, batch.variance, n / Math.max(1, n - 1))] };
    },
  };
}

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
