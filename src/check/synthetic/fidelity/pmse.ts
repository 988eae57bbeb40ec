/** Work: the propensity score mean squared error (Woo et al. 2009; Snoke et al. 2018) of a logistic model of the binned columns. */
import { sample, stream } from "../../../stats/stream.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { binned, type Scope } from "./bins.ts";
import { propensity } from "./logistic.ts";

export type Pmse = {
  readonly pmse: number;
  /** Without the intercept. */
  readonly parameters: number;
  readonly columns: number;
  readonly rows: { readonly train: number; readonly synthetic: number };
};

/** Columns at most, and products in a Newton step. */
const most = { columns: 40, products: 5e6 };

export const pmseWork: Work<Scope, Pmse> = {
  id: "synthetic/fidelity/pmse@1",
  async run(scope, reader) {
    const all = binned((await reader.get(scope.tables)) as unknown as Tables, scope); // the output of table/read
    const { seed } = scope;
    const chosen = sample(all.length, most.columns, stream(seed, "synthetic/fidelity", "pmse"));
    const columns = Array.from(chosen.toSorted(), (at) => all[at]!);
    const limit = Math.floor(most.products / columns.length ** 2);
    const draw = (part: string): Uint32Array =>
      sample(columns[0]?.codes[part]?.length ?? 0, limit, stream(seed, "synthetic/fidelity", "pmse", part));
    const [train, synthetic] = [draw("train"), draw("synthetic")];
    const codes = columns.map((column) => {
      const both = new Uint8Array(train.length + synthetic.length);
      train.forEach((row, i) => (both[i] = column.codes["train"]![row]!));
      synthetic.forEach((row, i) => (both[train.length + i] = column.codes["synthetic"]![row]!));
      return both;
    });
    const n = train.length + synthetic.length;
    const is = Uint8Array.from({ length: n }, (_, i) => (i < train.length ? 0 : 1));
    const sizes = columns.map(({ bins }) => bins.count + 1);
    const { chance, parameters } = propensity(codes, sizes, is);
    const share = synthetic.length / n;
    return {
      pmse: chance.reduce((sum, p) => sum + (p - share) ** 2, 0) / n,
      parameters,
      columns: columns.length,
      rows: { train: train.length, synthetic: synthetic.length },
    };
  },
};
