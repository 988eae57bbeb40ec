/** Which classes of a label are looked at where there are many. */

/** By how many rows they have, the commonest first, and of equally many the earlier one first. `codes` are positions below `classes`; -1 = of none. */
export function commonest(
  codes: Int32Array,
  classes: number,
  { most, fewest = 0 }: { readonly most: number; readonly fewest?: number },
): number[] {
  const rows = Array<number>(classes).fill(0);
  for (const code of codes) if (code >= 0) rows[code]!++;
  return [...rows.keys()]
    .filter((k) => rows[k]! >= fewest)
    .toSorted((a, b) => rows[b]! - rows[a]!)
    .slice(0, most);
}
