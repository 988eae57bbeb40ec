/** Two lists of numbers: the largest gap of their distribution functions (KS) and the area between them (Wasserstein-1). */

export interface Numbers {
  readonly values: ArrayLike<number>;
  /** Not negative, one for each value; absent: every value counts once. */
  readonly weights?: ArrayLike<number> | null;
}

export interface Apart {
  /** 0 to 1. */
  readonly ks: number;
  /** In units of the values. */
  readonly wasserstein: number;
  /** Rows that were compared, the missing left out; with weights, as many as they are worth (Kish). */
  readonly n: number;
  readonly m: number;
}

/** Missing (NaN) and infinite values are left out; null when a side has none. */
export function apart(a: Numbers, b: Numbers): Apart | null {
  const [x, y] = [sorted(a), sorted(b)];
  if (x.total <= 0 || y.total <= 0) return null;
  let [i, j, below, other, ks, wasserstein] = [0, 0, 0, 0, 0, 0];
  let last = Math.min(x.values[0]!, y.values[0]!);
  while (i < x.values.length || j < y.values.length) {
    const at = Math.min(x.values[i] ?? Infinity, y.values[j] ?? Infinity);
    const gap = Math.abs(below / x.total - other / y.total);
    ks = Math.max(ks, gap);
    wasserstein += gap * (at - last);
    for (; x.values[i] === at; i++) below += x.weights[i]!;
    for (; y.values[j] === at; j++) other += y.weights[j]!;
    last = at;
  }
  return { ks, wasserstein, n: x.worth, m: y.worth };
}

/** Asymptotic two-sided p of the KS distance: Kolmogorov's law at √(nm/(n + m))·D (rough below 30 rows; conservative with ties). */
export function ksP({ ks, n, m }: Pick<Apart, "ks" | "n" | "m">): number {
  const t = Math.sqrt((n * m) / (n + m)) * ks;
  if (t < 0.2) return 1;
  // Below 1 the theta series the other way round converges faster.
  if (t < 1) {
    const sum = [1, 3, 5, 7].reduce((all, k) => all + Math.exp((-(k * k) * Math.PI ** 2) / (8 * t * t)), 0);
    return Math.min(1, Math.max(0, 1 - (Math.sqrt(2 * Math.PI) / t) * sum));
  }
  const sum = [1, 2, 3, 4].reduce((all, k) => all + (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * t * t), 0);
  return Math.min(1, Math.max(0, 2 * sum));
}

function sorted({ values, weights }: Numbers) {
  const at = Array.from(values, (_, i) => i).filter((i) => Number.isFinite(values[i]!));
  if (weights) at.sort((i, j) => values[i]! - values[j]!);
  const list = Float64Array.from(at, (i) => values[i]!);
  const each = Float64Array.from(at, (i) => weights?.[i] ?? 1);
  if (!weights) list.sort();
  const total = each.reduce((sum, weight) => sum + weight, 0);
  const squares = each.reduce((sum, weight) => sum + weight * weight, 0);
  return { values: list, weights: each, total, worth: squares > 0 ? (total * total) / squares : 0 };
}
