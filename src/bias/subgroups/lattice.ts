/** Every conjunction of up to so many conditions that enough rows meet, set of features by set of features. */

export interface Feature {
  /** By row, a position in a list of `levels` values; -1 = none of them: such a row is in no subgroup that names this feature. */
  readonly codes: ArrayLike<number>;
  readonly levels: number;
}

/** The subgroups that name these features, and no others. */
export interface Cells {
  /** Positions in the list of features, ascending. */
  readonly features: readonly number[];
  /** By subgroup, a level of each of the features. */
  readonly levels: readonly (readonly number[])[];
  /** By subgroup, how many rows. */
  readonly counts: Uint32Array;
  /** The rows that are in one of them, ascending, and in which. */
  readonly rows: Uint32Array;
  readonly cellOf: Uint32Array;
}

export interface Bounds {
  /** Conditions at most. */
  readonly deepest: number;
  /** Rows at least: support only falls from a subgroup to those within it, so that rows of smaller ones are looked at no further. */
  readonly fewest: number;
}

/** Depth first: every set comes after the set without its last feature. */
export function walk(features: readonly Feature[], rows: number, bounds: Bounds, visit: (cells: Cells) => void): void {
  const everybody: Cells = {
    features: [],
    levels: [[]],
    counts: Uint32Array.of(rows),
    rows: Uint32Array.from({ length: rows }, (_, row) => row),
    cellOf: new Uint32Array(rows),
  };
  descend(everybody, { features, bounds, visit });
}

interface Walk {
  readonly features: readonly Feature[];
  readonly bounds: Bounds;
  readonly visit: (cells: Cells) => void;
}

function descend(above: Cells, walking: Walk): void {
  const { features, bounds, visit } = walking;
  if (above.features.length >= bounds.deepest) return;
  for (let feature = (above.features.at(-1) ?? -1) + 1; feature < features.length; feature++) {
    const cells = divided(above, { feature, of: features[feature]!, fewest: bounds.fewest });
    if (cells.counts.length === 0) continue;
    visit(cells);
    descend(cells, walking);
  }
}

function divided(
  above: Cells,
  {
    feature,
    of: { codes, levels },
    fewest,
  }: { readonly feature: number; readonly of: Feature; readonly fewest: number },
): Cells {
  const sizes = new Uint32Array(above.counts.length * levels);
  for (let i = 0; i < above.rows.length; i++) {
    const code = codes[above.rows[i]!]!;
    if (code >= 0) sizes[above.cellOf[i]! * levels + code]!++;
  }
  const places = new Int32Array(sizes.length).fill(-1);
  const [named, counts]: [number[][], number[]] = [[], []];
  let size = 0;
  sizes.forEach((count, at) => {
    if (count < fewest) return;
    places[at] = counts.length;
    counts.push(count);
    size += count;
    named.push([...above.levels[Math.floor(at / levels)]!, at % levels]);
  });
  const [rows, cellOf] = [new Uint32Array(size), new Uint32Array(size)];
  for (let i = 0, at = 0; i < above.rows.length && at < size; i++) {
    const row = above.rows[i]!;
    const code = codes[row]!;
    const place = code < 0 ? -1 : places[above.cellOf[i]! * levels + code]!;
    if (place < 0) continue;
    rows[at] = row;
    cellOf[at++] = place;
  }
  return { features: [...above.features, feature], levels: named, counts: Uint32Array.from(counts), rows, cellOf };
}
