/** Privacy losses on a grid that are surely no better, or surely no worse, for privacy than the true one. */
import type { Cells } from "./cells.ts";

/** A loss on the grid: mass[i] lies at (from + i) times `width`; `infinite` at infinity. Masses may sum to less than 1. */
export interface GridLoss {
  readonly width: number;
  readonly from: number;
  readonly mass: Float64Array;
  readonly infinite: number;
}

export type Direction = "remove" | "add";

/** The same cells seen from the other side: P and Q change places, and losses their sign. */
export function seenFrom(direction: Direction, cells: Cells): Cells {
  if (direction === "remove") return cells;
  const { width, from, p, tails } = cells;
  const count = p.length;
  const scaled = (masses: Float64Array, end: 0 | 1): Float64Array =>
    masses.map((mass, i) => mass * Math.exp(-(from + i + end) * width)).toReversed();
  return {
    width,
    from: -(from + count),
    p: cells.q.toReversed(),
    q: p.toReversed(),
    above: scaled(cells.below, 1),
    below: scaled(cells.above, 0),
    tails: { low: { p: tails.high.q, q: tails.high.p }, high: { p: tails.low.q, q: tails.low.p } },
  };
}

/**
 * Each cell is spread to its two ends, keeping its mass under P and under Q: "connect the dots" (Doroshenko, Ghazi,
 * Kamath, Kumar & Manurangsi 2022). The hockey-stick curve joins points of the true one by chords, so it lies above it.
 */
export function spread({ width, from, p, above, tails }: Cells): GridLoss {
  const mass = new Float64Array(p.length + 1);
  const scale = -1 / Math.expm1(-width);
  for (let i = 0; i < p.length; i++) {
    const up = Math.min(p[i]!, above[i]! * scale);
    mass[i]! += p[i]! - up;
    mass[i + 1]! += up;
  }
  mass[0]! += tails.low.p;
  return { width, from, mass, infinite: tails.high.p };
}

/**
 * Each cell is merged to one outcome, and part of each with part of the next such that together they lie on the grid
 * point between them. Merging outcomes is post-processing and what is left over is rounded down, so the hockey-stick
 * curve lies below the true one.
 */
export function merge({ width, from, p, above, below }: Cells): GridLoss {
  const { left, right } = shares({ p, above, below });
  const mass = new Float64Array(p.length + 1);
  for (let i = 0; i < p.length; i++) {
    const rest = 1 - left[i]! - right[i]!;
    mass[i]! += left[i]! * p[i]! + rest * (p[i]! - above[i]!);
    mass[i + 1]! += right[i]! * p[i]!;
  }
  // What a cell gives down lies above its grid point by `above`, what it gives up lies under its own by `below`.
  for (let i = 0; i < p.length; i++) {
    const surplus = left[i]! * above[i]! - (i > 0 ? right[i - 1]! * below[i - 1]! : 0);
    mass[i]! -= Math.max(0, surplus);
  }
  return { width, from, mass, infinite: 0 };
}

/**
 * Which share of each cell goes to its lower and which to its upper grid point, so that at each grid point what comes
 * from above outweighs what comes from below, by as little as can be. Errors of the recursion fade where cells grow,
 * so it runs from either tail to the greatest cell.
 */
function shares({ p, above, below }: Pick<Cells, "p" | "above" | "below">): {
  readonly left: Float64Array;
  readonly right: Float64Array;
} {
  const count = p.length;
  const left = new Float64Array(count);
  const right = new Float64Array(count);
  const peak = p.reduce((best, mass, i) => (mass > p[best]! ? i : best), 0);
  for (let i = 1; i <= peak; i++) {
    // Cell i pays for what cell i - 1 gives up; where it cannot, cell i - 1 gives less.
    const wish = (1 - left[i - 1]!) * below[i - 1]!;
    left[i] = above[i]! > 0 ? Math.min(1, wish / above[i]!) : 0;
    right[i - 1] =
      below[i - 1]! > 0 ? Math.min(1 - left[i - 1]!, (left[i]! * above[i]!) / below[i - 1]!) : 1 - left[i - 1]!;
  }
  for (let i = count - 1; i > peak; i--) {
    // Cell i gives down all that it does not give up; cell i - 1 gives up as much as that pays for.
    left[i] = 1 - right[i]!;
    const wish = left[i]! * above[i]!;
    const room = i - 1 === peak ? 1 - left[peak]! : 1;
    right[i - 1] = below[i - 1]! > 0 ? Math.min(room, wish / below[i - 1]!) : room;
  }
  return { left, right };
}
