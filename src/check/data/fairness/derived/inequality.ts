/** How unequally errors fall on people: entropies of everybody's benefit, and what of them lies between groups. */
import { type Benefits, betweenEntropy, totalEntropy } from "../../../../bias/inequality.ts";
import type { Grouping } from "../../label/groups.ts";
import { small } from "../../label/rates.ts";
import type { Told } from "../derived.ts";

type Spread = { readonly value: number; readonly low: number; readonly high: number };
export type Inequality = {
  readonly n: number;
  /** GE(2), and Theil's. Null: everybody has the same benefit, or nobody any. */
  readonly entropy: Spread | null;
  readonly theil: Spread | null;
  /** GE(2) between groups of at least `small` rows. */
  readonly between: readonly { readonly attribute: string; readonly n: number; readonly entropy: Spread | null }[];
};

export function inequalityOf(groupings: readonly Grouping[], told: Told): Inequality | null {
  const everybody = benefitsOf(new Int32Array(told.y.length), 1, told)[0]!;
  if (everybody.rows === 0) return null;
  const how = (name: string) => ({ seed: told.seed, name: `data/fairness ${name}` });
  const between = groupings.map(({ attribute, labels, known, codes }) => {
    const groups = benefitsOf(codes, labels.length, told).filter(({ rows }, g) => known[g] && rows >= small);
    const n = groups.reduce((sum, { rows }) => sum + rows, 0);
    const entropy = betweenEntropy(
      groups.map(({ benefits }) => benefits),
      2,
      how(`between ${attribute}`),
    );
    return { attribute, n, entropy };
  });
  return {
    n: everybody.rows,
    entropy: totalEntropy([everybody.benefits], 2, how("entropy")),
    theil: totalEntropy([everybody.benefits], 1, how("theil")),
    between,
  };
}

interface Tally {
  readonly rows: number;
  /** Of as many rows as they are worth with their weights. */
  readonly benefits: Benefits;
}

function benefitsOf(codes: Int32Array, groups: number, { y, p, weights }: Told): Tally[] {
  const sums = Array.from({ length: groups }, () => ({ rows: 0, all: 0, squares: 0, benefits: [0, 0, 0] }));
  codes.forEach((code, row) => {
    const sum = sums[code];
    if (!sum || y[row]! < 0 || p[row]! < 0) return;
    const weight = weights?.[row] ?? 1;
    sum.rows++;
    sum.all += weight;
    sum.squares += weight * weight;
    sum.benefits[1 + p[row]! - y[row]!]! += weight;
  });
  return sums.map(({ rows, all, squares, benefits: [none = 0, one = 0, two = 0] }) => {
    const worth = squares > 0 ? all / squares : 0; // Kish
    return { rows, benefits: [none * worth, one * worth, two * worth] };
  });
}
