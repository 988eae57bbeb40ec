/** Maximal uncovered patterns (Asudeh, Jin & Jagadish 2019, Assessing and Remedying Coverage for a Given Dataset): the most general combinations of values that fewer than tau rows have. */
import { namesOf, type Name, type Naming } from "./uncovered/names.ts";
import { bucketed, collapsed, type Cells } from "./uncovered/cells.ts";

export interface Feature {
  /** Positions in a list of `levels` values; -1 = missing: such a row is in no pattern that names this feature. */
  readonly codes: ArrayLike<number>;
  readonly levels: number;
}

export interface CoverageOptions {
  /** A pattern with fewer rows is uncovered. */
  readonly tau: number;
  /** Values that a pattern may name at once; default: one of every feature. */
  readonly deepest?: number;
  /** Patterns of a level that are kept; a search that needs more stops before that level and says so. */
  readonly most?: number;
}

export interface Pattern {
  /** By feature, in their order: a position among its levels, or -1 where any value will do. */
  readonly values: readonly number[];
  readonly count: number;
}

export interface Coverage {
  /** All of them up to the deepest level that was searched: fewest values named first. */
  readonly patterns: readonly Pattern[];
  /** Levels that were searched in full. */
  readonly searched: number;
  /** The search ended by itself, or at `deepest`, not for want of room. */
  readonly complete: boolean;
  /** Patterns that were counted. */
  readonly counted: number;
}

interface Node {
  readonly values: readonly number[];
  /** The last feature that it names; only later ones are added, so that each pattern is reached once. */
  readonly last: number;
  readonly name: Name;
  readonly rows: Uint32Array;
}

const room = 2_000_000;

/**
 * Level by level from the empty pattern: a pattern's rows are split by the values of each later feature, so that counting
 * costs what a pattern has of rows, not what the table has. A covered child is searched further; an uncovered one is
 * maximal if all its parents are covered, and nothing below it is looked at (coverage only falls).
 */
export function uncovered(
  features: readonly Feature[],
  { tau, deepest = features.length, most = room }: CoverageOptions,
): Coverage {
  const cells = collapsed(features);
  const found: Pattern[] = [];
  const naming = namesOf(features);
  let covered: ReadonlySet<Name> = new Set([naming.none]);
  let level: readonly Node[] = [
    { values: features.map(() => -1), last: -1, name: naming.none, rows: Uint32Array.from(cells.counts, (_, i) => i) },
  ];
  let [searched, counted, complete] = [0, 1, true];
  if (cells.rows < tau)
    return { patterns: [{ values: features.map(() => -1), count: cells.rows }], searched, complete, counted };
  while (level.length > 0 && searched < Math.min(deepest, features.length)) {
    const step = below(level, { features, cells, tau, covered, most, naming });
    counted += step.counted;
    if (!step.next) {
      complete = false;
      break;
    }
    found.push(...step.patterns);
    [level, covered] = [step.next, step.covered];
    searched++;
  }
  return { patterns: found, searched, complete, counted };
}

interface Search {
  readonly features: readonly Feature[];
  readonly cells: Cells;
  readonly tau: number;
  /** Names of the covered patterns of this level. */
  readonly covered: ReadonlySet<Name>;
  readonly most: number;
  readonly naming: Naming;
}

/** The next level; `next` is null when it does not fit. */
function below(level: readonly Node[], search: Search) {
  const { features, cells, tau, covered, most, naming } = search;
  const patterns: Pattern[] = [];
  const next: Node[] = [];
  const names = new Set<Name>();
  let counted = 0;
  for (const node of level)
    for (let feature = node.last + 1; feature < features.length; feature++) {
      const buckets = bucketed(cells, { rows: node.rows, feature, levels: features[feature]!.levels });
      counted += buckets.counts.length;
      buckets.counts.forEach((count, value) => {
        const name = naming.with(node.name, feature, value);
        if (count < tau) {
          if (parentsCovered(node.values, name, { covered, naming }))
            patterns.push({ values: node.values.with(feature, value), count });
          return;
        }
        names.add(name);
        next.push({ values: node.values.with(feature, value), last: feature, name, rows: buckets.rowsOf(value) });
      });
      if (next.length > most) return { patterns, next: null, covered: names, counted };
    }
  return { patterns, next, covered: names, counted };
}

/** Of the parents without one of the earlier values; the one without the last is covered, for it was searched. */
function parentsCovered(
  earlier: readonly number[],
  name: Name,
  { covered, naming }: Pick<Search, "covered" | "naming">,
): boolean {
  for (let i = 0; i < earlier.length; i++)
    if (earlier[i]! >= 0 && !covered.has(naming.without(name, i, earlier[i]!))) return false;
  return true;
}
