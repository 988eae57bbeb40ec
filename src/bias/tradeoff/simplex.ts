/** A small linear program, solved exactly up to rounding: the two-phase simplex method on a dense tableau (Dantzig 1951), with Bland's rule (1977), which cannot cycle. */

/** Maximise the sum of value[j] x[j], where every x is at least 0. */
export interface Program {
  /** Of each variable. */
  readonly value: readonly number[];
  /** Sum of of[j] x[j] = to. */
  readonly equal: readonly Row[];
  /** Sum of of[j] x[j] <= to. */
  readonly most?: readonly Row[];
}
export interface Row {
  /** Of each variable; those that are left out at the end are 0. */
  readonly of: ArrayLike<number>;
  readonly to: number;
}
export type Solved =
  | { readonly kind: "optimum"; readonly x: Float64Array; readonly value: number }
  | { readonly kind: "infeasible" }
  | { readonly kind: "unbounded" };

const tiny = 1e-10;
/** What the artificial variables may be left with and the program still counts as feasible. */
const feasible = 1e-8;

export function maximise({ value, equal, most = [] }: Program): Solved {
  const [n, m] = [value.length, equal.length + most.length];
  const slacks = most.length;
  const width = n + slacks + m + 1;
  const rows = [...equal, ...most].map(({ of, to }, i) => {
    const row = new Float64Array(width);
    for (let j = 0; j < of.length; j++) row[j] = of[j]!;
    if (i >= equal.length) row[n + i - equal.length] = 1;
    row[width - 1] = to;
    if (to < 0) for (let j = 0; j < width; j++) row[j] = -row[j]!;
    row[n + slacks + i] = 1;
    return row;
  });
  const tableau: Tableau = { rows, basis: rows.map((_, i) => n + slacks + i), width };
  const first = priced(tableau, (j) => (j >= n + slacks && j < width - 1 ? -1 : 0));
  improve(tableau, first, width - 1);
  if (first[width - 1]! > feasible) return { kind: "infeasible" };
  withoutArtificial(tableau, n + slacks);
  const second = priced(tableau, (j) => (j < n ? value[j]! : 0));
  if (!improve(tableau, second, n + slacks)) return { kind: "unbounded" };
  const x = new Float64Array(n);
  tableau.basis.forEach((j, i) => {
    if (j < n) x[j] = Math.max(0, tableau.rows[i]![width - 1]!);
  });
  return { kind: "optimum", x, value: value.reduce((sum, each, j) => sum + each * x[j]!, 0) };
}

interface Tableau {
  rows: Float64Array[];
  basis: number[];
  readonly width: number;
}

/** The row of reduced values; its last entry is minus the value of the corner that the tableau stands at. */
function priced({ rows, basis, width }: Tableau, value: (j: number) => number): Float64Array {
  const price = Float64Array.from({ length: width }, (_, j) => (j < width - 1 ? value(j) : 0));
  rows.forEach((row, i) => {
    const own = value(basis[i]!);
    if (own !== 0) for (let j = 0; j < width; j++) price[j] = price[j]! - own * row[j]!;
  });
  return price;
}

/** Goes from corner to corner while that helps, by columns below `columns` only. False: without end. */
function improve(tableau: Tableau, price: Float64Array, columns: number): boolean {
  // The steepest column is quick, and may cycle where many corners coincide: then Bland's rule takes over.
  let stuck = 0;
  for (;;) {
    const enter = entering(price, columns, stuck > 20);
    if (enter < 0) return true;
    const leave = leaving(tableau, enter);
    if (leave < 0) return false;
    const before = price[tableau.width - 1]!;
    pivot(tableau, price, leave, enter);
    stuck = Math.abs(price[tableau.width - 1]! - before) > tiny ? 0 : stuck + 1;
  }
}

function entering(price: Float64Array, columns: number, bland: boolean): number {
  let [best, found] = [tiny, -1];
  for (let j = 0; j < columns; j++)
    if (price[j]! > best) {
      if (bland) return j;
      best = price[j]!;
      found = j;
    }
  return found;
}

/** The row that limits the column most; of several the one with the first variable in the basis. */
function leaving({ rows, basis, width }: Tableau, enter: number): number {
  let [best, found] = [Infinity, -1];
  rows.forEach((row, i) => {
    if (row[enter]! <= tiny) return;
    const ratio = Math.max(0, row[width - 1]!) / row[enter]!;
    if (ratio < best - tiny || (ratio < best + tiny && basis[i]! < basis[found]!)) {
      best = Math.min(best, ratio);
      found = i;
    }
  });
  return found;
}

function pivot({ rows, basis }: Tableau, price: Float64Array, at: number, column: number): void {
  const own = rows[at]!;
  const by = own[column]!;
  for (let j = 0; j < own.length; j++) own[j] = own[j]! / by;
  for (const row of [...rows, price]) {
    const times = row[column]!;
    if (row === own || times === 0) continue;
    for (let j = 0; j < row.length; j++) row[j] = row[j]! - times * own[j]!;
    row[column] = 0;
  }
  basis[at] = column;
}

/** Artificial variables that are still in the basis, at 0, leave it; a row where none can take their place says nothing that others do not. */
function withoutArtificial(tableau: Tableau, columns: number): void {
  const none = new Float64Array(tableau.width);
  const kept = tableau.rows.map((row, i) => {
    if (tableau.basis[i]! < columns) return true;
    const column = row.findIndex((entry, j) => j < columns && Math.abs(entry) > 1e-9);
    if (column < 0) return false;
    pivot(tableau, none, i, column);
    return true;
  });
  tableau.rows = tableau.rows.filter((_, i) => kept[i]);
  tableau.basis = tableau.basis.filter((_, i) => kept[i]);
}
