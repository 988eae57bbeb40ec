/** Weights under which group and label have nothing to do with each other (Kamiran & Calders 2012, Data preprocessing techniques for classification without discrimination). */

/** Counts, or sums of weights, by group and class, as P(g) P(y)/P(g, y). Null: no row is of that group and class, so that no weight can repair it. */
export function reweighing(counts: readonly (readonly number[])[]): (number | null)[][] {
  const groups = counts.map((row) => row.reduce((sum, x) => sum + x, 0));
  const n = groups.reduce((sum, x) => sum + x, 0);
  const classOf = (k: number): number => counts.reduce((sum, row) => sum + (row[k] ?? 0), 0);
  return counts.map((row, g) => row.map((x, k) => (x > 0 ? ((groups[g] ?? 0) * classOf(k)) / (n * x) : null)));
}
