/** The parameters of a network, layer by layer. */
import type { Network } from "../../../learn/networks/network.ts";

/** Each layer's parameters, by their numbers: a weight, and what comes before the next one (biases, scales, shifts). */
export function layersOf({ parameters }: Pick<Network, "parameters">): readonly (readonly number[])[] {
  const layers: number[][] = [];
  parameters.forEach(({ role }, i) => {
    const last = layers.at(-1);
    const begun = last?.some((at) => parameters[at]?.role === "weight") ?? false;
    if (!last || (role === "weight" && begun)) layers.push([i]);
    else last.push(i);
  });
  return layers;
}
