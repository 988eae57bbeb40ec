/** What is counted in bins, put together from its tasks. */
import type { Compute, Json } from "../../types.ts";
import type { Scope } from "./bins.ts";
import { jointWork } from "./joint.ts";
import { type Single, singleWork } from "./single.ts";

/** Columns, and tuples, in a task. */
export const portion = { columns: 10, tuples: 100 };

export async function single(scope: Scope, compute: Compute): Promise<readonly Single[]> {
  const size = portion.columns;
  const inputs = Array.from({ length: Math.ceil(scope.columns.length / size) }, (_, i) => ({
    ...scope,
    from: i * size,
    to: (i + 1) * size,
  }));
  return (await compute(singleWork, inputs)).flat();
}

export interface Joint {
  readonly tuple: readonly number[];
  readonly accuracy: number;
  readonly ceiling: number;
  readonly real: number;
  readonly synthetic: number;
}

export async function joint(
  scope: Scope,
  chosen: readonly (readonly number[])[],
  compute: Compute,
): Promise<readonly Joint[]> {
  const parts = Array.from({ length: Math.ceil(chosen.length / portion.tuples) }, (_, i) =>
    chosen.slice(i * portion.tuples, (i + 1) * portion.tuples),
  );
  const found = await compute(
    jointWork,
    parts.map((part) => ({ ...scope, tuples: part })),
  );
  return parts.flatMap((part, p) =>
    part.map((tuple, i) => ({
      tuple,
      accuracy: found[p]?.accuracy[i] ?? Number.NaN,
      ceiling: found[p]?.ceiling[i] ?? Number.NaN,
      real: found[p]?.real[i] ?? Number.NaN,
      synthetic: found[p]?.synthetic[i] ?? Number.NaN,
    })),
  );
}

/** What a drawing needs. */
const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

/** Both matrices, columns in their order; 1 on the diagonal. */
export function associations(columns: readonly string[], found: readonly Joint[]): Json {
  const matrix = (value: "real" | "synthetic"): number[][] => {
    const all = columns.map((_, i) => columns.map((__, j): number => (i === j ? 1 : 0)));
    for (const one of found) {
      const [i = 0, j = 0] = one.tuple;
      const [across, down] = [all[i], all[j]];
      if (!across || !down) continue;
      across[j] = down[i] = rounded(one[value]);
    }
    return all;
  };
  return { columns, real: matrix("real"), synthetic: matrix("synthetic") };
}
