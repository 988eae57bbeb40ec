/**
 * A density of mixed rows that no one-hot table can make singular: the mean of one product kernel per record. Numbers and times have a Gaussian
 * kernel on the scale of the synthetic table; categories have Aitchison and Aitken's (1976): 1 - λ for the same label, λ/(c - 1) for each other one.
 * Missing is one more label; of a number, being missing is a yes or no of its own. What is the same for every pair of rows is left out: it
 * cancels in every ratio of two such densities.
 */
import { pick } from "../../../table/columns.ts";
import type { Column, Table } from "../../../table/types.ts";

/** Rows laid out one after another: first the numbers, standardised, then the codes. */
export interface Cells {
  readonly rows: number;
  readonly cells: Float32Array;
}
/** How smooth: 0 would be the records themselves. */
export interface Bandwidth {
  /** In standard deviations. */
  readonly number: number;
  /** λ = category (c - 1)/c: 1 forgets the label. */
  readonly category: number;
}
export interface Kernel {
  readonly width: number;
  readonly numbers: number;
  /** 1/(2 h^2), on standardised numbers. */
  readonly precision: number;
  /** By column: what one differing label, or one missing number, costs in log. */
  readonly cost: Float64Array;
  /** The part of the log density that depends on the bandwidth alone. */
  readonly constant: number;
}
export interface Layout {
  readonly columns: readonly string[];
  readonly numbers: readonly { readonly name: string; readonly mean: number; readonly sd: number }[];
  readonly categories: readonly { readonly name: string; readonly labels: number }[];
}

/** Means and standard deviations (ddof 0) are those of the synthetic table; columns of one value there have no part. */
export function layoutOf(synthetic: Table, columns: readonly string[]): Layout {
  const used = pick(synthetic, columns);
  return {
    columns,
    numbers: used.flatMap((column) => {
      if (column.kind === "category") return [];
      const { mean, sd } = momentsOf(column.values);
      return sd > 0 ? [{ name: column.name, mean, sd }] : [];
    }),
    categories: used.flatMap((column) =>
      column.kind === "category" ? [{ name: column.name, labels: column.labels.length }] : [],
    ),
  };
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly sd: number } {
  let [count, mean, squares] = [0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const before = value - mean;
    mean += before / ++count;
    squares += before * (value - mean); // Welford 1962
  }
  return { mean, sd: count > 0 ? Math.sqrt(squares / count) : 0 };
}

const farthest = 1e15;

export function layOut({ numbers, categories }: Layout, table: Table, rows?: Uint32Array): Cells {
  const count = rows?.length ?? table.rows;
  const width = numbers.length + categories.length;
  const cells = new Float32Array(count * width);
  const put = (at: number, value: (row: number) => number): void => {
    for (let i = 0; i < count; i++) cells[i * width + at] = value(rows ? rows[i]! : i);
  };
  const columns = (names: readonly { readonly name: string }[]): Column[] =>
    pick(
      table,
      names.map(({ name }) => name),
    );
  columns(numbers).forEach((column, at) => {
    const { mean, sd } = numbers[at]!;
    // Infinities become far away: their differences must be numbers.
    if (column.kind !== "category")
      put(at, (row) => Math.max(-farthest, Math.min(farthest, (column.values[row]! - mean) / sd)));
  });
  columns(categories).forEach((column, at) => {
    if (column.kind === "category") put(numbers.length + at, (row) => column.codes[row]!);
  });
  return { rows: count, cells };
}

export function kernelOf({ numbers, categories }: Layout, { number, category }: Bandwidth): Kernel {
  const cost = new Float64Array(numbers.length + categories.length);
  let constant = -numbers.length * Math.log(number);
  for (let at = 0; at < cost.length; at++) {
    const labels = at < numbers.length ? 2 : Math.max(2, categories[at - numbers.length]!.labels + 1);
    const other = category / labels; // λ/(c - 1)
    const same = 1 - other * (labels - 1);
    cost[at] = Math.log(other / same);
    constant += Math.log(same);
  }
  return { width: cost.length, numbers: numbers.length, precision: 1 / (2 * number * number), cost, constant };
}

/** Of one pair of rows, in log, without the constant; -Infinity as soon as it is below `floor`. */
export function logWeight(
  { width, numbers, precision, cost }: Kernel,
  a: Float32Array,
  i: number,
  b: Float32Array,
  j: number,
  floor = -Infinity,
): number {
  let x = i * width;
  let y = j * width;
  let log = 0;
  for (let at = 0; at < numbers; at++, x++, y++) {
    const difference = a[x]! - b[y]!;
    if (difference === difference) log -= precision * difference * difference;
    else if (a[x] === a[x] || b[y] === b[y]) log += cost[at]!; // one of them missing
    if (log < floor) return -Infinity;
  }
  for (let at = numbers; at < width; at++, x++, y++) if (a[x] !== b[y]) log += cost[at]!;
  return log;
}

/** A mixture that is exact where it matters: the records near a row are summed, the others are represented by a random sample. */
export interface Mixture {
  readonly cells: Float32Array;
  /** How many records. */
  readonly rows: number;
  /** All records, or some of them drawn at random. */
  readonly sample: Uint32Array;
}

/** log p without the constant. `near`: records near the row, each once; `stamp` (one number a record) and `mark`, new for each call, tell them apart. */
export function logDensity(
  kernel: Kernel,
  { cells, rows, sample }: Mixture,
  of: { readonly cells: Float32Array; readonly row: number },
  near: { readonly rows: Uint32Array; readonly stamp: Int32Array; readonly mark: number },
): number {
  const whole = sample.length === rows;
  const close = new LogSum();
  if (!whole)
    for (const record of near.rows) {
      near.stamp[record] = near.mark;
      close.add(logWeight(kernel, of.cells, of.row, cells, record, close.floor));
    }
  const rest = new LogSum(close.floor);
  for (const record of sample)
    if (whole || near.stamp[record] !== near.mark)
      rest.add(logWeight(kernel, of.cells, of.row, cells, record, rest.floor));
  if (!whole && rest.count > 0) close.add(rest.log + Math.log((rows - near.rows.length) / rest.count));
  return (whole ? rest : close).log - Math.log(rows);
}

/** What is e^-40 of the largest term counts nothing, however many there are. */
const negligible = 40;

/** log of a sum of exponentials, without overflow. */
class LogSum {
  count = 0;
  /** Terms below this may be left out. */
  floor: number;
  private highest = -Infinity;
  private sum = 0;
  constructor(floor = -Infinity) {
    this.floor = floor;
  }
  add(log: number): void {
    this.count++;
    const over = log - this.highest;
    if (over <= 0) {
      if (over > -negligible) this.sum += Math.exp(over);
    } else if (log > -Infinity) {
      this.sum = this.highest === -Infinity ? 1 : this.sum * Math.exp(-over) + 1;
      this.highest = log;
      this.floor = Math.max(this.floor, log - negligible);
    }
  }
  get log(): number {
    return this.sum > 0 ? this.highest + Math.log(this.sum) : -Infinity;
  }
}
