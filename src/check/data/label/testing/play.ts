/** Plays a check of data on columns made in a test, with works that run at once. */
import type { Cast, DataSubject, LabelOf } from "../../../../subject/data.ts";
import type { Column, Table } from "../../../../table/types.ts";
import type { Output, Work } from "../../../../work.ts";
import type { Measure } from "../../../finding.ts";
import type { CheckSpec, Json, Played } from "../../../types.ts";

export interface Given {
  readonly columns: readonly Column[];
  /** Category columns whose groups are compared. */
  readonly protected: readonly string[];
  readonly label?: string;
  /** The positive class, by name. */
  readonly positive?: string;
  readonly weights?: Float64Array;
}

export const category = (name: string, values: readonly (string | null)[]): Column => {
  const labels = [...new Set(values)].filter((value) => value !== null).toSorted();
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : labels.indexOf(value)));
  return { kind: "category", name, codes, labels, flag: null };
};
export const number = (name: string, values: readonly number[]): Column => ({
  kind: "number",
  name,
  values: Float64Array.from(values),
  integer: values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
});

export async function play<O>(check: CheckSpec<"data", O>, given: Given, options: Partial<O> = {}): Promise<Played> {
  const { columns } = given;
  const rows = columns[0]?.kind === "category" ? columns[0].codes.length : (columns[0]?.values.length ?? 0);
  const table: Table = { digest: "train", rows, columns };
  const cast = castOf(given, rows);
  const store: Readonly<Record<string, Output>> = { tables: { train: table }, cast };
  const subject = {
    kind: "data",
    name: "people",
    tables: "tables",
    columns: columns.map(({ name }) => name).filter((name) => name !== given.label),
    protected: given.protected,
    label: labelOf(given, cast),
    weights: given.weights ? "w" : null,
    cast: { train: "cast" },
    summary: { rows: { train: rows }, columns: columns.map(({ name, kind }) => ({ name, kind })) },
  } as unknown as DataSubject; // what the checks read of it
  const reader = { get: (key: string) => Promise.resolve(store[key]!) };
  const compute = async <I extends Json, R extends Output>(work: Work<I, R>, inputs: readonly I[]): Promise<R[]> =>
    await Promise.all(inputs.map(async (input) => await work.run(input, reader)));
  const chosen = { ...(check.options.parse({}) as O), ...options };
  const applies = check.applies(subject, chosen);
  if (applies !== true) throw new Error(applies.reason);
  return await check.play({
    subject,
    options: chosen,
    seed: 1,
    limitOf: () => null,
    put: () => Promise.resolve(""),
    compute,
    refs: () => Promise.resolve([]),
  });
}

function castOf({ columns, protected: marked, label, positive, weights }: Given, rows: number): Cast {
  const find = (name: string): Column | undefined => columns.find((each) => each.name === name);
  const attributes = marked.map((name) => {
    const of = find(name);
    if (of?.kind !== "category") throw new Error(`${name} is no category`);
    const codes = of.codes.map((code) => (code < 0 ? of.labels.length : code));
    return { name, labels: [...of.labels, "missing"], codes };
  });
  const said = label === undefined ? null : find(label);
  const classes = said?.kind === "category" ? said.labels : [];
  const place = positive === undefined ? (classes.length === 2 ? 1 : -1) : classes.indexOf(positive);
  return {
    rows,
    attributes,
    label: !said
      ? null
      : said.kind === "category"
        ? { kind: "class", classes, positive: place < 0 ? null : place, codes: said.codes }
        : { kind: "number", values: said.values },
    prediction: null,
    score: null,
    weights: weights ?? null,
  };
}

function labelOf({ label }: Given, { label: said }: Cast): LabelOf | null {
  if (label === undefined || !said) return null;
  return said.kind === "number"
    ? { kind: "number", column: label }
    : { kind: "class", column: label, classes: said.classes, positive: said.positive };
}

/** The measure of this id that is of these, and nothing else. */
export const measureOf = (
  { measures }: Pick<Played, "measures">,
  id: string,
  of: Readonly<Record<string, string>>,
): Measure | undefined =>
  measures.find(
    (each) =>
      each.id === id &&
      Object.keys(each.of ?? {}).length === Object.keys(of).length &&
      Object.entries(of).every(([key, value]) => each.of?.[key] === value),
  );
