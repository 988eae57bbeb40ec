/** What the search found, measured on the other half of the rows. */
import { type Mean, meanOf } from "../../../bias/means.ts";
import type { Condition } from "../../../bias/subgroups.ts";
import { confirmMean, confirmRate } from "../../../bias/subgroups/confirm.ts";
import { shapley } from "../../../bias/subgroups/shapley.ts";
import type { Described } from "./conditions.ts";
import type { OutcomeOf } from "./outcomes.ts";

export interface Scene {
  readonly columns: readonly Described[];
  readonly weights: Float64Array | null;
  /** The rows that are measured. */
  readonly rows: Uint32Array;
}

/** Subgroups of fewer rows are not measured. */
const fewest = 30;

export type Measured = {
  /** Whose outcome is known, whatever their weights. */
  readonly rows: number;
  /** Of as many as they are worth with their weights. */
  readonly n: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** From the mean of all. */
  readonly divergence: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** By condition: what it brings of the divergence; they add up to it. */
  readonly shares: readonly number[];
  /** Of "the subgroup is as the rest is". Null: too few rows to be measured. */
  readonly p: number | null;
};

export function measured(conditions: readonly Condition[], { kind, values }: OutcomeOf, scene: Scene): Measured {
  const { columns, weights } = scene;
  const known = scene.rows.filter((row) => !Number.isNaN(values[row]!));
  const everything = (1 << conditions.length) - 1;
  const met = Uint8Array.from(known, (row) =>
    conditions.reduce((mask, { feature, level }, i) => mask | (columns[feature]!.codes[row] === level ? 1 << i : 0), 0),
  );
  const mean = (is: (mask: number) => boolean): Mean => {
    const own = known.filter((_, i) => is(met[i]!));
    const at = (list: Float64Array): Float64Array => Float64Array.from(own, (row) => list[row]!);
    return meanOf(at(values), weights && at(weights));
  };
  const rows = met.reduce((sum, mask) => sum + Number(mask === everything), 0);
  const inside = mean((mask) => mask === everything);
  const share =
    weightOf(
      known.filter((_, i) => met[i] !== everything),
      weights,
    ) / weightOf(known, weights);
  const rest = mean((mask) => mask !== everything);
  const found =
    rows < fewest
      ? null
      : kind === "rate"
        ? confirmRate({ inside, rest, share })
        : confirmMean({ inside, rest, share });
  if (!found) return { rows, n: inside.n, value: null, low: null, high: null, divergence: null, shares: [], p: null };
  const of = metBy(known, met, { values, weights, subsets: everything + 1 });
  const shares = shapley(conditions.length, (subset) => of[subset]! - of[0]!);
  const { value, low, high, divergence, p } = found;
  return { rows, n: inside.n, value, low, high, divergence, shares, p };
}

/** By set of conditions, as bits: the mean of those who meet all of them, whatever else they meet. */
function metBy(
  known: Uint32Array,
  met: Uint8Array,
  { values, weights, subsets }: Pick<OutcomeOf, "values"> & Pick<Scene, "weights"> & { readonly subsets: number },
): Float64Array {
  const [sums, weight] = [new Float64Array(subsets), new Float64Array(subsets)];
  known.forEach((row, i) => {
    const w = weights?.[row] ?? 1;
    for (let subset = 0; subset < subsets; subset++) {
      if ((met[i]! & subset) !== subset) continue;
      sums[subset]! += w * values[row]!;
      weight[subset]! += w;
    }
  });
  return sums.map((sum, subset) => sum / weight[subset]!);
}

const weightOf = (rows: Uint32Array, weights: Float64Array | null): number =>
  weights ? rows.reduce((sum, row) => sum + weights[row]!, 0) : rows.length;
