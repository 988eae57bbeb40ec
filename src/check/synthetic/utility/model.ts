/** Work: a boosted model trained on the synthetic table, or on real people, and what it says of the people it is tested on. */
import { boost, predict } from "../../../learn/boost.ts";
import { pick } from "../../../table/columns.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Chosen, type Draw, sidesOf } from "./people.ts";
import { type Target, targetOf } from "./target.ts";

type Input = Draw & {
  readonly tables: string;
  /** All columns that may be used, the label among them. */
  readonly columns: readonly string[];
  readonly on: "synthetic" | "real";
};
export type Modelled = {
  /** Null: a number. */
  readonly classes: number | null;
  /** By person tested: codes or values. */
  readonly truth: Int32Array | Float64Array;
  /** By person: a value, or the chances of all classes. */
  readonly said: Float64Array;
  /** Rows of each class that were learnt from; of a number their count and their mean. */
  readonly learnt: Float64Array;
  /** Rows left out, for want of a label, of those to learn from and of those to test on. */
  readonly missing: { readonly learning: number; readonly test: number };
};

export const modelWork: Work<Input, Modelled> = {
  id: "synthetic/utility/model@1",
  async run({ columns, on, tables, ...draw }, reader) {
    const sides = sidesOf((await reader.get(tables)) as unknown as Tables, draw); // the output of table/read
    const { test } = sides;
    const from = sides[on];
    const target = targetOf(sides, draw.label);
    const features = columns.filter((name) => name !== draw.label);
    const seed = ["utility", on, draw.seed];
    const missing = { learning: from.missing, test: test.missing };
    if (target.kind === "number") {
      const values = target.of(from);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return {
        classes: null,
        truth: target.of(test),
        said: values.length > 0 ? numbers(from, test, { features, values, seed }) : new Float64Array(test.rows.length),
        learnt: Float64Array.of(values.length, mean),
        missing,
      };
    }
    const codes = target.of(from);
    const learnt = new Float64Array(target.classes);
    for (const code of codes) learnt[code]!++;
    return {
      classes: target.classes,
      truth: target.of(test),
      said: chances(from, test, { features, codes, target, learnt, seed }),
      learnt,
      missing,
    };
  },
};

interface Learning {
  readonly features: readonly string[];
  readonly seed: readonly (string | number)[];
}

function numbers(
  from: Chosen,
  test: Chosen,
  { features, values, seed }: Learning & { values: Float64Array },
): Float64Array {
  const all = new Float64Array(from.table.rows).fill(Number.NaN);
  from.rows.forEach((row, i) => (all[row] = values[i]!));
  const model = boost(pick(from.table, features), { kind: "number", values: all }, { rows: from.rows, seed });
  return predict(model, pick(test.table, features), test.rows);
}

/** Trees of all classes together: with many classes each has fewer. */
const most = 600;

/** The model knows the classes that it has seen; of others the chance is 0. */
function chances(
  from: Chosen,
  test: Chosen,
  {
    features,
    codes,
    target,
    learnt,
    seed,
  }: Learning & { codes: Int32Array; target: Extract<Target, { kind: "class" }>; learnt: Float64Array },
): Float64Array {
  const said = new Float64Array(test.rows.length * target.classes);
  const seen = [...learnt.keys()].filter((code) => learnt[code]! > 0);
  const put = (of: (i: number, k: number) => number): Float64Array => {
    for (let i = 0; i < test.rows.length; i++) seen.forEach((code, k) => (said[i * target.classes + code] = of(i, k)));
    return said;
  };
  if (seen.length < 2) return put(() => 1);
  const at = new Map(seen.map((code, k) => [code, k]));
  const all = new Int32Array(from.table.rows).fill(-1);
  from.rows.forEach((row, i) => (all[row] = at.get(codes[i]!) ?? -1));
  const trees = seen.length === 2 ? 100 : Math.max(20, Math.min(100, Math.floor(most / seen.length)));
  const goal = { kind: "class" as const, codes: all, classes: seen.length };
  const model = boost(pick(from.table, features), goal, { rows: from.rows, trees, seed });
  const found = predict(model, pick(test.table, features), test.rows);
  if (seen.length === 2) return put((i, k) => (k === 1 ? found[i]! : 1 - found[i]!));
  return put((i, k) => found[i * seen.length + k]!);
}
