/** A score where none was given: of a model that never saw the row it is asked about. */
import { boosted, crossPredict } from "../../../learn/cross.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Cast } from "../../../subject/data.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";

export type StandIn = {
  /** By row of train; NaN: no label, or not drawn. */
  readonly scores: Float64Array;
};

/** The chance of the positive class by cross-validated boosting, for at most `rows` random rows with a label. Of fewer than 20 rows, or one class: NaN everywhere. */
export const standInWork: Work<
  {
    readonly tables: string;
    readonly cast: string;
    readonly columns: readonly string[];
    readonly rows: number;
    readonly seed: number;
  },
  StandIn
> = {
  id: "data/tradeoff-score@1",
  async run({ tables: key, cast: castKey, columns, rows: most, seed }, reader) {
    const tables = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const { label, rows: n } = (await reader.get(castKey)) as unknown as Cast; // of the work that casts parts
    const scores = new Float64Array(n).fill(Number.NaN);
    if (label?.kind !== "class" || label.positive === null) return { scores };
    const features = tables["train"]?.columns.filter(({ name }) => columns.includes(name)) ?? [];
    const known = Uint32Array.from(label.codes.keys()).filter((row) => label.codes[row]! >= 0);
    const drawn = sample(known.length, most, stream(seed, "data/tradeoff", "rows"))
      .map((at) => known[at]!)
      .toSorted();
    const codes = label.codes.map((code) => Number(code === label.positive));
    const positives = drawn.reduce((sum, row) => sum + codes[row]!, 0);
    if (features.length === 0 || drawn.length < 20 || positives === 0 || positives === drawn.length) return { scores };
    const found = crossPredict(
      features,
      { kind: "class", codes, classes: 2 },
      { learner: boosted({ trees: 50 }), rows: drawn, seed: [seed, "data/tradeoff"] },
    );
    drawn.forEach((row, i) => (scores[row] = found[i]!));
    return { scores };
  },
};
