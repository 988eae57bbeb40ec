/** Works of shadow models: some are trained, answer for some rows, and are compared with the truth; a task is a fixed group of models by number. */
import type { AnyWork, Output, Work } from "../../work.ts";
import { type Data, readData } from "../trainers/data.ts";
import { trainerOf } from "../trainers/index.ts";
import { nameOf, type TrainerSpec } from "../trainers/spec.ts";
import type { Answers } from "../trainers/trainer.ts";
import { aboutWork, encodeWork, poolWork } from "../trainers/works.ts";
import { type Draw, lessonOf, seedOf } from "./halves.ts";
import { rightness } from "./quality.ts";

/** Models `first` to `first + count - 1`. */
export type Group = {
  readonly data: string;
  readonly seed: number;
  readonly size: number;
  readonly first: number;
  readonly count: number;
};
type TrainInput = Group & { readonly trainer: TrainerSpec };
export type Models = { readonly models: readonly Output[] };

const drawOf = (name: string, { seed, size }: Group): Draw => ({ seed, size, name });
const numbersOf = ({ first, count }: Group): readonly number[] => Array.from({ length: count }, (_, i) => first + i);

const trainBy = (id: `${string}@${number}`, engines: readonly string[]): Work<TrainInput, Models> => ({
  id,
  engines,
  async run({ trainer, ...group }, reader) {
    const data = await readData(reader, group.data);
    const draw = drawOf(nameOf(trainer), group);
    const lessons = numbersOf(group).map((number) => ({
      number,
      rows: lessonOf(number, draw, data),
      seed: seedOf(number, draw, data),
    }));
    return { models: await trainerOf(trainer, reader).fit(data, lessons) };
  },
});

type AnswerInput = {
  readonly trainer: TrainerSpec;
  readonly models: string;
  /** What they learnt from. */
  readonly data: string;
  readonly asked: readonly string[];
};
export type AllAnswers = { readonly answers: readonly Answers[] };

const answerBy = (id: `${string}@${number}`, engines: readonly string[]): Work<AnswerInput, AllAnswers> => ({
  id,
  engines,
  async run({ trainer, models: key, data, asked }, reader) {
    const { models } = (await reader.get(key)) as unknown as Models; // the output of a training work
    const rows: Data[] = [];
    for (const each of asked) rows.push(await readData(reader, each));
    return { answers: await trainerOf(trainer, reader).answer(models, rows, await readData(reader, data)) };
  },
});

/** Models in a task: it takes the network to know. */
export const togetherWork: Work<{ readonly trainer: TrainerSpec; readonly data: string }, number> = {
  id: "learn/shadow/together@1",
  run: async ({ trainer, data }, reader) => await trainerOf(trainer, reader).together(await readData(reader, data)),
};

const engine = ["onnxruntime-node"];
export const trainWork = trainBy("learn/shadow/train@1", []);
export const answerWork = answerBy("learn/shadow/answer@1", []);
/** The same for networks, whose results are those of one version of the engine. */
export const trainNetworkWork = trainBy("learn/shadow/train-network@1", engine);
export const answerNetworkWork = answerBy("learn/shadow/answer-network@1", engine);

type QualityInput = Group & {
  /** `nameOf` its trainer. */
  readonly name: string;
  /** Key of answers for the pool, and their place among those. */
  readonly answers: string;
  readonly at: number;
};
/** By model: of the rows that it learnt from, and of all others of the pool. */
export type GroupQuality = { readonly train: Float64Array; readonly test: Float64Array };

export const qualityWork: Work<QualityInput, GroupQuality> = {
  id: "learn/shadow/quality@1",
  async run({ name, answers: key, at, ...group }, reader) {
    const data = await readData(reader, group.data);
    const answers = await answersAt(reader, { key, at });
    const members = numbersOf(group).map((number) => lessonOf(number, drawOf(name, group), data));
    return rightness(answers, data.goal, members);
  },
};

/** Where answers lie. */
export type AnswersPlace = { readonly key: string; readonly at: number };

/** The answers of one group of models. */
export async function answersAt(
  reader: { get(key: string): Promise<Output> },
  { key, at }: AnswersPlace,
): Promise<Answers> {
  const { answers } = (await reader.get(key)) as unknown as AllAnswers; // the output of an answering work
  const found = answers[at];
  if (!found) throw new Error(`there are ${answers.length} answers, and ${at} was asked for`);
  return found;
}

const all = [
  poolWork,
  encodeWork,
  aboutWork,
  togetherWork,
  trainWork,
  answerWork,
  trainNetworkWork,
  answerNetworkWork,
  qualityWork,
];
/** For the list of all works. Each is asked for its own inputs only. */
export const shadowWorks: readonly AnyWork[] = all.map((work) => work as unknown as AnyWork);
