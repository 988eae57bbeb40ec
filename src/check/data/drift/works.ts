/** Training data against people it is used on, column by column, within groups and as a whole, as a work. */
import { boosted, crossPredict, sharedRows } from "../../../learn/cross.ts";
import { newcombe } from "../../../stats/difference.ts";
import { aucInterval, delong } from "../../../stats/auc.ts";
import { benjaminiHochberg } from "../../../stats/multiple.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Cast, Said } from "../../../subject/data.ts";
import { isMissing, pick } from "../../../table/columns.ts";
import { rowsOf, stacked } from "../../../table/rows.ts";
import type { Column, Table, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Drifted, distanceOf, driftOf } from "./apart.ts";
import { type Cells, counts } from "./cells.ts";

export type DriftInput = {
  readonly tables: string;
  /** The table that training data is held against. */
  readonly part: "serving" | "holdout";
  readonly cast: string;
  readonly other: string;
  /** Only those that both tables have. */
  readonly columns: readonly string[];
  /** Rows of each table that the classifier learns from and is asked about. */
  readonly rows: number;
  readonly seed: number;
};
export type GroupDrift = {
  readonly group: string;
  readonly column: string;
  readonly rows: readonly [number, number];
  readonly tv: Drifted["tv"];
  readonly chance: number;
};
export type LabelShift = {
  /** Null: everybody. */
  readonly group: string | null;
  readonly rows: readonly [number, number];
  readonly train: number;
  readonly other: number;
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
};
export type Drift = {
  readonly part: "serving" | "holdout";
  readonly rows: readonly [number, number];
  /** Farthest apart first. */
  readonly columns: readonly Drifted[];
  /** Of the columns farthest apart. */
  readonly groups: readonly GroupDrift[];
  /** How often people have the positive label. Empty: the other table has none. */
  readonly label: readonly LabelShift[];
  /** How well a classifier that never saw a person tells from which table he is; null: too few rows. */
  readonly told: { readonly auc: number; readonly low: number; readonly high: number; readonly rows: number } | null;
};

/** Groups of fewer rows, in either table, are not compared. */
const small = 30;
const looked = 10;

export const driftWork: Work<DriftInput, Drift> = {
  id: "data/drift@3",
  async run(input, reader) {
    const tables = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const [cast, other] = [await castAt(input.cast), await castAt(input.other)];
    async function castAt(key: string): Promise<Cast> {
      return (await reader.get(key)) as unknown as Cast; // the output of the cast's work
    }
    const [train, beside] = [tables["train"], tables[input.part]];
    if (!train || !beside) throw new Error("both tables were read");
    const [a, b] = [pick(train, input.columns), pick(beside, input.columns)];
    const everybody = tables["population"];
    const found = a.map((column, i) => {
      const theirs = everybody && columnIn(everybody, column.name);
      return driftOf(column, { other: b[i]!, population: theirs ?? null });
    });
    const adjusted = benjaminiHochberg(found.map(({ drifted }) => drifted.p));
    const sorted = found
      .map(({ drifted, cells }, i) => ({ cells, drifted: { ...drifted, adjusted: adjusted[i] ?? 1 } }))
      .toSorted((x, y) => y.drifted.tv.value - y.drifted.chance - (x.drifted.tv.value - x.drifted.chance));
    return {
      part: input.part,
      rows: [train.rows, beside.rows],
      columns: sorted.map(({ drifted }) => drifted),
      groups: sorted
        .slice(0, looked)
        .flatMap(({ drifted, cells }) => withinGroups(drifted.column, cells, [cast, other])),
      label: shifts(cast, other),
      told: toldApart(tables, input),
    };
  },
};

/** Null: the table has no value of it. */
function columnIn({ columns, rows }: Table, name: string): Column | null {
  const found = columns.find((column) => column.name === name);
  if (!found) return null;
  for (let row = 0; row < rows; row++) if (!isMissing(found, row)) return found;
  return null;
}

type Pair = readonly [Cast, Cast];

function withinGroups(column: string, { labels, train, other }: Cells, [mine, theirs]: Pair): GroupDrift[] {
  return mine.attributes.flatMap(({ name, labels: groups, codes }, at) => {
    const beside = theirs.attributes[at];
    if (!beside || name === column) return [];
    return groups.flatMap((group, g): GroupDrift[] => {
      const a = counts(train, labels.length, (row) => codes[row] === g);
      const b = counts(other, labels.length, (row) => beside.codes[row] === g);
      const rows = [total(a), total(b)] as const;
      if (Math.min(...rows) < small) return [];
      const { tv, chance } = distanceOf(a, b);
      return [{ group: `${name}=${group}`, column, rows, tv, chance }];
    });
  });
}

const total = (all: readonly number[]): number => all.reduce((sum, count) => sum + count, 0);

function shifts(mine: Cast, theirs: Cast): LabelShift[] {
  const [a, b] = [positives(mine.label), positives(theirs.label)];
  if (!a || !b) return [];
  const shift = (group: string | null, [p, q]: readonly [Rate, Rate]): LabelShift[] =>
    Math.min(p.n, q.n) < small
      ? []
      : [
          {
            group,
            rows: [p.n, q.n],
            train: p.hits / p.n,
            other: q.hits / q.n,
            difference: { value: q.hits / q.n - p.hits / p.n, ...newcombe(q.hits, q.n, p.hits, p.n) },
          },
        ];
  const groups = mine.attributes.flatMap(({ name, labels, codes }, at) => {
    const beside = theirs.attributes[at]?.codes;
    if (!beside) return [];
    return labels.flatMap((label, g) =>
      shift(`${name}=${label}`, [rate(a, (row) => codes[row] === g), rate(b, (row) => beside[row] === g)]),
    );
  });
  return [...shift(null, [rate(a, () => true), rate(b, () => true)]), ...groups];
}

interface Rate {
  readonly hits: number;
  readonly n: number;
}
function rate(is: Int8Array, own: (row: number) => boolean): Rate {
  let [hits, n] = [0, 0];
  is.forEach((one, row) => {
    if (one < 0 || !own(row)) return;
    n++;
    hits += one;
  });
  return { hits, n };
}

/** By row: 1 = the positive class, 0 = another, -1 = unknown. Null: nobody's is known. */
function positives(said: Said | null): Int8Array | null {
  if (said?.kind !== "class" || said.positive === null) return null;
  const is = Int8Array.from(said.codes, (code) => (code < 0 ? -1 : Number(code === said.positive)));
  return is.some((one) => one >= 0) ? is : null;
}

/** On each side; fewer cannot be learnt from by cross-validation. */
const fewest = 50;

function toldApart(tables: Tables, { part, columns, rows: most, seed }: DriftInput): Drift["told"] {
  const [train, other] = [tables["train"]!, tables[part]!];
  const n = Math.min(train.rows, other.rows, most);
  if (n < fewest || columns.length === 0) return null;
  const drawn = (rows: number, name: string): Uint32Array =>
    Uint32Array.from(sample(rows, n, stream(seed, "data/drift", name)).toSorted());
  const features = stacked(
    [rowsOf(train, drawn(train.rows, "train")), rowsOf(other, drawn(other.rows, part))],
    columns,
  );
  const codes = new Int32Array(2 * n).fill(1, n);
  const scores = crossPredict(
    features,
    { kind: "class", codes, classes: 2 },
    { learner: boosted({ trees: 50 }), seed: [seed, "data/drift"] },
  );
  const { auc, covariance } = delong([{ members: scores.slice(n), outsiders: scores.slice(0, n) }]);
  const estimate = { auc: auc[0]!, variance: sharedRows() * covariance[0]![0]!, members: n, outsiders: n };
  const { low, high } = aucInterval(estimate);
  // Where nothing tells them apart, folds that lack a person lean the other way: below .5 it only guesses.
  return { auc: estimate.auc, low, high: Math.max(0.5, high), rows: n };
}
