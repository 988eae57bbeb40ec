/** model/membership: can somebody with the model's answers tell who was in its training data? */
import { z } from "zod";
import { TelltaleError } from "../../error.ts";
import type { Scores } from "../../risk/distinguishing.ts";
import { row } from "../../risk/measures.ts";
import { pFail } from "../../risk/verdict.ts";
import { wilson } from "../../stats/proportion.ts";
import type { Lacking, ModelSubject } from "../../subject/model.ts";
import { bearers, type BothScores } from "../bearers.ts";
import type { Measure, Validity } from "../finding.ts";
import { overlap } from "../overlap.ts";
import { toldApart } from "../told-apart.ts";
import type { CheckSpec, Game, Played } from "../types.ts";
import { attackIds as ofSignals, suiteOf } from "./attacks/suite.ts";
import { byShadows } from "./by-shadows.ts";
import { givenDrawn, givenShadows } from "./given-shadows.ts";
import { learnedIds, learnedScores } from "./learned/play.ts";
import { learnedWorks } from "./learned/suite.ts";
import { words } from "./membership-words.ts";
import { remarks, type Likeness } from "./membership-validity.ts";
import { rightnessWork, scoresWork } from "./membership-works.ts";
import { blindWork, fewestForBlind, type People, peopleInput, peopleWork } from "./people.ts";
import { none, type Shadows, noShadows, openShadows, wavesOf } from "./shadowing.ts";
import { joinedWork, signalsWork, targetSignals } from "./target-signals.ts";
import { memoryFor, secondsOfShadows } from "./training-cost.ts";
import { shadowSignals } from "./shadow-signals.ts";

export const attackIds = [...ofSignals, ...learnedIds] as const;

export type MembershipOptions = {
  readonly targets: number | "all";
  readonly shadows: number;
  readonly stop: boolean;
  readonly attacks: readonly (typeof attackIds)[number][] | null;
};

const id = "model/membership";

const options = z.object({
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(10_000)
    .describe('people in the data, and as many outside, to ask about; "all": everybody'),
  shadows: z
    .int()
    .min(0)
    .max(4096)
    .multipleOf(2)
    .default(64)
    .describe("models like it to be trained, of which it is known who was in them; an even number; 0: none"),
  stop: z
    .boolean()
    .default(true)
    .describe("no more models are trained once a limit is clearly violated: more of them could only show more"),
  attacks: z.array(z.enum(attackIds)).min(1).nullable().default(null).describe("the attacks to play; null: all"),
});

export const membership: CheckSpec<"model", MembershipOptions> = {
  id,
  ...words,
  measure: "advantage",
  alsoLimited: ["tpr@fpr=0.01"],
  options,
  presets: { quick: { targets: 2000, shadows: 16 }, thorough: { targets: "all", shadows: 256 } },
  works: [
    bearers,
    givenDrawn,
    givenShadows,
    peopleWork,
    signalsWork,
    joinedWork,
    shadowSignals,
    scoresWork,
    rightnessWork,
    blindWork,
    ...learnedWorks,
  ],
  applies({ holdout, sides, target }) {
    if (target.kind === "onnx" && target.labelsOnly)
      return {
        reason: target.labelsOnly,
        remedy:
          "model/label-only plays what labels allow; export the model with its probabilities to play all attacks.",
      };
    if (!holdout || sides.outsiders === 0)
      return {
        reason: "nobody is known who was not in the training data, and the attacks are played on both",
        remedy:
          "Give a holdout: people of the same population whom the model never saw (--holdout). If all were trained on, put some aside and train again; the people that a later model will be trained on do as well.",
      };
    return (
      sides.members > 0 || {
        reason: "nobody in the training data has a known label",
        remedy: "Give the rows that the model was trained on, with their labels (--train).",
      }
    );
  },
  estimate(subject, { targets, shadows, attacks }) {
    const most = targets === "all" ? Infinity : targets;
    const { members, outsiders } = subject.sides;
    const rows = members + outsiders;
    const models = noShadows(subject) ? 0 : shadows;
    const training = secondsOfShadows(subject, models);
    const { played } = suiteOf({ wanted: attacks, shadows: models, task: taskOf(subject) });
    return {
      tasks: 8 + Math.ceil(rows / 50_000) * 2 + Math.ceil(models / 8) * 3,
      seconds: 2 + rows / 1000 + (rows * models) / 100_000 + training,
      people: Math.min(members, most),
      outsiders: Math.min(outsiders, most),
      chance: 0.1,
      attacks: played.length,
      models,
      shadows: { models, seconds: training },
      memory: memoryFor(subject, models),
      queries: rows,
    };
  },
  async play(game) {
    const { subject, options: chosen, seed, compute, refs } = game;
    const input = peopleInput(subject, chosen.targets, seed);
    const [[who], [peopleKey = ""], said] = await Promise.all([
      compute(peopleWork, [input]),
      refs(peopleWork, [input]),
      targetSignals(game, subject),
    ]);
    if (!who) throw new Error("compute gives one output for one input");
    const [[blind], [right]] = await Promise.all([
      compute(
        blindWork,
        subject.pool === null || Math.min(who.members.length, who.outsiders.length) < fewestForBlind
          ? []
          : [{ pool: subject.pool, crowd: subject.crowd, people: peopleKey, seed }],
      ),
      compute(rightnessWork, [{ signals: said.signals, crowd: subject.crowd }]),
    ]);
    if (!right) throw new Error("compute gives one output for one input");
    let lacking = noShadows(subject);
    let found: Played | null = null;
    const waves = wavesOf(lacking || chosen.shadows === 0 ? 0 : chosen.shadows);
    const ground = { who, people: peopleKey, said, blind, right };
    // Should the time be over before the first ones are trained, what takes but a moment is told.
    if (waves[0] !== 0) found = await judged(game, { ...ground, shadows: none, lacking, hurried: true });
    for (const [i, models] of waves.entries()) {
      try {
        const opened = await openShadows(game, subject, { models, seed }).catch(unlearnable);
        if ("reason" in opened) lacking = opened;
        const shadows = "reason" in opened ? none : opened;
        found = await judged(game, { ...ground, shadows, lacking });
      } catch (error) {
        // What fewer models have shown is worth a report when only the time is over.
        if (found === null || !(error instanceof TelltaleError) || error.code !== "RUN_OUT_OF_TIME") throw error;
        return {
          ...found,
          validity: [...found.validity, ...outOfTime(game, found, { done: waves[i - 1] ?? 0, asked: chosen.shadows })],
        };
      }
      if (lacking || (chosen.stop && clearlyViolated(game, found))) break;
    }
    if (found === null) throw new Error("there is at least one wave");
    return found;
  },
};

const unlearned = (wanted: MembershipOptions["attacks"]): Awaited<ReturnType<typeof learnedScores>> => ({
  scores: new Map(),
  left: learnedIds.flatMap((one) =>
    wanted === null || wanted.includes(one) ? [{ id: one, reason: "there was no time for it to learn" }] : [],
  ),
});

/** So few people, or one class of so few, that models like it come to nothing: attacks that need none are played all the same. */
const unlearnt = new Set(["TRAINING_ONE_CLASS", "TRAINING_ROWS"]);
function unlearnable(error: unknown): Lacking {
  if (error instanceof TelltaleError && unlearnt.has(error.code))
    return { reason: error.message.charAt(0).toLowerCase() + error.message.slice(1), remedy: error.hint };
  throw error;
}

interface Ground {
  readonly who: People;
  /** Their key. */
  readonly people: string;
  readonly said: Awaited<ReturnType<typeof targetSignals>>;
  readonly shadows: Shadows;
  readonly blind: BothScores | undefined;
  readonly right: Likeness["target"];
  readonly lacking: ReturnType<typeof noShadows>;
  /** Without attacks that learn, which take long. */
  readonly hurried?: boolean;
}

async function judged(
  game: Game<ModelSubject, MembershipOptions>,
  { who, people, said, shadows, blind, right, lacking, hurried = false }: Ground,
): Promise<Played> {
  const { subject, options: chosen, compute } = game;
  const suite = suiteOf({ wanted: chosen.attacks, shadows: shadows.models, task: taskOf(subject) });
  const scene = { signals: said.signals, shadows: shadows.signals };
  const ids = suite.played.map((attack) => attack.id);
  const [[plain], learned] = await Promise.all([
    compute(scoresWork, [{ ...scene, attacks: ids, models: shadows.models }]),
    hurried ? unlearned(chosen.attacks) : learnedScores(game, { wanted: chosen.attacks, said, shadows, people }),
  ]);
  const all = new Map([...Object.entries(plain ?? {}), ...learned.scores]);
  const scores = attackIds.flatMap((attack): Scores[] => {
    const of = all.get(attack);
    return of ? [{ of: { attack }, members: at(of, who.members), outsiders: at(of, who.outsiders) }] : [];
  });
  const validity = [
    ...leftOut(suite, learned.left, shadows.models > 0 ? null : lacking),
    ...overlap(subject),
    ...remarks({
      target: right,
      shadows: shadows.quality,
      size: shadows.trained?.size ?? null,
      sides: subject.sides,
      task: taskOf(subject),
      label: subject.label,
      blind: subject.pool !== null,
    }),
  ];
  const played = await toldApart(game, {
    id,
    scores,
    blind,
    groups: who.groups,
    rows: who.origin,
    silent: "loss",
    validity,
    measures: accuracyRows(subject, right),
    reference: "what the same attack says of people whom the model never saw",
    adversary: knowledge(subject, shadows.models),
    facts: {
      attacks: scores.map(({ of }) => of["attack"] ?? ""),
      shadows: shadows.models,
      asked: chosen.shadows,
      classes: subject.label.kind === "class" ? subject.label.classes.length : null,
      rightOnMembers: right.members,
      rightOnOutsiders: right.outsiders,
      members: who.members.length,
      outsiders: who.outsiders.length,
    },
  });
  if (scores.length === 0) return played;
  const named = (played.headline ?? played.further?.[0])?.of?.["attack"];
  const grown = await byShadows(game, { scene, models: shadows.models, who, named });
  return {
    ...played,
    curves: [...played.curves, ...grown.curves],
    facts: { ...played.facts, byShadows: grown.attack },
  };
}

const at = (scores: Float64Array, rows: Uint32Array): Float64Array => Float64Array.from(rows, (of) => scores[of]!);

const taskOf = ({ label }: ModelSubject): "classification" | "regression" =>
  label.kind === "class" ? "classification" : "regression";

/** A look before the last may end the training of more models only when chance cannot have done it: many looks, one error. */
const clearly = 0.00125;

function clearlyViolated(
  { limitOf }: Pick<Game<ModelSubject, MembershipOptions>, "limitOf">,
  { headline, further = [] }: Played,
): boolean {
  return [headline, ...further].some((one) => {
    const limit = one && limitOf(one.measure);
    return one !== null && limit !== null && pFail(one.counts, limit) < clearly;
  });
}

/** A violated limit is violated; but that one is kept can be said with all models only. */
function outOfTime(
  { limitOf }: Pick<Game<ModelSubject, MembershipOptions>, "limitOf">,
  { headline, further = [] }: Played,
  { done, asked }: { readonly done: number; readonly asked: number },
): Validity[] {
  const code = "out-of-time";
  const message = `The time was over: ${done} of ${asked} shadow models were used. More may show more; the same command goes on where it stopped.`;
  const open = [headline, ...further].flatMap((one): Validity[] => {
    const limit = one && limitOf(one.measure);
    if (one === null || limit === null || pFail(one.counts, limit) < 0.025) return [];
    return [{ code, message, effect: "blocks", measure: one.measure }];
  });
  return open.length > 0 ? open : [{ code, message, effect: "note" }];
}

function leftOut(
  { left }: ReturnType<typeof suiteOf>,
  others: readonly { readonly id: string; readonly reason: string }[],
  lacking: ReturnType<typeof noShadows>,
): Validity[] {
  const all = [...left, ...others];
  const why = lacking ? ` There are no shadow models: ${lacking.reason}. ${lacking.remedy}` : "";
  const reasons = [...new Set(all.map(({ reason }) => reason))];
  return reasons.map((reason): Validity => {
    const ids = all.filter((one) => one.reason === reason).map((one) => one.id);
    return {
      code: "attacks-left-out",
      message: `Not played: ${ids.join(", ")}: ${reason.replace(/\.$/, "")}.${why}`,
      effect: "note",
    };
  });
}

function knowledge({ population }: ModelSubject, models: number): Played["adversary"] {
  const shadows = models > 0 ? `, and ${models} models of its own like it, trained on such people` : "";
  return {
    holds: `what the model answers for each person${shadows}${population === null ? "" : ", and other people of the same population"}`,
  };
}

function accuracyRows({ sides, label }: ModelSubject, right: Likeness["target"]): Measure[] {
  if (label.kind !== "class") return [];
  const of = (part: "train" | "holdout", value: number, n: number): Measure => ({
    ...row({ id: "accuracy", of: { part }, value, ...wilson(Math.round(value * n), n), n }),
  });
  return [of("train", right.members, sides.members), of("holdout", right.outsiders, sides.outsiders)];
}
