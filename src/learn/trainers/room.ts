/** Is there memory for a training? Asked before it begins: a network that does not fit is ended by its worker's limit only after minutes, three times. */
import { totalmem } from "node:os";
import { TelltaleError } from "../../error.ts";
import { countOf, type Network } from "../networks/network.ts";
import { memories } from "../training/optimiser.ts";
import type { Recipe } from "../training/recipe.ts";

export interface Needed {
  readonly recipe: Pick<Recipe, "optimiser">;
  /** Trained at once. */
  readonly models: number;
  /** Bytes that this process may have. Default: what the machine, or the container, has. */
  readonly room?: number;
}

const own = (): number => 0.8 * Math.min(process.constrainedMemory() || Infinity, totalmem());

/**
 * Least bytes of a training: the parameters and what the optimiser remembers of each, before and after a step, and the start; in float32. It takes three times as much
 * with gradients and what is in between, so that what fits here may still not fit.
 * @throws TelltaleError NETWORK_TOO_LARGE
 */
export function checkRoom(network: Pick<Network, "parameters">, { recipe, models, room = own() }: Needed): void {
  const count = countOf(network);
  const least = 4 * count * models * (1 + 2 * (1 + memories(recipe.optimiser)));
  if (least <= room) return;
  const one = models === 1 ? "" : ` and ${models} at once`;
  throw new TelltaleError("NETWORK_TOO_LARGE", {
    message: `a network of ${amount(count)} parameters${one} takes more than ${gigabytes(least)} GB to train, and there are ${gigabytes(room)} GB`,
    hint: "Make its layers narrower (--hidden, or hidden of the trainer), or train it on a machine with more memory.",
  });
}

const gigabytes = (bytes: number): string => amount(Math.max(0.1, bytes / 1e9));
const amount = (x: number): string =>
  x < 1e15 ? Number(x.toPrecision(3)).toLocaleString("en-GB", { maximumFractionDigits: 1 }) : x.toExponential(1);
