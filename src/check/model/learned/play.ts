/** Plays the attacks that learn something: each is one work, named by its inputs. */
import { aboutWork } from "../../../learn/trainers/works.ts";
import { nameOf } from "../../../learn/trainers/spec.ts";
import { crowdWork } from "../../../subject/crowd.ts";
import type { ModelSubject } from "../../../subject/model.ts";
import { answersWork } from "../../../subject/target/answers.ts";
import type { Compute, Refs } from "../../types.ts";
import { placed, type Shadows } from "../shadowing.ts";
import { joinedWork, type Said, signalsWork } from "../target-signals.ts";
import { classifierWork } from "./classifier.ts";
import { quantileWork } from "./quantile.ts";
import { learnedAttacks } from "./suite.ts";

export const learnedIds = ["quantile", "shokri", "ml-leaks-1", "ml-leaks-2"] as const;
type Id = (typeof learnedIds)[number];

interface Playing {
  readonly subject: ModelSubject;
  readonly seed: number;
  readonly compute: Compute;
  readonly refs: Refs;
}

interface Told {
  readonly said: Said;
  readonly shadows: Shadows;
  /** Key of `People`: who is asked about. */
  readonly people: string;
}

export interface Learned {
  /** By row of the crowd; of people who are asked about. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

/** More rows than this are not learnt from: enough shadow models for as many. */
const mostGroups = 4;

export async function learnedScores(
  game: Playing,
  { wanted, ...told }: Told & { readonly wanted: readonly string[] | null },
): Promise<Learned> {
  const asked = learnedAttacks.filter(({ id }) => wanted === null || wanted.includes(id));
  const left = asked.flatMap((attack) => {
    const reason = why(attack, game.subject, told.shadows);
    return reason === null ? [] : [{ id: attack.id, reason }];
  });
  const played = asked.filter(({ id }) => left.every((skipped) => skipped.id !== id));
  const found = await Promise.all(played.map(async ({ id }) => [id, await scoresOf(id as Id, game, told)] as const));
  return { scores: new Map(found), left };
}

function why(
  { id, pool, shadows: least, numbers }: (typeof learnedAttacks)[number],
  { label, pool: known }: ModelSubject,
  shadows: Shadows,
): string | null {
  if (label.kind === "number" && !numbers) return "it needs the probabilities of classes";
  if (least > 0 && (shadows.trained === null || shadows.models < least))
    return "it learns from shadow models that telltale has trained";
  return (pool || id === "quantile") && known === null ? "it needs the people's rows" : null;
}

async function scoresOf(id: Id, game: Playing, { said, shadows, people }: Told): Promise<Float64Array> {
  const { subject, seed, compute } = game;
  const { crowd } = subject;
  if (id === "quantile") {
    const [signals = ""] = await game.refs(joinedWork, [{ signals: said.signals }]);
    const pool = subject.pool ?? "";
    const population = { population: subject.population, populationPhi: await phiOfPopulation(game) };
    return one(await compute(quantileWork, [{ signals, pool, crowd, ...population, people, seed }]));
  }
  const { trained } = shadows;
  const groups = (trained?.groups ?? []).slice(0, id === "shokri" ? mostGroups : 1);
  const input = {
    attack: id,
    target: said.answers,
    shadows: id === "ml-leaks-2" ? [] : groups.map((group) => placed(group, shadows.models)),
    name: trained && id !== "ml-leaks-2" ? nameOf(trained.trainer) : null,
    pool: trained && id !== "ml-leaks-2" ? trained.data : null,
    crowd,
    people,
    seed,
  };
  return one(await compute(classifierWork, [input]));
}

/** Key of the signals of people on neither side; null where there are none, or where the model itself cannot be asked. */
async function phiOfPopulation({ subject: { population, target }, compute, refs }: Playing): Promise<string | null> {
  if (population === null || target.kind !== "onnx") return null;
  const [[about], [crowd = ""]] = await Promise.all([
    compute(aboutWork, [{ data: population }]),
    refs(crowdWork, [{ pool: population, train: 0, tables: null, key: [] }]),
  ]);
  const portion = { from: 0, to: about?.rows ?? 0 };
  const [answers = ""] = await refs(answersWork, [{ target, data: population, ...portion }]);
  const [signals = null] = await refs(signalsWork, [{ answers, crowd, ...portion }]);
  return signals;
}

function one([scores]: readonly Float64Array[]): Float64Array {
  if (!scores) throw new Error("compute gives one output for one input");
  return scores;
}
