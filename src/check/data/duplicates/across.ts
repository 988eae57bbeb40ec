/** Rows of the holdout that stand in the training table, as a work: what was learnt from is then tested on. */
import type { Cast } from "../../../subject/data.ts";
import { stream } from "../../../stats/stream.ts";
import { column, isMissing, rowIds, valuesOf } from "../../../table/columns.ts";
import { peopleOf } from "../../../table/people.ts";
import type { Table, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { groupingsOf } from "../label/groups.ts";
import { type Rates, ratesOf } from "../label/rates.ts";
import { budgets, type Chance, chanceOf, coded, expectedAcross, reshuffled } from "./chance.ts";
import { type Share, shareOf } from "./kinds.ts";
import { fewestColumns, nearAny } from "./near.ts";

export type Input = {
  readonly tables: string;
  /** Of the holdout. */
  readonly cast: string;
  /** With the label. */
  readonly columns: readonly string[];
  /** Null: none. */
  readonly label: string | null;
  readonly key: readonly string[];
  readonly near: boolean;
  readonly seed: number;
};
export type Across = {
  readonly rows: number;
  /** Rows of the holdout that equal a row of the training table. */
  readonly equal: Found;
  /** Those that are nearly like one, and equal to none; null: not looked for. */
  readonly near: Found | null;
  /** Of labelled rows of the holdout that equal labelled training rows in all columns but the label, those whose label none of these has; null: no label. */
  readonly conflicts: Share | null;
  /** People of the holdout who, by the key, are in the training table; null: no key was declared. */
  readonly people: number | null;
};
export type Found = { readonly share: Share; readonly chance: Chance; readonly by: readonly Rates[] };

export const acrossWork: Work<Input, Across> = {
  id: "data/duplicates/across@2",
  async run({ columns, label, key, near, seed, ...input }, reader) {
    const tables = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(input.cast)) as unknown as Cast; // the output of the cast's work
    const { train, holdout } = tables;
    if (!train || !holdout) throw new Error("there is a training table and a holdout");
    const size = { rows: train.rows + holdout.rows, columns: columns.length };
    const pair: Pair = { train, holdout, columns };
    const dealt = (i: number): Pair => ({
      ...pair,
      train: reshuffled(train, columns, stream(seed, "data/duplicates", "train", i)),
      holdout: reshuffled(holdout, columns, stream(seed, "data/duplicates", "holdout", i)),
    });
    const groupings = groupingsOf(cast);
    const [inside = [], outside = []] = coded([train, holdout], columns);
    const found = (of: (pair: Pair) => Uint8Array, kind: "equal" | "near"): Found => {
      const hit = of(pair);
      const by = groupings.map((each) =>
        ratesOf(each, {
          hit: Int8Array.from(hit),
          weights: null,
          seed,
          name: `data/duplicates ${kind} across ${each.attribute}`,
        }),
      );
      const pairs = kind === "equal" ? { pairs: expectedAcross(inside, outside) } : {};
      const chance = chanceOf({ ...size, budget: budgets[kind], ...pairs }, (i) => sum(of(dealt(i))));
      return { share: shareOf(sum(hit), holdout.rows), chance, by };
    };
    return {
      rows: holdout.rows,
      equal: found(equalRows, "equal"),
      near: near && columns.length >= fewestColumns ? found(nearRows, "near") : null,
      conflicts: label === null ? null : conflictsIn(pair, label),
      people: key.length > 0 ? peopleOf(tables, key).shared : null,
    };
  },
};

interface Pair {
  readonly train: Table;
  readonly holdout: Table;
  readonly columns: readonly string[];
}

function equalRows({ train, holdout, columns }: Pair): Uint8Array {
  const [inside, outside] = rowIds([train, holdout], columns);
  const known = new Set(inside);
  return Uint8Array.from(outside ?? [], (id) => (known.has(id) ? 1 : 0));
}

function nearRows(pair: Pair): Uint8Array {
  const equal = equalRows(pair);
  return nearAny(pair.train, pair.holdout, pair.columns).map((is, row) => (is && !equal[row] ? 1 : 0));
}

/** What was learnt of somebody is not what the test asks. */
function conflictsIn({ train, holdout, columns }: Pair, label: string): Share {
  const names = columns.filter((name) => name !== label);
  const [inside = [], outside = []] = rowIds([train, holdout], names);
  const [learnt, asked] = [column(train, label), column(holdout, label)];
  const labels = new Map<number, Set<number>>();
  inside.forEach((id, row) => {
    if (isMissing(learnt, row)) return;
    labels.set(id, (labels.get(id) ?? new Set()).add(valuesOf(learnt)[row]!));
  });
  let [hits, n] = [0, 0];
  outside.forEach((id, row) => {
    const known = labels.get(id);
    if (!known || isMissing(asked, row)) return;
    n++;
    if (!known.has(valuesOf(asked)[row]!)) hits++;
  });
  return shareOf(hits, n);
}

const sum = (marked: Uint8Array): number => marked.reduce((all, is) => all + is, 0);
