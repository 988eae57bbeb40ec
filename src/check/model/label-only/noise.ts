/** How well the true label withstands noise (Choquette-Choo et al. 2021, §4.2 and appendix): rows that a model remembers keep it longer. */
import type { Stream } from "../../../stats/stream.ts";
import type { Play } from "./ask.ts";
import type { Space } from "./space.ts";

/** What is done to one copy. */
export interface Noise {
  /** Of the Gaussian noise on each number, in standard deviations of the pool. */
  readonly deviation: number;
  /** The chance that a 0/1 number becomes the other. */
  readonly flip: number;
  /** The chance that a category becomes another. */
  readonly change: number;
}

/**
 * From hardly to strongly changed. Which level tells most depends on the model, and finding it out would take people whose membership is known: all count alike.
 */
export const levels: readonly Noise[] = [
  { deviation: 0.1, flip: 0.02, change: 0.1 },
  { deviation: 0.3, flip: 0.05, change: 0.2 },
  { deviation: 1, flip: 0.1, change: 0.4 },
];

export interface Copies {
  readonly space: Space;
  /** In all: as many at each level, give or take one. */
  readonly copies: number;
  readonly random: Stream;
}

/** The share of noised copies that still have the true label, which need not be the label of the row itself. */
export function* robustness(own: Float64Array, truth: number, { space, copies, random }: Copies): Play {
  const labels = yield Array.from({ length: copies }, (_, i) =>
    noised(own, levels[i % levels.length]!, { space, random }),
  );
  return labels.filter((label) => label === truth).length / copies;
}

function noised(
  own: Float64Array,
  { deviation, flip, change }: Noise,
  { space: { blocks, low, high }, random }: Omit<Copies, "copies">,
): Float64Array {
  const point = own.slice();
  for (const block of blocks) {
    const { kind, at } = block;
    if (kind === "category") {
      if (block.places > 1 && random.next() < change) exchange(point, block, random);
    } else if (kind === "bit") point[at] = random.next() < flip ? 1 - own[at]! : own[at]!;
    else point[at] = Math.min(high[at]!, Math.max(low[at]!, own[at]! + deviation * random.normal()));
  }
  return point;
}

/** Another label, each as likely as any other. */
function exchange(
  point: Float64Array,
  { at, places }: { readonly at: number; readonly places: number },
  random: Stream,
): void {
  const own = point.subarray(at, at + places).indexOf(1);
  const other = random.int(places - 1);
  point[at + own] = 0;
  point[at + (other < own ? other : other + 1)] = 1;
}
