/** synthetic/row-order: does the order of the rows tell whose they are? Some generators keep it: row 17 is then person 17, disguised. */
import { z } from "zod";
import type { CheckSpec, Work } from "../../src/check/types.ts";
import { guessing } from "../../src/risk/guessing.ts";
import type { Column, Table, Tables } from "../../src/table/types.ts";

type Options = { readonly share: number };
type Input = { readonly tables: string; readonly columns: readonly string[]; readonly share: number };
type Hits = { readonly train: Uint8Array; readonly holdout: Uint8Array | null };

/** A work is pure: the same input gives the same bytes. Large things come in by digest. */
const rowOrderWork: Work<Input, Hits> = {
  id: "synthetic/row-order@1",
  async run({ tables, columns, share }, reader) {
    const { synthetic, train, holdout } = (await reader.get(tables)) as unknown as Tables; // the output of table/read
    if (!synthetic || !train) throw new Error("a synthetic subject has both tables");
    const hits = (people: Table): Uint8Array => alike(people, synthetic, columns, share);
    return { train: hits(train), holdout: holdout ? hits(holdout) : null };
  },
};

export const rowOrder: CheckSpec<"synthetic", Options> = {
  id: "synthetic/row-order",
  title: "Row order",
  question: "Does the order of the rows tell whose they are?",
  short: "Does the order of rows betray people?",
  adversary: {
    is: "somebody who knows the order of the original file, an alphabetical list of patients say",
    knows: "at which place a person stood",
    holds: "the released table",
    wants: "to read off the row at that place",
    access: "data",
  },
  sources: [{ text: "This project, docs/architecture.md", url: null }],
  how: "Person i is hit when synthetic row i equals their row in at least `share` of the columns. The same for outsiders.",
  reading: "Anything above 0 means that the rows were not shuffled.",
  remedy: "Shuffle the rows before the release.",
  pitfalls: ["Tests that pair row i with row i by accident take this leak for another."],
  measure: "advantage",
  options: z.object({
    share: z.number().min(0).max(1).default(0.8).describe("share of equal columns that makes a hit"),
  }),
  presets: {},
  works: [rowOrderWork],
  applies: ({ columns }) =>
    columns.length > 1 || { reason: "a single column is left", remedy: "Ignore fewer columns." },
  estimate: ({ summary: { rows } }) => ({
    tasks: 1,
    seconds: 0.1,
    people: rows["train"] ?? 0,
    outsiders: rows["holdout"] ?? 0,
    chance: 0.05,
  }),
  async play({ subject, options, seed, compute }) {
    const input = { tables: subject.tables, columns: subject.columns, share: options.share };
    const [hits] = await compute(rowOrderWork, [input]);
    if (!hits) throw new Error("compute gives one output for one input");
    // From hits to an advantage with its interval, validity and a test of "no leak": the same for all checks.
    const guesses = { attack: hits.train, ...(hits.holdout && { control: hits.holdout }) };
    return {
      ...guessing([guesses], { measure: "advantage", seed, name: "synthetic/row-order" }),
      reference: "how often the row at somebody's place is like a person who is not in the data",
      curves: [],
      adversary: {},
      facts: { share: options.share },
    };
  },
};

function alike(people: Table, synthetic: Table, names: readonly string[], share: number): Uint8Array {
  const pairs = names.map((name) => [find(people, name), find(synthetic, name)] as const);
  return Uint8Array.from({ length: Math.min(people.rows, synthetic.rows) }, (_, row) => {
    const equal = pairs.filter(([a, b]) => Object.is(a[row], b[row])).length; // Object.is: missing equals missing
    return equal >= share * pairs.length ? 1 : 0;
  });
}

function find({ columns }: Table, name: string): Float64Array | Int32Array {
  const column: Column | undefined = columns.find((one) => one.name === name);
  if (!column) throw new Error(`tables read together have the same columns: ${name}`);
  return column.kind === "category" ? column.codes : column.values;
}
