/** Weights that lie in a file of their own, as telltale writes them: one column, one row for each row of the training table, in its order. */
import { TelltaleError } from "../../error.ts";
import type { Tables } from "../../table/types.ts";
import type { Work } from "../../work.ts";
import { weightsOf } from "./numbers.ts";

/** What a file of weights calls its column. */
export const weightColumn = "weight";

export type WeightsInput = {
  /** Key of the file, read alone. */
  readonly file: string;
  /** Of the training table. */
  readonly rows: number;
};

/** @throws TelltaleError WEIGHTS_COLUMNS, WEIGHTS_ROWS, WEIGHTS_KIND, WEIGHTS_VALUE */
export const weightsFileWork: Work<WeightsInput, Float64Array> = {
  id: "data/weights@1",
  async run({ file, rows }, reader) {
    const { weights: found } = (await reader.get(file)) as unknown as Tables; // the output of table/read
    const [first, ...others] = found?.columns ?? [];
    if (!found || !first) throw new Error("a table has a column");
    const names = [first, ...others].map(({ name }) => name);
    if (others.length > 0)
      throw new TelltaleError("WEIGHTS_COLUMNS", {
        message: `the file of weights has ${names.length} columns: ${names.slice(0, 8).join(", ")}${names.length > 8 ? " …" : ""}`,
        hint: `Give a file with one column, the weights (a query can: --weights "select ${names.at(-1)} from '...'"), or name a column of the training table.`,
      });
    if (found.rows !== rows)
      throw new TelltaleError("WEIGHTS_ROWS", {
        message: `the file of weights has ${found.rows} rows, and the training table ${rows}`,
        hint: "Give one weight for each row of the training table, in its order, below a header line: telltale writes weights.csv like that.",
      });
    return weightsOf(first);
  },
};
