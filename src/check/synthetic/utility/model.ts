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
    const target = targetOf(sides, draw.label);
    const features = columns.filter((name) => name !== draw.label);
    const from = affordable(sides[on], { target, columns: features.length, limit: draw.rows });
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

/** Rounds of trees, where a round has one tree; and trees of all classes together, where it has one for each. */
const rounds = 100;
const most = 600;
/** Of many columns each tree looks at so many. */
const columnsOfTree = 40;
/** Cheaper trees for wide tables. */
const thrift = (columns: number): { readonly columnShare: number; readonly bins?: number } =>
  columns > columnsOfTree ? { columnShare: columnsOfTree / columns, bins: 64 } : { columnShare: 1 };

/** With many trees on many columns fewer rows (they are in random order), so that the time stays about the same. */
function affordable(
  from: Chosen,
  { target, columns, limit }: { target: Target; columns: number; limit: number },
): Chosen {
  const trees = target.kind === "class" && target.classes > 2 ? Math.min(most, rounds * target.classes) : rounds;
  const effort = (trees / rounds) * (Math.min(columns, columnsOfTree) / columnsOfTree);
  return { ...from, rows: from.rows.subarray(0, Math.floor(limit / Math.max(1, effort))) };
}

function numbers(
  from: Chosen,
  test: Chosen,
  { features, values, seed }: Learning & { values: Float64Array },
): Float64Array {
  const all = new Float64Array(from.table.rows).fill(Number.NaN);
  from.rows.forEach((row, i) => (all[row] = values[i]!));
  const goal = { kind: "number" as const, values: all };
  const less = thrift(features.length);
  const model = boost(pick(from.table, features), goal, { rows: from.rows, trees: rounds, ...less, seed });
  return predict(model, pick(test.table, features), test.rows);
}

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
  const trees = seen.length === 2 ? rounds : Math.max(10, Math.min(rounds, Math.floor(most / seen.length)));
  const goal = { kind: "class" as const, codes: all, classes: seen.length };
  const less = thrift(features.length);
  const model = boost(pick(from.table, features), goal, { rows: from.rows, trees, ...less, seed });
  const found = predict(model, pick(test.table, features), test.rows);
  if (seen.length === 2) return put((i, k) => (k === 1 ? found[i]! : 1 - found[i]!));
  return put((i, k) => found[i * seen.length + k]!);
}
