/** `classifier`: a model that tells made rows from strangers, asked about the person. */
import { boost, predict } from "../../../learn/boost.ts";
import { sample, stream } from "../../../stats/stream.ts";
import { pick } from "../../../table/columns.ts";
import type { Table } from "../../../table/types.ts";
import type { TableAttack } from "./attack.ts";
import { rowsOf, stacked } from "../../../table/rows.ts";

/** Rows of each table to learn from. */
const most = 5000;
/** Trees that learn rows by heart, each by some of the columns: a made row gives away whom it was made from where it agrees with that person. */
const shape = { trees: 50, minLeaf: 1, columnShare: 0.3, rowShare: 0.6 };
const leavesFor = (rows: number): number => Math.max(31, Math.min(1000, Math.floor(rows / 12)));

export const classifier: TableAttack = {
  id: "classifier",
  reference: true,
  how: "the log-odds of a boosted model that tells synthetic rows from those of the reference, at most 5,000 of each: 50 trees with one leaf for about 12 rows, each on 30 % of the columns and 60 % of the rows, so that it learns rows by heart",
  source: {
    text: "Hayes et al. 2019, LOGAN: Membership Inference Attacks Against Generative Models",
    url: "https://doi.org/10.2478/popets-2019-0008",
  },
  learn({ synthetic, reference, columns, seed }) {
    if (!reference) throw new Error("classifier compares with a reference");
    const drawn = (table: Table, part: string): Table =>
      table.rows <= most
        ? table
        : rowsOf(table, sample(table.rows, most, stream(seed, "synthetic/membership", "classifier", part)));
    const [made, real] = [drawn(synthetic, "synthetic"), drawn(reference, "reference")];
    const codes = new Int32Array(made.rows + real.rows).fill(1, 0, made.rows);
    const model = boost(
      stacked([made, real], columns),
      { kind: "class", codes, classes: 2 },
      { ...shape, leaves: leavesFor(codes.length), seed: [seed, "synthetic/membership", "classifier"] },
    );
    return ({ table, rows }) => predict(model, pick(table, columns), rows).map(logOdds);
  },
};

const logOdds = (chance: number): number => {
  const p = Math.max(1e-12, Math.min(1 - 1e-12, chance));
  return Math.log(p / (1 - p));
};
