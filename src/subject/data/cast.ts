/** The work that says who is who in each table: groups, label, what was predicted, weights. */
import { column } from "../../table/columns.ts";
import type { Column, Remark, Table, Tables } from "../../table/types.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import { readData } from "../../learn/trainers/data.ts";
import type { Reader, Work } from "../../work.ts";
import type { Cast, LabelOf, Said } from "../data.ts";
import { type Answered, answeredOf } from "./answered.ts";
import { attributeOf, type Grouping, groupingOf } from "./attribute.ts";
import { scoresOf, weightsOf } from "./numbers.ts";
import { labelOf, saidOf } from "./said.ts";

export type RolesInput = {
  readonly tables: string;
  readonly protected: readonly string[];
  readonly label: string | null;
  readonly positive: string | number | boolean | null;
};
/** How columns are to be read, in all parts alike: decided on the training table. */
export type Casting = {
  readonly label: LabelOf | null;
  readonly groupings: { readonly [column: string]: Grouping };
  readonly remarks: readonly Remark[];
};

/** @throws TelltaleError PROTECTED_GROUPS, SHARES_NAMES, GROUPS_NAMES, LABEL_*, LEARN_NO_ROWS */
export const castingWork: Work<RolesInput, Casting> = {
  id: "data/casting@2",
  async run({ tables: key, protected: names, label: name, positive }, reader) {
    const { train, ...others } = (await reader.get(key)) as unknown as Tables; // the output of table/read
    if (!train) throw new Error("there is a training table");
    const found = names.map((each) => {
      const beside = Object.fromEntries(Object.entries(others).map(([part, table]) => [part, column(table, each)]));
      return [each, groupingOf(column(train, each), beside)] as const;
    });
    const label = name === null ? null : labelOf(column(train, name), positive ?? undefined);
    return {
      label: label?.label ?? null,
      groupings: Object.fromEntries(found.map(([each, { grouping }]) => [each, grouping])),
      remarks: [...found.flatMap(([, { remarks }]) => remarks), ...twice(train, names), ...(label?.remarks ?? [])],
    };
  },
};

/** Two columns that divide people alike say the same twice. */
function twice(train: Table, names: readonly string[]): Remark[] {
  const groups = names.map((name) => numbered(column(train, name)));
  return names.flatMap((name, i) =>
    names.slice(i + 1).flatMap((other, j) => {
      const [a, b] = [groups[i]!, groups[i + 1 + j]!];
      if (!a.every((group, row) => group === b[row])) return [];
      const message = `"${name}" and "${other}" divide people alike: one of them would do.`;
      return [{ code: "protected-same", column: name, message }];
    }),
  );
}

/** By order of first appearance. */
function numbered(of: Column): Int32Array {
  const seen = new Map<number, number>();
  return Int32Array.from(of.kind === "category" ? of.codes : of.values, (value) => {
    const known = seen.get(value);
    if (known !== undefined) return known;
    seen.set(value, seen.size);
    return seen.size - 1;
  });
}

export type CastInput = {
  readonly tables: string;
  readonly part: string;
  readonly casting: string;
  readonly protected: readonly string[];
  readonly prediction: string | null;
  readonly score: string | null;
  readonly weights: string | null;
  /** Key of the weights that lie in a file of their own. */
  readonly weighed: string | null;
  /** What a model answered about rows of a pool; null: no model was given. */
  readonly answers: AnswersOf | null;
};
/** The answers are about the rows of the pool from `from` on, which are those of a table that `before` rows of other tables stand before. */
export type AnswersOf = {
  readonly key: string;
  readonly pool: string;
  readonly from: number;
  readonly before: number;
};

/** @throws TelltaleError SCORES_*, WEIGHTS_*, PREDICTION_KIND, LABEL_MISMATCH */
export const castWork: Work<CastInput, Cast> = {
  id: "data/cast@3",
  async run(input, reader) {
    const tables = (await reader.get(input.tables)) as unknown as Tables; // the output of table/read
    const { label, groupings } = (await reader.get(input.casting)) as unknown as Casting;
    const table = tables[input.part];
    if (!table) throw new Error(`there is a table ${input.part}`);
    const said = (name: string | null): Said | null => {
      if (name === null || label === null) return null;
      const of = column(table, name);
      return isEmpty(of) ? null : saidOf(of, label);
    };
    const numbers = (name: string | null, as: (of: Column) => Float64Array): Float64Array | null => {
      if (name === null) return null;
      const of = column(table, name);
      return isEmpty(of) ? null : as(of);
    };
    const asked = label && (await answered(input, { label, rows: table.rows }, reader));
    return {
      rows: table.rows,
      attributes: input.protected.map((name) => attributeOf(column(table, name), groupings[name]!)),
      label: said(label?.column ?? null),
      prediction: asked?.prediction ?? said(input.prediction),
      score: asked ? asked.score : numbers(input.score, scoresOf),
      weights:
        input.weighed === null
          ? numbers(input.weights, weightsOf)
          : ((await reader.get(input.weighed)) as Float64Array), // the output of weightsFileWork
    };
  },
};

/** A table that lacks the column. */
const isEmpty = (of: Column): boolean =>
  of.kind === "category" ? of.codes.every((code) => code < 0) : of.values.every((value) => Number.isNaN(value));

async function answered(
  { answers }: CastInput,
  of: { readonly label: LabelOf; readonly rows: number },
  reader: Reader,
): Promise<Answered | null> {
  if (answers === null) return null;
  const { origin, label: learnt } = await readData(reader, answers.pool);
  const given = (await reader.get(answers.key)) as unknown as Answers; // the output of model/answers
  const own = origin.subarray(answers.from, answers.from + given.rows).map((row) => row - answers.before);
  return answeredOf(given, { ...of, origin: own, classes: learnt.kind === "class" ? learnt.classes : [] });
}
