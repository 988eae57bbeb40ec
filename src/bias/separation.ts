/** How far a number lies apart between groups: correlation ratio, and the largest distance of two distribution functions. */

/**
 * √(variance between groups / variance in all), 0 to 1; of two groups the size of the point-biserial correlation. NaN values and negative codes are left out. Null:
 * everybody has the same value.
 */
export function correlationRatio(values: ArrayLike<number>, codes: ArrayLike<number>): number | null {
  const groups = new Map<number, { n: number; sum: number }>();
  let [n, mean, off] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const [x, code] = [values[i]!, codes[i]!];
    if (Number.isNaN(x) || code < 0) continue;
    const group = groups.get(code) ?? { n: 0, sum: 0 };
    groups.set(code, group);
    group.n++;
    group.sum += x;
    n++;
    const before = x - mean;
    mean += before / n;
    off += before * (x - mean);
  }
  if (!(off > 0)) return null;
  let between = 0;
  for (const group of groups.values()) between += group.n * (group.sum / group.n - mean) ** 2;
  return Math.min(1, Math.sqrt(between / off));
}

/** Kolmogorov and Smirnov's: the largest distance of the two distribution functions. Without NaN; NaN where either is empty. */
export function kolmogorovSmirnov(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [a, b] = [Float64Array.from(one).toSorted(), Float64Array.from(other).toSorted()];
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return a.length > 0 && b.length > 0 ? most : Number.NaN;
}
