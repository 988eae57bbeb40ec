/** synthetic/singling-out: does a description that fits one synthetic row fit one real person? */
import { z } from "zod";
import { guessing } from "../../risk/guessing.ts";
import { mcnemar } from "../../stats/difference.ts";
import { sample, stream } from "../../stats/stream.ts";
import { pick, rowIds } from "../../table/columns.ts";
import type { Table, Tables } from "../../table/types.ts";
import type { Validity } from "../finding.ts";
import type { CheckSpec, Played, Work } from "../types.ts";
import { overlap } from "../overlap.ts";
import { peopleOf, type People } from "../../table/people.ts";
import { multivariate, univariate } from "./predicates.ts";
import { hitsOf, remarks } from "./singlingOut-remarks.ts";
import { onlyMatch, sortColumn, type Predicate } from "./sorted-index.ts";

type Mode = "univariate" | "multivariate";
export type SinglingOutOptions = {
  readonly mode: Mode | "both";
  readonly predicates: number;
  readonly columns: number;
};

type Input = {
  readonly tables: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly mode: Mode;
  readonly predicates: number;
  /** Conditions in one description, when there are several. */
  readonly width: number;
  readonly seed: number;
};
type Output = {
  /** One entry for each description tried: 1 = it fits one person whom no description before it fitted. */
  readonly attack: Uint8Array;
  readonly control: Uint8Array | null;
  readonly drawn: number;
  /** Descriptions that fit a person who had been singled out before: counted once. */
  readonly again: { readonly train: number; readonly holdout: number };
  /** People on each side, after the larger was sampled down to the smaller. */
  readonly people: number;
  readonly of: { readonly train: number; readonly holdout: number | null };
};

const id = "synthetic/singling-out";
/** With fewer descriptions no limit of .10 can be passed even without a single hit: ln(40)/.10 = 37 (risk.md §6), somewhat more with a few hits. */
const FEWEST = 45;
/** McNemar's p below which so few descriptions are judged after all: they leak beyond doubt. So rare without a leak that it costs the verdict nothing. */
const EVIDENT = 0.001;

export const singlingOutWork: Work<Input, Output> = {
  id: "synthetic/singling-out@1",
  async run({ tables, columns: names, key, mode, predicates, width, seed }, reader) {
    const parts = (await reader.get(tables)) as unknown as Tables; // the output of table/read
    const { synthetic, train, holdout } = parts;
    if (!synthetic || !train) throw new Error("a synthetic subject has a synthetic and a train table");
    const { train: inside, holdout: outside } = peopleOf(parts, key);
    const found = search(synthetic, names, { mode, predicates, width, seed });
    const people = Math.min(inside.count, outside?.count ?? Infinity);
    const draw = (part: string, all: People): Int32Array =>
      only(all, sample(all.count, people, stream(seed, id, "people", part)));
    const attack = play(train, names, { predicates: found.predicates, owner: draw("train", inside) });
    const control =
      holdout && outside
        ? play(holdout, names, { predicates: found.predicates, owner: draw("holdout", outside) })
        : null;
    return {
      attack: attack.hits,
      control: control?.hits ?? null,
      drawn: found.drawn,
      again: { train: attack.again, holdout: control?.again ?? 0 },
      people,
      of: { train: inside.count, holdout: outside?.count ?? null },
    };
  },
};

/** Only the synthetic table is freed of duplicates: two equal people are two people. */
function search(
  synthetic: Table,
  names: readonly string[],
  { mode, predicates, width, seed }: Pick<Input, "mode" | "predicates" | "width" | "seed">,
): { readonly predicates: readonly Predicate[]; readonly drawn: number } {
  const columns = pick(synthetic, names);
  const [ids = new Int32Array()] = rowIds([synthetic], names);
  let seen = 0; // ids are counted in the order of first appearance
  const rows = Int32Array.from(ids.keys()).filter((row) => ids[row] === seen && ++seen);
  const owner = Int32Array.from(ids.keys());
  const table = { columns, sorted: columns.map((column) => sortColumn(column, rows)), rows, owner };
  const s = stream(seed, id, mode);
  return mode === "univariate" ? univariate(table, predicates, s) : multivariate(table, predicates, { width, s });
}

/** Owners of the chosen people's rows; -1 elsewhere. */
function only({ of, count }: People, chosen: Uint32Array): Int32Array {
  const is = new Uint8Array(count);
  for (const person of chosen) is[person] = 1;
  return of.map((person) => (person >= 0 && is[person] ? person : -1));
}

function play(
  table: Table,
  names: readonly string[],
  { predicates, owner }: { readonly predicates: readonly Predicate[]; readonly owner: Int32Array },
): { readonly hits: Uint8Array; readonly again: number } {
  const used = new Set(predicates.flatMap((predicate) => predicate.map(({ column }) => column)));
  const rows = Int32Array.from(owner.keys()).filter((row) => owner[row]! >= 0);
  const none = {
    distinct: new Float64Array(),
    rank: new Int32Array(),
    rows: new Int32Array(),
    start: new Int32Array(2),
  };
  const sorted = pick(table, names).map((column, at) => (used.has(at) ? sortColumn(column, rows) : none));
  const seen = new Set<number>();
  let again = 0;
  const hits = Uint8Array.from(predicates, (predicate) => {
    const person = onlyMatch(sorted, predicate, owner);
    if (person < 0) return 0;
    if (seen.has(person)) again++;
    else return seen.add(person) && 1;
    return 0;
  });
  return { hits, again };
}

export const singlingOut: CheckSpec<"synthetic", SinglingOutOptions> = {
  id,
  title: "Singling out",
  question: "Does a short description found in the synthetic table fit exactly one real person?",
  short: "Can a description fit exactly one person?",
  adversary: {
    is: "a journalist, or anybody who is curious",
    knows: "nothing about anybody",
    holds: "the released table",
    wants: "a description that fits one real person and nobody else (“over 80, lives alone, earns more than 200 000”)",
    access: "data",
  },
  sources: [
    {
      text: "Giomi et al. 2023, A Unified Framework for Quantifying Privacy Risk in Synthetic Data, §4.1",
      url: "https://doi.org/10.56553/popets-2023-0055",
    },
    {
      text: "Cohen & Nissim 2020, Towards formalizing the GDPR’s notion of singling out",
      url: "https://doi.org/10.1073/pnas.1914598117",
    },
    {
      text: "Tang, Tang & Chan 2003, interval of the ratio of two paired proportions",
      url: "https://doi.org/10.1002/sim.1413",
    },
  ],
  how: `1. Descriptions that fit exactly one row of the synthetic table are collected; equal synthetic rows count as one.
   - *univariate*: one column. A value seen once (\`== v\`), the only smallest (\`<= v\`) or largest (\`>= v\`) number or date, or the only missing value.
   - *multivariate*: a random synthetic row and \`columns\` random columns; of each the category, “missing”, or the side of the number away from the median (\`>= v\` above it, else \`<= v\`).

   Each description comes from another synthetic row. A column may have any name; dates are numbers.
2. A hit: the description fits exactly one person in the data. The same descriptions are tried on the people who are not in the data, as many as there are in the data (the larger side is sampled down).
3. The judged number is the **advantage** R = (p_a − p_c)/(1 − p_c), paired description by description, with the interval of Tang, Tang & Chan; of the two modes the larger, corrected for the choice. n is the number of descriptions really tried. A person whom several descriptions fit counts once.

Where a mode finds fewer than ${FEWEST} descriptions there are no more, and so few could pass no limit: it is judged only if its leak is beyond doubt (McNemar's p < ${EVIDENT}), and else shown.`,
  reading: `0 means that descriptions taken from the table fit one person in the data as often as they fit one outsider. Some always do: a description with a small enough weight fits one person in any population, which is why the outsiders are subtracted. An advantage of 0.1 means that one in ten of the descriptions that would otherwise have failed names a real person because that person was in the data.`,
  remedy:
    "Round or group numbers and dates, cap the extremes, and merge rare categories before the generator sees them. Rare values that must stay need noise: train with differential privacy.",
  pitfalls: [
    "Descriptions as text that is evaluated: columns named “my col” or “x-y” then fail silently, and dates give an empty description.",
    "Dropping equal people of the real tables: it makes two people one, and singles both out.",
    "Dividing by the number of descriptions asked for, although fewer were found.",
    "Counting a person once for every description that fits.",
    "Comparing sides of different sizes: one in 40,000 is rarer than one in 10,000.",
    "Treating the two sides as independent although the same descriptions are played on both: most of the power is lost.",
  ],
  measure: "advantage",
  options: z.object({
    mode: z
      .enum(["univariate", "multivariate", "both"])
      .default("both")
      .describe("descriptions of one column, of several, or both"),
    predicates: z.int().min(1).max(1_000_000).default(500).describe("descriptions to try in each mode"),
    columns: z.int().min(1).max(50).default(3).describe("columns in a multivariate description"),
  }),
  presets: { quick: { predicates: 200 }, thorough: { predicates: 2000 } },
  works: [singlingOutWork],
  applies: ({ columns }) =>
    columns.length > 0 || {
      reason: "no column is left to describe anybody: all are keys, free text or ignored",
      remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
    },
  estimate({ summary: { rows }, columns }, { mode, predicates }) {
    const count = Object.values(rows).reduce((total, part) => total + part, 0);
    const tasks = mode === "both" ? 2 : 1;
    const seconds = tasks * (0.1 + count * columns.length * 3e-7 + predicates * count * 1e-8);
    return { tasks, seconds, people: predicates, outsiders: "holdout" in rows ? predicates : 0, chance: 0.15 };
  },
  async play({ subject, options, seed, compute }) {
    const modes: readonly Mode[] = options.mode === "both" ? ["univariate", "multivariate"] : [options.mode];
    const { tables, columns, key } = subject;
    const width = Math.min(options.columns, columns.length);
    const inputs = modes.map((mode) => ({ tables, columns, key, mode, predicates: options.predicates, width, seed }));
    const outputs = await compute(singlingOutWork, inputs);
    const games = outputs.map((output, i) => ({ ...output, mode: modes[i] ?? "univariate" }));
    return result(games, { ...options, columns: width }, { seed, about: overlap(subject) });
  },
};

export type Result = Output & { readonly mode: Mode };

function result(
  games: readonly Result[],
  options: SinglingOutOptions,
  { seed, about }: { readonly seed: number; readonly about: readonly Validity[] },
): Played {
  const found = games.filter(({ attack }) => attack.length > 0);
  const enough = found.filter((game) => game.attack.length >= FEWEST || evident(game));
  const judged = enough.length > 0 ? enough : found;
  const suite = judged.map(({ mode, attack, control }) => ({
    of: { mode },
    attack,
    // Without outsiders every hit counts against a chance of nothing: an upper bound of R, so that a pass may stand on it.
    ...(control ? { control, paired: true } : { baseline: new Float64Array(attack.length) }),
  }));
  const outsiders = games.some(({ control }) => control);
  const { headline, measures, validity } =
    suite.length > 0
      ? guessing(suite, { measure: "advantage", seed, name: id })
      : { headline: null, measures: [], validity: [] };
  return {
    headline,
    measures,
    reference: outsiders
      ? "how often the same descriptions fit one person who is not in the data"
      : "no outsiders were given: every description that fits one person counts, which can only be too strict",
    validity: [...validity, ...remarks(games, judged, options), ...about],
    curves: [],
    // Descriptions are taken from the table: on another one they are others.
    trials: judged.map(({ mode, attack, control }) => ({
      of: { mode },
      form: "guessing",
      members: attack,
      outsiders: control,
      rows: null,
    })),
    adversary: {},
    facts: {
      columns: options.columns,
      asked: options.predicates,
      modes: games.map(({ mode, attack, control, drawn, again, people }) => ({
        mode,
        tried: attack.length,
        drawn,
        hits: hitsOf(attack),
        controlHits: control && hitsOf(control),
        again,
        people,
      })),
    },
  };
}

function evident({ attack, control }: Result): boolean {
  if (!control) return false;
  const onlyAttack = attack.filter((hit, i) => hit > control[i]!).length;
  const onlyControl = attack.filter((hit, i) => hit < control[i]!).length;
  return onlyAttack > onlyControl && mcnemar(onlyAttack, onlyControl) < EVIDENT;
}
