/** What Anonymeter 1.1.0 counted on the reference data, and how far another way of breaking ties may lead. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Entry {
  readonly dataset: string;
  readonly evaluator: string;
  readonly params: {
    readonly n_attacks: number;
    readonly aux_cols?: readonly [readonly string[], readonly string[]];
    readonly secret?: string;
    readonly [name: string]: unknown;
  };
  readonly n_attacks_effective: readonly [number, number, number];
  readonly n_success: number;
  readonly n_control: number;
  readonly risk: number;
  readonly risk_ci: readonly [number, number];
  readonly by_n_neighbors?: Readonly<Record<string, { readonly n_success: number; readonly n_control: number }>>;
}

export function golden(shared: string): readonly Entry[] {
  const text = readFileSync(join(shared, "data/golden.json"), "utf8").replaceAll(/: NaN\b/g, ": null"); // Python's own JSON
  const file = JSON.parse(text) as { anonymeter: readonly Entry[] };
  return file.anonymeter;
}

/** Two standard errors of the difference of two counts of n that were drawn apart. */
export const twoErrors = (hits: number, n: number): number => 2 * Math.sqrt(2 * Math.max(hits, 1) * (1 - hits / n));
