/** Small tables written by hand, read as the real reader would, and games played on them without a store. */
import type { Synthetic } from "../../../subject/synthetic.ts";
import type { Column, Table, Tables, TablesSummary } from "../../../table/types.ts";
import type { Json, Output, Reader, Work } from "../../../work.ts";
import type { CheckSpec, Played } from "../../types.ts";

type Cell = string | number | boolean | null;

/** Text is a category, numbers are numbers, null is missing. Labels are shared by all parts, as the reader's are. */
export function tablesOf<P extends string>(
  names: readonly string[],
  parts: { readonly [part in P]: readonly (readonly Cell[])[] },
): { readonly [part in P]: Table } {
  const all = Object.values<readonly (readonly Cell[])[]>(parts).flat();
  const labels = names.map((_, at) =>
    [...new Set(all.map((row) => row[at]).filter((cell) => typeof cell === "string"))].toSorted(),
  );
  const table = (rows: readonly (readonly Cell[])[], part: string): Table => ({
    digest: part,
    rows: rows.length,
    columns: names.map((name, at): Column => {
      const cells = rows.map((row) => row[at] ?? null);
      const list = labels[at] ?? [];
      if (list.length > 0) {
        const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : list.indexOf(String(cell))));
        return { kind: "category", name, codes, labels: list, flag: null };
      }
      const values = Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
      return {
        kind: "number",
        name,
        values,
        integer: values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
      };
    }),
  });
  return Object.fromEntries(
    Object.entries<readonly (readonly Cell[])[]>(parts).map(([part, rows]) => [part, table(rows, part)]),
  ) as { readonly [part in P]: Table }; // the same keys went in
}

/** A reader that knows one thing. */
export const readerOf = (tables: Tables): Reader => ({ get: () => Promise.resolve(tables as unknown as Output) });

export const runOn = <I extends Json, R extends Output>(work: Work<I, R>, tables: Tables, input: I): Promise<R> =>
  Promise.resolve(work.run(input, readerOf(tables)));

/** Plays a whole check on tables in memory. */
export function playOn<O>(
  check: CheckSpec<"synthetic", O>,
  tables: Tables,
  {
    options,
    columns,
    key = [],
    seed = 1,
    about = {},
  }: {
    readonly options: O;
    readonly columns: readonly string[];
    readonly key?: readonly string[];
    readonly seed?: number;
    /** What else is known of the subject. */
    readonly about?: Partial<Synthetic>;
  },
): Promise<Played> {
  const rows = Object.fromEntries(Object.entries(tables).map(([part, table]) => [part, table.rows]));
  const summary: TablesSummary = {
    rows,
    digests: {},
    columns: [],
    duplicates: { train: 0, holdoutInTrain: null, syntheticInTrain: 0, syntheticInHoldout: null },
    remarks: [],
  };
  const subject: Synthetic = {
    kind: "synthetic",
    name: "s",
    sources: [],
    artefact: "",
    tables: "",
    summary,
    columns,
    key,
    secrets: [],
    label: null,
    protected: [],
    quasiIdentifiers: [],
    holdout: "holdout" in tables,
    ...about,
  };
  const kept: Output[] = [];
  const reader: Reader = {
    get: (name) => Promise.resolve(kept[Number(name.slice(4))] ?? (tables as unknown as Output)), // what the play put there, else the tables
  };
  return check.play({
    subject,
    options,
    seed,
    limitOf: () => null,
    compute: (work, inputs) => Promise.all(inputs.map(async (input) => await work.run(input, reader))),
    refs: () => Promise.reject(new Error("no store here")),
    put: (output) => Promise.resolve(`put ${kept.push(output) - 1}`),
  });
}
