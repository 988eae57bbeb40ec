/** Everybody sorted into the cells of one column or of two: what the search for the worst subgroup looks at, prepared once. */

/** People in the order of falling scores: everything that does not depend on who is a member. */
export interface Crowd {
  /** Rises with each lower score; equal scores are on one level. */
  readonly level: Uint32Array;
  readonly columns: readonly Column[];
}
export interface Column {
  /** Label of each person, -1: missing. */
  readonly codes: Int32Array;
  readonly labels: number;
}

export interface Condition {
  readonly column: number;
  readonly label: number;
}
/** Labels of a column beyond these are not looked at: one that has hundreds has few people in each. */
const mostLabels = 100;

/** One look at everybody: the cells of one column or of two. Cell 0 is for those who are in no cell with enough people. */
export interface Look {
  readonly cellOf: Uint16Array;
  readonly cells: readonly (readonly Condition[])[];
  /** People of each cell, one after the other; those of cell c start at starts[c]. */
  readonly people: Uint32Array;
  readonly starts: Uint32Array;
  /** Of each cell: n_0, outsiders' sum, members' sum. */
  readonly sums: Int32Array;
}

export function look({ level, columns }: Crowd, of: readonly number[], fewest: number): Look {
  const n = level.length;
  const [first, second] = of.map((column) => columns[column]!);
  const width = Math.min(mostLabels, second?.labels ?? 1);
  const height = Math.min(mostLabels, first!.labels);
  const raw = new Int32Array(n);
  const counts = new Uint32Array(height * width);
  for (let i = 0; i < n; i++) {
    const a = first!.codes[i]!;
    const b = second ? second.codes[i]! : 0;
    raw[i] = a < 0 || b < 0 || a >= height || b >= width ? -1 : a * width + b;
    if (raw[i]! >= 0) counts[raw[i]!]!++;
  }
  // Whoever is a member, a subgroup needs as many people on both sides together.
  const cells: (readonly Condition[])[] = [[]];
  const renamed = new Uint16Array(counts.length);
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell]! < 2 * fewest) continue;
    renamed[cell] = cells.length;
    const labels = [Math.floor(cell / width), cell % width];
    cells.push(of.map((column, k) => ({ column, label: labels[k]! })));
  }
  const cellOf = new Uint16Array(n);
  const starts = new Uint32Array(cells.length + 1);
  for (let i = 0; i < n; i++) {
    const cell = raw[i]! < 0 ? 0 : renamed[raw[i]!]!;
    cellOf[i] = cell;
    starts[cell + 1]!++;
  }
  for (let cell = 0; cell < cells.length; cell++) starts[cell + 1]! += starts[cell]!;
  const next = starts.slice();
  const people = new Uint32Array(n);
  for (let i = 0; i < n; i++) people[next[cellOf[i]!]!++] = i;
  return { cellOf, cells, people, starts, sums: new Int32Array(3 * cells.length) };
}
