/** On which side the nearest real rows of each synthetic row lie. */
import { rowIds } from "../../../table/columns.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import type { Portion } from "./distances.ts";
import { firstRows, groupsOf, indexOf, type Scope, type View, viewOf } from "./samples.ts";

/** Of equally near but different rows at most so many, with all that equal them, share a synthetic row: the first in random order. */
export const mostTied = 32;

/** How much of the synthetic rows falls to each real row: first those of train, then those of the holdout. */
export type Sides = {
  readonly weights: Float64Array;
  readonly train: number;
  /** Synthetic rows with several different nearest real rows. */
  readonly tied: number;
};

export const sidesWork: Work<Scope & Portion, Sides> = {
  id: "synthetic/nearest-sides@1",
  async run({ from, to, ...scope }, reader) {
    const tables = (await reader.get(scope.tables)) as unknown as Tables; // the output of table/read
    const synthetic = viewOf(tables, scope, "synthetic");
    const index = indexOf(tables, scope, { view: "distinct", metric: "euclidean" });
    const groups = groupsOf(viewOf(tables, scope, "real"), scope.columns);
    const people = new Float64Array(index.rows);
    for (const group of groups) people[group]!++;
    const count = Math.max(0, Math.min(to, synthetic.rows) - from);
    const rows = firstRows(count, from);
    const two = index.nearest({ table: synthetic, rows }, { k: 2 });
    const alone = (i: number): boolean => two.k < 2 || two.distances[2 * i]! < two.distances[2 * i + 1]!;
    const each = new Float64Array(index.rows); // what each person of a group gets
    rows.forEach((_, i) => {
      const group = two.rows[i * two.k]!;
      if (alone(i)) each[group]! += 1 / people[group]!;
    });
    const tied = rows.filter((_, i) => !alone(i));
    const { k, rows: found, distances } = index.nearest({ table: synthetic, rows: tied }, { k: mostTied });
    for (let at = 0; at < tied.length * k; at += k) {
      const equal = found.subarray(at, at + k).filter((_, j) => distances[at + j] === distances[at]);
      const share = 1 / equal.reduce((sum, group) => sum + people[group]!, 0);
      for (const group of equal) each[group]! += share;
    }
    const weights = Float64Array.from(groups, (group) => each[group]!);
    return { weights, train: viewOf(tables, scope, "train").rows, tied: tied.length };
  },
};

/** The same for equality: only synthetic rows that equal a real row count, and all the real rows they equal share them. */
export type Identical = Omit<Sides, "tied"> & {
  /** Synthetic rows, and those that equal a row of as many of train, and of the holdout. */
  readonly n: number;
  readonly hits: { readonly train: number; readonly holdout: number };
};

export const identicalWork: Work<Scope, Identical> = {
  id: "synthetic/identical@1",
  async run(scope, reader) {
    const tables = (await reader.get(scope.tables)) as unknown as Tables; // the output of table/read
    const views: readonly View[] = [
      "synthetic",
      "real",
      "equal train",
      ...(tables["holdout"] ? (["equal holdout"] as const) : []),
    ];
    const [made = none, real = none, ...equal] = rowIds(
      views.map((view) => viewOf(tables, scope, view)),
      scope.columns,
    );
    const [someTrain, someHoldout] = equal.map((known) => new Set(known));
    const size = new Map<number, number>();
    for (const id of real) size.set(id, (size.get(id) ?? 0) + 1);
    const copies = new Map<number, number>();
    for (const id of made) copies.set(id, (copies.get(id) ?? 0) + 1);
    const hits = (known: ReadonlySet<number> | undefined): number => made.filter((id) => known?.has(id)).length;
    return {
      weights: Float64Array.from(real, (id) => (copies.get(id) ?? 0) / (size.get(id) ?? 1)),
      train: viewOf(tables, scope, "train").rows,
      n: made.length,
      hits: { train: hits(someTrain), holdout: hits(someHoldout) },
    };
  },
};

const none = new Int32Array();
