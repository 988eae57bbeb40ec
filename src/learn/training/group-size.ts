/** How many models are trained at once. */
import type { Network } from "../networks/network.ts";
import { countOf } from "../networks/network.ts";

/**
 * As many as keep what a step reads and writes in a processor's cache: the optimiser passes over the parameters of all. Measured with Adam on one thread
 * (bench/training.ts): 2,000 parameters 0.055 ms a model's step alone, 0.021 ms as one of 16; 61,000: no faster together than alone.
 */
export function groupSize(network: Pick<Network, "parameters">): number {
  const convolutional = network.parameters.some(({ role, shape }) => role === "weight" && shape.length > 2);
  if (convolutional) return 1;
  const most = Math.floor(40_000 / Math.max(1, countOf(network)));
  return Math.max(1, Math.min(16, most));
}
