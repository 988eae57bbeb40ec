/** All that one attribute's groups can have together: the work of data/tradeoff. */
import { scoreTable, sizesOf } from "../../../bias/tradeoff/counts.ts";
import {
  areasOf,
  bestUnder,
  type Area,
  type Best,
  type Costs,
  type RateName,
} from "../../../bias/tradeoff/criteria.ts";
import { clearest, largestOdds, type Pair } from "../../../bias/tradeoff/forced.ts";
import { frontier, gapOf, tradeoff, type Kept as Tried } from "../../../bias/tradeoff/tradeoff.ts";
import { maxMin } from "../../../risk/gaps.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Cast } from "../../../subject/data.ts";
import type { Json, Work } from "../../types.ts";
import { keptPeople, positivesOf } from "./people.ts";
import { balanceOf, forcedOf, presentOf } from "./present.ts";
import type { StandIn } from "./score.ts";

type Spread = { readonly value: number; readonly low: number; readonly high: number };
export type Gaps = { readonly sel: number; readonly tpr: number; readonly fpr: number; readonly ppv: number | null };
type Left = { readonly [rate in keyof Gaps]: Spread | null };
export type Row = {
  readonly id: string;
  /** Null: no rule meets the criterion. */
  readonly accuracy: Spread | null;
  readonly cost: Spread | null;
  readonly price: Spread | null;
  /** That are left. */
  readonly gaps: Left | null;
  readonly precision: number | null;
  /** The rule does not look at people: in each group positives are chosen no more often than negatives. */
  readonly blind: boolean;
};
export type Point = { readonly within: number; readonly accuracy: number; readonly cost: number };
export type Traded = {
  readonly attribute: string;
  /** Rows, or what their weights are worth. */
  readonly rows: number;
  readonly left: { readonly small: number; readonly oneSided: number; readonly unknown: number };
  readonly groups: readonly {
    readonly label: string;
    readonly n: number;
    readonly base: Spread;
  }[];
  /** Null: fewer than two groups are left. */
  readonly found: Found | null;
};
export type Found = {
  /** Of the largest share of positives and the smallest, with their groups' positions. */
  readonly difference: Spread & { readonly largest: number; readonly smallest: number };
  /** The two groups that differ most clearly, by position. */
  readonly clearest: { readonly of: number; readonly to: number; readonly odds: Spread; readonly difference: Spread };
  /** Upper bound of the odds ratio of any two. */
  readonly largestOdds: number;
  /** Mean scores of positives, or of negatives, lie at least so far apart in two groups if a score as sharp as this one means the same in all. */
  readonly violation: Spread;
  readonly table: readonly Row[];
  readonly replicates: number;
  readonly frontier: { readonly odds: readonly Point[]; readonly parity: readonly Point[] };
  readonly present:
    | (Gaps & {
        /** Decisions that were given; else those of a score of one half and more. */
        readonly given: boolean;
        readonly accuracy: number;
        readonly cost: number;
        /** The larger gap of the true and the false positive rates. */
        readonly odds: number;
        /** The best that no larger gap allows. */
        readonly reachable: { readonly odds: Point; readonly parity: Point };
      })
    | null;
  readonly forced: { readonly ppv: number; readonly fnr: number; readonly fpr: readonly number[] } | null;
  readonly balance: Json;
};

export type TradedInput = {
  readonly cast: string;
  /** Key of a `StandIn`; null: the score that was given. */
  readonly standIn: string | null;
  readonly attribute: string;
  readonly costs: { readonly falsePositive: number; readonly falseNegative: number };
  readonly levels: number;
  readonly replicates: number;
  readonly seed: number;
};

export const tradedWork: Work<TradedInput, Traded> = {
  id: "data/tradeoff@5",
  async run(input, reader) {
    const cast = (await reader.get(input.cast)) as unknown as Cast; // of the work that casts parts
    const standIn = input.standIn === null ? null : ((await reader.get(input.standIn)) as unknown as StandIn);
    const attribute = cast.attributes.find(({ name }) => name === input.attribute);
    const scores = standIn?.scores ?? cast.score;
    if (!attribute || !scores) throw new Error(`no attribute ${input.attribute}, or no score`);
    const label = positivesOf(cast.label, cast.rows);
    const weighed = cast.weights ? label.map((side, row) => (cast.weights![row]! > 0 ? side : -1)) : label;
    const kept = keptPeople(attribute, weighed, scores);
    const rows = { kept, label: weighed, scores, weights: cast.weights };
    const table = scoreTable(
      {
        scores: kept.rows.map((row) => scores[row]!),
        labels: kept.rows.map((row) => label[row]!),
        groups: kept.groups,
        weights: cast.weights && kept.rows.map((row) => cast.weights![row]!),
      },
      { groups: kept.labels.length, levels: input.levels },
    );
    const sizes = table.groups.map(sizesOf);
    const { small, oneSided, unknown } = kept;
    const common = {
      attribute: attribute.name,
      rows: table.rows,
      left: { small, oneSided, unknown },
      groups: sizes.map(({ positives, n, base }, g) => ({
        label: kept.labels[g]!,
        n,
        base: { value: base, ...wilson(positives, n) },
      })),
    };
    if (sizes.length < 2) return { ...common, found: null };
    const areas = areasOf(table);
    const tried = tradeoff(table, input);
    const gap = maxMin(sizes.map(({ positives, n }) => ({ hits: positives, n })));
    const decided = cast.prediction ? positivesOf(cast.prediction, cast.rows) : null;
    const present = presentOf(rows, decided, { areas, costs: input.costs });
    return {
      ...common,
      found: {
        difference: gap,
        clearest: pairOf(clearest(sizes)),
        largestOdds: largestOdds(sizes),
        violation: { ...tried.violation },
        table: tried.kept.map(rowOf),
        replicates: tried.replicates,
        frontier: {
          odds: frontier(areas, ["tpr", "fpr"], input),
          parity: frontier(areas, ["sel"], input),
        },
        present: present && { given: decided !== null, ...standing(present, areas, input.costs) },
        forced: present && forcedOf(present, areas),
        balance: balanceOf(rows, areas) as unknown as Json,
      },
    };
  },
};

const pairOf = ({ of, to, odds, difference }: Pair): Found["clearest"] => ({
  of,
  to,
  odds: { ...odds },
  difference: { ...difference },
});

const gapsOf = (best: Best): Gaps => ({
  sel: gapOf(best, "sel") ?? 0,
  tpr: gapOf(best, "tpr") ?? 0,
  fpr: gapOf(best, "fpr") ?? 0,
  ppv: gapOf(best, "ppv"),
});

const copied = (of: Spread | null): Spread | null => of && { ...of };

const rowOf = ({ id, best, accuracy, cost, price, gaps }: Tried): Row => ({
  id,
  accuracy: copied(accuracy),
  cost: copied(cost),
  price: copied(price),
  gaps: gaps && { sel: copied(gaps.sel), tpr: copied(gaps.tpr), fpr: copied(gaps.fpr), ppv: copied(gaps.ppv) },
  precision: best?.precision ?? null,
  blind: best !== null && best.groups.every(({ tpr, fpr }) => Math.abs(tpr - fpr) < 1e-6),
});

function standing(present: Best, areas: readonly Area[], costs: Costs): Omit<NonNullable<Found["present"]>, "given"> {
  const gaps = gapsOf(present);
  const odds = Math.max(gaps.tpr, gaps.fpr);
  const reach = (equal: readonly RateName[], within: number): Point => {
    const best = bestUnder(areas, { equal, within }, costs) ?? present;
    return { within, accuracy: best.accuracy, cost: best.cost };
  };
  return {
    ...gaps,
    accuracy: present.accuracy,
    cost: present.cost,
    odds,
    reachable: { odds: reach(["tpr", "fpr"], odds), parity: reach(["sel"], gaps.sel) },
  };
}
