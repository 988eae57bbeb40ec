/** synthetic/inference: does the synthetic table tell the one thing about a person that an attacker does not know? */
import { z } from "zod";
import { guessing } from "../../risk/guessing.ts";
import { gamma, row } from "../../risk/measures.ts";
import { wilson } from "../../stats/proportion.ts";
import { sample, stream } from "../../stats/stream.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { Measure, Validity } from "../finding.ts";
import type { CheckSpec } from "../types.ts";
import { overlap } from "../overlap.ts";
import { playedOn, portions } from "./arena.ts";
import { guesses } from "./guesses.ts";
import { type Attack, type Game, playGame } from "./inference-arms.ts";
import { learnedGuesses } from "./learned.ts";
import { candidates, isConstant, secretsOption, toleranceOption } from "./secrets.ts";
import { rowsPlayedOn, targetsWork } from "./targets.ts";

export type InferenceOptions = {
  readonly secrets: readonly string[] | null;
  readonly tolerance: number;
  readonly targets: number | "all";
  readonly attacks: readonly Attack[];
  readonly rows: number;
};

const id = "synthetic/inference";

const options = z.object({
  secrets: secretsOption(
    "the columns to guess; null: those marked as secrets, else every column in turn, 60 of them at most",
  ),
  tolerance: toleranceOption,
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(2000)
    .describe('people in the data, and as many outside, to try; "all": everybody'),
  attacks: z
    .array(z.enum(["nearest", "learned"]))
    .min(1)
    .refine((named) => new Set(named).size === named.length, "an attack is named twice")
    .default(["nearest", "learned"])
    .describe("nearest: the nearest synthetic row names the secret; learned: a model trained on the synthetic table"),
  rows: z
    .int()
    .min(100)
    .default(10_000)
    .describe("a model learns from so many synthetic rows at most, drawn at random"),
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
      text: "Houssiau et al. 2022, TAPAS: a Toolbox for Adversarial Privacy Auditing of Synthetic Data (attacks by a synthetic predictor)",
      url: "https://arxiv.org/abs/2211.06550",
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
  how: `For each secret in turn (of more than 60 columns, when no secrets are named, for 60 that are drawn at random, which is said):

1. Two attackers guess what each person in the data has there, from all other columns:
   - **nearest** finds the nearest synthetic row (Gower's distance, as in \`synthetic/linkability\`; equally near rows are chosen from at random). The guess is what that row says of the secret.
   - **learned** trains boosted trees on the synthetic table, with leaves down to a single row so that they remember, and asks them. The guess is the most likely category; numbers and times of which 15 values cover half of the rows are guessed in the same way, others by their mean. Beyond 15 different values the rarer ones are never guessed. It learns from at most \`rows\` = 10,000 random rows; each tree looks at 40 columns at most.
2. **Hit**: the same category; a number within \`tolerance\` (5 %) of the true one, |g − s| ≤ 0.05 |s|, so that only 0 is right for 0; a date or time on the same day (UTC). Where the true value is missing, a hit is to say so.
3. The same for people outside the data. They are guessed right, too, wherever the population makes the secret likely: that is knowledge, not a leak.
4. Advantage R = (p_a − p_c)/(1 − p_c): p_a is the share of hits among people in the data, p_c among outsiders.

Of all secrets and both attackers the largest advantage is judged, with an interval and a test that are corrected for having been the largest; each is listed with its own plain interval, which is not judged. Columns with one value only have nothing to tell and are left out.

**A blind guess** is the secret of a random synthetic row. Its chance of being right is counted over the whole synthetic table for each person, not drawn.

**Imputation** is the success of the same trees on people in the data when they were trained on outsiders instead: what anybody can learn from the population. It is shown, not judged.`,
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
  presets: {
    quick: { targets: 500, attacks: ["nearest"] },
    thorough: { targets: "all", rows: 50_000 },
  },
  works: [guesses, learnedGuesses, targetsWork],
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
    const secrets = drawn(secretsOf(subject, chosen), subject, { ...chosen, seed: 0 }).length;
    const portionsOf = (n: number): number => (n > 0 ? portions(size, n).length : 0);
    const near = chosen.attacks.includes("nearest") ? secrets : 0;
    const learnt = chosen.attacks.includes("learned") ? secrets : 0;
    const tasks =
      near * (portionsOf(people) + portionsOf(outsiders)) +
      learnt * (portionsOf(Math.max(people, outsiders)) + (outsiders > 0 ? portionsOf(people) : 0));
    const perPerson = 2.5e-6 * subject.columns.length * (size / 40_000) ** 0.9;
    const learning =
      6e-6 *
      Math.min(40, subject.columns.length) *
      (Math.min(chosen.rows, size) + Math.min(chosen.rows, rows["holdout"] ?? 0));
    const seconds =
      near * (perPerson * (people + outsiders)) +
      learnt * (learning + 4e-5 * (2 * people + outsiders)) +
      2e-7 * subject.columns.length * size +
      0.005 * tasks;
    return { tasks, seconds, people, outsiders, chance: 0.5 };
  },
  async play({ subject, options: { attacks, ...chosen }, seed, compute }) {
    const possible = secretsOf(subject, chosen);
    const secrets = drawn(possible, subject, { ...chosen, seed });
    const arena = { ...chosen, subject, seed, compute };
    const [rows, games] = await Promise.all([
      rowsPlayedOn(subject, arena),
      Promise.all(secrets.flatMap((secret) => attacks.map((attack) => playGame(attack, secret, arena)))),
    ]);
    const judged = guessing(
      games.map(({ secret, attack, train, holdout, chance }) => ({
        of: { secret, attack },
        attack: train,
        ...(holdout && { control: holdout }),
        baseline: chance,
      })),
      { measure: "advantage", seed, name: id },
    );
    const kinds = new Map(subject.summary.columns.map(({ name, kind }) => [name, kind]));
    return {
      ...judged,
      measures: [...judged.measures, ...games.flatMap(imputation)],
      validity: [...judged.validity, ...overlap(subject), ...leftOut(possible, secrets)],
      trials: games.map(({ secret, attack, train, holdout }) => ({
        of: { secret, attack },
        form: "guessing",
        members: train,
        outsiders: holdout,
        rows,
      })),
      reference: subject.holdout
        ? "how often the same value is guessed right for people who are not in the data"
        : "how often the value of a random synthetic row is right",
      curves: [],
      adversary: { knows: `${subject.columns.length - 1} of the ${subject.columns.length} columns` },
      facts: {
        secrets: secrets.map((secret) => ({ name: secret, kind: kinds.get(secret) ?? null })),
        attacks,
        constant: candidates(subject, chosen.secrets).filter((name) => !possible.includes(name)),
        columns: subject.columns.length,
        tolerance: chosen.tolerance,
        tied: Object.fromEntries(games.flatMap(({ secret, tied }) => (tied ? [[secret, mean(tied)]] : []))),
        learntFrom: attacks.includes("learned") ? Math.min(chosen.rows, subject.summary.rows["synthetic"] ?? 0) : null,
        grouped: Object.fromEntries(games.flatMap(({ secret, grouped }) => (grouped > 0 ? [[secret, grouped]] : []))),
      },
    };
  },
};

/** What a model says of people in the data that was trained on others: knowledge of the population, the same attack without the artefact. */
function imputation({ secret, attack, imputed }: Game): Measure[] {
  if (!imputed || imputed.length === 0) return [];
  const [n, hits] = [imputed.length, imputed.reduce((sum, hit) => sum + hit, 0)];
  return [row({ id: "imputation", of: { secret, attack }, value: hits / n, ...wilson(hits, n, gamma), n, hits })];
}

const mean = (flags: Uint8Array): number | null =>
  flags.length > 0 ? flags.reduce((sum, flag) => sum + flag, 0) / flags.length : null;

/** So many columns are guessed at most unless somebody names them: hundreds would take hours, and hide the one leak among them behind the correction for all. */
const mostSecrets = 60;

function drawn(
  possible: readonly string[],
  subject: Synthetic,
  { secrets, seed }: Pick<InferenceOptions, "secrets"> & { readonly seed: number },
): readonly string[] {
  if (secrets !== null || subject.secrets.length > 0) return possible;
  return Array.from(sample(possible.length, mostSecrets, stream(seed, id, "secrets")), (at) => possible[at]!);
}

function leftOut(possible: readonly string[], secrets: readonly string[]): Validity[] {
  if (secrets.length === possible.length) return [];
  return [
    {
      code: "secrets-drawn",
      message: `Of ${possible.length} columns ${secrets.length} were guessed, drawn at random; nothing was tried on the others. Name those that matter (columns.secrets).`,
      effect: "note",
    },
  ];
}

/** All that could be guessed but for columns of one value. @throws TelltaleError COLUMN_UNKNOWN */
function secretsOf(subject: Synthetic, { secrets }: Pick<InferenceOptions, "secrets">): string[] {
  return candidates(subject, secrets).filter((name) => !isConstant(subject, name));
}
