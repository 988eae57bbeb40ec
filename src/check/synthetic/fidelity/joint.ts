/** Work: how well shares of pairs and triples of columns are kept, and how strongly pairs hang together on both sides. */
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { cramer } from "./association.ts";
import { binned, type Scope } from "./bins.ts";
import { agreement, counts } from "./ways.ts";

type Input = Scope & { readonly tuples: readonly (readonly number[])[] };
type Joint = {
  /** By tuple. */
  readonly accuracy: Float64Array;
  readonly ceiling: Float64Array;
  /** Association in train and in the synthetic table, of pairs. */
  readonly real: Float64Array;
  readonly synthetic: Float64Array;
};

export const jointWork: Work<Input, Joint> = {
  id: "synthetic/fidelity/joint@1",
  async run({ tuples, ...scope }, reader) {
    const columns = binned((await reader.get(scope.tables)) as unknown as Tables, scope); // the output of table/read
    const found = tuples.map((tuple) => {
      const chosen = tuple.map((at) => columns[at]!);
      const sizes = chosen.map(({ bins }) => bins.count + 1);
      const table = (part: string): Int32Array =>
        counts(
          chosen.map(({ codes }) => codes[part]!),
          sizes,
        );
      const [train, synthetic] = [table("train"), table("synthetic")];
      const both = sizes.length === 2 ? [train, synthetic] : [];
      return { ...agreement(train, synthetic), associations: both.map((one) => cramer(one, sizes[1]!)) };
    });
    return {
      accuracy: Float64Array.from(found, ({ accuracy }) => accuracy),
      ceiling: Float64Array.from(found, ({ ceiling }) => ceiling),
      real: Float64Array.from(found, ({ associations }) => associations[0] ?? Number.NaN),
      synthetic: Float64Array.from(found, ({ associations }) => associations[1] ?? Number.NaN),
    };
  },
};
