/** "Did you mean ...?": the nearest of the names that exist, when it is near enough to be a typing mistake. */

export function suggest(given: string, names: readonly string[]): string | null {
  const scored = names.map((name) => ({ name, edits: edits(given.toLowerCase(), name.toLowerCase()) }));
  const [best] = scored.toSorted((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.max(1, Math.floor(given.length / 3)) ? best.name : null;
}

/** For hints: " Did you mean X?", or nothing. */
export function didYouMean(given: string, names: readonly string[]): string {
  const name = suggest(given, names);
  return name === null ? "" : `Did you mean "${name}"? `;
}

/** Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions, neighbours swapped. */
export function edits(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  const rows = [Array.from({ length: to.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const at = (up: number, left: number): number => (up === 0 ? row : rows[i - up])?.[j - left] ?? Infinity;
      const substituted = at(1, 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(2, 2) + 1 : Infinity;
      row.push(Math.min(at(1, 0) + 1, at(0, 1) + 1, substituted, swapped));
    }
    rows.push(row);
  }
  return rows[from.length]?.[to.length] ?? 0;
}
