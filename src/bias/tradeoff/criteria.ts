/** The best that a score allows when a criterion of fairness must hold: a linear program over mixtures of thresholds, group by group (Hardt, Price & Srebro 2016). */
import type { ScoreTable } from "./counts.ts";
import { sizesOf, type Sizes } from "./counts.ts";
import { hullOf, type Corner } from "./hull.ts";
import { maximise, type Row } from "./simplex.ts";

/** What an error costs; 1 and 1: what is minimised is the share of errors. */
export interface Costs {
  readonly falsePositive: number;
  readonly falseNegative: number;
}
export const rates = ["sel", "tpr", "fpr"] as const;
export type RateName = (typeof rates)[number];

export interface Demand {
  /** Equal in all groups, up to `within`. */
  readonly equal: readonly RateName[];
  /** Largest difference of two groups that is allowed; default 0. */
  readonly within?: number;
  /** Of those called positive in each group, the share that is. */
  readonly ppv?: number;
}

/** Of a group, or of all: null is undefined, such as the precision where nobody is positive. */
export interface Outcome {
  readonly sel: number;
  readonly tpr: number;
  readonly fpr: number;
  readonly ppv: number | null;
}
export interface Best {
  readonly accuracy: number;
  /** Mean of a row. */
  readonly cost: number;
  readonly groups: readonly Outcome[];
}

/** One group: what it can reach, how large it is. */
export interface Area {
  readonly corners: readonly Corner[];
  readonly size: Sizes;
  /** Of all rows. */
  readonly share: number;
}

/** Groups with positives and negatives only. */
export function areasOf(table: ScoreTable): Area[] {
  const sizes = table.groups.map(sizesOf);
  const all = sizes.reduce((sum, { n }) => sum + n, 0);
  return table.groups.map((group, g) => ({ corners: hullOf(group), size: sizes[g]!, share: sizes[g]!.n / all }));
}

const rateAt = (rate: RateName, { fpr, tpr }: Pick<Corner, "fpr" | "tpr">, base: number): number =>
  rate === "tpr" ? tpr : rate === "fpr" ? fpr : base * tpr + (1 - base) * fpr;

/** Null: no rule meets the demand. */
export function bestUnder(areas: readonly Area[], demand: Demand, costs: Costs): Best | null {
  const variables = areas.flatMap(({ corners }, g) => corners.map((corner) => ({ g, corner })));
  const value = variables.map(({ g, corner: { tpr, fpr } }) => {
    const { share, size } = areas[g]!;
    return share * (costs.falseNegative * size.base * tpr - costs.falsePositive * (1 - size.base) * fpr);
  });
  const row = (of: (at: { g: number; corner: Corner }) => number, to = 0): Row => ({ of: variables.map(of), to });
  const whole = areas.map((_, g) => row((at) => (at.g === g ? 1 : 0), 1));
  const { equal, most, more } = held(areas, demand, row);
  const precise =
    demand.ppv === undefined ? [] : areas.map(({ size: { base } }, g) => precision(g, base, demand.ppv!, row));
  const found = maximise({
    value: [...value, ...Array<number>(more).fill(0)],
    equal: [...whole, ...equal, ...precise],
    most,
  });
  if (found.kind !== "optimum") return null;
  const points = areas.map((_, g) => {
    let [fpr, tpr] = [0, 0];
    variables.forEach(({ g: own, corner }, j) => {
      if (own !== g) return;
      fpr += found.x[j]! * corner.fpr;
      tpr += found.x[j]! * corner.tpr;
    });
    return { fpr, tpr };
  });
  return scored(areas, points, costs);
}

type MakeRow = (of: (at: { g: number; corner: Corner }) => number, to?: number) => Row;

/** base TPR (1 - v) = (1 - base) FPR v. */
const precision = (g: number, base: number, v: number, row: MakeRow): Row =>
  row(({ g: own, corner }) => (own === g ? base * corner.tpr * (1 - v) - (1 - base) * corner.fpr * v : 0));

interface Held {
  readonly equal: readonly Row[];
  readonly most: readonly Row[];
  /** Variables beyond those of the corners. */
  readonly more: number;
}

/** Equal to the first group's; or, within a distance, between a level that is free and that distance above it. */
function held(areas: readonly Area[], { equal, within = 0 }: Demand, row: MakeRow): Held {
  const rateIn = (rate: RateName, g: number, times = 1) =>
    row(({ g: own, corner }) => (own === g ? times * rateAt(rate, corner, areas[g]!.size.base) : 0));
  if (within <= 0) {
    const rows = equal.flatMap((rate) =>
      areas.slice(1).map((_, i) => {
        const [first, other] = [rateIn(rate, 0, -1).of, rateIn(rate, i + 1).of];
        return { of: Array.from(first, (entry, j) => entry + other[j]!), to: 0 };
      }),
    );
    return { equal: rows, most: [], more: 0 };
  }
  const most = equal.flatMap((rate, k) => {
    const level = (sign: number): readonly number[] => equal.map((_, j) => (j === k ? sign : 0));
    return areas.flatMap((_, g) => [
      { of: [...Array.from(rateIn(rate, g, -1).of), ...level(1)], to: 0 },
      { of: [...Array.from(rateIn(rate, g).of), ...level(-1)], to: within },
    ]);
  });
  return { equal: [], most, more: equal.length };
}

/** What comes of a point (FPR, TPR) in each group. */
export function scored(
  areas: readonly Pick<Area, "size" | "share">[],
  points: readonly Pick<Corner, "fpr" | "tpr">[],
  costs: Costs,
): Best {
  let [wrong, cost] = [0, 0];
  const groups = points.map(({ fpr, tpr }, g): Outcome => {
    const { share, size } = areas[g]!;
    const [missed, falsely] = [size.base * (1 - tpr), (1 - size.base) * fpr];
    wrong += share * (missed + falsely);
    cost += share * (costs.falseNegative * missed + costs.falsePositive * falsely);
    const sel = size.base * tpr + falsely;
    return { sel, tpr, fpr, ppv: sel > 1e-9 ? (size.base * tpr) / sel : null };
  });
  return { accuracy: 1 - wrong, cost, groups };
}
