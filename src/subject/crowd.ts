/** Who may be asked about: the rows of a pool, people in the data before outsiders, and which rows are one person's. */
import type { Data } from "../learn/trainers/data.ts";
import { peopleOf } from "../table/people.ts";
import type { Tables } from "../table/types.ts";
import type { Reader, Work } from "../work.ts";
import type { Crowd } from "./model.ts";

export type CrowdInput = {
  /** Key of `Data`: rows of train, then of the holdout. */
  readonly pool: string;
  /** Rows of the train file, with and without a label. */
  readonly train: number;
  /** Key of the tables, for the key that tells people apart; null: each row is a person. */
  readonly tables: string | null;
  readonly key: readonly string[];
};

export const crowdWork: Work<CrowdInput, Crowd> = {
  id: "model/crowd@1",
  async run({ pool, train, tables, key }, reader) {
    const { digest, rows, label, goal, origin } = (await reader.get(pool)) as unknown as Data; // the output of learn/pool
    const members = origin.filter((row) => row < train).length;
    return {
      digest,
      members,
      rows,
      label,
      codes: goal.kind === "class" ? goal.codes : null,
      values: goal.kind === "number" ? goal.values : null,
      origin: origin.map((row) => (row < train ? row : row - train)),
      person: tables === null || key.length === 0 ? null : await persons(reader, { tables, key, origin, train }),
    };
  },
};

async function persons(
  reader: Reader,
  { tables, key, origin, train }: { tables: string; key: readonly string[]; origin: Uint32Array; train: number },
): Promise<Int32Array> {
  const people = peopleOf((await reader.get(tables)) as unknown as Tables, key); // the output of table/read
  const after = people.train.count;
  return Int32Array.from(origin, (row) => {
    if (row < train) return people.train.of[row]!;
    const person = people.holdout?.of[row - train] ?? -1;
    return person < 0 ? -1 : after + person;
  });
}

/** The numbers of a key, by whom it was put. */
export const readCrowd = async (reader: Reader, key: string): Promise<Crowd> =>
  (await reader.get(key)) as unknown as Crowd;
