/** How well a score tells positives from negatives in each group, and whether it means the same there. */
import { aucInterval, delong } from "../../../stats/auc.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Grouping } from "../label/groups.ts";
import type { Is } from "./hits.ts";

type Spread = { readonly value: number; readonly low: number; readonly high: number };
export type Areas = {
  readonly attribute: string;
  readonly crossed: boolean;
  /** `area` null: fewer than two positives or negatives. */
  readonly groups: readonly { readonly group: string; readonly rows: number; readonly area: Spread | null }[];
};

/** The area under the ROC curve by group, unweighted. */
export function areasOf({ attribute, crossed, labels, codes }: Grouping, y: Is, scores: Float64Array): Areas {
  const sides = labels.map(() => ({ members: [] as number[], outsiders: [] as number[] }));
  codes.forEach((code, row) => {
    const side = sides[code];
    const score = scores[row]!;
    if (side && y[row]! >= 0 && !Number.isNaN(score)) side[y[row] === 1 ? "members" : "outsiders"].push(score);
  });
  const groups = sides.map(({ members, outsiders }, g) => {
    const rows = members.length + outsiders.length;
    const fewest = Math.min(members.length, outsiders.length);
    return { group: labels[g]!, rows, area: fewest < 2 ? null : areaOf(members, outsiders) };
  });
  return { attribute, crossed, groups };
}

function areaOf(members: readonly number[], outsiders: readonly number[]): Spread {
  const { auc, covariance } = delong([{ members, outsiders }]);
  const value = auc[0]!;
  const estimate = { auc: value, variance: covariance[0]![0]!, members: members.length, outsiders: outsiders.length };
  return { value, ...aucInterval(estimate) };
}

export type Curves = {
  readonly attribute: string;
  readonly groups: readonly {
    readonly group: string;
    /** Tenths of the score that hold at least `fewest` rows: the mean score there, and the share of positives. */
    readonly points: readonly (Spread & { readonly score: number; readonly rows: number })[];
  }[];
};

const bins = 10;
const fewest = 5;

export function curvesOf(
  { attribute, labels, codes }: Grouping,
  y: Is,
  { scores, weights }: { readonly scores: Float64Array; readonly weights: Float64Array | null },
): Curves {
  const empty = { rows: 0, all: 0, squares: 0, hits: 0, score: 0 };
  const cells = labels.map(() => Array.from({ length: bins }, () => ({ ...empty })));
  codes.forEach((code, row) => {
    const score = scores[row]!;
    const cell = cells[code]?.[Math.min(bins - 1, Math.floor(score * bins))];
    if (!cell || y[row]! < 0) return;
    const weight = weights?.[row] ?? 1;
    cell.rows++;
    cell.all += weight;
    cell.squares += weight * weight;
    cell.hits += weight * y[row]!;
    cell.score += weight * score;
  });
  const groups = labels.map((group, g) => ({
    group,
    points: cells[g]!.filter(({ rows, all }) => rows >= fewest && all > 0).map((cell) => {
      const n = (cell.all * cell.all) / cell.squares; // Kish: as many rows as they are worth
      const value = cell.hits / cell.all;
      return { score: cell.score / cell.all, rows: cell.rows, value, ...wilson(value * n, n) };
    }),
  }));
  return { attribute, groups };
}
