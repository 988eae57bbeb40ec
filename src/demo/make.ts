/** The demo's three tables: one that leaks as released tables do, one that does not, and one with a leak of exactly known size. What is made of the same people by models stands in models.ts. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateCart } from "../generate/cart.ts";
import { generateMarginals } from "../generate/marginals.ts";
import { generatePlanted } from "../generate/planted.ts";
import type { Table } from "../table/types.ts";
import { census } from "./census.ts";
import { csvOf, sheetOf, tableOf, type Sheet } from "./csv.ts";
import { wages } from "./wages.ts";

/** What is audited, and what is known of it because it was made here. */
export interface DemoSubject {
  readonly kind: "synthetic" | "model" | "data";
  readonly name: string;
  /** Paths of CSV files. */
  readonly train: string;
  /** Of training data: nobody is held against it. */
  readonly holdout?: string;
  /** What is known: checks that must find the leak that was put there, or show that there is nothing. */
  readonly planted: readonly { readonly check: string; readonly expect: "fail" | "pass" }[];
  /** Nothing of anybody is in it: no check may fail. */
  readonly honest: boolean;
  /** What was done, in a sentence or two for everybody. */
  readonly story: string;
}
export interface DemoTable extends DemoSubject {
  readonly kind: "synthetic";
  readonly holdout: string;
  /** Path of a CSV file. */
  readonly synthetic: string;
}

/** People on each side of the census: enough to decide the default limits (risk.md §6). */
export const CENSUS = 2000;
/** Different people of the census whose rows are put into the third table: 3 % of them, and the limit is 0.5 %. */
export const COPIED = 60;

/** Whom the demo knows: real respondents, and people who do not exist. */
export type People = "wages" | "census";
export const peopleFiles = (folder: string, people: People): { readonly train: string; readonly holdout: string } => ({
  train: join(folder, `${people}-train.csv`),
  holdout: join(folder, `${people}-holdout.csv`),
});

/** Writes the tables into `folder` (made if need be): same seed, same bytes. */
export async function makeDemo(folder: string, seed: number): Promise<DemoTable[]> {
  await mkdir(folder, { recursive: true });
  const real = wages(seed);
  const people = { train: census(CENSUS, seed, "train"), holdout: census(CENSUS, seed, "holdout") };
  const simulated = tableOf(people.train);
  const wage = tableOf(real.train);
  const write = async (path: string, sheet: Sheet): Promise<string> => {
    await writeFile(path, csvOf(sheet));
    return path;
  };
  const both = async (name: People, sides: { readonly train: Sheet; readonly holdout: Sheet }) => {
    const files = peopleFiles(folder, name);
    await write(files.train, sides.train);
    await write(files.holdout, sides.holdout);
    return { kind: "synthetic", ...files } as const;
  };
  const made = (name: string, table: Table): Promise<string> => write(join(folder, `${name}.csv`), sheetOf(table));
  const wageFiles = await both("wages", real);
  const censusFiles = await both("census", people);
  const options = { rows: CENSUS, seed };
  return [
    {
      name: "wages-trees",
      ...wageFiles,
      synthetic: await made("wages-trees", generateCart(wage, { rows: wage.rows, seed, minLeaf: 5 })),
      planted: [{ check: "synthetic/singling-out", expect: "fail" }],
      honest: false,
      story:
        `Made from ${wage.rows} real people (of 534 asked about their wage in 1985) by decision trees whose leaves hold at least five of them. ` +
        "The rows are new, but every value in them is the value of one of these people, unrounded: whoever earns a wage that nobody else earns stands out.",
    },
    {
      name: "census-marginals",
      ...censusFiles,
      synthetic: await made("census-marginals", generateMarginals(simulated, options)),
      planted: [],
      honest: true,
      story: `Made from ${CENSUS} simulated people, every column by itself and from groups of at least 20: nothing of any single person is in it, and no check may find anything.`,
    },
    {
      name: "census-copies",
      ...censusFiles,
      synthetic: await made("census-copies", generatePlanted(simulated, { ...options, copies: COPIED })),
      planted: [{ check: "synthetic/copies", expect: "fail" }],
      honest: false,
      story: `The same, but the rows of exactly ${COPIED} of the ${CENSUS} people were put into it as they are: the copies check must find ${COPIED} people, no more and no fewer.`,
    },
  ];
}
