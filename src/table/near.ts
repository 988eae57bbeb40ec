/** "Did you mean": the nearest of some names by edit distance. */

/** Damerau-Levenshtein distance in its restricted form (optimal string alignment), over lower-case letters. */
function distance(a: string, b: string): number {
  const [x, y] = [Array.from(a.toLowerCase()), Array.from(b.toLowerCase())];
  let [before, last] = [[] as number[], y.map((_, j) => j).concat(y.length)];
  for (let i = 1; i <= x.length; i++) {
    const row = [i];
    for (let j = 1; j <= y.length; j++) {
      const swap = x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      const change = (last[j - 1] ?? 0) + (x[i - 1] === y[j - 1] ? 0 : 1);
      row.push(Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swap));
    }
    [before, last] = [last, row];
  }
  return last[y.length] ?? 0;
}

/** The nearest name, when it is near enough to be a typing mistake (a third of its letters at most). */
export function nearest(name: string, names: readonly string[]): string | null {
  const most = Math.max(1, Math.floor(name.length / 3));
  let [best, least] = [null as string | null, most + 1];
  for (const other of names) {
    if (other === name || Math.abs(other.length - name.length) > most || other.length > 200) continue;
    const d = distance(name, other);
    if (d < least) [best, least] = [other, d];
  }
  return best;
}
