/** Identity: which real people the classes of the synthetic table point at. */
import { type Classes, sizeOf } from "./classes.ts";

export type Identity = {
  /**
   * The fewest people of train in a class of the synthetic table (k-map, Sweeney 2001: every released row fits at least k people). Classes that fit nobody
   * point at nobody and are left out; null if all are.
   */
  readonly kMap: number | null;
  /** Synthetic rows whose class nobody in train is in. */
  readonly nobody: number;
  /** delta-presence (Nergiz, Atzori & Clifton 2007): over the classes of train, released rows for each person, at most 1. */
  readonly presence: { readonly low: number; readonly high: number } | null;
  /** People of train who are alone in their class. */
  readonly unique: number;
  /** Those of them whose class has exactly one synthetic row, too: replicated uniques (Raab, Nowok & Dibben 2024, repU). */
  readonly replicated: number;
};

/** `people`: of train, class by class. */
export function identity(classes: Classes, people: Uint32Array): Identity {
  let [kMap, nobody, unique, replicated] = [Infinity, 0, 0, 0];
  let [low, high] = [Infinity, 0];
  for (let c = 0; c < people.length; c++) {
    const made = c < classes.count ? sizeOf(classes, c) : 0;
    const real = people[c]!;
    if (made > 0 && real > 0 && real < kMap) kMap = real;
    if (real === 0) {
      nobody += made;
      continue;
    }
    const share = Math.min(1, made / real);
    low = Math.min(low, share);
    high = Math.max(high, share);
    if (real === 1) unique++;
    if (real === 1 && made === 1) replicated++;
  }
  return {
    kMap: Number.isFinite(kMap) ? kMap : null,
    nobody,
    presence: Number.isFinite(low) ? { low, high } : null,
    unique,
    replicated,
  };
}

/** How many of the given people have a key that stands in the synthetic table. */
export function matched(of: Int32Array, rows: Uint32Array, { count }: Pick<Classes, "count">): number {
  let found = 0;
  for (const row of rows) if (of[row]! < count) found++;
  return found;
}
