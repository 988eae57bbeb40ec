/** Rows in the order of their values. */

/** The given rows, lowest value first; equal values in the order given, NaN last. Linear but for sorting the plain numbers, which engines do fast. */
export function ascending(values: ArrayLike<number>, rows: Int32Array): Int32Array {
  const sorted = Float64Array.from(rows, (row) => values[row]!).toSorted(); // NaN last
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const ranks = Int32Array.from(rows, (row) => below(distinct, values[row]!));
  const next = new Int32Array(distinct.length + 1);
  for (const rank of ranks) next[rank + 1] = next[rank + 1]! + 1;
  for (let rank = 1; rank < next.length; rank++) next[rank] = next[rank]! + next[rank - 1]!;
  const order = new Int32Array(rows.length);
  ranks.forEach((rank, i) => {
    order[next[rank]!] = rows[i]!;
    next[rank] = next[rank]! + 1;
  });
  return order;
}

/** How many ascending values are below; for NaN: how many are numbers, the place of the first NaN. */
function below(distinct: Float64Array, value: number): number {
  let [from, to] = [0, distinct.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = distinct[middle]!;
    if (value !== value ? at === at : at < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
