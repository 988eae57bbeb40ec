/** Who is learnt from and who is tested on: never the same people on the real side, and rows without the label left out. */
import { shuffled, stream } from "../../../stats/stream.ts";
import { column, isMissing } from "../../../table/columns.ts";
import type { Table, Tables } from "../../../table/types.ts";
import { type Part, targetRows } from "../arena.ts";

export type Draw = {
  readonly label: string;
  readonly key: readonly string[];
  /** Rows to learn from, at most, and to test on. */
  readonly rows: number;
  readonly tests: number;
  readonly seed: number;
};
export interface Chosen {
  readonly table: Table;
  readonly rows: Uint32Array;
  /** Rows that were left out because they have no label. */
  readonly missing: number;
}
export interface Sides {
  readonly synthetic: Chosen;
  readonly real: Chosen;
  readonly test: Chosen;
}

/** Tested on the holdout; without one on a third of the people of train, whom the model of real people then does not see. */
export function sidesOf(tables: Tables, draw: Draw): Sides {
  const { synthetic, train, holdout } = tables;
  if (!synthetic || !train) throw new Error("a synthetic subject has a synthetic and a train table");
  const made = labelled(synthetic, order(synthetic.rows, draw, "synthetic"), draw.label, draw.rows);
  const people = everybody(tables, "train", draw);
  if (holdout)
    return {
      synthetic: made,
      real: labelled(train, people, draw.label, draw.rows),
      test: labelled(holdout, everybody(tables, "holdout", draw), draw.label, draw.tests),
    };
  const third = Math.floor(people.length / 3);
  return {
    synthetic: made,
    real: labelled(train, people.slice(third), draw.label, draw.rows),
    test: labelled(train, people.slice(0, third), draw.label, draw.tests),
  };
}

const order = (n: number, { seed }: Draw, part: string): Uint32Array =>
  shuffled(n, stream(seed, "synthetic/utility", part));

/** One row of each person, in random order. */
function everybody(tables: Tables, part: Part, draw: Draw): Uint32Array {
  const rows = targetRows(tables, { tables: "", part, key: draw.key, targets: null, seed: draw.seed });
  return order(rows.length, draw, part).map((at) => rows[at]!);
}

function labelled(table: Table, rows: Uint32Array, label: string, most: number): Chosen {
  const of = column(table, label);
  const known = rows.filter((row) => !isMissing(of, row));
  return { table, rows: known.slice(0, most), missing: rows.length - known.length };
}
