/** Numbers that were rounded, cut off or filled in: traces that a way of recording leaves in a column. NaN = missing, and left out. */

export interface Heaping {
  /** Values are compared from here to there: whole cycles around round numbers, within the middle 95 % of all. */
  readonly from: number;
  readonly to: number;
  /** By row: 1 = round, 0 = not, -1 = not compared. */
  readonly round: Int8Array;
}

/** Fewer round numbers than this say nothing. */
const cycles = 3;

/**
 * Multiples of `base` among whole numbers, in the manner of Whipple's index: as many values on either side of each as there are in a cycle, so that a smooth
 * distribution has 1 in `base` of them (ages by 5 from 23 to 62). Null: the values span fewer than three cycles.
 */
export function heaping(values: Float64Array, base: number): Heaping | null {
  const sorted = values.filter(Number.isFinite).toSorted();
  if (sorted.length === 0) return null;
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  // 5: two below and two above; 10: four below and five above.
  const below = Math.ceil(base / 2) - 1;
  const above = base - 1 - below;
  const first = Math.ceil((at(0.025) + below) / base) * base;
  const last = Math.floor((at(0.975) - above) / base) * base;
  if ((last - first) / base + 1 < cycles) return null;
  const [from, to] = [first - below, last + above];
  const round = Int8Array.from(values, (x) => (x >= from && x <= to ? (x % base === 0 ? 1 : 0) : -1));
  return { from, to, round };
}

export interface Spike {
  readonly value: number;
  readonly count: number;
}

/** So many times as often as the next one. */
const outlying = 5;
const fewest = 30;

const mostDefaults = 3;

/** Values that stand for "nothing known", or were filled in: the commonest, up to three, if each has 1 in 20 values and 5 times as many as the next one that is not among them. */
export function defaultValues(values: Float64Array): Spike[] {
  const counts = [...countsOf(values)].toSorted(([, a], [, b]) => b - a);
  const n = counts.reduce((sum, [, each]) => sum + each, 0);
  for (let k = 1; k <= mostDefaults && k < counts.length; k++) {
    const [last, next] = [counts[k - 1]![1], counts[k]![1]];
    if (last < Math.max(fewest, n / 20)) break;
    if (last >= outlying * next) return counts.slice(0, k).map(([value, count]) => ({ value, count }));
  }
  return [];
}

export interface Ends {
  readonly low: Spike | null;
  readonly high: Spike | null;
}

/** Values cut off at an end: the smallest, or the largest, has 30 values or more and 5 times as many as the three next to it on average. */
export function clipped(values: Float64Array): Ends {
  const counts = [...countsOf(values)].toSorted(([a], [b]) => a - b);
  return { low: endOf(counts), high: endOf(counts.toReversed()) };
}

const neighbours = 3;

function endOf([end, ...rest]: readonly (readonly [number, number])[]): Spike | null {
  if (!end || rest.length <= neighbours) return null;
  const [value, count] = end;
  const near = rest.slice(0, neighbours).reduce((sum, [, each]) => sum + each, 0) / neighbours;
  return count >= fewest && count >= outlying * near ? { value, count } : null;
}

/** The power of ten that 19 of 20 values are multiples of: 1000 for pay in thousands, 0.1 for one decimal. Null: no value, or none down to a millionth. */
export function granularity(values: Float64Array): number | null {
  const known = values.filter((x) => Number.isFinite(x) && x !== 0);
  if (known.length === 0) return null;
  for (let power = 9; power >= -6; power--) {
    const fit = known.filter((x) => multiple(x, power)).length;
    if (fit >= 0.95 * known.length) return Number(`1e${power}`);
  }
  return null;
}

/** Numbers are kept in binary: what is meant is the decimal that was written. */
function multiple(x: number, power: number): boolean {
  if (power >= 0) return x % 10 ** power === 0;
  const scaled = x * 10 ** -power;
  return Math.abs(scaled - Math.round(scaled)) <= 1e-9 * Math.max(1, Math.abs(scaled));
}

function countsOf(values: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) if (Number.isFinite(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
