/** How strongly two columns hang together, on one scale from 0 to 1 for all types. */

/**
 * Cramer's V with the bias correction of Bergsma 2013 (J. Korean Stat. Soc. 42, 323-328): about 0 for independent columns
 * however many bins there are. `table` has rows x columns counts, column fastest. A constant column hangs together with nothing: 0.
 */
export function cramer(table: Int32Array, columns: number): number {
  const rows = table.length / columns;
  const across = new Float64Array(rows);
  const down = new Float64Array(columns);
  let n = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const count = table[i * columns + j]!;
      across[i]! += count;
      down[j]! += count;
      n += count;
    }
  const r = across.filter((total) => total > 0).length;
  const k = down.filter((total) => total > 0).length;
  if (n < 2 || r < 2 || k < 2) return 0;
  // chi2/n = sum of count^2/(row total * column total) - 1
  let phi = -1;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const count = table[i * columns + j]!;
      if (count > 0) phi += (count / across[i]!) * (count / down[j]!);
    }
  const corrected = Math.max(0, phi - ((r - 1) * (k - 1)) / (n - 1));
  const least = Math.min(r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)) - 1;
  return least > 0 ? Math.min(1, Math.sqrt(corrected / least)) : 0;
}
