/** Work: scores of attacks that have learnt from shadow models what answers about members look like. */
import { readData } from "../../../learn/trainers/data.ts";
import type { Answers } from "../../../learn/trainers/trainer.ts";
import type { Crowd } from "../../../subject/model.ts";
import type { Reader, Work } from "../../../work.ts";
import { type Lessons, lessonsFrom, type Shadows } from "./lessons.ts";
import { mlLeaks } from "./ml-leaks.ts";
import { joined, type Posteriors, posteriorsOf } from "./posteriors.ts";
import { shokri } from "./shokri.ts";
import { askedRows } from "./rows.ts";
import { stranger } from "./stranger.ts";

export type ClassifierInput = {
  readonly attack: "shokri" | "ml-leaks-1" | "ml-leaks-2";
  /** Keys of the audited model's `Answers` for the crowd, one portion after the other. */
  readonly target: readonly string[];
  /** shokri: the more the better, two at least; ml-leaks-1: the first one is used; ml-leaks-2: none. */
  readonly shadows: readonly Shadows[];
  /** `nameOf` the trainer of the shadow models; null without any. */
  readonly name: string | null;
  /** Key of the pool that shadow models learnt from, with the rows of the crowd; null without any. */
  readonly pool: string | null;
  /** Key of `Crowd`. */
  readonly crowd: string;
  /** Key of `People`: nobody else is asked about; null: everybody is. */
  readonly people: string | null;
  readonly seed: number;
};

/** By row of the crowd, higher = in the data; NaN of people who are not asked about. Only of classifiers. */
export const classifierWork: Work<ClassifierInput, Float64Array> = {
  id: "model/membership/classifier@1",
  engines: ["onnxruntime-node"],
  async run({ attack, seed, ...input }, reader) {
    const { codes, rows: all } = (await reader.get(input.crowd)) as Crowd;
    if (!codes) throw new Error("attacks on posteriors are played on classifiers");
    const rows = await askedRows(reader, input.people, all);
    const posteriors = await posteriorsAt(reader, input.target, { rows, all });
    const learnt = async (shadows: readonly Shadows[]): Promise<Lessons> =>
      await taught(reader, { ...input, shadows }, { codes, seed });
    const found = await scoresBy();
    const scores = new Float64Array(all).fill(NaN);
    rows.forEach((row, i) => (scores[row] = found[i]!));
    return scores;

    async function scoresBy(): Promise<Float64Array> {
      const truth = Int32Array.from(rows, (row) => codes![row]!);
      switch (attack) {
        case "shokri":
          return shokri(await learnt(input.shadows), { posteriors, codes: truth }, seed);
        case "ml-leaks-1":
          return await mlLeaks(await learnt(one(input.shadows)), posteriors, seed);
        case "ml-leaks-2":
          return await mlLeaks(await stranger(alike(posteriors), seed), posteriors, seed);
      }
    }
  },
};

/** Of these rows of all, portion after portion: those of the others are not held. */
async function posteriorsAt(
  reader: Reader,
  keys: readonly string[],
  { rows, all }: { readonly rows: Uint32Array; readonly all: number },
): Promise<Posteriors> {
  const parts: Posteriors[] = [];
  let from = 0;
  for (const key of keys) {
    const answers = (await reader.get(key)) as Answers;
    const to = from + answers.rows;
    const own = rows.filter((row) => row >= from && row < to).map((row) => row - from);
    parts.push(posteriorsOf(answers, 0, own));
    from = to;
  }
  if (from !== all) throw new Error(`the answers are not those for ${all} rows`);
  return joined(parts);
}

async function taught(
  reader: Reader,
  { shadows, name, pool }: Pick<ClassifierInput, "shadows" | "name" | "pool">,
  { codes, seed }: { readonly codes: Int32Array; readonly seed: number },
): Promise<Lessons> {
  if (name === null || pool === null || shadows.length === 0) throw new Error("this attack learns from shadow models");
  const { digest, rows } = await readData(reader, pool);
  return await lessonsFrom(reader, { shadows, name, pool: { digest, rows }, codes, seed });
}

const one = ([first]: readonly Shadows[]): readonly Shadows[] => (first ? [{ ...first, count: 1 }] : []);

/** Classes of the stranger: as many as the audited model has; of many classes ten, whose three highest look like those of more. */
const alike = ({ classes }: Posteriors): number => Math.min(10, Math.max(2, classes));
