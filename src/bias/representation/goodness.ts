/** Do counts fit known shares, or the counts of another sample? Pearson's chi-square and the likelihood ratio G. */
import { gammaUpper } from "../../stats/gamma.ts";

export interface Fit {
  /** Null: infinite, people where the target has none. */
  readonly chiSquare: number | null;
  readonly p: number;
  readonly g: number | null;
  readonly gP: number;
  /** 0: only one cell can have people, and nothing was tested. */
  readonly df: number;
  /** The smallest expected count; below 5 the p values are rough. */
  readonly leastExpected: number;
}

/** Counts (with weights: scaled to the number of rows they are worth) against shares that are known. */
export function fit(counts: readonly number[], shares: readonly number[]): Fit {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const cells = counts.map((count, i) => ({ count, expected: n * (shares[i] ?? 0) }));
  return tested(cells, Math.max(0, shares.filter((share) => share > 0).length - 1));
}

/** Counts of two samples against each other: equal shares, which are unknown. */
export function homogeneity(a: readonly number[], b: readonly number[]): Fit {
  const size = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const [n, m] = [size(a), size(b)];
  const cells = a.flatMap((count, i) => {
    const other = b[i] ?? 0;
    const pooled = (count + other) / (n + m);
    return count + other > 0
      ? [
          { count, expected: n * pooled },
          { count: other, expected: m * pooled },
        ]
      : [];
  });
  return tested(cells, n > 0 && m > 0 ? Math.max(0, cells.length / 2 - 1) : 0);
}

function tested(cells: readonly { readonly count: number; readonly expected: number }[], df: number): Fit {
  if (df === 0 && cells.every(({ count, expected }) => count === 0 || expected > 0))
    return { chiSquare: 0, p: 1, g: 0, gP: 1, df, leastExpected: least(cells) };
  if (cells.some(({ count, expected }) => count > 0 && !(expected > 0)))
    return { chiSquare: null, p: 0, g: null, gP: 0, df, leastExpected: 0 };
  const filled = cells.filter(({ expected }) => expected > 0);
  const chiSquare = filled.reduce((sum, { count, expected }) => sum + (count - expected) ** 2 / expected, 0);
  const logs = filled.reduce(
    (sum, { count, expected }) => sum + (count > 0 ? count * Math.log(count / expected) : 0),
    0,
  );
  const g = Math.max(0, 2 * logs);
  return {
    chiSquare,
    p: gammaUpper(chiSquare / 2, df / 2),
    g,
    gP: gammaUpper(g / 2, df / 2),
    df,
    leastExpected: least(filled),
  };
}
const least = (cells: readonly { readonly expected: number }[]): number =>
  cells.length === 0 ? 0 : Math.min(...cells.map(({ expected }) => expected));
