/**
 * How far a row is from the nearest one with another label, found by asking for labels alone: HopSkipJump (Chen, Jordan & Wainwright 2020, algorithm 2, for the Euclidean
 * distance and any other label). Training pushes the boundary away from the rows that it saw, so farther says "in the data" (Choquette-Choo et al. 2021, §4.1).
 */
import type { Stream } from "../../../stats/stream.ts";
import type { Play } from "./ask.ts";
import type { Space } from "./space.ts";

export interface Search {
  readonly space: Pick<Space, "low" | "high" | "rounded">;
  /** Coordinates that may be changed. */
  readonly free: Uint32Array;
  /** Rows to start from, in any order: those of other people that are thought to have another label. */
  readonly starts: readonly Float64Array[];
  /** Most questions about this person, its own row included. */
  readonly queries: number;
  readonly random: Stream;
}

type Said = Generator<readonly Float64Array[], readonly boolean[], Int32Array>;
type Found = Generator<readonly Float64Array[], Float64Array | null, Int32Array>;

/** Rows of others that are tried, the nearest first; then rows drawn anywhere. */
const tries = 10;
/** Points of the first estimate of a direction; of the t-th, sqrt(t) times as many. */
const firstPoints = 100;
const fewestPoints = 10;
/** Where many points are one row, every other direction is asked for in steps that change rows: so far in each coordinate. */
const coarse = 0.25;

/**
 * 0 where the row itself has not the true label; never below, and at most the diagonal of the space, which is also what a row has of which no other label is found.
 * The distance is that of a point that was asked about and had another label: an upper bound of the true one, nearer the more is asked.
 */
export function* boundaryDistance(own: Float64Array, truth: number, search: Search): Play {
  const { space, free, random } = search;
  const { low, high } = space;
  let left = search.queries;
  function* others(points: readonly Float64Array[]): Said {
    left -= points.length;
    const labels = yield points;
    return Array.from(labels, (label) => label !== truth);
  }
  const clipped = (from: Float64Array, along: Float64Array, step: number): Float64Array => {
    const point = from.slice();
    for (let i = 0; i < free.length; i++) {
      const at = free[i]!;
      const moved = from[at]! + step * along[at]!;
      point[at] = moved < low[at]! ? low[at]! : moved > high[at]! ? high[at]! : moved;
    }
    return point;
  };
  const distance = (point: Float64Array): number => between(own, point, free);
  const towards = (point: Float64Array, share: number): Float64Array => {
    const found = own.slice();
    for (let i = 0; i < free.length; i++) {
      const at = free[i]!;
      found[at] = own[at]! + share * (point[at]! - own[at]!);
    }
    return found;
  };

  function* start(): Found {
    const near = search.starts
      .map((point) => ({ point, far: distance(point) }))
      .toSorted((a, b) => a.far - b.far)
      .slice(0, Math.min(tries, left));
    const said = yield* others(near.map(({ point }) => towards(point, 1)));
    const found = near[said.indexOf(true)];
    if (found) return towards(found.point, 1);
    const anywhere = Array.from({ length: Math.min(tries, left) }, () => {
      const point = own.slice();
      for (const at of free) point[at] = low[at]! + random.next() * (high[at]! - low[at]!);
      return point;
    });
    const these = yield* others(anywhere);
    return anywhere[these.indexOf(true)] ?? null;
  }

  /** The paper's theta: what a search along a line leaves open, as a share of the line. Less, and no direction could be made out next to it. */
  const precision = Math.min(1e-3, free.length ** -1.5);
  const halvings = Math.ceil(-Math.log2(precision));
  /** From a point with another label to the boundary, on the line to the row itself. */
  function* boundary(from: Float64Array): Generator<readonly Float64Array[], Float64Array, Int32Array> {
    let [same, other] = [0, 1];
    while (other - same > precision && left > 0) {
      const middle = (same + other) / 2;
      const [is] = yield* others([towards(from, middle)]);
      if (is) other = middle;
      else same = middle;
    }
    return towards(from, other);
  }

  const [wrong] = yield* others([own]);
  if (wrong) return 0;
  const diagonal = between(low, high, free);
  const first = left > 0 ? yield* start() : null;
  if (!first) return diagonal;
  let nearest = yield* boundary(first);
  for (let t = 1; left >= halvings + 1 + fewestPoints; t++) {
    const far = distance(nearest);
    const wide = space.rounded && t % 2 === 1;
    const size = Math.sqrt(free.length) * (wide ? coarse : precision * far);
    const count = Math.min(left - halvings - 1, Math.round(firstPoints * Math.sqrt(t)));
    const draw = !wide && free.length >= manyCoordinates ? signs : gaussian;
    const points = Array.from({ length: count }, () => clipped(nearest, draw(free, own.length, random), size));
    const along = direction(nearest, { points, are: yield* others(points), free });
    if (!along) continue;
    for (let step = far / Math.sqrt(t); step > precision * far && left > halvings; step /= 2) {
      const point = clipped(nearest, along, step);
      const [is] = yield* others([point]);
      if (!is) continue;
      const found = yield* boundary(point);
      if (distance(found) < far) nearest = found;
      break;
    }
  }
  return Math.min(diagonal, distance(nearest));
}

function between(one: Float64Array, other: Float64Array, free: Uint32Array): number {
  let squares = 0;
  for (let i = 0; i < free.length; i++) squares += (one[free[i]!]! - other[free[i]!]!) ** 2;
  return Math.sqrt(squares);
}

/** A step of length 1, each direction as likely as any other. */
function gaussian(free: Uint32Array, width: number, random: Stream): Float64Array {
  const along = new Float64Array(width);
  let squares = 0;
  for (let i = 0; i < free.length; i++) squares += (along[free[i]!] = random.normal()) ** 2;
  const length = Math.sqrt(squares);
  for (let i = 0; i < free.length; i++) along[free[i]!]! /= length;
  return along;
}

/** In so many coordinates a step whose parts differ in nothing but their sign tells as much, and is drawn 32 at a time. */
const manyCoordinates = 32;
function signs(free: Uint32Array, width: number, random: Stream): Float64Array {
  const along = new Float64Array(width);
  const each = 1 / Math.sqrt(free.length);
  let bits = 0;
  for (let i = 0; i < free.length; i++) {
    bits = i % 32 === 0 ? Math.floor(random.next() * 2 ** 32) | 0 : bits >>> 1;
    along[free[i]!] = bits & 1 ? each : -each;
  }
  return along;
}

/** Where other labels are: the mean of the steps, each weighted by +1 for another label and -1 for the same, less the mean of these (equation 16 of the paper). */
function direction(
  from: Float64Array,
  {
    points,
    are,
    free,
  }: { readonly points: readonly Float64Array[]; readonly are: readonly boolean[]; readonly free: Uint32Array },
): Float64Array | null {
  const mean = are.reduce((sum, other) => sum + (other ? 1 : -1), 0) / are.length;
  const along = new Float64Array(from.length);
  points.forEach((point, p) => {
    const sign = are[p] ? 1 : -1;
    const weight = Math.abs(mean) === 1 ? sign : sign - mean; // all alike: nothing is to be subtracted
    for (let i = 0; i < free.length; i++) {
      const at = free[i]!;
      along[at]! += weight * (point[at]! - from[at]!);
    }
  });
  const length = between(along, new Float64Array(from.length), free);
  return length > 0 ? along.map((value) => value / length) : null;
}
