/** model/white-box: can somebody with the model's weights tell who was in its training data? */
import { z } from "zod";
import { quality, type Shadow } from "../../learn/shadow.ts";
import { nameOf, type Spec } from "../../learn/trainers/spec.ts";
import type { Scores } from "../../risk/distinguishing.ts";
import type { ModelSubject } from "../../subject/model.ts";
import { bearers } from "../bearers.ts";
import type { Validity } from "../finding.ts";
import { overlap } from "../overlap.ts";
import { toldApart } from "../told-apart.ts";
import type { CheckSpec, Game, Played, Refs } from "../types.ts";
import { remarks } from "./membership-validity.ts";
import { rightnessWork } from "./membership-works.ts";
import { blindWork, fewestForBlind, peopleInput, peopleWork } from "./people.ts";
import { noShadows, shadowsOf } from "./shadowing.ts";
import { signalsWork, targetSignals } from "./target-signals.ts";
import { memoryFor, secondsOfShadows } from "./training-cost.ts";
import { words } from "./white-box/words.ts";
import { attackIds, type AttackId, scoresWork, shadowsWork, targetWork } from "./white-box/works.ts";

export type WhiteBoxOptions = {
  readonly targets: number | "all";
  readonly shadows: number;
  readonly attacks: readonly AttackId[] | null;
};

const id = "model/white-box";

const options = z.object({
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(2000)
    .describe('people in the training data, and as many outside, to ask about; "all": everybody'),
  shadows: z
    .int()
    .min(0)
    .max(4096)
    .multipleOf(2)
    .default(16)
    .describe(
      "models of the same network whose gradients are taken, too; they are those of model/membership; an even number; 0: none",
    ),
  attacks: z.array(z.enum(attackIds)).min(1).nullable().default(null).describe("the attacks to play; null: all"),
});

export const whiteBox: CheckSpec<"model", WhiteBoxOptions> = {
  id,
  ...words,
  measure: "advantage",
  alsoLimited: ["tpr@fpr=0.01"],
  options,
  presets: { quick: { targets: 500, shadows: 8 }, thorough: { targets: 10_000, shadows: 64 } },
  works: [peopleWork, signalsWork, rightnessWork, blindWork, targetWork, shadowsWork, scoresWork, bearers],
  applies({ target, pool, holdout, sides }) {
    if (target.kind !== "onnx" || pool === null)
      return {
        reason: "only the model's answers are known, and this attacker has its weights",
        remedy: "Give the model as an ONNX file, with the people as a table or as tensors (--train, --holdout).",
      };
    if (target.closed !== null)
      return {
        reason: `no gradient of its weights can be had (${target.closed.replace(/\.$/, "")})`,
        remedy:
          "Nothing, if it is no network: trees have no gradients, and model/membership attacks them by their answers. Of a network give the file as it was exported, before it was quantised or optimised.",
      };
    if (!holdout || sides.outsiders === 0)
      return {
        reason: "nobody is known who was not in the training data, and the attacks are played on both",
        remedy: "Give a holdout: people of the same population whom the model never saw (--holdout).",
      };
    return (
      sides.members > 0 || {
        reason: "nobody in the training data has a known label",
        remedy: "Give the rows that the model was trained on, with their labels (--train).",
      }
    );
  },
  estimate(subject, { targets, shadows, attacks }) {
    const { sides } = subject;
    const most = targets === "all" ? Infinity : targets;
    const people = Math.min(sides.members, most);
    const outsiders = Math.min(sides.outsiders, most);
    const models = calibration(subject, { shadows, attacks }).models;
    const training = secondsOfShadows(subject, models);
    return {
      tasks: 6 + portionsOf(people + outsiders).length * (1 + Math.ceil(models / 8)),
      // Of a network of 61,000 weights (446-128-30) .03 to .14 ms were measured for a person and a model; then the models themselves.
      seconds: 1 + (people + outsiders) * (1 + models) * 1e-4 + training,
      people,
      outsiders,
      chance: 0.1,
      attacks: 1 + (models > 0 ? 2 : 0),
      models,
      shadows: { models, seconds: training },
      memory: memoryFor(subject, models),
      queries: people + outsiders,
    };
  },
  async play(game) {
    const { subject, options: chosen, seed, compute, refs } = game;
    const { target, pool, crowd } = subject;
    if (target.kind !== "onnx" || pool === null) throw new Error("this check applies to ONNX files only");
    const input = peopleInput(subject, chosen.targets, seed);
    const [[who], [people = ""]] = await Promise.all([compute(peopleWork, [input]), refs(peopleWork, [input])]);
    if (!who) throw new Error("compute gives one output for one input");
    const [inside, outside] = [who.members.length, who.outsiders.length];
    const { models, left } = calibration(subject, chosen);
    const shadows = models > 0 ? await shadowsOf(game, subject, { models, seed }) : null;
    const portions = portionsOf(inside + outside).map((portion) => ({ crowd, people, ...portion }));
    const [own, theirs, [blind], unlike] = await Promise.all([
      refs(
        targetWork,
        portions.map((portion) => ({ target, pool, ...portion })),
      ),
      shadows ? tracesOfShadows(refs, shadows, portions) : [],
      compute(blindWork, Math.min(inside, outside) < fewestForBlind ? [] : [{ pool, crowd, people, seed }]),
      shadows ? likeness(game, shadows) : [],
    ]);
    const played = attackIds.filter((attack) => wanted(attack, chosen) && (models > 0 || attack === "gradient-norm"));
    const about = shadows?.about;
    const [found] = await compute(
      scoresWork,
      inside === 0 || outside === 0 || played.length === 0
        ? []
        : [
            {
              target: own,
              shadows: theirs,
              draw: shadows && { seed, size: shadows.size, name: nameOf(shadows.trainer) },
              pool: { digest: about?.digest ?? "", rows: about?.rows ?? 0 },
              crowd,
              people,
              attacks: played,
              seed,
            },
          ],
    );
    const scores = played.flatMap((attack): Scores[] => {
      const of = found?.[attack];
      return of ? [{ of: { attack }, ...of }] : [];
    });
    return await toldApart(game, {
      id,
      scores,
      blind,
      groups: who.groups,
      rows: who.origin,
      silent: "gradient-norm",
      validity: [...left, ...unlike, ...overlap(subject)],
      reference: "what the same attack says of people whom the model never saw",
      adversary: knowledge(models),
      facts: { attacks: played, shadows: models, members: inside, outsiders: outside },
    });
  },
};

const wanted = (attack: AttackId, { attacks }: Pick<WhiteBoxOptions, "attacks">): boolean =>
  attacks?.includes(attack) ?? true;

/** About a second's work. */
const size = 1000;
const portionsOf = (people: number): { readonly from: number; readonly to: number }[] =>
  Array.from({ length: Math.ceil(people / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(people, (i + 1) * size),
  }));

/** How many shadow models there can be, and what is not played without them. */
function calibration(
  subject: ModelSubject,
  { shadows, attacks }: Pick<WhiteBoxOptions, "shadows" | "attacks">,
): { readonly models: number; readonly left: readonly Validity[] } {
  const { trainer } = subject;
  const calibrated = attackIds.filter((attack) => attack !== "gradient-norm" && wanted(attack, { attacks }));
  if (calibrated.length === 0) return { models: 0, left: [] };
  const lacking = noShadows(subject);
  const why = lacking
    ? `${lacking.reason}. ${lacking.remedy}`
    : shadows < fewest
      ? `they need ${fewest} shadow models at least, and ${shadows} were asked for. Ask for more (shadows).`
      : "kind" in trainer && trainer.kind !== "same"
        ? `shadow models are made by "${trainer.kind}", and gradients of another kind of network than the audited one have another scale. Train them as the same network (trainer: same), where the file allows it.`
        : null;
  if (why === null) return { models: shadows, left: [] };
  const message = `Not played: ${calibrated.join(", ")}: ${why}`;
  return { models: 0, left: [{ code: "attacks-left-out", message, effect: "note" }] };
}
/** Two of each kind for everybody. */
const fewest = 4;

/** By group of shadow models, keys portion after portion. */
async function tracesOfShadows(
  refs: Refs,
  { trainer, data, groups, models }: Shadow,
  portions: readonly { readonly crowd: string; readonly people: string; readonly from: number; readonly to: number }[],
): Promise<readonly (readonly string[])[]> {
  const own = trainer as Spec<"same">; // others are left out in `calibration`
  const inputs = groups.flatMap(({ trained, first, count }) =>
    portions.map((portion) => ({
      trainer: own,
      data,
      trained,
      count: Math.min(count, models - first),
      ...portion,
    })),
  );
  const keys = await refs(shadowsWork, inputs);
  return groups.map((_, g) => keys.slice(g * portions.length, (g + 1) * portions.length));
}

/** Whether they are as good as the audited model, in the words of model/membership. */
async function likeness(game: Game<ModelSubject, WhiteBoxOptions>, shadows: Shadow): Promise<Validity[]> {
  const { subject, compute } = game;
  const said = await targetSignals(game, subject);
  const [[right], theirs] = await Promise.all([
    compute(rightnessWork, [{ signals: said.signals, crowd: subject.crowd }]),
    quality({ compute }, shadows),
  ]);
  if (!right) throw new Error("compute gives one output for one input");
  const task = subject.label.kind === "class" ? "classification" : "regression";
  const found = remarks({
    target: right,
    shadows: theirs,
    size: shadows.size,
    sides: subject.sides,
    task,
    label: subject.label,
    blind: true,
  });
  return found.filter(({ code }) => code.startsWith("shadows-"));
}

function knowledge(models: number): Played["adversary"] {
  const shadows = models > 0 ? `, and ${models} models of its own of the same network, trained on such people` : "";
  return { holds: `the model with its weights${shadows}` };
}
