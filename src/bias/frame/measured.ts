/** All metrics of all groups of one attribute, from tables that one pass over the rows builds. */
import { type Mean, meansBy } from "../means.ts";
import { areasBy, type Swept } from "./areas.ts";
import { binnedBy } from "./bins.ts";
import {
  areaEstimate,
  averageOddsEstimate,
  balancedEstimate,
  countEstimate,
  eceEstimate,
  type Estimate,
  f1Estimate,
  mccEstimate,
  meanEstimate,
  rateEstimate,
  rootEstimate,
  treatmentEstimate,
} from "./estimates.ts";
import { type MetricId, type RateId, rateIds } from "./metrics.ts";
import { confusionOf, type CountTable, type Is, tablesOf, tallyOf } from "./table.ts";

/** Rows, encoded. Unknown: -1 and NaN. */
export interface Columns {
  readonly rows: number;
  readonly weights: Float64Array | null;
  readonly y: Is;
  readonly p: Is;
  readonly score: Float64Array | null;
  /** Where labels are numbers. */
  readonly numbers: { readonly y: Float64Array; readonly prediction: Float64Array } | null;
}

export interface Partition {
  /** "sex", "sex&race". */
  readonly attribute: string;
  readonly labels: readonly string[];
  /** Positions in `labels`; -1 = of no group. */
  readonly codes: Int32Array;
}

/** By group: the estimate, the mean where it is one, and the table that a rate is read off. */
export interface Measured {
  readonly estimates: readonly Estimate[];
  readonly means: readonly Mean[] | null;
  readonly tables: readonly CountTable[] | null;
}

const rates: ReadonlySet<string> = new Set(rateIds);
export const isRate = (id: MetricId): id is RateId => rates.has(id);

/** Values of rows whose means are metrics, and scores in order: of all attributes alike. */
export interface Prepared {
  readonly columns: Columns;
  readonly values: (id: MetricId) => Float64Array;
  readonly swept: () => Swept;
}

export function measuredOf(
  { columns, values, swept }: Prepared,
  { attribute, labels, codes }: Partition,
  { metrics, seed }: { readonly metrics: readonly MetricId[]; readonly seed: number },
): ReadonlyMap<MetricId, Measured> {
  const groups = labels.length;
  const tables = tablesOf({ codes, groups }, columns);
  const all = tables.map(({ rows }) => rows.reduce((sum, one) => sum + one, 0));
  const plain = (estimates: readonly Estimate[]): Measured => ({ estimates, means: null, tables: null });
  const named = (id: string, g: number): { seed: number; name: string } => ({
    seed,
    name: `${attribute} ${labels[g]!} ${id}`,
  });
  const measured = (id: MetricId): Measured => {
    if (isRate(id)) return { ...plain(tables.map((table) => rateEstimate(tallyOf(table, id)))), tables };
    switch (id) {
      case "count":
        return plain(all.map(countEstimate));
      case "balanced-accuracy":
        return plain(tables.map((table) => balancedEstimate(confusionOf(table))));
      case "f1":
        return plain(tables.map((table) => f1Estimate(confusionOf(table))));
      case "mcc":
        return plain(tables.map((table, g) => mccEstimate(confusionOf(table), named(id, g))));
      case "average-odds":
        return plain(tables.map((table) => averageOddsEstimate(confusionOf(table))));
      case "treatment-equality":
        return plain(tables.map((table) => treatmentEstimate(confusionOf(table))));
      case "auc":
        return plain(areasBy(codes, groups, swept()).map((area, g) => areaEstimate(area, all[g]!)));
      case "ece": {
        const { score, y, weights } = columns;
        const binned = score ? binnedBy(codes, groups, { scores: score, y, weights }) : [];
        return plain(binned.map((one, g) => eceEstimate(one, named(id, g))));
      }
      default: {
        const means = meansBy(codes, groups, { values: values(id), weights: columns.weights });
        if (id === "rmse") return plain(means.map(({ rows, ...mean }) => rootEstimate(mean, rows)));
        return { ...plain(means.map(({ rows, ...mean }) => meanEstimate(mean, rows))), means };
      }
    }
  };
  return new Map(metrics.map((id) => [id, measured(id)]));
}
