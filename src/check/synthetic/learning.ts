/** A model of the secret, learnt from the rows of one table, as an attacker would who has no people: which values it may name, and what it says. */
import { boost, type Boosting, predict } from "../../learn/boost.ts";
import { column } from "../../table/columns.ts";
import type { Column, Table } from "../../table/types.ts";
import { levels } from "./levels.ts";

/** Of more different values only the most frequent are ever named; the others are one class, which is never the guess. */
const mostNamed = 15;

/** A tree looks at so many columns at most: of hundreds each one takes its own share. */
const columnsOfTree = 40;

/**
 * Trees that remember: leaves of one row, so that what the table repeats of a single person is learnt, too. Without the ridge such leaves would be sure of
 * themselves beyond measure.
 */
const trees = { trees: 20, rate: 0.3, leaves: 63, minLeaf: 1, l2: 1 } satisfies Partial<Boosting>;

export interface Learnt {
  /** Different values that were put together, because others are more frequent. */
  readonly grouped: number;
  /** What it says of each of the rows, in the words of `levels`. */
  guess(table: Table, rows: Uint32Array): Float64Array;
}

/**
 * Categories are told apart as classes, missing being one of them; so are numbers and times of which 15 values cover half of the rows (no gain, 40 hours a week).
 * Of other numbers the mean is learnt.
 */
export function learn(
  table: Table,
  {
    columns,
    secret,
    rows,
    seed,
  }: {
    readonly columns: readonly string[];
    readonly secret: string;
    readonly rows: Uint32Array;
    readonly seed: number;
  },
): Learnt {
  const values = levels(table, secret);
  const features = columns.filter((name) => name !== secret);
  const pick = (from: Table): Column[] => features.map((name) => column(from, name));
  const columnShare = Math.min(1, columnsOfTree / features.length);
  const options = { ...trees, columnShare, seed: [seed, "synthetic/inference", secret] };
  const { named, grouped, covered } = frequent(values, rows);
  const { kind } = column(table, secret);
  if (kind !== "category" && covered < rows.length / 2) {
    const finite = rows.filter((row) => Number.isFinite(values[row]!));
    const model = boost(pick(table), { kind: "number", values }, { ...options, rows: finite });
    return { grouped: 0, guess: (from, wanted) => predict(model, pick(from), wanted) };
  }
  if (named.length + (grouped > 0 ? 1 : 0) < 2)
    return { grouped, guess: (_, wanted) => new Float64Array(wanted.length).fill(named[0] ?? Number.NaN) };
  const classOf = new Map(named.map((value, at) => [value, at])); // to a Map NaN is a key like any other
  const codes = Int32Array.from(values, (value) => classOf.get(value) ?? named.length);
  const classes = named.length + (grouped > 0 ? 1 : 0);
  const model = boost(pick(table), { kind: "class", codes, classes }, { ...options, rows });
  return {
    grouped,
    guess(from, wanted) {
      const chances = predict(model, pick(from), wanted);
      return Float64Array.from(
        wanted,
        (_, at) => named[likeliest(chances, at, { classes, named: named.length })] ?? Number.NaN,
      );
    },
  };
}

function likeliest(chances: Float64Array, at: number, { classes, named }: { classes: number; named: number }): number {
  if (classes === 2) return named === 2 && chances[at]! > 0.5 ? 1 : 0;
  let best = 0;
  for (let c = 1; c < named; c++) if (chances[at * classes + c]! > chances[at * classes + best]!) best = c;
  return best;
}

/** The most frequent values; of equally frequent ones the smaller. */
function frequent(
  values: Float64Array,
  rows: Uint32Array,
): { readonly named: readonly number[]; readonly grouped: number; readonly covered: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
  const order = (value: number): number => (Number.isNaN(value) ? Infinity : value);
  const all = [...counts].toSorted(([a, n], [b, m]) => m - n || (order(a) < order(b) ? -1 : 1));
  const named = all.slice(0, mostNamed);
  return {
    named: named.map(([value]) => value),
    grouped: all.length - named.length,
    covered: named.reduce((sum, [, n]) => sum + n, 0),
  };
}
