/** The shadow models of a subject: as large as the audited one, learnt from people of both sides; every check that asks for them shares them. */
import {
  type AnswersPlace,
  type Computing,
  type Quality,
  quality,
  shadow,
  type Shadow,
  type ShadowGroup,
} from "../../learn/shadow.ts";
import type { Group } from "../../learn/shadow/works.ts";
import { nameOf } from "../../learn/trainers/spec.ts";
import type { Lacking, ModelSubject } from "../../subject/model.ts";
import { trainerLike } from "./matched.ts";
import { drawnUnevenly, givenDrawn, givenShadows } from "./given-shadows.ts";
import { shadowSignals } from "./shadow-signals.ts";

/** Why there can be none; null: there can. */
export function noShadows({ lessons, trainer, sides }: ModelSubject): Lacking | null {
  if ("reason" in trainer) return trainer;
  if (lessons === null)
    return {
      reason: "the people themselves are not known, only what the model says of them",
      remedy: "Give their rows, too (--train, --holdout), or the answers of shadow models in the same file.",
    };
  if (sides.members + sides.outsiders < 4)
    return {
      reason: "there are too few people to train others on",
      remedy: "Give more people of the same population.",
    };
  return null;
}

/** Of the same trainer and seed: more models only add to those that are there. An even number. */
export async function shadowsOf(
  computing: Computing,
  subject: ModelSubject,
  { models, seed }: { readonly models: number; readonly seed: number },
): Promise<Shadow> {
  const { lessons, sides } = subject;
  if (lessons === null) throw new Error("asked for shadow models where there can be none");
  const size = Math.max(1, Math.min(sides.members, Math.floor((sides.members + sides.outsiders) / 2)));
  const trainer = await trainerLike(computing, subject, { seed, size });
  return await shadow(computing, { trainer, data: lessons, models, seed, size });
}

/** Keys of `ShadowSignals`, group after group. */
export async function signalsOfShadows(
  { refs }: Pick<Computing, "refs">,
  { crowd }: ModelSubject,
  { groups, trainer, models }: Shadow,
): Promise<readonly string[]> {
  const name = nameOf(trainer);
  return await refs(
    shadowSignals,
    groups.map((group) => ({ ...placed(group, models), crowd, name })),
  );
}

/** A group as works name it: where its answers are, and how many of its models are wanted. */
export function placed(
  { answers, data, seed, size, first, count }: ShadowGroup,
  models: number,
): { readonly place: AnswersPlace; readonly group: Group; readonly count: number } {
  return { place: answers, group: { data, seed, size, first, count }, count: Math.min(count, models - first) };
}

/** What attacks get of them. */
export interface Shadows {
  readonly models: number;
  /** Keys of `ShadowSignals`, group after group. */
  readonly signals: readonly string[];
  /** Null where telltale did not train them: they came with the predictions, or there are none. */
  readonly trained: Shadow | null;
  readonly quality: Quality | null;
}
export const none: Shadows = { models: 0, signals: [], trained: null, quality: null };

/** So many models; those that came with predictions are all taken, unless they cannot be compared with. */
export async function openShadows(
  computing: Computing,
  subject: ModelSubject,
  { models, seed }: { readonly models: number; readonly seed: number },
): Promise<Shadows | Lacking> {
  const { target } = subject;
  if (target.kind === "predictions" && target.shadows !== null) {
    const input = { predictions: target.shadows.key };
    const [drawn] = await computing.compute(givenDrawn, [input]);
    const unusable = drawn && drawnUnevenly(drawn, subject.sides);
    if (unusable) return unusable;
    return { ...none, models: target.shadows.models, signals: await computing.refs(givenShadows, [input]) };
  }
  if (models === 0) return none;
  const trained = await shadowsOf(computing, subject, { models, seed });
  const [signals, likeness] = await Promise.all([
    signalsOfShadows(computing, subject, trained),
    quality(computing, trained),
  ]);
  return { models, signals, trained, quality: likeness };
}

/** Sixteen first, then four times as many, and so on: most of what many models show, few show as well. */
export function wavesOf(models: number): readonly number[] {
  const waves: number[] = [];
  for (let wave = 16; wave < models; wave *= 4) waves.push(wave);
  return [...waves, models];
}
