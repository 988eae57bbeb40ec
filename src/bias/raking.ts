/** Weights that bring a table's shares to those of a target: raking, or iterative proportional fitting (Deming & Stephan 1940), with what they cost (Kish 1965). */

export interface Margin {
  /** Position of each row's group in `target`; -1: none, and the row keeps its part of the total. */
  readonly codes: ArrayLike<number>;
  /** Shares, not negative, at least one of a group that has rows above 0. */
  readonly target: readonly number[];
}

export interface RakingOptions {
  /** Weights to begin with; default: 1 each. */
  readonly start?: ArrayLike<number> | null;
  readonly iterations?: number;
  /** Rows by which the worst margin may still miss its target. */
  readonly tolerance?: number;
  /** No weight above so many times the median one; null: none is cut. */
  readonly trim?: number | null;
}

export interface Raked {
  /** One for each row; they add up to what they began with. */
  readonly weights: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** Rows by which the worst margin misses its target. */
  readonly off: number;
  /** Kish's design effect nΣw²/(Σw)²: how many rows must be asked for what one equal one tells. */
  readonly designEffect: number;
  /** n over the design effect: as many rows with equal weights say as much. */
  readonly worth: number;
  readonly largest: number;
  readonly smallest: number;
  /** Groups of the target that no row is of, by margin: weights cannot make them up. */
  readonly empty: readonly (readonly number[])[];
}

/** Margin by margin each group is scaled to its target, until all of them fit; weights that are cut are fitted again. */
export function raked(margins: readonly Margin[], options: RakingOptions = {}): Raked {
  const rows = margins[0]?.codes.length ?? options.start?.length ?? 0;
  const weights = Float64Array.from({ length: rows }, (_, i) => options.start?.[i] ?? 1);
  const cells = cellsOf(margins, rows);
  const begun = massesOf(weights, cells);
  const plans = margins.map(({ target }, i) => plan({ codes: cells.codes[i]!, target }, begun));
  const cap = options.trim ?? Infinity;
  let steps = fitRows(weights, { cells, plans }, options);
  for (let round = 0; round < 50; round++) {
    const most = cap * median(weights);
    if (weights.every((weight) => !(weight > most * (1 + 1e-9)))) break;
    for (let i = 0; i < rows; i++) weights[i] = Math.min(weights[i]!, most);
    const more = fitRows(weights, { cells, plans }, options);
    steps = { ...more, iterations: steps.iterations + more.iterations };
  }
  return { weights, ...steps, ...costOf(weights), empty: plans.map(({ empty }) => empty) };
}

/** Rows that are in the same group of every margin: their weights move together, so that only their sums are fitted. */
interface Cells {
  /** The cell of each row. */
  readonly ids: Uint32Array;
  readonly size: number;
  /** By margin: the group of each cell. */
  readonly codes: readonly Int32Array[];
}

function cellsOf(margins: readonly Margin[], rows: number): Cells {
  const ids = new Uint32Array(rows);
  let first = rows > 0 ? [0] : []; // of each cell, a row that is in it
  for (const { codes, target } of margins) {
    const seen = new Map<number, number>();
    const next: number[] = [];
    for (let row = 0; row < rows; row++) {
      const pair = ids[row]! * (target.length + 1) + codes[row]! + 1;
      let id = seen.get(pair);
      if (id === undefined) {
        seen.set(pair, (id = next.length));
        next.push(row);
      }
      ids[row] = id;
    }
    first = next;
  }
  return { ids, size: first.length, codes: margins.map(({ codes }) => Int32Array.from(first, (row) => codes[row]!)) };
}

function massesOf(weights: Float64Array, { ids, size }: Cells): Float64Array {
  const masses = new Float64Array(size);
  for (let row = 0; row < weights.length; row++) masses[ids[row]!]! += weights[row]!;
  return masses;
}

function fitRows(
  weights: Float64Array,
  { cells, plans }: { readonly cells: Cells; readonly plans: readonly Plan[] },
  options: RakingOptions,
) {
  const before = massesOf(weights, cells);
  const masses = before.slice();
  const steps = fit(masses, plans, options);
  const factors = masses.map((mass, cell) => (before[cell]! > 0 ? mass / before[cell]! : 1));
  for (let row = 0; row < weights.length; row++) weights[row]! *= factors[cells.ids[row]!]!;
  return steps;
}

/** What unequal weights cost. */
export function costOf(weights: Float64Array): Pick<Raked, "designEffect" | "worth" | "largest" | "smallest"> {
  let [sum, squares, largest, smallest] = [0, 0, 0, Infinity];
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
    largest = Math.max(largest, weight);
    smallest = Math.min(smallest, weight);
  }
  const designEffect = sum > 0 ? (weights.length * squares) / (sum * sum) : 1;
  return { designEffect, worth: weights.length / designEffect, largest, smallest: weights.length > 0 ? smallest : 0 };
}

interface Plan {
  readonly codes: ArrayLike<number>;
  /** Weight that each group shall have: the target among groups that have rows, of the total of rows that have a group. */
  readonly wanted: Float64Array;
  readonly sums: Float64Array;
  readonly empty: readonly number[];
}

function plan({ codes, target }: Margin, weights: Float64Array): Plan {
  const sums = summed(new Float64Array(target.length), codes, weights);
  const empty = target.flatMap((share, i) => (share > 0 && !(sums[i]! > 0) ? [i] : []));
  const reached = target.map((share, i) => (sums[i]! > 0 ? share : 0));
  const total = sums.reduce((sum, each) => sum + each, 0);
  const all = reached.reduce((sum, share) => sum + share, 0);
  if (total > 0 && !(all > 0)) throw new Error("no row is of a group that the target has");
  return { codes, wanted: Float64Array.from(reached, (share) => (total > 0 ? (share / all) * total : 0)), sums, empty };
}

function fit(
  weights: Float64Array,
  plans: readonly Plan[],
  { iterations: most = 1000, tolerance = 1e-9 }: RakingOptions,
) {
  let off = deviation(weights, plans);
  let iterations = 0;
  while (iterations < most && off >= tolerance) {
    for (const { codes, wanted, sums } of plans) {
      summed(sums, codes, weights);
      const factors = wanted.map((want, i) => (sums[i]! > 0 ? want / sums[i]! : 1));
      for (let i = 0; i < weights.length; i++) if (codes[i]! >= 0) weights[i]! *= factors[codes[i]!]!;
    }
    iterations++;
    const now = deviation(weights, plans);
    // Rounding of large tables may end above the tolerance: then it no longer gets better.
    if (now >= off && now < 1e-6) {
      off = now;
      break;
    }
    off = now;
  }
  return { iterations, off, converged: off < Math.max(tolerance, 1e-6) };
}

function deviation(weights: Float64Array, plans: readonly Plan[]): number {
  let worst = 0;
  for (const { codes, wanted, sums } of plans) {
    summed(sums, codes, weights);
    wanted.forEach((want, i) => (worst = Math.max(worst, Math.abs(want - sums[i]!))));
  }
  return worst;
}

function summed(into: Float64Array, codes: ArrayLike<number>, weights: Float64Array): Float64Array {
  into.fill(0);
  for (let i = 0; i < weights.length; i++) if (codes[i]! >= 0) into[codes[i]!]! += weights[i]!;
  return into;
}

/** Of the rows that count at all. */
function median(weights: Float64Array): number {
  const order = weights.filter((weight) => weight > 0).toSorted();
  const half = order.length >> 1;
  return order.length % 2 === 1 ? (order[half] ?? 0) : ((order[half - 1] ?? 0) + (order[half] ?? 0)) / 2;
}
