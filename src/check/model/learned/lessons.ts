/** What attacks learn from: answers of models whose members are known. */
import { type AnswersPlace, answersAt } from "../../../learn/shadow.ts";
import { lessonOf, type Pool } from "../../../learn/shadow/halves.ts";
import type { Group } from "../../../learn/shadow/works.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Reader } from "../../../work.ts";
import { joined, type Posteriors, posteriorsOf } from "./posteriors.ts";

/** Rows with what some model said of them, and whether it had learnt from them. */
export interface Lessons {
  readonly posteriors: Posteriors;
  /** The true class of each. */
  readonly codes: Int32Array;
  /** 1: the model learnt from it. */
  readonly isIn: Uint8Array;
}

/** Some shadow models that were trained in one task. */
export type Shadows = {
  /** Their answers for the pool. */
  readonly place: AnswersPlace;
  readonly group: Group;
  /** How many of them, from the first on. */
  readonly count: number;
};

export interface Asked {
  readonly shadows: readonly Shadows[];
  /** `nameOf` their trainer. */
  readonly name: string;
  readonly pool: Pool;
  /** By row of the pool. */
  readonly codes: Int32Array;
  readonly seed: number;
}

/** Rows altogether: as many of each model, and as many that it learnt from as others. */
const most = 20_000;

export async function lessonsFrom(reader: Reader, { shadows, name, pool, codes, seed }: Asked): Promise<Lessons> {
  const models = shadows.reduce((sum, { count }) => sum + count, 0);
  const each = Math.max(1, Math.floor(most / 2 / models));
  const parts: Posteriors[] = [];
  const [truth, sides]: [number[], number[]] = [[], []];
  for (const { place, group, count } of shadows) {
    const answers = await answersAt(reader, place);
    if (answers.rows !== pool.rows) throw new Error(`${answers.rows} answers for ${pool.rows} rows`);
    for (let i = 0; i < count; i++) {
      const number = group.first + i;
      const members = lessonOf(number, { seed: group.seed, size: group.size, name }, pool);
      const isIn = new Uint8Array(pool.rows);
      for (const row of members) isIn[row] = 1;
      const others = Uint32Array.from(isIn.keys()).filter((row) => isIn[row] === 0);
      const s = stream(seed, "model/lessons", number);
      const some = Math.min(each, members.length, others.length);
      const rows = Uint32Array.from([members, others].flatMap((side) => [...drawn(side, some, s)]));
      parts.push(posteriorsOf(answers, i, rows));
      for (const row of rows) {
        truth.push(codes[row]!);
        sides.push(isIn[row]!);
      }
    }
  }
  return { posteriors: joined(parts), codes: Int32Array.from(truth), isIn: Uint8Array.from(sides) };
}

const drawn = (rows: Uint32Array, count: number, s: ReturnType<typeof stream>): Uint32Array =>
  sample(rows.length, count, s).map((at) => rows[at]!);
