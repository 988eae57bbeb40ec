/** model/one-run: what one training with canaries proves of the privacy that the way of training keeps. */
import { z } from "zod";
import { distinguishing, type Scores } from "../../risk/distinguishing.ts";
import { aboutWork, encodeWork } from "../../learn/trainers/works.ts";
import { traitsOf, type TrainerSpec } from "../../learn/trainers/spec.ts";
import { featuresWork } from "../../subject/target/features.ts";
import type { ModelSubject } from "../../subject/model.ts";
import type { Measure } from "../finding.ts";
import type { Refs } from "../../work.ts";
import type { CheckSpec, Game } from "../types.ts";
import { canariesWork, coinsOf, kinds, type Kind } from "./one-run/canaries.ts";
import { type Calls, guessed, pOfPromise, proven, type Tried } from "./one-run/guesses.ts";
import { lossesWork, networkLossesWork } from "./one-run/scores.ts";
import { fewestCanaries, remarks, words } from "./one-run/words.ts";

export type OneRunOptions = {
  readonly most: number;
  readonly canaries: Kind;
  readonly guessIn: number | null;
  readonly guessOut: number | null;
  readonly claimed: { readonly epsilon: number; readonly delta: number } | null;
};

const id = "model/one-run";

const options = z.object({
  most: z
    .int()
    .min(fewestCanaries)
    .max(100_000)
    .default(1000)
    .describe("most canaries: no more than there are outsiders, and no more than people in the data"),
  canaries: z
    .enum(kinds)
    .default("mislabelled")
    .describe(
      "mislabelled: outsiders with a wrong label, which only a model that learnt it by heart expects; people: as they are",
    ),
  guessIn: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe("how many are called in, those with the highest scores; null: a quarter of the canaries"),
  guessOut: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe("how many are called out, those with the lowest scores; null: a quarter of the canaries"),
  claimed: z
    .strictObject({ epsilon: z.number().min(0), delta: z.number().min(0).lt(1) })
    .nullable()
    .default(null)
    .describe(
      'a promise to be tested, as in {"epsilon": 2, "delta": 1e-5}: it can be refuted, never confirmed; null: none',
    ),
});

export const oneRun: CheckSpec<"model", OneRunOptions> = {
  id,
  ...words,
  measure: null,
  options,
  presets: { quick: { most: 500 }, thorough: { most: 5000 } },
  works: [canariesWork, lossesWork, networkLossesWork, featuresWork],
  applies({ trainer, lessons, population, sides }) {
    if ("reason" in trainer) return trainer;
    if (lessons === null)
      return {
        reason: "the people themselves are not known, only what the model says of them, so that nothing can be trained",
        remedy: "Give the rows that the model was trained on and those of outsiders (--train, --holdout).",
      };
    if (sides.members < fewestCanaries)
      return {
        reason: `there are ${sides.members} people in the data, and canaries are not to outnumber them`,
        remedy: `Give the rows that the model was trained on: ${fewestCanaries} at least.`,
      };
    return (
      population !== null ||
      sides.outsiders >= fewestCanaries || {
        reason: `canaries are made of outsiders, and there are ${sides.outsiders}`,
        remedy: `Give at least ${fewestCanaries} people whom the model never saw (--holdout or --population); with 1,000 an epsilon of up to 4.9 can be shown.`,
      }
    );
  },
  estimate({ trainer, sides, population }, { most }) {
    const canaries = Math.min(most, sides.members, population === null ? sides.outsiders : most);
    return {
      tasks: 5,
      seconds: 1 + 2 * (sides.members + canaries / 2) * secondsOf(trainer),
      people: canaries,
      outsiders: canaries,
      chance: 0.1,
      attacks: 2,
      models: 2,
    };
  },
  async play(game) {
    const { subject, options: chosen, seed } = game;
    const { members } = subject.sides;
    const { losses, coins } = await trained(game);
    const m = coins.length;
    const base = {
      reference: "guessing by a coin: half of the guesses right, and an epsilon of 0",
      adversary: {},
      facts: { canaries: m, in: sum(coins), members, kind: chosen.canaries },
    };
    const { claimed } = chosen;
    if (m < fewestCanaries)
      return {
        headline: null,
        measures: [],
        curves: [],
        validity: [remarks.tooFew(m)],
        ...(claimed && { claim: { ...claimed, p: 1 } }),
        ...base,
      };
    const delta = claimed?.delta ?? 0.1 / members;
    const calls = callsOf(m, chosen);
    const attacks = attacksOf(losses);
    const tried = attacks.map(({ attack, scores }): Tried => ({ attack, guessed: guessed(scores, coins, calls) }));
    const { measures, low } = proven(tried, delta);
    const claim = claimed && { ...claimed, p: pOfPromise(tried, claimed) };
    return {
      headline: null,
      measures: [...measures, ...toldApart(attacks, coins, seed)],
      curves: [],
      validity: [remarks.recipe(), ...(low === 0 ? [remarks.nothing()] : []), ...(claim ? [remarks.claim(claim)] : [])],
      ...(claim && { claim }),
      ...base,
      facts: { ...base.facts, guesses: { ...calls }, delta, epsilon: low, claimed },
    };
  },
};

const sum = (numbers: Uint8Array): number => numbers.reduce((total, one) => total + one, 0);

/** A quarter each: of two normal laws that lie close together the highest and the lowest 27 % tell most (Kelley 1939), and where laws lie far apart a quarter is right as well. */
function callsOf(m: number, { guessIn, guessOut }: OneRunOptions): Calls {
  const most = Math.floor(m / 2);
  return { in: Math.min(guessIn ?? Math.floor(m / 4), most), out: Math.min(guessOut ?? Math.floor(m / 4), most) };
}

async function trained({
  subject: { crowd, lessons: pool, trainer, sides, ...subject },
  options: { most, canaries },
  seed,
  compute,
  refs,
}: Game<ModelSubject, OneRunOptions>): Promise<{
  readonly losses: { readonly audited: Float64Array; readonly reference: Float64Array };
  readonly coins: Uint8Array;
}> {
  if (pool === null || "reason" in trainer) throw new Error("asked for a training where there can be none");
  const population = await strangersFor({ ...subject, lessons: pool, trainer }, refs);
  const [raw = ""] = await refs(canariesWork, [{ crowd, pool, population, most, kind: canaries, seed }]);
  const [about] = await compute(aboutWork, [{ data: raw }]);
  if (!about) throw new Error("compute gives one output for one input");
  const { takes, engine } = traitsOf(trainer);
  // Fitted to everybody, so that what rows are encoded by does not depend on any coin.
  const encoded =
    takes === "tensors" && about.kind === "columns" ? await refs(encodeWork, [{ pool: raw, fit: pool }]) : [raw];
  const coins = coinsOf(about.rows - sides.members, { seed, digest: about.digest });
  if (coins.length < fewestCanaries)
    return { losses: { audited: new Float64Array(), reference: new Float64Array() }, coins };
  const input = { trainer, data: encoded[0] ?? raw, members: sides.members, seed };
  const [audited, reference] = await compute(
    engine ? networkLossesWork : lossesWork,
    (["audited", "reference"] as const).map((model) => ({ ...input, model })),
  );
  if (!audited || !reference) throw new Error("compute gives one output for each input");
  return { losses: { audited, reference }, coins };
}

/** People on neither side, as the trainer takes the others: the user's own network learns from what its file makes of columns. */
async function strangersFor(
  {
    population,
    pool,
    lessons,
    target,
    trainer,
  }: Pick<ModelSubject, "population" | "pool" | "lessons" | "target" | "trainer">,
  refs: Refs,
): Promise<string | null> {
  if (
    population === null ||
    lessons === pool ||
    target.kind !== "onnx" ||
    !("kind" in trainer) ||
    trainer.kind !== "same"
  )
    return population;
  const [features = null] = await refs(featuresWork, [{ target, from: trainer.from, data: population }]);
  return features;
}

/** Fixed before: how little the model loses, and how much less than one that saw no canary. */
function attacksOf({ audited, reference }: { readonly audited: Float64Array; readonly reference: Float64Array }) {
  return [
    { attack: "loss", scores: audited.map((loss) => -loss) },
    { attack: "loss-to-reference", scores: audited.map((loss, i) => reference[i]! - loss) },
  ] as const;
}

/** The usual figures of canaries that were in against those that were not. What they prove of epsilon is told by guesses whose number was fixed; what they say of canaries they do not say of people, so that no curve is drawn. */
function toldApart(attacks: ReturnType<typeof attacksOf>, coins: Uint8Array, seed: number): Measure[] {
  const scores = attacks.map(({ attack, scores: all }): Scores => ({
    of: { attack },
    members: all.filter((_, i) => coins[i] === 1),
    outsiders: all.filter((_, i) => coins[i] === 0),
  }));
  const { measures } = distinguishing(scores, { seed, name: id, limits: {}, reshuffles: 0 });
  return measures.filter(({ id: name, of }) => !/epsilon|^mu/.test(name) && of?.["best"] === undefined);
}

/** Of one core, for each row that a model learns from: networks as measured on 446 features and 50 epochs. */
function secondsOf(trainer: TrainerSpec | { readonly reason: string }): number {
  if ("reason" in trainer) return 0;
  if (trainer.kind === "command") return 5e-3;
  return "recipe" in trainer ? 8e-6 * trainer.recipe.epochs * (trainer.recipe.private ? 3 : 1) : 3e-4;
}
