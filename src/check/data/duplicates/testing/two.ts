/** Plays a check of data on a training table and one beside it, cut from the same columns. */
import type { Cast, DataSubject, LabelOf } from "../../../../subject/data.ts";
import type { Column, Table, Tables } from "../../../../table/types.ts";
import type { Output, Work } from "../../../../work.ts";
import type { CheckSpec, Json, Played } from "../../../types.ts";

export interface Given {
  /** Of both tables, one below the other. */
  readonly columns: readonly Column[];
  /** Rows of the training table, which come first. */
  readonly train: number;
  readonly beside: "holdout" | "serving";
  /** Category columns whose groups are compared. */
  readonly protected?: readonly string[];
  readonly label?: string;
  readonly key?: readonly string[];
  readonly remarks?: readonly { readonly code: string; readonly column: string; readonly message: string }[];
}

export async function playTwo<O>(check: CheckSpec<"data", O>, given: Given, options: Partial<O> = {}): Promise<Played> {
  const { columns, train, beside, protected: marked = [], label, key = [] } = given;
  const rows = rowsOf(columns[0]);
  const tables: Tables = { train: cut(columns, 0, train), [beside]: cut(columns, train, rows) };
  const [cast, other] = [castOf(tables["train"]!, given), castOf(tables[beside]!, given)];
  const store: Readonly<Record<string, Output>> = { tables, cast, other };
  const reader = { get: (name: string) => Promise.resolve(store[name]!) };
  const has = { holdout: false, population: false, serving: false, [beside]: true };
  const subject = {
    kind: "data",
    name: "people",
    tables: "tables",
    columns: columns.map(({ name }) => name).filter((name) => name !== label && !key.includes(name)),
    key,
    protected: marked,
    label: labelOf(label, cast),
    weights: null,
    holdout: has.holdout,
    has,
    cast: { train: "cast", [beside]: "other" },
    summary: {
      rows: { train, [beside]: rows - train },
      columns: columns.map(({ name, kind }) => ({ name, kind, tables: {} })),
      remarks: given.remarks ?? [],
    },
  } as unknown as DataSubject; // what the checks read of it
  const compute = async <I extends Json, R extends Output>(work: Work<I, R>, inputs: readonly I[]): Promise<R[]> =>
    await Promise.all(inputs.map(async (input) => await work.run(input, reader)));
  const chosen = { ...(check.options.parse({}) as O), ...options };
  const applies = check.applies(subject, chosen);
  if (applies !== true) throw new Error(applies.reason);
  check.estimate(subject, chosen);
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

const rowsOf = (of: Column | undefined): number =>
  of ? (of.kind === "category" ? of.codes.length : of.values.length) : 0;

const cut = (columns: readonly Column[], from: number, to: number): Table => ({
  digest: "",
  rows: to - from,
  columns: columns.map((of) =>
    of.kind === "category" ? { ...of, codes: of.codes.slice(from, to) } : { ...of, values: of.values.slice(from, to) },
  ),
});

function castOf({ rows, columns }: Table, { protected: marked = [], label }: Given): Cast {
  const attributes = marked.map((name) => {
    const of = columns.find((each) => each.name === name);
    if (of?.kind !== "category") throw new Error(`${name} is no category`);
    const codes = of.codes.map((code) => (code < 0 ? of.labels.length : code));
    return { name, labels: [...of.labels, "missing"], codes };
  });
  const said = columns.find((each) => each.name === label);
  const positive = said?.kind === "category" && said.labels.length === 2 ? 1 : null;
  const known =
    said && (said.kind === "category" ? said.codes.some((code) => code >= 0) : !said.values.every(Number.isNaN));
  return {
    rows,
    attributes,
    label: !known
      ? null
      : said.kind === "category"
        ? { kind: "class", classes: said.labels, positive, codes: said.codes }
        : { kind: "number", values: said.values },
    prediction: null,
    score: null,
    weights: null,
  };
}

function labelOf(label: string | undefined, { label: said }: Cast): LabelOf | null {
  if (label === undefined || !said) return null;
  return said.kind === "number"
    ? { kind: "number", column: label }
    : { kind: "class", column: label, classes: said.classes, positive: said.positive };
}
