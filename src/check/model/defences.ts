/** model/defences: what would reduce the leak, and what it costs: hidden answers and other ways of training, tried on models like the audited one. */
import { z } from "zod";
import { TelltaleError } from "../../error.ts";
import type { Shadow } from "../../learn/shadow.ts";
import { nameOf, type TrainerSpec } from "../../learn/trainers/spec.ts";
import { row } from "../../risk/measures.ts";
import type { ModelSubject } from "../../subject/model.ts";
import { crowdWork } from "../../subject/crowd.ts";
import type { Json } from "../../work.ts";
import type { Measure, Validity } from "../finding.ts";
import type { CheckSpec, Game } from "../types.ts";
import { answeringIds, type Defence, defenceIds, type DefenceId, defencesOf, none } from "./defences/list.ts";
import type { Answering } from "./defences/released.ts";
import { altered, deltaFor, mostAdvantage, sampled, withNoise } from "./defences/trainings.ts";
import { remarks, words } from "./defences/words.ts";
import { attacks, type DefenceJudged, fewestModels, judgedWork, noiseWork, transformedWork } from "./defences/works.ts";
import { peopleInput, peopleWork } from "./people.ts";
import { noShadows, shadowsOf } from "./shadowing.ts";
import { memoryFor, secondsOfShadows, secondsToTrain } from "./training-cost.ts";

export type DefencesOptions = {
  readonly targets: number | "all";
  readonly models: number;
  readonly defences: readonly DefenceId[] | null;
  readonly epsilons: readonly number[];
};

const id = "model/defences";

const options = z.object({
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(10_000)
    .describe('people in the data, and as many outside, to play on; "all": everybody'),
  models: z
    .int()
    .min(fewestModels)
    .max(4096)
    .multipleOf(2)
    .default(16)
    .describe("models to be trained in each way of training; an even number"),
  defences: z
    .array(z.enum(defenceIds))
    .nullable()
    .default(null)
    .describe(
      "what is tried; null: all. Those on answers (temperature, rounding, top, label only) need no training of their own",
    ),
  epsilons: z
    .array(z.number().gt(0))
    .max(10)
    .default([8, 2, 1])
    .describe("of training with differential privacy (dp-sgd): the smaller, the more private"),
});

export const defences: CheckSpec<"model", DefencesOptions> = {
  id,
  ...words,
  measure: null,
  options,
  presets: { quick: { targets: 2000, models: 8, defences: answeringIds }, thorough: { targets: "all", models: 64 } },
  works: [crowdWork, peopleWork, transformedWork, judgedWork, noiseWork],
  applies(subject) {
    const { label, target } = subject;
    if (target.kind === "onnx" && target.labelsOnly)
      return {
        reason: target.labelsOnly,
        remedy:
          "It already shows as little as a defence on answers can; export it with its probabilities to see what other ways of training would bring.",
      };
    if (label.kind === "number" || label.classes.length < 2)
      return {
        reason: "it is about what is shown of the probabilities of classes, and the model predicts a number",
        remedy:
          "If the numbers stand for classes, say so (labels as classes). Against models of numbers: earlier stopping, larger leaves, or differential privacy; audit the model that comes out.",
      };
    return noShadows(subject) ?? true;
  },
  estimate(subject, { targets, models, defences: wanted, epsilons }) {
    const most = targets === "all" ? Infinity : targets;
    const people = Math.min(subject.sides.members, most) + Math.min(subject.sides.outsiders, most);
    const { tried } = possible(subject, defencesOf(wanted, epsilons));
    const trainers = [none, ...tried].flatMap((one) => planned(subject, one) ?? []);
    const groups = Math.ceil(models / 8);
    const usual = secondsOfShadows(subject, models);
    return {
      tasks: 4 + trainers.length * 3 * groups + (1 + tried.length) * (groups + 1),
      seconds:
        2 +
        usual +
        trainers.slice(1).reduce((sum, trainer) => sum + models * secondsToTrain(subject, trainer), 0) +
        tried.length * people * (1.5e-4 + 1e-5 * models),
      people,
      outsiders: people,
      chance: 0.1,
      attacks: attacks.length,
      models: models * trainers.length,
      shadows: { models, seconds: usual },
      memory: memoryFor(subject, models),
      ...(subject.trainerBy === "file" && { queries: subject.sides.members + subject.sides.outsiders }),
    };
  },
  async play(game) {
    const { options: chosen } = game;
    const usual = await shadowsOf(game, game.subject, { models: chosen.models, seed: game.seed });
    // What is altered is the way of training that was found to be most like that of the audited model.
    const subject: ModelSubject = { ...game.subject, trainer: usual.trainer, trainerBy: "user" };
    const { tried, left } = possible(subject, defencesOf(chosen.defences, chosen.epsilons));
    const ofAnswers = [none, ...tried.filter(({ group }) => group === "answers")];
    const rows: Row[] = await Promise.all(
      ofAnswers.map(async (defence) => ({
        defence,
        promise: null,
        judged: await judgedBy(game, usual, howOf(defence)),
      })),
    );
    const refused = [...left];
    const late: Validity[] = [];
    for (const defence of tried.filter(({ group }) => group === "training")) {
      try {
        rows.push(await retrained({ ...game, subject }, defence));
      } catch (error) {
        if (!(error instanceof TelltaleError)) throw error;
        if (error.code === "RUN_OUT_OF_TIME") {
          late.push(remarks.outOfTime(defence.id));
          break;
        }
        // A network that cannot be trained in this way says why; the others are worth a report.
        if (!refusals.has(error.code)) throw error;
        refused.push({ id: defence.id, reason: error.message });
      }
    }
    return {
      headline: null,
      measures: rows.flatMap(measuresOf),
      curves: [],
      validity: [remarks.models(usual.size, subject.sides.members), ...remarks.left(refused), ...late],
      reference: "telling people in the data from others by a coin: an advantage of 0, an AUC of 0.5",
      adversary: {
        holds: `what a defended model answers for each person, and ${chosen.models - 2} models of its own with the same defence`,
      },
      facts: {
        defences: rows.map(factsOf),
        attacks: attacks.map((attack) => attack.id),
        models: chosen.models,
        size: usual.size,
      },
    };
  },
};

/** Of a network for which there is no private training. */
const refusals = new Set(["PRIVATE_BATCH_NORM", "NETWORK_TOO_LARGE"]);

interface Row {
  readonly defence: Defence;
  readonly promise: { readonly epsilon: number; readonly delta: number } | null;
  readonly judged: DefenceJudged;
}

const howOf = (defence: Defence): Answering => ("how" in defence ? defence.how : { kind: "none" });

/** Those that can be tried on this model. */
function possible(
  subject: ModelSubject,
  all: readonly Defence[],
): { readonly tried: readonly Defence[]; readonly left: readonly { readonly id: string; readonly reason: string }[] } {
  const whyNot = (defence: Defence): string | null => {
    const how = howOf(defence);
    const { label } = subject;
    if (how.kind === "top" && label.kind === "class" && how.k >= label.classes.length - 1)
      return "with so few classes nothing would be hidden";
    if (defence.group === "training" && planned(subject, defence) === null)
      return "this way of training has no such setting, or keeps to it already";
    return null;
  };
  return {
    tried: all.filter((defence) => whyNot(defence) === null),
    left: all.flatMap((defence) => {
      const reason = whyNot(defence);
      return reason === null ? [] : [{ id: defence.id, reason }];
    }),
  };
}

const sizeOf = ({ sides: { members, outsiders } }: ModelSubject): number =>
  Math.max(1, Math.min(members, Math.floor((members + outsiders) / 2)));

/** What would be trained for it, of a private one without the noise; null: nothing. */
function planned(subject: ModelSubject, defence: Defence): TrainerSpec | null {
  const { trainer } = subject;
  if ("reason" in trainer || defence.group === "answers") return null;
  if ("training" in defence) return altered(trainer, defence.training);
  if (!("epsilon" in defence)) return trainer;
  const found = sampled(trainer, sizeOf(subject));
  return found && withNoise(found.trainer, 1);
}

async function retrained(game: Game<ModelSubject, DefencesOptions>, defence: Defence): Promise<Row> {
  const { subject, options: chosen, seed } = game;
  const { trainer, promise } = await trainerFor(game, defence);
  const models = await shadowsOf(game, { ...subject, trainer, trainerBy: "user" }, { models: chosen.models, seed });
  return { defence, promise, judged: await judgedBy(game, models, { kind: "none" }) };
}

async function trainerFor(
  { subject, compute }: Game<ModelSubject, DefencesOptions>,
  defence: Defence,
): Promise<{ readonly trainer: TrainerSpec; readonly promise: Row["promise"] }> {
  const plain = planned(subject, defence);
  if (plain === null || "reason" in subject.trainer) throw new Error(`${defence.id} was found possible`);
  if (!("epsilon" in defence)) return { trainer: plain, promise: null };
  const rows = sizeOf(subject);
  const found = sampled(subject.trainer, rows);
  if (found === null) throw new Error(`${defence.id} was found possible`);
  const promise = { epsilon: defence.epsilon, delta: deltaFor(rows) };
  const { chance, steps } = found.sampling;
  const [noise = 0] = await compute(noiseWork, [{ ...promise, sampleRate: chance, steps }]);
  return { trainer: withNoise(found.trainer, noise), promise };
}

async function judgedBy(
  { subject, options: chosen, seed, compute, refs }: Game<ModelSubject, DefencesOptions>,
  { groups, trainer, models }: Shadow,
  how: Answering,
): Promise<DefenceJudged> {
  const [people = ""] = await refs(peopleWork, [peopleInput(subject, chosen.targets, seed)]);
  const name = nameOf(trainer);
  const transformed = await refs(
    transformedWork,
    groups.map(({ answers, data, seed: drawn, size, first, count }) => ({
      place: answers,
      crowd: subject.crowd,
      people,
      group: { data, seed: drawn, size, first, count },
      name,
      count: Math.min(count, models - first),
      how,
    })),
  );
  const [judged] = await compute(judgedWork, [{ groups: transformed, seed }]);
  if (!judged) throw new Error("compute gives one output for one input");
  return judged;
}

function measuresOf({ defence, promise, judged: { found, accuracy } }: Row): Measure[] {
  const of = { defence: defence.id };
  return [
    ...found.map(({ id: measure, value, low, high, n }) => row({ id: measure, of, value, low, high, n })),
    ...(accuracy.unseen ? [row({ id: "accuracy", of, ...accuracy.unseen })] : []),
    ...(accuracy.seen ? [row({ id: "accuracy.seen", of, ...accuracy.seen })] : []),
    ...(promise
      ? [
          row({
            id: "epsilon",
            of,
            value: promise.epsilon,
            low: null,
            high: null,
            n: accuracy.seen?.n ?? 0,
            status: "ok",
          }),
        ]
      : []),
  ];
}

const factsOf = ({ defence: { id: name, plain, group }, promise, judged }: Row): { readonly [name: string]: Json } => ({
  id: name,
  plain,
  group,
  promise: promise && { ...promise, advantage: mostAdvantage(promise) },
  attack: judged.found.find(({ id: measure }) => measure === "advantage")?.attack ?? null,
});

/** Of one core, for a model: networks as measured on 446 features and 50 epochs. */
