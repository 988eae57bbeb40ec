/** Networks of dense layers; without hidden layers, logistic (or linear) regression. */
import {
  activated,
  type Activation,
  checkShare,
  checkSize,
  dense,
  dropped,
  inSequence,
  type Layer,
  layerNormalised,
  normalised,
} from "./layers.ts";
import type { Network } from "./network.ts";

export type Mlp = {
  /** Widths of the hidden layers; none: logistic regression. */
  readonly hidden: readonly number[];
  /** Default: relu. */
  readonly activation?: Activation;
  /** Of each hidden layer's numbers, after the activation. Default: 0. */
  readonly dropout?: number;
  /** Between a hidden layer and its activation. Default: none. */
  readonly norm?: "batch" | "layer" | "none";
};

/** @throws TelltaleError NETWORK_INVALID */
export function mlp(
  features: number,
  outputs: number,
  { hidden, activation = "relu", dropout = 0, norm = "none" }: Mlp,
): Network {
  checkShare(dropout);
  for (const width of [features, ...hidden, outputs]) checkSize("a layer", width);
  const layers = hidden.flatMap((width, i): Layer[] => [
    dense(`hidden${i}`, hidden[i - 1] ?? features, width),
    ...(norm === "none" ? [] : [(norm === "batch" ? normalised : layerNormalised)(`norm${i}`, width)]),
    activated(activation),
    ...(dropout > 0 ? [dropped(dropout)] : []),
  ]);
  return inSequence({ shape: [features], dtype: "float32" }, outputs, [
    ...layers,
    dense("output", hidden.at(-1) ?? features, outputs),
  ]);
}
