/** synthetic/inference: does the synthetic table tell the one thing about a person that an attacker does not know? */
import { z } from "zod";
import { TelltaleError } from "../../error.ts";
import { guessing } from "../../risk/guessing.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { CheckSpec, Compute } from "../types.ts";
import { overlap, type Part, playedOn, portions } from "./arena.ts";
import { type Guess, guesses } from "./guesses.ts";

export type InferenceOptions = {
  readonly secrets: readonly string[] | null;
  readonly tolerance: number;
  readonly targets: number | "all";
};

const id = "synthetic/inference";

const options = z.object({
  secrets: z
    .array(z.string())
    .min(1)
    .nullable()
    .default(null)
    .describe("the columns to guess; null: those marked as secrets, else every column in turn"),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe("a number is guessed when it is this near to the true one, as a share of the true one"),
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(2000)
    .describe('people in the data, and as many outside, to try; "all": everybody'),
});

export const inference: CheckSpec<"synthetic", InferenceOptions> = {
  id,
  title: "Guessing values",
  question: "Knowing everything else about a person, can a missing value be guessed?",
  short: "Can a person’s missing value be guessed?",
  adversary: {
    is: "an employer, a neighbour, or anybody with a file of their own",
    knows: "every column about a person but one",
    holds: "the released table",
    wants: "the one value that is missing",
    access: "data",
  },
  sources: [
    {
      text: "Giomi et al. 2023, A Unified Framework for Quantifying Privacy Risk in Synthetic Data, §4.3",
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
  how: `For each secret in turn:

1. For each person in the data the nearest synthetic row is found by all other columns (Gower's distance, as in \`synthetic/linkability\`; equally near rows are chosen from at random). The guess is what that row says of the secret.
2. **Hit**: the same category; a number within \`tolerance\` (5 %) of the true one, |g − s| ≤ 0.05 |s|, so that only 0 is right for 0; a date or time on the same day (UTC). Where the true value is missing, a hit is to say so.
3. The same for people outside the data. They are guessed right, too, wherever the population makes the secret likely: that is knowledge, not a leak.
4. Advantage R = (p_a − p_c)/(1 − p_c): p_a is the share of hits among people in the data, p_c among outsiders.

Of all secrets the largest advantage is judged, with an interval and a test that are corrected for having been the largest; each secret is listed with its own plain interval, which is not judged. Columns with one value only have nothing to tell and are left out.

**A blind guess** is the secret of a random synthetic row. Its chance of being right is counted over the whole synthetic table for each person, not drawn.`,
  reading: `0 means that people in the data are guessed as well as people who are not: the table teaches something about the population, and nothing about anybody in particular. An advantage of 0.25 means: of the people whose value would not have been guessed anyway, one in four is guessed because they were in the data.

A secret that nearly everybody shares (97 % without a capital gain) is guessed right for nearly all outsiders, so that little can be seen of a leak: its interval is wide. Where outsiders are guessed right in more than 80 %, the limit applies to the difference p_a − p_c.`,
  remedy: "Leave out or coarsen the secret, keep fewer real cells together, or train with differential privacy.",
  pitfalls: [
    "Dividing the error of a number by the guess instead of the true value: every negative guess then counts as right.",
    "Pairing blind guesses with people by row number: with a table in the order of the real one, the blind guess looks better than the attack.",
    "Missing numbers that make every distance undefined, so that an arbitrary row is taken for the nearest.",
    "Counting what can be guessed of anybody as a leak: without outsiders a good model of the population looks like a breach.",
    "Reporting the worst of many secrets as if it had been the only one.",
  ],
  measure: "advantage",
  options,
  presets: { quick: { targets: 500 }, thorough: { targets: "all" } },
  works: [guesses],
  applies(subject, chosen) {
    if (subject.columns.length < 2)
      return {
        reason: "one column is guessed from the others, and fewer than two columns can be used",
        remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
      };
    return (
      secretsOf(subject, chosen).length > 0 || {
        reason: "every column that could be guessed has one value only",
        remedy: "Name other columns in columns.secrets, or none.",
      }
    );
  },
  estimate(subject, chosen) {
    const { rows } = subject.summary;
    const people = playedOn(rows["train"], chosen.targets);
    const outsiders = playedOn(rows["holdout"], chosen.targets);
    const size = rows["synthetic"] ?? 0;
    const secrets = secretsOf(subject, chosen).length;
    const tasks = secrets * [people, outsiders].reduce((sum, n) => sum + (n > 0 ? portions(size, n).length : 0), 0);
    const perPerson = 2.5e-6 * subject.columns.length * (size / 40_000) ** 0.9;
    const seconds = 2e-7 * subject.columns.length * size + secrets * perPerson * (people + outsiders) + 0.005 * tasks;
    return { tasks, seconds, people, outsiders, chance: 0.5 };
  },
  async play({ subject, options: chosen, seed, compute }) {
    const secrets = secretsOf(subject, chosen);
    const found = await Promise.all(
      secrets.map(async (secret) => {
        const [attack, control] = await Promise.all([
          arm("train", secret, { subject, options: chosen, seed, compute }),
          subject.holdout ? arm("holdout", secret, { subject, options: chosen, seed, compute }) : null,
        ]);
        return { secret, attack, control };
      }),
    );
    const judged = guessing(
      found.map(({ secret, attack, control }) => ({
        of: { secret },
        attack: attack.hits,
        ...(control && { control: control.hits }),
        baseline: attack.chance,
      })),
      { measure: "advantage", seed, name: id },
    );
    const kinds = new Map(subject.summary.columns.map(({ name, kind }) => [name, kind]));
    return {
      ...judged,
      validity: [...judged.validity, ...overlap(subject)],
      reference: subject.holdout
        ? "how often the same value is guessed right for people who are not in the data"
        : "how often the value of a random synthetic row is right",
      curves: [],
      adversary: { knows: `${subject.columns.length - 1} of the ${subject.columns.length} columns` },
      facts: {
        secrets: secrets.map((secret) => ({ name: secret, kind: kinds.get(secret) ?? null })),
        constant: candidates(subject, chosen).filter((name) => !secrets.includes(name)),
        columns: subject.columns.length,
        tolerance: chosen.tolerance,
        tied: Object.fromEntries(found.map(({ secret, attack }) => [secret, mean(attack.tied)])),
      },
    };
  },
};

interface Arm {
  readonly subject: Synthetic;
  readonly options: InferenceOptions;
  readonly seed: number;
  readonly compute: Compute;
}

async function arm(part: Part, secret: string, { subject, options: chosen, seed, compute }: Arm): Promise<Guess> {
  const { tables, key, summary, columns } = subject;
  const { targets, tolerance } = chosen;
  const aim = { tables, part, key, targets: targets === "all" ? null : targets, seed, columns, secret, tolerance };
  const parts = await compute(
    guesses,
    portions(summary.rows["synthetic"] ?? 0, playedOn(summary.rows[part], targets)).map((portion) => ({
      ...aim,
      ...portion,
    })),
  );
  return {
    hits: Uint8Array.from(parts.flatMap(({ hits }) => [...hits])),
    chance: Float64Array.from(parts.flatMap(({ chance }) => [...chance])),
    tied: Uint8Array.from(parts.flatMap(({ tied }) => [...tied])),
  };
}

const mean = (flags: Uint8Array): number | null =>
  flags.length > 0 ? flags.reduce((sum, flag) => sum + flag, 0) / flags.length : null;

/** All that could be guessed but for columns of one value (or one value and missing is two). */
function secretsOf(subject: Synthetic, chosen: InferenceOptions): string[] {
  const { columns } = subject.summary;
  return candidates(subject, chosen).filter((name) => {
    const found = columns.find((each) => each.name === name);
    if (!found) return true;
    const missing = Object.values(found.tables).some((table) => table.missing > 0);
    return found.distinct + (missing ? 1 : 0) > 1;
  });
}

/** @throws TelltaleError COLUMN_UNKNOWN */
function candidates(subject: Synthetic, { secrets }: InferenceOptions): readonly string[] {
  const named = secrets ?? subject.secrets;
  const unknown = named.find((name) => !subject.columns.includes(name));
  if (unknown !== undefined)
    throw new TelltaleError("COLUMN_UNKNOWN", {
      message: `"${unknown}" is named as a secret, but it is not a column that attacks can use`,
      hint: `Such columns are: ${subject.columns.join(", ")}.`,
    });
  return named.length > 0 ? [...new Set(named)] : subject.columns;
}
