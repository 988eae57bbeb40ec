/** The two works of the check: everything that is measured, and the weights, which are kept for whoever wants to train with them. */
import { costOf } from "../../../bias/raking.ts";
import type { Cast, Shares } from "../../../subject/data.ts";
import type { Tables } from "../../../table/types.ts";
import type { Reader, Work } from "../../types.ts";
import { type Compared, compared } from "./compared.ts";
import { type Gaps, gaps, searchedIn, type Wanted } from "./coverage.ts";
import { type Casts, featuresOf, type Part } from "./features.ts";
import { targetOf } from "./targets.ts";
import { type Known, marginsOf, rakingWeights } from "./weights.ts";

export type Input = {
  readonly tables: string;
  readonly casts: Readonly<Record<"train", string>> & Readonly<Record<Exclude<Part, "train">, string | null>>;
  readonly shares: Shares | null;
  readonly protected: readonly string[];
  readonly columns: readonly string[];
  readonly chosen: boolean;
  /** Groups of fewer people are not named. */
  readonly named: number;
};

export type Measured = {
  readonly rows: number;
  /** Null: no holdout was given. */
  readonly holdoutRows: number | null;
  /** Kish's design effect of the table's own weights; null without weights. */
  readonly ownEffect: number | null;
  readonly features: readonly Compared[];
  readonly gaps: Gaps | null;
};

export const measuredWork: Work<Input & { readonly wanted: Omit<Wanted, "named"> }, Measured> = {
  id: "data/representation@4",
  async run({ wanted, ...input }, reader) {
    const { known, casts } = await opened(input, reader);
    const searched = searchedIn(known.map(({ feature }) => feature));
    return {
      rows: casts.train.rows,
      holdoutRows: casts.holdout?.rows ?? null,
      ownEffect: casts.train.weights && costOf(casts.train.weights).designEffect,
      features: known.flatMap(({ feature, target }) => compared(feature, target, casts) ?? []),
      gaps: gaps(
        known.filter(({ feature }) => searched.includes(feature)),
        casts,
        { ...wanted, named: input.named },
      ),
    };
  },
};

export type Weights = {
  /** One for each row of the training table. */
  readonly weights: Float64Array;
  readonly summary: RakingSummary;
};
export type RakingSummary = {
  readonly margins: readonly string[];
  readonly iterations: number;
  readonly converged: boolean;
  readonly designEffect: number;
  readonly worth: number;
  readonly largest: number;
  readonly smallest: number;
  /** Groups of the target that no row is of: "race=Other". */
  readonly empty: readonly string[];
};

/** Null: no target is known. */
export const weightsWork: Work<Input & { readonly trim: number | null }, Weights | null> = {
  id: "data/raking@2",
  async run({ trim, ...input }, reader) {
    const { known, casts } = await opened(input, reader);
    const found = rakingWeights(known, casts, trim);
    if (!found) return null;
    const margins = marginsOf(known);
    const { iterations, converged, designEffect, worth, largest, smallest } = found;
    const names = margins.map(({ feature }) => feature.name);
    const summary = { margins: names, iterations, converged, designEffect, worth, largest, smallest };
    return { weights: found.weights, summary: { ...summary, empty: margins.flatMap(emptyOf) } };
  },
};

const emptyOf = ({ feature, target }: Known): readonly string[] =>
  feature.values.flatMap((values, i) =>
    (target.shares[i] ?? 0) > 0 && !feature.codes.train?.includes(i) ? [groupOf(feature.names, values)] : [],
  );

/** "race=Other&sex=Male". */
export const groupOf = (names: readonly string[], values: readonly string[]): string =>
  names.map((name, i) => `${name}=${values[i] ?? ""}`).join("&");

async function opened(
  { tables: key, casts: keys, ...scope }: Input,
  reader: Reader,
): Promise<{ readonly known: readonly Known[]; readonly casts: Casts }> {
  const tables = (await reader.get(key)) as unknown as Tables; // the output of table/read
  const cast = async (of: string): Promise<Cast> => (await reader.get(of)) as unknown as Cast; // the output of the cast's work
  const casts: Casts = {
    train: await cast(keys.train),
    ...(keys.holdout !== null && { holdout: await cast(keys.holdout) }),
    ...(keys.population !== null && { population: await cast(keys.population) }),
    ...(keys.serving !== null && { serving: await cast(keys.serving) }),
  };
  const features = featuresOf({ ...scope, casts, tables });
  const known = features.map((feature) => ({ feature, target: targetOf(feature, features, casts, scope.shares) }));
  return { known, casts };
}
