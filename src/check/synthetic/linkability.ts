/** synthetic/linkability: can the synthetic table join two files about the same person? */
import { z } from "zod";
import { TelltaleError } from "../../error.ts";
import { guessing } from "../../risk/guessing.ts";
import { linkabilityRandom } from "../../risk/random-guess.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { Of } from "../finding.ts";
import type { CheckSpec, Compute } from "../types.ts";
import { overlap } from "../overlap.ts";
import { type Part, playedOn, portions } from "./arena.ts";
import { curvesByK } from "./by-k.ts";
import { type Links, links } from "./links.ts";
import { type Split, splitsOf } from "./splits.ts";
import { rowsPlayedOn, targetsWork } from "./targets.ts";

export type LinkabilityOptions = {
  readonly columns: Split | null;
  readonly splits: number;
  readonly k: number;
  readonly targets: number | "all";
};

const id = "synthetic/linkability";
/** The curve's last k. */
const upTo = 10;

const file = z.array(z.string()).min(1);
const options = z.object({
  columns: z
    .tuple([file, file])
    .refine(([a, b]) => !a.some((name) => b.includes(name)), "a column stands in both files")
    .nullable()
    .default(null)
    .describe("the columns of the two files, [[A], [B]]; null: random halves of all columns"),
  splits: z.int().min(1).max(100).default(5).describe("random splits to try when `columns` is null"),
  k: z.int().min(1).max(1000).default(1).describe("near synthetic rows looked at for each half"),
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(2000)
    .describe('people in the data, and as many outside, to try; "all": everybody'),
});

export const linkability: CheckSpec<"synthetic", LinkabilityOptions> = {
  id,
  title: "Joining files",
  question: "If two files describe the same person, can the synthetic table join them?",
  short: "Can two files about one person be joined?",
  adversary: {
    is: "a data broker with two files",
    knows: "some columns about a person from one file, other columns from another, and no name in either",
    holds: "the released table",
    wants: "to know which entries belong together",
    access: "data",
  },
  sources: [
    {
      text: "Giomi et al. 2023, A Unified Framework for Quantifying Privacy Risk in Synthetic Data, §4.2",
      url: "https://doi.org/10.56553/popets-2023-0055",
    },
    {
      text: "Gower 1971, A General Coefficient of Similarity and Some of Its Properties",
      url: "https://doi.org/10.2307/2528823",
    },
    {
      text: "Laud 2017, Equal-tailed confidence intervals for comparison of rates (the interval of the ratio)",
      url: "https://doi.org/10.1002/pst.1813",
    },
  ],
  how: `1. The columns are divided into two files A and B: yours (\`columns\`), else \`splits\` random halves.
2. For each person in the data the \`k\` nearest synthetic rows are found by the columns of A alone, and again by those of B alone. **Hit**: the two sets share a synthetic row. That row joins the files.
3. The same for people outside the data, with the same ranges and the same encoding, both taken from the synthetic table.
4. Advantage R = (p_a − p_c)/(1 − p_c): p_a is the share of hits among people in the data, p_c among outsiders. Of several splits the largest counts, corrected for having been chosen.

**Near** means Gower's distance: numbers and dates count |a − b| / range, at most 1; categories 0 or 1; missing against missing 0, missing against a value 1; the sum decides. The search is exact.

**Ties** are common, since many people share the values of half their columns. The synthetic rows are put into one random order first, and of equally near rows the first in that order is taken: the order of the file decides nothing.

**A blind guess** takes two random sets of k of the N synthetic rows; they share one with probability 1 − C(N−k, k)/C(N, k). This is computed, not drawn.`,
  reading: `0 means that people in the data are joined as often as people who are not. An advantage of 0.06 means: of the people whom the table would not have joined anyway, 6 in 100 are joined because they were in the data. Hits among outsiders are no leak; they show how well the columns of A tell those of B in the whole population.

The number grows with \`k\`, because an attacker who looks at more rows catches more pairs, and is wrong more often about which one it is. The curve shows k = 1 to ${upTo}; the limit is applied at the \`k\` of the options.`,
  remedy:
    "Keep fewer real cells together: train with differential privacy, generate from noisy marginals, or leave out rows that agree with a real row in most columns.",
  pitfalls: [
    "Ties broken by the order of the file: when synthetic rows stand in the order of the real ones, the right row wins too often, or never.",
    "Missing numbers that make every distance undefined, so that an arbitrary row becomes the nearest.",
    "The number of neighbours limited by the number of people instead of the number of neighbours that were searched.",
    "A baseline drawn without a seed, different in every run; here it is exact.",
    "Ranges taken from people and synthetic rows together, so that people in the data and outside are measured by different rulers.",
  ],
  measure: "advantage",
  options,
  presets: { quick: { splits: 1, targets: 500 }, thorough: { splits: 20, targets: "all" } },
  works: [links, targetsWork],
  applies({ columns }, { columns: given }) {
    if (given) usable(given.flat(), columns);
    return (
      columns.length >= 2 || {
        reason: "two files need at least one column each, and fewer than two columns can be used",
        remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
      }
    );
  },
  estimate({ summary: { rows }, columns }, { columns: given, splits, k, targets }) {
    const people = playedOn(rows["train"], targets);
    const outsiders = playedOn(rows["holdout"], targets);
    const size = rows["synthetic"] ?? 0;
    const games = given ? 1 : splits;
    const tasks = games * [people, outsiders].reduce((sum, n) => sum + (n > 0 ? portions(size, n).length : 0), 0);
    const width = given ? given.flat().length : columns.length;
    const perPerson = 3e-6 * width * (size / 40_000) ** 0.8;
    const seconds = games * (2e-7 * width * size + perPerson * (people + outsiders)) + 0.02 * tasks;
    return { tasks, seconds, people, outsiders, chance: Math.min(0.5, 0.007 * k) };
  },
  async play({ subject, options: chosen, seed, compute }) {
    const { columns, k } = chosen;
    const splits = columns ? [columns] : splitsOf(subject.columns, { count: chosen.splits, seed });
    const [people, found] = await Promise.all([
      rowsPlayedOn(subject, { ...chosen, seed, compute }),
      Promise.all(
        splits.map(async (split) => {
          const [attack, control] = await Promise.all([
            arm("train", split, { subject, options: chosen, seed, compute }),
            subject.holdout ? arm("holdout", split, { subject, options: chosen, seed, compute }) : null,
          ]);
          return { split, attack, control };
        }),
      ),
    ]);
    const rows = subject.summary.rows["synthetic"] ?? 0;
    const ofSplit = (at: number): Of | undefined => (columns ? undefined : { split: String(at + 1) });
    const games = found.map(({ attack, control }, at) => ({
      of: ofSplit(at),
      attack: hits(attack, k),
      control: control && hits(control, k),
      baseline: new Float64Array(attack.at.length).fill(linkabilityRandom(rows, k)),
    }));
    const judged = guessing(
      games.map(({ of, attack, control, baseline }) => ({
        ...(of && { of }),
        attack,
        ...(control && { control }),
        baseline,
      })),
      { measure: "advantage", seed, name: id },
    );
    const named = Number(judged.headline?.of?.["split"] ?? 1) - 1;
    const largest = found[named] ?? found[0];
    return {
      ...judged,
      validity: [...judged.validity, ...overlap(subject)],
      reference: subject.holdout
        ? "how often the same table joins files about people who are not in the data"
        : "how often two random sets of synthetic rows share one",
      curves: largest ? curvesByK(largest.attack.at, largest.control?.at ?? null, Math.min(upTo, rows)) : [],
      trials: games.map(({ of, attack, control }) => ({
        of: of ?? null,
        form: "guessing",
        members: attack,
        outsiders: control,
        rows: people,
      })),
      adversary:
        largest && columns ? { knows: `${list(columns[0])} in one file; ${list(columns[1])} in the other` } : {},
      facts: {
        k,
        synthetic: rows,
        tied: largest ? mean(largest.attack.tied) : null,
        columns: largest ? largest.split : null,
        splits: columns ? null : splits,
      },
    };
  },
};

interface Arm {
  readonly subject: Synthetic;
  readonly options: LinkabilityOptions;
  readonly seed: number;
  readonly compute: Compute;
}

async function arm(
  part: Part,
  columns: Split,
  { subject, options: { k, targets }, seed, compute }: Arm,
): Promise<Links> {
  const { tables, key, summary } = subject;
  const aim = { tables, part, key, targets: targets === "all" ? null : targets, seed, columns, k, upTo };
  const parts = await compute(
    links,
    portions(summary.rows["synthetic"] ?? 0, playedOn(summary.rows[part], targets)).map((portion) => ({
      ...aim,
      ...portion,
    })),
  );
  return {
    at: Uint32Array.from(parts.flatMap(({ at }) => [...at])),
    tied: Uint8Array.from(parts.flatMap(({ tied }) => [...tied])),
  };
}

const hits = ({ at }: Links, k: number): Uint8Array =>
  Uint8Array.from(at, (first) => (first > 0 && first <= k ? 1 : 0));
const mean = (flags: Uint8Array): number | null =>
  flags.length > 0 ? flags.reduce((sum, flag) => sum + flag, 0) / flags.length : null;
const list = (names: readonly string[]): string => names.join(", ");

/** @throws TelltaleError COLUMN_UNKNOWN */
function usable(names: readonly string[], columns: readonly string[]): void {
  const unknown = names.find((name) => !columns.includes(name));
  if (unknown === undefined) return;
  throw new TelltaleError("COLUMN_UNKNOWN", {
    message: `${id}.columns names "${unknown}", which is not a column that attacks can use`,
    hint: `Such columns are: ${list(columns)}.`,
  });
}
