/** What lies around the people asked about: their nearest synthetic rows, and the nearest of the reference. Searched once for all attacks that look there. */
import { shuffled, stream } from "../../../stats/stream.ts";
import { euclidean, indexRows, type Neighbours, type RowIndex } from "../../../table/nearest.ts";
import type { Table } from "../../../table/types.ts";
import type { Crowd, Ground } from "./attack.ts";

/** standardised: a standard deviation of the synthetic table is 1; raw: numbers as they are. Two different categories are at √2 in both. */
export type Encoding = "standardised" | "raw";

export interface Surroundings {
  readonly ground: Ground;
  readonly crowd: Crowd;
  readonly synthetic: Neighbours;
  /** Null without a reference. */
  readonly reference: Neighbours | null;
  /** The median distance of those asked about from their nearest, second nearest ... synthetic row, by a sample of them. */
  readonly medianDistance: (nth: number) => number;
}

/** The k nearest rows of both tables, fewer where they have fewer. */
export function lookAround(
  ground: Ground,
  crowd: Crowd,
  { encoding, k }: { readonly encoding: Encoding; readonly k: number },
): Surroundings {
  const { synthetic, reference, medians } = indexesOf(ground, encoding);
  return {
    ground,
    crowd,
    synthetic: synthetic.nearest(crowd, { k }),
    reference: reference && reference.nearest(crowd, { k }),
    medianDistance(nth) {
      const known = medians.get(nth) ?? medianOf(synthetic, ground.aside, nth);
      medians.set(nth, known);
      return known;
    },
  };
}

/** The k nearest synthetic rows only. */
export const nearestMade = (ground: Ground, crowd: Crowd, k: number): Neighbours =>
  indexesOf(ground, "standardised").synthetic.nearest(crowd, { k });

interface Indexes {
  readonly synthetic: RowIndex;
  readonly reference: RowIndex | null;
  readonly medians: Map<number, number>;
}
const known = new WeakMap<Ground, Map<Encoding, Indexes>>();

function indexesOf(ground: Ground, encoding: Encoding): Indexes {
  const all = known.get(ground) ?? new Map<Encoding, Indexes>();
  known.set(ground, all);
  const found = all.get(encoding) ?? buildIndexes(ground, encoding);
  all.set(encoding, found);
  return found;
}

/** Both tables by one ruler, which is the synthetic table's. */
function buildIndexes({ synthetic, reference, columns, seed }: Ground, encoding: Encoding): Indexes {
  const metric = euclidean(synthetic, { columns, scale: encoding === "raw" ? "raw" : "standard" });
  const index = (table: Table, part: string): RowIndex =>
    indexRows(table, { columns, metric, order: shuffled(table.rows, stream(seed, "synthetic/ties", part)) });
  return {
    synthetic: index(synthetic, "synthetic"),
    reference: reference && index(reference, "reference"),
    medians: new Map(),
  };
}

function medianOf(index: RowIndex, crowds: readonly Crowd[], nth: number): number {
  const distances = crowds.flatMap((crowd) => {
    const near = index.nearest(crowd, { k: nth });
    return near.k > 0 ? Array.from(crowd.rows, (_, i) => near.distances[(i + 1) * near.k - 1]!) : [];
  });
  const sorted = distances.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
