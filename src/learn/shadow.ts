/**
 * Shadow models: many models like the one that is audited, of which it is known who was in them (Shokri et al. 2017; in pairs of halves, Carlini et al. 2022, §VI).
 * What was trained once is never trained again, whoever asks: more models only add to those that are there.
 */
import { TelltaleError } from "../error.ts";
import type { Compute, Refs } from "../work.ts";
import { type Draw, lessonOf } from "./shadow/halves.ts";
import {
  answerNetworkWork,
  type AnswersPlace,
  answerWork,
  type Group,
  qualityWork,
  togetherWork,
  trainNetworkWork,
  trainWork,
} from "./shadow/works.ts";
import { nameOf, traitsOf, type TrainerSpec } from "./trainers/spec.ts";
import { type About, aboutWork, encodeWork } from "./trainers/works.ts";

export { type AnswersPlace, answersAt, shadowWorks } from "./shadow/works.ts";

/** What a play has. */
export interface Computing {
  readonly compute: Compute;
  readonly refs: Refs;
}

export interface Shadowing {
  readonly trainer: TrainerSpec;
  /** Key of the pool: of `learn/pool`, or of what `tensorsOf` gave. */
  readonly data: string;
  /** An even number. */
  readonly models: number;
  readonly seed: number;
  /** Rows of each model; default: half of the pool. */
  readonly size?: number;
  /** Keys of other data that the models are to be asked about. */
  readonly asked?: readonly string[];
}

export interface Shadow {
  readonly trainer: TrainerSpec;
  readonly about: About;
  /** What the models learnt from, in the form that their trainer takes. */
  readonly data: string;
  readonly models: number;
  readonly size: number;
  readonly groups: readonly ShadowGroup[];
  /** The rows of the pool that model k learnt from, ascending. */
  members(k: number): Uint32Array;
  /** Its group, and its place among the models of the group. */
  placeOf(k: number): { readonly group: ShadowGroup; readonly at: number };
}
/** Models that were trained in one task; the last one may have more than were asked for. */
export interface ShadowGroup extends Group {
  /** Key of { models }. */
  readonly trained: string;
  /** Of the whole pool. */
  readonly answers: AnswersPlace;
  /** In the order of `asked`. */
  readonly asked: readonly AnswersPlace[];
}

/** @throws TelltaleError SHADOW_MODELS, SHADOW_SIZE, SHADOW_ROWS, ENGINE_MISSING, and those of the trainer */
export async function shadow(
  { compute, refs }: Computing,
  { trainer: spec, data: pool, models, seed, size: wanted, asked: others = [] }: Shadowing,
): Promise<Shadow> {
  const { takes, engine, inOneGo } = traitsOf(spec);
  const [about] = await compute(aboutWork, [{ data: pool }]);
  if (!about) throw new Error("compute gives one output for each input");
  const size = wanted ?? Math.floor(about.rows / 2);
  check({ models, size, rows: about.rows });
  const forms = [pool, ...others];
  const encoded = takes === "tensors" && about.kind === "columns";
  const asked = encoded
    ? await refs(
        encodeWork,
        forms.map((key) => ({ pool: key, fit: pool })),
      )
    : forms;
  const data = asked[0] ?? pool;
  const [together = 1] = engine ? await compute(togetherWork, [{ trainer: spec, data }]) : [];
  const groups = Array.from({ length: Math.ceil(models / together) }, (_, g): Group => ({
    data,
    seed,
    size,
    first: g * together,
    count: together,
  }));
  const [train, answer] = engine ? [trainNetworkWork, answerNetworkWork] : [trainWork, answerWork];
  const trained = await refs(
    train,
    groups.map((group) => ({ trainer: spec, ...group })),
  );
  // Where learning and answering are one, all is asked at once; else apart, so that another question does not repeat the first.
  const questions = inOneGo ? [asked] : asked.map((key) => [key]);
  const keys = await refs(
    answer,
    trained.flatMap((model) => questions.map((each) => ({ trainer: spec, models: model, data, asked: each }))),
  );
  const place = (g: number, question: number): AnswersPlace =>
    inOneGo ? { key: keys[g] ?? "", at: question } : { key: keys[g * asked.length + question] ?? "", at: 0 };
  const draw: Draw = { seed, size, name: nameOf(spec) };
  const shadowGroups = groups.map((group, g): ShadowGroup => ({
    ...group,
    trained: trained[g] ?? "",
    answers: place(g, 0),
    asked: others.map((_, i) => place(g, i + 1)),
  }));
  return {
    trainer: spec,
    about,
    data,
    models,
    size,
    groups: shadowGroups,
    members: (k) => lessonOf(k, draw, about).toSorted(),
    placeOf(k) {
      const group = shadowGroups[Math.floor(k / together)];
      if (!group || k >= models) throw new RangeError(`There is no shadow model ${k} of ${models}`);
      return { group, at: k % together };
    },
  };
}

function check({
  models,
  size,
  rows,
}: {
  readonly models: number;
  readonly size: number;
  readonly rows: number;
}): void {
  if (!(Number.isInteger(models) && models >= 2 && models % 2 === 0))
    throw new TelltaleError("SHADOW_MODELS", {
      message: `${models} shadow models cannot be made`,
      hint: "They come in pairs, each of which has everybody once: ask for an even number, 2 at least.",
    });
  if (rows < 2)
    throw new TelltaleError("SHADOW_ROWS", {
      message: `shadow models need at least two rows to learn from, and there ${rows === 1 ? "is one" : "are none"}`,
      hint: "Give more rows: two models share them.",
    });
  if (!(Number.isInteger(size) && size >= 1 && 2 * size <= rows))
    throw new TelltaleError("SHADOW_SIZE", {
      message: `two shadow models of ${size} rows cannot be made of ${rows} rows`,
      hint: `Two models of a pair have no row in common: ask for at most ${Math.floor(rows / 2)} rows, or give more rows.`,
    });
}

export interface Quality {
  readonly measure: "accuracy" | "r2";
  /** By model: of the rows that it learnt from, and of the others of the pool. */
  readonly train: Float64Array;
  readonly test: Float64Array;
  /** Means over the models. */
  readonly meanTrain: number;
  readonly meanTest: number;
}

/** Whether the models are like the target: as good on what they learnt and on what they did not. */
export async function quality({ compute }: Pick<Computing, "compute">, of: Shadow): Promise<Quality> {
  const name = nameOf(of.trainer);
  const inputs = of.groups.map(({ answers, data, seed, size, first, count }) => ({
    name,
    answers: answers.key,
    at: answers.at,
    data,
    seed,
    size,
    first,
    count,
  }));
  const found = await compute(qualityWork, inputs);
  const all = (side: "train" | "test"): Float64Array =>
    Float64Array.from(found.flatMap((group) => [...group[side]])).slice(0, of.models);
  const mean = (numbers: Float64Array): number => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const [train, test] = [all("train"), all("test")];
  const measure = of.about.label.kind === "class" ? "accuracy" : "r2";
  return { measure, train, test, meanTrain: mean(train), meanTest: mean(test) };
}
