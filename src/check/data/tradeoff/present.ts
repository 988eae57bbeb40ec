/** Decisions as they are: those that were given, or a score of one half and more. Where they stand, and what follows for each group. */
import type { Area, Best, Costs } from "../../../bias/tradeoff/criteria.ts";
import { scored } from "../../../bias/tradeoff/criteria.ts";
import { calibratedNegatives, calibratedPositives, forcedFpr } from "../../../bias/tradeoff/forced.ts";
import type { Kept } from "./people.ts";

export interface Rows {
  readonly kept: Kept;
  /** By row of the table. */
  readonly label: Int8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | null;
}

/** Weighted counts of one group: decided yes or no, by label. */
interface Told {
  readonly positives: number;
  readonly negatives: number;
  readonly found: number;
  readonly falsely: number;
}

function tellings({ kept, label, weights }: Rows, decided: (row: number) => number): Told[] {
  const told = kept.labels.map(() => ({ positives: 0, negatives: 0, found: 0, falsely: 0 }));
  kept.rows.forEach((row, i) => {
    const yes = decided(row);
    if (yes < 0) return;
    const own = told[kept.groups[i]!]!;
    const weight = weights?.[row] ?? 1;
    if (label[row] === 1) {
      own.positives += weight;
      own.found += weight * yes;
    } else {
      own.negatives += weight;
      own.falsely += weight * yes;
    }
  });
  return told;
}

/** Null: in a group nobody was decided about, or nobody of a class. */
export function presentOf(
  rows: Rows,
  decided: Int8Array | null,
  { areas, costs }: { readonly areas: readonly Area[]; readonly costs: Costs },
): Best | null {
  const told = tellings(rows, (row) => (decided ? decided[row]! : Number(rows.scores[row]! >= 0.5)));
  if (told.some(({ positives, negatives }) => positives === 0 || negatives === 0)) return null;
  const points = told.map((own) => ({ tpr: own.found / own.positives, fpr: own.falsely / own.negatives }));
  return scored(areas, points, costs);
}

/** What precision and misses as they are in all groups together would force, were they the same in each; null: nobody is called positive, or nobody wrongly or rightly. */
export function forcedOf({ groups }: Best, areas: readonly Area[]): { ppv: number; fnr: number; fpr: number[] } | null {
  let [positives, found, called] = [0, 0, 0];
  areas.forEach(({ share, size: { base } }, g) => {
    positives += share * base;
    found += share * base * groups[g]!.tpr;
    called += share * groups[g]!.sel;
  });
  if (called <= 0 || found <= 0) return null;
  const at = { ppv: Math.min(1, found / called), fnr: Math.max(0, 1 - found / positives) };
  return { ...at, fpr: areas.map(({ size: { base } }) => forcedFpr(base, at)) };
}

/** Mean scores of positives and negatives, by group: as they are, and as they would have to be, were the score calibrated and the other one equal in all groups. */
export interface Balance {
  readonly positives: number;
  readonly negatives: number;
  readonly groups: readonly {
    readonly positives: number;
    readonly negatives: number;
    /** If positives had the common mean. */
    readonly negativesForced: number;
    readonly positivesForced: number;
  }[];
}
export function balanceOf(rows: Rows, areas: readonly Area[]): Balance {
  const sums = rows.kept.labels.map(() => ({ yes: 0, no: 0, weightYes: 0, weightNo: 0 }));
  rows.kept.rows.forEach((row, i) => {
    const own = sums[rows.kept.groups[i]!]!;
    const weight = rows.weights?.[row] ?? 1;
    if (rows.label[row] === 1) {
      own.yes += weight * rows.scores[row]!;
      own.weightYes += weight;
    } else {
      own.no += weight * rows.scores[row]!;
      own.weightNo += weight;
    }
  });
  const total = (of: (own: (typeof sums)[number]) => number): number => sums.reduce((sum, own) => sum + of(own), 0);
  const [positives, negatives] = [
    total(({ yes }) => yes) / total(({ weightYes }) => weightYes),
    total(({ no }) => no) / total(({ weightNo }) => weightNo),
  ];
  const groups = sums.map((own, g) => ({
    positives: own.yes / own.weightYes,
    negatives: own.no / own.weightNo,
    negativesForced: calibratedNegatives(areas[g]!.size.base, positives),
    positivesForced: calibratedPositives(areas[g]!.size.base, negatives),
  }));
  return { positives, negatives, groups };
}
