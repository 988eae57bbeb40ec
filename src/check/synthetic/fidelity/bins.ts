/** Columns in at most ten bins, fitted on the train table: what every comparison of shares counts in. */
import { sample, stream } from "../../../stats/stream.ts";
import { column, isMissing, pick } from "../../../table/columns.ts";
import type { Column, Table, Tables } from "../../../table/types.ts";
import { peopleOf } from "../../../table/people.ts";
import { edgesOf, roundNumber, roundTime } from "./edges.ts";
import { rising } from "./stack.ts";

/** A bin of its own takes so many people: a label of fewer is counted among the others, and never printed. */
export const fewest = 5;
const most = 10;

export type Bins = {
  readonly name: string;
  readonly kind: Column["kind"];
  /** Inner edges of numbers and times. */
  readonly edges: readonly number[] | null;
  /** Labels with a bin of their own, most frequent first. */
  readonly labels: readonly string[] | null;
  /** Is the last bin that of all other labels? */
  readonly other: boolean;
  /** Bins, but for that of missing values, which comes after them. */
  readonly count: number;
};

/** Each row's bin. */
export type Binned = { readonly bins: Bins; readonly codes: { readonly [part: string]: Uint8Array } };

/** Which rows and columns are compared, in JSON. */
export type Scope = {
  /** Key of the tables in the store. */
  readonly tables: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** Rows of each table at most: a random sample, by name. */
  readonly rows: number;
  readonly seed: number;
};

export const rowsOf = (table: Table, part: string, { rows, seed }: Pick<Scope, "rows" | "seed">): Uint32Array =>
  sample(table.rows, rows, stream(seed, "synthetic/fidelity", part));

/** Binned once for each process, whatever its tasks are. */
const known = new WeakMap<Table, Map<string, readonly Binned[]>>();

/** The columns in their order, over synthetic, train and holdout. */
export function binned(tables: Tables, scope: Scope): readonly Binned[] {
  const { train } = tables;
  if (!train) throw new Error("a synthetic subject has a train table");
  const found = known.get(train) ?? new Map<string, readonly Binned[]>();
  known.set(train, found);
  const { tables: _, ...rest } = scope;
  const name = JSON.stringify(rest);
  const done = found.get(name) ?? bin(tables, scope);
  found.clear(); // one at a time is enough
  found.set(name, done);
  return done;
}

function bin(tables: Tables, scope: Scope): Binned[] {
  const { train } = tables;
  if (!train) throw new Error("a synthetic subject has a train table");
  const parts = Object.entries(tables).map(([part, table]) => ({ part, table, rows: rowsOf(table, part, scope) }));
  const rows = rowsOf(train, "train", scope);
  const people = scope.key.length > 0 ? peopleOf(tables, scope.key).train.of : null;
  return pick(train, scope.columns).map((of) => {
    const bins = of.kind === "category" ? fitLabels(of, rows, people) : fitEdges(of, rows);
    const codes = parts.map(({ part, table, rows: chosen }) => [part, codesOf(bins, column(table, of.name), chosen)]);
    return { bins, codes: Object.fromEntries(codes) as Binned["codes"] };
  });
}

function fitEdges(of: Exclude<Column, { kind: "category" }>, rows: Uint32Array): Bins {
  const round = of.kind === "time" ? roundTime : roundNumber;
  const edges = edgesOf(rising(of.values, rows), { most, fewest, round });
  return { name: of.name, kind: of.kind, edges, labels: null, other: false, count: edges.length + 1 };
}

function fitLabels(of: Extract<Column, { kind: "category" }>, rows: Uint32Array, people: Int32Array | null): Bins {
  const counts = new Int32Array(of.labels.length);
  const seen = new Set<number>(); // a person with several rows counts once
  for (const row of rows) {
    const code = of.codes[row]!;
    if (code < 0) continue;
    if (people) {
      const both = people[row]! * of.labels.length + code;
      if (seen.has(both)) continue;
      seen.add(both);
    }
    counts[code]!++;
  }
  const large = [...counts.keys()].filter((code) => counts[code]! >= fewest);
  large.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const other = large.length < of.labels.length;
  const kept = large.slice(0, large.length + (other ? 1 : 0) > most ? most - 1 : most);
  const rest = kept.length < of.labels.length;
  const labels = kept.map((code) => of.labels[code]!);
  return { name: of.name, kind: "category", edges: null, labels, other: rest, count: kept.length + (rest ? 1 : 0) };
}

function codesOf(bins: Bins, of: Column, rows: Uint32Array): Uint8Array {
  const missing = bins.count;
  const binOf = of.kind === "category" ? byLabel(bins, of.codes, of.labels) : byEdge(bins, of.values);
  const codes = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = isMissing(of, rows[i]!) ? missing : binOf(rows[i]!);
  return codes;
}

function byLabel({ labels, count }: Bins, codes: Int32Array, all: readonly string[]): (row: number) => number {
  const at = new Map(labels?.map((label, i) => [label, i]));
  const binOf = Uint8Array.from(all, (label) => at.get(label) ?? count - 1);
  return (row) => binOf[codes[row]!]!;
}

function byEdge({ edges }: Bins, values: Float64Array): (row: number) => number {
  const inner = edges ?? [];
  return (row) => {
    const value = values[row]!;
    let at = 0;
    while (at < inner.length && value >= inner[at]!) at++;
    return at;
  };
}
