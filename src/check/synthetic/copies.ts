/** synthetic/copies: is anybody's row in the synthetic table as it was? */
import { z } from "zod";
import { guessing } from "../../risk/guessing.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import { rowIds } from "../../table/columns.ts";
import type { Tables } from "../../table/types.ts";
import type { CheckSpec, Played, Work } from "../types.ts";
import { overlap } from "../overlap.ts";
import { nearRows } from "./near-rows.ts";
import { anyRow, firstRows, peopleOf } from "../../table/people.ts";

export type CopiesOptions = { readonly near: boolean };

type Input = {
  readonly tables: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly near: boolean;
};
type Arm = {
  readonly copied: Uint8Array;
  readonly near: number | null;
  /** The first row of each person. */
  readonly rows: Uint32Array;
};
type Found = {
  readonly train: Arm;
  readonly holdout: Arm | null;
  /** Copied people whose row nobody else in train has. */
  readonly unique: number;
  /** Synthetic rows that equal a row of train, and of the holdout. */
  readonly rows: { readonly train: number; readonly holdout: number | null };
  readonly shared: number;
};

const none = new Int32Array();
/** 1 for each row of `a` that stands in `b`. */
function rowsIn(a: Int32Array, b: Int32Array): Uint8Array {
  const known = new Set(b);
  return Uint8Array.from(a, (id) => (known.has(id) ? 1 : 0));
}
/** 1 for each row that stands there more than once. */
function repeated(ids: Int32Array): Uint8Array {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Uint8Array.from(ids, (id) => ((counts.get(id) ?? 0) > 1 ? 1 : 0));
}
const sum = (values: Uint8Array): number => values.reduce((total, value) => total + value, 0);

export const copiesWork: Work<Input, Found> = {
  id: "synthetic/copies@2",
  async run({ tables, columns, key, near }, reader) {
    const parts = (await reader.get(tables)) as unknown as Tables; // the output of table/read
    const { synthetic, train, holdout } = parts;
    if (!synthetic || !train) throw new Error("a synthetic subject has a synthetic and a train table");
    const people = peopleOf(parts, key);
    const [made = none, real = none, other = none] = rowIds(
      holdout ? [synthetic, train, holdout] : [synthetic, train],
      columns,
    );
    const outside = holdout && people.holdout ? { rows: other, people: people.holdout } : null;
    const [nearTrain, nearHoldout] = near ? nearRows(synthetic, holdout ? [train, holdout] : [train], columns) : [];
    const hit = rowsIn(real, made);
    const again = repeated(real);
    const copied = anyRow(hit, people.train);
    const count = (all: Uint8Array | undefined, exact: Uint8Array, of: typeof people.train): number | null =>
      all ? sum(anyRow(all, of)) - sum(exact) : null; // whoever is copied exactly is near, too
    const outsiders = outside && anyRow(rowsIn(outside.rows, made), outside.people);
    return {
      train: { copied, near: count(nearTrain, copied, people.train), rows: firstRows(people.train) },
      holdout:
        outside && outsiders
          ? {
              copied: outsiders,
              near: count(nearHoldout, outsiders, outside.people),
              rows: firstRows(outside.people),
            }
          : null,
      unique: sum(
        anyRow(
          hit.map((is, row) => (is && !again[row] ? 1 : 0)),
          people.train,
        ),
      ),
      rows: { train: sum(rowsIn(made, real)), holdout: outside ? sum(rowsIn(made, outside.rows)) : null },
      shared: people.shared,
    };
  },
};

export const copies: CheckSpec<"synthetic", CopiesOptions> = {
  id: "synthetic/copies",
  title: "Copies",
  question: "Is anybody's row in the synthetic table exactly as it was?",
  short: "Are real rows copied?",
  adversary: {
    is: "anybody who opens the file",
    knows: "a person's row, or enough of it to recognise it",
    holds: "the released table",
    wants: "to find that person's row, and with it that they were in the data and all that was recorded of them",
    access: "data",
  },
  sources: [
    {
      text: "Ganev & De Cristofaro 2023, On the inadequacy of similarity-based privacy metrics, §3 (identical matches)",
      url: "https://arxiv.org/abs/2312.05114",
    },
    {
      text: "Newcombe 1998, Interval estimation for the difference between independent proportions, method 10",
      url: "https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I",
    },
  ],
  how: `1. Each person in the data is looked up in the synthetic table: a hit if one of its rows equals the person's row in every column that is used (all but keys, free text and ignored ones). Values are compared as they were read: \`1.0\` equals \`1\`, \`-0\` equals \`0\`, missing equals missing.
2. The same for each outsider, a person of the same population whom the generator never saw. Outsiders are hit when rows are so coarse that strangers share them.
3. The number that is judged is the **excess** p_a − p_c: the share of people in the data who are copied, minus the share of outsiders, with Newcombe's interval.

With a declared key, a person with several rows is hit when one of them is copied, and outsiders whose key is in the data are left out.

**Near copies** (\`near\`) agree with a synthetic row in all columns but at most one, where numbers and times agree when they differ by at most 1 % of the column's range in the synthetic table. They are counted on both sides and shown, not judged. The search is exact.`,
  reading: `0 means that people in the data are found as often as people who are not. An excess of 0.05 means that 5 in 100 people in the data stand in the table because they were in the data. Copied people whose row nobody else has are the worst case: whoever knows them knows that it is they. A small excess does not clear the table; copies are only the crudest way to leak.`,
  remedy:
    "Find out why the generator repeats what it saw (too many epochs, leaves of one person, no noise) and train it again with more regularisation or with differential privacy. Deleting the copied rows afterwards hides the symptom, and the gap itself can tell who was there.",
  pitfalls: [
    "Counting copies without outsiders: in a coarse table strangers are equal as well, and an honest generator gets the blame.",
    "Dropping duplicates first: two equal people are two people.",
    "Rejecting copies after generation and reporting zero: the other attacks show what remains.",
    "Comparing text: `1.0` and `1`, or two spellings of a missing value, then hide a copy.",
  ],
  measure: "excess",
  options: z.object({
    near: z
      .boolean()
      .default(true)
      .describe("also count near copies: all columns but one equal, numbers within 1 % of the range"),
  }),
  presets: { quick: { near: false } },
  works: [copiesWork],
  applies: ({ columns }) =>
    columns.length > 0 || {
      reason: "no column is left to compare: all are keys, free text or ignored",
      remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
    },
  estimate({ summary: { rows }, columns }, { near }) {
    const cells = Object.values(rows).reduce((total, count) => total + count, 0) * columns.length;
    const seconds = 0.1 + cells * (near ? 1.5e-6 : 1.5e-7);
    return { tasks: 1, seconds, people: rows["train"] ?? 0, outsiders: rows["holdout"] ?? 0, chance: 0 };
  },
  async play({ subject, options, seed, compute }) {
    const input = { tables: subject.tables, columns: subject.columns, key: subject.key, near: options.near };
    const [found] = await compute(copiesWork, [input]);
    if (!found) throw new Error("compute gives one output for one input");
    return result(found, subject, seed);
  },
};

function result(found: Found, subject: Synthetic, seed: number): Played {
  const { train, holdout } = found;
  // Without outsiders every copy counts against a chance of nothing: an upper bound of the excess, so that a pass may stand on it.
  const other = holdout ? { control: holdout.copied } : { baseline: new Float64Array(train.copied.length) };
  const judged = guessing([{ attack: train.copied, ...other }], { measure: "excess", seed, name: "synthetic/copies" });
  return {
    ...judged,
    // A copy is a copy, whether or not it beats a blind guess.
    validity: [
      ...judged.validity.filter(({ code }) => code !== "attack-not-better-than-baseline"),
      ...overlap(subject),
    ],
    reference: holdout
      ? "how often people who are not in the data have a row that stands in the table"
      : "no outsiders were given: every copied row counts, which can only be too strict",
    curves: [],
    trials: [
      {
        of: null,
        form: "guessing",
        members: train.copied,
        outsiders: holdout && holdout.copied,
        rows: { members: train.rows, outsiders: holdout && holdout.rows },
      },
    ],
    adversary: {},
    facts: {
      columns: subject.columns.length,
      copied: sum(train.copied),
      copiedUnique: found.unique,
      copiedOutsiders: holdout && sum(holdout.copied),
      copies: found.rows.train,
      copiesOfOutsiders: found.rows.holdout,
      near: train.near,
      nearOutsiders: holdout && holdout.near,
      sharedPeople: found.shared,
    },
  };
}
