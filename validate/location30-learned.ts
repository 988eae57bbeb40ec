/** Attacks that learn, as model/membership plays them, on a model of Location-30. */
import { classifierWork } from "../src/check/model/learned/classifier.ts";
import { quantileWork } from "../src/check/model/learned/quantile.ts";
import { crowdOf } from "../src/check/model/one-run/testing/subject.ts";
import { attackersOf, signalsIn, type World } from "./location30-world.ts";

export interface Play {
  /** The model that is attacked. */
  readonly k: number;
  /** How many others teach. */
  readonly shadows: number;
  /** Of the attacked model. */
  readonly phi: Float64Array;
  readonly attack: "shokri" | "ml-leaks-1" | "ml-leaks-2" | "quantile";
}

/** Scores by row of the pool. Who is in the attacked model is not told to anybody: the sides of the crowd are not looked at. */
export async function playLearned(world: World, { k, shadows: models, phi, attack }: Play): Promise<Float64Array> {
  const { inline, pool, poolKey, populationKey: population, name } = world;
  const answers = await world.answersOf(k);
  const crowd = await inline.put(crowdOf(pool, pool.rows / 2));
  if (attack === "quantile") {
    const populationPhi = await inline.put({ phi: signalsIn(world.population, answers.population).phi });
    const signals = await inline.put({ phi });
    const input = { signals, pool: poolKey, crowd, population, populationPhi, people: null, seed: 1 };
    return one(await inline.compute(quantileWork, [input]));
  }
  const shadows = attackersOf(world, k)
    .slice(0, models)
    .map((other) => {
      const { group, at } = world.shadow.placeOf(other);
      if (at !== 0 || group.count !== 1) throw new Error("networks of this size are trained one at a time");
      const { data, seed, size, first, count } = group;
      return { place: group.answers, group: { data, seed, size, first, count }, count };
    });
  const target = [await inline.put(answers.pool)];
  return one(
    await inline.compute(classifierWork, [
      { attack, target, shadows, name, pool: poolKey, crowd, people: null, seed: 1 },
    ]),
  );
}

function one([scores]: readonly Float64Array[]): Float64Array {
  if (!scores) throw new Error("compute gives one output for one input");
  return scores;
}
