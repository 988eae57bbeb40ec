/** How many models are trained at once. */
import type { Network } from "../networks/network.ts";
import { countOf } from "../networks/network.ts";

/**
 * As many as keep what a step reads and writes in a processor's cache: the optimiser passes over the parameters of all. Measured with Adam, one thread, ms of
 * a model's step alone and as one of 4, 8, 16: 2,000 parameters .056 .026 .019 .020; 5,000 .054 .032 .027 .021; 11,000 .128 .065 .058 .079; 30,000 .169 .215 .201 .213;
 * small networks of convolutions .086 .093 .087 .078, LeNet 6.3 7.4.
 */
export function groupSize(network: Pick<Network, "parameters">): number {
  const convolutional = network.parameters.some(({ role, shape }) => role === "weight" && shape.length > 2);
  if (convolutional) return 1;
  const most = Math.floor(60_000 / Math.max(1, countOf(network)));
  return Math.max(1, Math.min(16, most));
}
