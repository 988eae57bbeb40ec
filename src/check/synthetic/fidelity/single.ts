/** Work: the shapes of single columns, and their shares in bins. */
import { column } from "../../../table/columns.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { binned, type Bins, rowsOf, type Scope } from "./bins.ts";
import { shape } from "./shapes.ts";
import { agreement, counts } from "./ways.ts";

/** Of the scope's columns, those from here to there. */
type Input = Scope & { readonly from: number; readonly to: number };
export type Single = {
  readonly bins: Bins;
  /** KS or TV complement; [NaN] where a side has no value. */
  readonly shape: Float64Array;
  readonly accuracy: number;
  readonly ceiling: number;
  /** Rows by bin, that of missing values last. */
  readonly counts: { readonly [part: string]: Int32Array };
};

export const singleWork: Work<Input, readonly Single[]> = {
  id: "synthetic/fidelity/single@1",
  async run({ from, to, ...scope }, reader) {
    const tables = (await reader.get(scope.tables)) as unknown as Tables; // the output of table/read
    const { synthetic, train } = tables;
    if (!synthetic || !train) throw new Error("a synthetic subject has a synthetic and a train table");
    return binned(tables, scope)
      .slice(from, to)
      .map(({ bins, codes }) => {
        const of = Object.entries(codes).map(([part, all]) => [part, counts([all], [bins.count + 1])] as const);
        const byPart = Object.fromEntries(of);
        const none = new Int32Array(bins.count + 1);
        return {
          bins,
          shape: Float64Array.of(
            shape(
              column(train, bins.name),
              rowsOf(train, "train", scope),
              column(synthetic, bins.name),
              rowsOf(synthetic, "synthetic", scope),
            ),
          ),
          ...agreement(byPart["train"] ?? none, byPart["synthetic"] ?? none),
          counts: byPart,
        };
      });
  },
};
