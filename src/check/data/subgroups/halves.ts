/** Rows in two halves: one is searched, on the other what was found is measured. */
import { shuffled, stream } from "../../../stats/stream.ts";
import type { OutcomeOf } from "./outcomes.ts";

export interface Halves {
  /** Ascending. */
  readonly search: Uint32Array;
  readonly confirm: Uint32Array;
}

/** Of the rows of which the first outcome is known: with predictions that is whether they are right. At most `most` are searched, and at least as many are left to confirm. */
export function halvesOf(first: OutcomeOf, { most, seed }: { readonly most: number; readonly seed: number }): Halves {
  const known = Uint32Array.from(first.values.keys()).filter((row) => !Number.isNaN(first.values[row]!));
  const drawn = shuffled(known.length, stream(seed, "data/subgroups", "halves"));
  const half = Math.floor(known.length / 2);
  const rows = (from: number, to: number): Uint32Array =>
    drawn
      .slice(from, to)
      .map((at) => known[at]!)
      .toSorted();
  return { search: rows(0, Math.min(half, most)), confirm: rows(half, known.length) };
}
