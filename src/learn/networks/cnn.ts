/** Small convolutional networks for images, in the manner of LeNet (LeCun et al. 1998). */
import { TelltaleError } from "../../error.ts";
import {
  activated,
  type Activation,
  checkShare,
  checkSize,
  convolved,
  dense,
  dropped,
  flattened,
  inSequence,
  type Layer,
  normalised,
  pooled,
} from "./layers.ts";
import type { Network } from "./network.ts";

export type Cnn = {
  /** One after the other; dense layers last. An activation follows every convolution and dense layer; the output layer comes by itself. */
  readonly layers: readonly CnnLayer[];
  /** Default: relu. */
  readonly activation?: Activation;
  /** Of each dense layer's numbers, after the activation. Default: 0. */
  readonly dropout?: number;
  /** Between a convolution or dense layer and its activation. Default: none. */
  readonly norm?: "batch" | "none";
};
export type CnnLayer =
  /** So many channels. Defaults: no padding, stride 1. */
  | { readonly conv: number; readonly kernel: number; readonly pad?: number; readonly stride?: number }
  | { readonly pool: "max" | "average"; readonly size: number }
  | { readonly dense: number };

/** For images of 28 by 28: 61,706 parameters with one channel and ten classes. */
export const lenet: Cnn = {
  layers: [
    { conv: 6, kernel: 5, pad: 2 },
    { pool: "max", size: 2 },
    { conv: 16, kernel: 5 },
    { pool: "max", size: 2 },
    { dense: 120 },
    { dense: 84 },
  ],
};

export interface Image {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Examples are [channels, height, width]. @throws TelltaleError NETWORK_INVALID */
export function cnn(
  { channels, height, width }: Image,
  outputs: number,
  { layers, activation = "relu", dropout = 0, norm = "none" }: Cnn,
): Network {
  checkShare(dropout);
  for (const size of [channels, height, width, outputs]) checkSize("an extent", size);
  const made: Layer[] = [];
  let [depth, high, wide] = [channels, height, width];
  let flat = false;
  const after = (i: number, size: number): Layer[] => [
    ...(norm === "batch" ? [normalised(`norm${i}`, size)] : []),
    activated(activation),
  ];
  // The largest of increasing functions is the function of the largest: after a pool, there are fewer numbers to work out.
  const waits = (i: number): boolean => {
    const next = layers[i + 1];
    return norm === "none" && activation !== "gelu" && next !== undefined && "pool" in next && next.pool === "max";
  };
  for (const [i, layer] of layers.entries()) {
    for (const size of Object.values(layer)) if (typeof size === "number" && size !== 0) checkSize("a layer", size);
    if ("dense" in layer) {
      const from = depth * high * wide;
      made.push(...(flat ? [] : [flattened]), dense(`dense${i}`, from, layer.dense), ...after(i, layer.dense));
      if (dropout > 0) made.push(dropped(dropout));
      flat = true;
      [depth, high, wide] = [layer.dense, 1, 1];
      continue;
    }
    if (flat) throw invalid("has a convolution or pool after a dense layer", "Put dense layers last.");
    if ("conv" in layer) {
      const { conv, kernel, pad = 0, stride = 1 } = layer;
      made.push(
        convolved(`conv${i}`, { from: depth, to: conv, kernel, pad, stride }),
        ...(waits(i) ? [] : after(i, conv)),
      );
      const shrunk = (extent: number): number => Math.floor((extent + 2 * pad - kernel) / stride) + 1;
      [depth, high, wide] = [conv, shrunk(high), shrunk(wide)];
    } else {
      made.push(pooled(layer.pool, layer.size), ...(waits(i - 1) ? after(i, depth) : []));
      [high, wide] = [Math.floor(high / layer.size), Math.floor(wide / layer.size)];
    }
    if (high < 1 || wide < 1)
      throw invalid(
        `leaves nothing of images of ${height} by ${width}`,
        "Take fewer pools, smaller kernels, or padding.",
      );
  }
  const last = dense("output", depth * high * wide, outputs);
  return inSequence({ shape: [channels, height, width], dtype: "float32" }, outputs, [
    ...made,
    ...(flat ? [] : [flattened]),
    last,
  ]);
}

const invalid = (what: string, hint: string): TelltaleError =>
  new TelltaleError("NETWORK_INVALID", { message: `A convolutional network ${what}`, hint });
