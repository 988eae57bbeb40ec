/** A synthetic table of the reference data with its people, read as an audit reads them, and checks played on it in this process. */
import { join } from "node:path";
import type { CheckSpec, Played } from "../src/check/types.ts";
import type { Synthetic } from "../src/subject/synthetic.ts";
import { read } from "../src/table/read.ts";
import { identify } from "../src/table/source.ts";
import type { Column, Tables } from "../src/table/types.ts";
import type { Compute, Output, Reader } from "../src/work.ts";

export interface Audited {
  readonly tables: Tables;
  readonly subject: Synthetic;
  readonly compute: Compute;
  readonly reader: Reader;
  /** With the defaults of the check but for `options`. */
  play<O>(
    check: CheckSpec<"synthetic", O>,
    options?: Partial<O>,
    seed?: number,
    about?: Partial<Synthetic>,
  ): Promise<Played>;
}
export interface Files {
  readonly synthetic: string;
  readonly train: string;
  readonly holdout: string;
}

/** The sets of `data/` that peers were run on, by the name golden.json gives them. */
export const sets: Readonly<Record<string, Files>> = {
  census2k_syn_flip30: census("flip30"),
  census2k_syn_mostly: census("mostly"),
  adults_ctgan: {
    synthetic: "anonymeter-adults/adults_syn_ctgan.csv.gz",
    train: "anonymeter-adults/adults_train.csv.gz",
    holdout: "anonymeter-adults/adults_control.csv",
  },
};

function census(name: string): Files {
  const file = "census2k/census2k";
  return { synthetic: `${file}-syn_${name}.csv`, train: `${file}-trn.csv`, holdout: `${file}-hol.csv` };
}

/** `shared` is the folder that holds `data/`. */
export async function readSet(shared: string, files: Files): Promise<Audited> {
  const sources = await Promise.all(
    Object.entries(files).map(([part, file]) => identify(part, join(shared, "data", file))),
  );
  const found: Reader = { get: () => Promise.reject(new Error("reading needs nothing")) };
  return audited(await read.run({ sources, types: {} }, found));
}

export function audited(tables: Tables): Audited {
  const kept = new Map<string, Output>();
  const put = (output: Output): Promise<string> => {
    kept.set(`put ${kept.size}`, output);
    return Promise.resolve(`put ${kept.size - 1}`);
  };
  const reader: Reader = { get: (key) => Promise.resolve(kept.get(key) ?? (tables as unknown as Output)) }; // what a play put there, else the tables
  const subject = subjectOf(tables);
  const compute: Compute = (work, inputs) => Promise.all(inputs.map(async (input) => await work.run(input, reader)));
  return {
    tables,
    subject,
    compute,
    reader,
    play<O>(check: CheckSpec<"synthetic", O>, given: Partial<O> = {}, seed = 1, about: Partial<Synthetic> = {}) {
      const options = check.options.parse(given) as O; // the check's own schema
      return check.play({
        subject: { ...subject, ...about },
        options,
        seed,
        limitOf: () => null,
        compute,
        refs: noStore,
        put,
      });
    },
  };
}

const noStore = (): Promise<never> => Promise.reject(new Error("there is no store here"));

function subjectOf(tables: Tables): Synthetic {
  const rows = Object.fromEntries(Object.entries(tables).map(([part, table]) => [part, table.rows]));
  const columns = tables["synthetic"]?.columns ?? [];
  return {
    kind: "synthetic",
    name: "reference",
    sources: [],
    artefact: "",
    tables: "",
    summary: {
      rows,
      digests: {},
      columns: columns.map((column) => ({
        name: column.name,
        kind: column.kind,
        integer: column.kind === "number" && column.integer,
        distinct: 2, // none of them is constant
        flag: flagOf(column),
        tables: {},
      })),
      duplicates: { train: 0, holdoutInTrain: null, syntheticInTrain: 0, syntheticInHoldout: null },
      remarks: [],
    },
    columns: columns.filter((column) => flagOf(column) === null).map(({ name }) => name),
    key: [],
    secrets: [],
    label: null,
    protected: [],
    quasiIdentifiers: [],
    holdout: "holdout" in tables,
  };
}

const flagOf = (column: Column) => (column.kind === "category" ? column.flag : null);
