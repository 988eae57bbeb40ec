/** The attack of synthetic/linkability: the nearest synthetic rows of both halves of a person, and where they meet. */
import type { Neighbours } from "../../table/nearest.ts";
import type { Work } from "../types.ts";
import { type Aim, neighboursIn, openArena } from "./arena.ts";
import type { Split } from "./splits.ts";

export type LinksInput = Aim & {
  readonly columns: Split;
  readonly k: number;
  /** Also says at which k, up to this one, the halves of each person meet. */
  readonly upTo: number;
};
export type Links = {
  /** Per target: the smallest k at which both sets of k nearest rows share one; 0: at none. */
  readonly at: Uint32Array;
  /** Per target: 1 where chance chose among equally near rows for the last of the k, in either half. */
  readonly tied: Uint8Array;
};

export const links: Work<LinksInput, Links> = {
  id: "synthetic/links@1",
  async run({ columns, k, upTo, ...aim }, reader) {
    const { synthetic, people, rows } = await openArena(reader, aim);
    const most = Math.max(k, upTo) + 1; // the next one tells ties
    const [a, b] = columns.map((half) =>
      neighboursIn(synthetic, half, aim.seed).nearest({ table: people, rows }, { k: most }),
    ) as [Neighbours, Neighbours]; // a split has two halves
    const tied = Uint8Array.from(rows, (_, target) => (tiedAt(a, target, k) || tiedAt(b, target, k) ? 1 : 0));
    return { at: meetings(a, b, { targets: rows.length, upTo: Math.max(k, upTo) }), tied };
  },
};

const tiedAt = ({ distances, k: most }: Neighbours, target: number, k: number): boolean =>
  k < most && distances[target * most + k - 1] === distances[target * most + k];

/** The sets grow with k, so that a row they share at some k they share at every larger one. */
function meetings(a: Neighbours, b: Neighbours, { targets, upTo }: { targets: number; upTo: number }): Uint32Array {
  const at = new Uint32Array(targets);
  const width = Math.min(upTo, a.k);
  const place = new Map<number, number>();
  for (let target = 0; target < targets; target++) {
    place.clear();
    for (let i = 0; i < width; i++) place.set(a.rows[target * a.k + i]!, i);
    let first = 0;
    for (let j = 0; j < width && (first === 0 || j < first); j++) {
      const i = place.get(b.rows[target * b.k + j]!);
      if (i !== undefined && (first === 0 || Math.max(i, j) + 1 < first)) first = Math.max(i, j) + 1;
    }
    at[target] = first;
  }
  return at;
}
