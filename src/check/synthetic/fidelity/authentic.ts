/**
 * Work: authenticity (Alaa et al. 2022): a synthetic row is authentic unless it is nearer to its nearest real row than that
 * row is to any other real one.
 */
import { sample, shuffled, stream } from "../../../stats/stream.ts";
import { euclidean, indexRows } from "../../../table/nearest.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { stack } from "./stack.ts";

type Input = {
  readonly tables: string;
  readonly columns: readonly string[];
  readonly against: "train" | "holdout";
  /** Synthetic rows to look at. */
  readonly points: number;
  /** Real rows at most. */
  readonly rows: number;
  readonly seed: number;
};
export type Authentic = { readonly authentic: number; readonly of: number };

export const authenticWork: Work<Input, Authentic> = {
  id: "synthetic/fidelity/authentic@1",
  async run({ columns, against, points, rows, seed, ...input }, reader) {
    const tables = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const { synthetic, train, [against]: part } = tables;
    if (!synthetic || !train || !part) throw new Error(`The tables have no part synthetic, train or ${against}`);
    const s = (...name: string[]) => stream(seed, "synthetic/fidelity", "authentic", ...name);
    const real = stack([{ table: part, rows: sample(part.rows, rows, s(against)) }], columns);
    const metric = euclidean(train, { columns, scale: "standard" });
    const index = indexRows(real, { columns, order: shuffled(real.rows, s(against, "ties")), metric });
    const made = sample(synthetic.rows, points, s("synthetic"));
    const nearest = index.nearest({ table: synthetic, rows: made }, { k: 1 });
    const own = index.nearest({ table: real, rows: nearest.rows }, { k: 2 }); // the row itself, and the next
    if (own.k < 2) return { authentic: 0, of: 0 };
    let authentic = 0;
    for (let i = 0; i < made.length; i++) if (nearest.distances[i]! > own.distances[2 * i + 1]!) authentic++;
    return { authentic, of: made.length };
  },
};
