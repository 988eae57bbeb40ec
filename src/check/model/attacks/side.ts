/** What shadow models that learnt from a person, and those that did not, say of that person: median, deviation, mean. */

/** Which models count for a row: those that learnt from it, or those that did not. */
export type Side = "in" | "out";

/** How deviations are taken: of each row by itself, or one for all rows about their medians. */
export type Spread = "own" | "pooled";

export interface SideLaw {
  /** By row; NaN where no model is on this side. */
  readonly median: Float64Array;
  /** By row; above 0. */
  readonly deviation: Float64Array;
}

/** With fewer models on a side a row has no deviation of its own. */
const fewest = 16;
/** Of the pooled deviation: less than this share is chance, as where trees say exactly the same. */
const leastShare = 0.01;
const leastDeviation = 1e-6;

/** `models`: by model, signals by row; NaN: it has none. */
export function lawOf(
  models: readonly Float64Array[],
  isIn: readonly Uint8Array[],
  { side, spread }: { readonly side: Side; readonly spread: Spread },
): SideLaw {
  const rows = models[0]?.length ?? 0;
  const [median, own] = [new Float64Array(rows), new Float64Array(rows)];
  const found = new Float64Array(models.length);
  const counts = isIn.map((of) => of.map((one) => ((one === 1) === (side === "in") ? 1 : 0)));
  let [all, sum, squares] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    let n = 0;
    for (let k = 0; k < models.length; k++) {
      const one = models[k]![row]!;
      if (counts[k]![row] === 1 && !Number.isNaN(one)) found[n++] = one;
    }
    const values = found.subarray(0, n).sort(); // oxlint-disable-line unicorn/no-array-sort -- in place: this runs for every person
    const middle = n === 0 ? NaN : (values[(n - 1) >> 1]! + values[n >> 1]!) / 2;
    median[row] = middle;
    let [first, second] = [0, 0];
    for (let i = 0; i < n; i++) {
      const away = values[i]! - middle;
      first += away;
      second += away * away;
    }
    all += n;
    sum += first;
    squares += second;
    own[row] = n < fewest ? NaN : deviationOf(n, first, second);
  }
  const pooled = Math.max(leastDeviation, all === 0 ? 0 : deviationOf(all, sum, squares));
  if (spread === "pooled") return { median, deviation: own.fill(pooled) };
  return { median, deviation: own.map((one) => (Number.isNaN(one) ? pooled : Math.max(one, leastShare * pooled))) };
}

const deviationOf = (n: number, sum: number, squares: number): number =>
  Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));

/** Log of the mean over the models of a side (null: over all) of e^signal, by row; NaN where there is none. */
export function logMeans(
  models: readonly Float64Array[],
  isIn: readonly Uint8Array[],
  side: Side | null,
): Float64Array {
  const rows = models[0]?.length ?? 0;
  const [top, sum, count] = [new Float64Array(rows).fill(-Infinity), new Float64Array(rows), new Uint32Array(rows)];
  const counts = (k: number, row: number): boolean => side === null || (isIn[k]![row] === 1) === (side === "in");
  models.forEach((model, k) => {
    for (let row = 0; row < rows; row++) if (counts(k, row) && model[row]! > top[row]!) top[row] = model[row]!;
  });
  models.forEach((model, k) => {
    for (let row = 0; row < rows; row++)
      if (counts(k, row)) {
        sum[row]! += Math.exp(model[row]! - top[row]!);
        count[row]!++;
      }
  });
  return sum.map((one, row) => (count[row] === 0 ? NaN : top[row]! + Math.log(one / count[row]!)));
}

/** log(e^a + e^b). */
export function logSum(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}
