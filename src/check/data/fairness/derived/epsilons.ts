/** How many times as likely an outcome is in one group as in another, of labels and of predictions of the same people. */
import { amplification, differentialFairness, type Having } from "../../../../bias/differential.ts";
import type { Grouping } from "../../label/groups.ts";
import { small } from "../../label/rates.ts";
import type { Told } from "../derived.ts";

type Spread = { readonly value: number; readonly low: number; readonly high: number };
export type Epsilons = {
  readonly attribute: string;
  readonly groups: number;
  readonly n: number;
  /** Null: fewer than two groups of at least `small` rows. */
  readonly label: Epsilon | null;
  readonly prediction: Epsilon | null;
  readonly amplification: Spread | null;
};
export type Epsilon = Spread & { readonly of: string; readonly to: string };

export function epsilonsOf({ attribute, labels, known, codes }: Grouping, told: Told): Epsilons {
  const { y, p, weights } = told;
  const predicted = p.some((is) => is >= 0);
  const sums = labels.map(() => ({ rows: 0, all: 0, squares: 0, y: 0, p: 0 }));
  codes.forEach((code, row) => {
    const sum = sums[code];
    if (!sum || y[row]! < 0 || (predicted && p[row]! < 0)) return;
    const weight = weights?.[row] ?? 1;
    sum.rows++;
    sum.all += weight;
    sum.squares += weight * weight;
    sum.y += weight * y[row]!;
    sum.p += weight * Math.max(0, p[row]!);
  });
  const large = sums.flatMap((sum, g) => (known[g] && sum.rows >= small && sum.all > 0 ? [{ ...sum, g }] : []));
  const of = (which: "y" | "p"): Epsilon | null => {
    const groups = large.map(({ all, squares, [which]: hits }): Having => {
      const worth = all / squares; // Kish
      return { hits: hits * worth, n: all * worth };
    });
    const found = differentialFairness(groups);
    if (!found) return null;
    const named = (at: number): string => labels[large[at]!.g] ?? "";
    return { value: found.value, low: found.low, high: found.high, of: named(found.of), to: named(found.to) };
  };
  const [label, prediction] = [of("y"), predicted ? of("p") : null];
  return {
    attribute,
    groups: large.length,
    n: large.reduce((sum, { rows }) => sum + rows, 0),
    label,
    prediction,
    amplification: label && prediction && { ...amplification(prediction, label) },
  };
}
