/** The shares that the report draws: per column at most ten bins, never a label of fewer than five people, never an extreme value. */
import type { Json } from "../../types.ts";
import type { Single } from "./single.ts";

const rounded = (share: number): number => Math.round(1e5 * share) / 1e5;

/** So many columns are drawn. */
const drawn = 100;

export const marginals = (singles: readonly Single[]): Json =>
  singles.slice(0, drawn).map(({ bins, counts }) => {
    const shares = (part: string): number[] | null => {
      const found = counts[part];
      if (!found) return null;
      const all = found.reduce((sum, count) => sum + count, 0);
      return Array.from(found.subarray(0, bins.count), (count) => (all > 0 ? rounded(count / all) : 0));
    };
    const missing = (part: string): number | null => {
      const found = counts[part];
      const all = found?.reduce((sum, count) => sum + count, 0) ?? 0;
      return found ? rounded((found[bins.count] ?? 0) / Math.max(1, all)) : null;
    };
    return {
      column: bins.name,
      kind: bins.kind,
      // Inner edges of numbers and times (the first and the last bin are open), labels otherwise.
      bins: bins.edges ?? [...(bins.labels ?? []), ...(bins.other ? ["other"] : [])],
      other: bins.other,
      train: shares("train"),
      synthetic: shares("synthetic"),
      holdout: shares("holdout"),
      missing: { train: missing("train"), synthetic: missing("synthetic"), holdout: missing("holdout") },
    };
  });
