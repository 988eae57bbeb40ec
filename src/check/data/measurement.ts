/** data/measurement: values that were rounded, cut off or filled in, by group. A diagnostic. */
import { z } from "zod";
import { nobodyProtected } from "../../subject/data.ts";
import type { Measure } from "../finding.ts";
import type { CheckSpec, Json, Played } from "../types.ts";
import { rateMeasures } from "./label/measures.ts";
import { words } from "./measurement/words.ts";
import { type Found, type Grain, type Recorded, recordedWork } from "./measurement/works.ts";

export type MeasurementOptions = { readonly columns: readonly string[] | null };

export const measurement: CheckSpec<"data", MeasurementOptions> = {
  id: "data/measurement",
  ...words,
  measure: null,
  options: z.object({
    columns: z
      .array(z.string())
      .nullable()
      .default(null)
      .describe("columns to look at; null: all that describe people, and the label"),
  }),
  presets: {},
  works: [recordedWork],
  applies({ protected: marked, summary, columns, label }, { columns: wanted }) {
    if (marked.length === 0) return nobodyProtected;
    const names = wanted ?? [...columns, ...(label ? [label.column] : [])];
    const unknown = names.find((name) => !summary.columns.some((column) => column.name === name));
    if (unknown !== undefined)
      return { reason: `"${unknown}" is not a column of the table`, remedy: "Name columns of the table." };
    return (
      summary.columns.some(({ name, kind }) => kind !== "category" && names.includes(name)) || {
        reason: "no column holds numbers or times",
        remedy: "Say in columns.types which columns are numbers.",
      }
    );
  },
  estimate({ summary: { rows }, columns }) {
    const people = rows["train"] ?? 0;
    return { tasks: 1, seconds: 0.2 + 2e-6 * people * columns.length, people, outsiders: 0, chance: 0 };
  },
  async play({ subject, options, seed, compute }) {
    const { tables, columns, cast, label } = subject;
    const names = options.columns ?? [...new Set([...columns, ...(label ? [label.column] : [])])];
    const [found] = await compute(recordedWork, [{ tables, cast: cast.train, columns: names, seed }]);
    if (!found) throw new Error("compute gives one output for one input");
    return result(found);
  },
};

const result = (found: Recorded): Played => ({
  headline: null,
  measures: [...found.marks.flatMap(marks), ...found.grains.flatMap(steps)],
  reference: "values were recorded alike in all groups",
  validity: [],
  curves: [],
  adversary: {},
  facts: { ...found } satisfies { readonly [name: string]: Json },
});

const confidence = 0.95;

function marks({ column, kind, of, hits, n, value, low, high, by }: Found): Measure[] {
  const what = { column, ...of };
  return [
    { id: kind, of: what, value, low, high, confidence, n, num: hits, den: n, status: "ok" },
    ...by.flatMap((rates) => rateMeasures(kind, rates, what)),
  ];
}

/** Read off, not estimated: exact. Of columns written in no step there is no measure. */
function steps({ column, n, step, others }: Grain): Measure[] {
  const exact = (value: number | null, rows: number, of: { readonly [key: string]: string }): Measure[] =>
    value === null
      ? []
      : [
          {
            id: "granularity",
            of: { column, ...of },
            value,
            low: value,
            high: value,
            confidence,
            n: rows,
            status: "ok",
          },
        ];
  return [...exact(step, n, {}), ...others.flatMap(({ group, n: rows, step: own }) => exact(own, rows, { group }))];
}
