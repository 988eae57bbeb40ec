/** Who scores what: people by group, level of the score and label. All that is ever asked of the data here. */

export interface ScoreTable {
  /** The scores of the levels, ascending. */
  readonly levels: Float64Array;
  readonly groups: readonly GroupCounts[];
  /** Rows that are behind it, or that the weights are worth (Kish: the square of their sum over the sum of their squares). */
  readonly rows: number;
}
/** By level; with weights, of what the rows weigh, scaled so that all groups together add up to `rows`. */
export interface GroupCounts {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

export interface ScoredPeople {
  readonly scores: ArrayLike<number>;
  /** 1 or 0. */
  readonly labels: ArrayLike<number>;
  /** 0 to groups - 1. */
  readonly groups: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | null;
}

/** Different scores are kept as they are, up to so many levels; more are cut by quantiles, since a curve through every person would learn the people by heart. */
export function scoreTable(
  people: ScoredPeople,
  { groups, levels: most }: { groups: number; levels: number },
): ScoreTable {
  const n = people.scores.length;
  const levels = levelsOf(Float64Array.from(people.scores).toSorted(), most);
  const weight = (row: number): number => people.weights?.[row] ?? 1;
  let [sum, squares] = [0, 0];
  for (let row = 0; row < n; row++) {
    sum += weight(row);
    squares += weight(row) ** 2;
  }
  const rows = squares > 0 ? (sum * sum) / squares : 0;
  const counts = Array.from({ length: groups }, () => ({
    positives: new Float64Array(levels.length),
    negatives: new Float64Array(levels.length),
  }));
  for (let row = 0; row < n; row++) {
    const own = counts[people.groups[row]!]!;
    const side = people.labels[row] === 1 ? own.positives : own.negatives;
    const at = levelOf(levels, people.scores[row]!);
    side[at] = side[at]! + (weight(row) * rows) / sum;
  }
  return { levels, groups: counts, rows };
}

/** The lowest score of each level. */
function levelsOf(sorted: Float64Array, most: number): Float64Array {
  const different = sorted.filter((score, i) => i === 0 || score > sorted[i - 1]!);
  if (different.length <= most) return different;
  const starts = Array.from({ length: most }, (_, i) => sorted[Math.floor((i * sorted.length) / most)]!);
  return Float64Array.from(new Set(starts));
}

/** The last level that begins at or below a score. */
function levelOf(levels: Float64Array, score: number): number {
  let [low, high] = [0, levels.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (levels[middle]! <= score) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface Sizes {
  readonly positives: number;
  readonly negatives: number;
  readonly n: number;
  /** Share of positives; NaN of nobody. */
  readonly base: number;
}
export function sizesOf({ positives, negatives }: GroupCounts): Sizes {
  const total = (side: Float64Array): number => side.reduce((sum, each) => sum + each, 0);
  const [yes, no] = [total(positives), total(negatives)];
  return { positives: yes, negatives: no, n: yes + no, base: yes / (yes + no) };
}
