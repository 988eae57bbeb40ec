/** Games with models of which the truth is known: trainings with a known epsilon, models that saw neither side, models of random labels. For `npm run validate` and, in short, for the tests. */
import { allRows, type Goal } from "../../../learn/goal.ts";
import { noiseFor } from "../../../learn/privacy/calibrate.ts";
import type { Data } from "../../../learn/trainers/data.ts";
import { trainerOf } from "../../../learn/trainers/index.ts";
import { type TrainerSpec, trainerSchema } from "../../../learn/trainers/spec.ts";
import { distinguishing, type Scores } from "../../../risk/distinguishing.ts";
import { limitFor, policies, type Limits } from "../../../risk/limits.ts";
import { judge } from "../../../risk/verdict.ts";
import { shuffled, stream } from "../../../stats/stream.ts";
import type { Played } from "../../types.ts";
import { suiteOf } from "../attacks/suite.ts";
import { oneRun, type OneRunOptions } from "../oneRun.ts";
import { openInline, peopleOf, subjectOf } from "../one-run/testing/subject.ts";
import type { Scene } from "../scene.ts";
import { signalsOf } from "../signals.ts";

export interface Promised {
  readonly epsilon: number;
  /** False: clipped only; the noise was forgotten, and the promise is empty. */
  readonly noisy: boolean;
  /** Widths of hidden layers. */
  readonly hidden?: readonly number[];
  readonly audits: number;
}
/** How often `epsilon.low` was above the epsilon that was promised, and how often the verdict was `fail`. */
export interface Refuted {
  readonly above: number;
  readonly failed: number;
  /** In ascending order. */
  readonly lows: readonly number[];
}

const delta = 1e-5;

/**
 * Audits of DP-SGD, seed after seed with other canaries, coins and noise: 250 people, as many canaries, more features than people. Each step takes everybody: the chance to be in a step, and with it epsilon, does not
 * depend on how many canaries are in.
 */
export async function auditsOf({ epsilon, noisy, hidden = [], audits }: Promised): Promise<Refuted> {
  const epochs = 5;
  const noise = noisy ? noiseFor({ epsilon, delta, sampleRate: 1, steps: epochs }) : 0;
  const recipe = { epochs, batch: 100_000, optimiser: { kind: "sgd", rate: 3 }, private: { clip: 1, noise } };
  const trainer = trainerSchema.parse(
    hidden.length > 0 ? { kind: "mlp", hidden, recipe } : { kind: "logistic", recipe },
  );
  const options = oneRun.options.parse({ claimed: { epsilon, delta } }) as OneRunOptions; // the check's own schema
  const made = { members: 250, outsiders: 250, features: 1000 };
  const pool = peopleOf(500, made, "pool");
  const lows: number[] = [];
  let failed = 0;
  for (let seed = 1; seed <= audits; seed++) {
    const inline = openInline();
    const subject = await subjectOf(inline, trainer, { ...made, pool });
    const found = await oneRun.play({ subject, options, seed, limitOf: () => null, ...inline });
    lows.push(Number(found.facts["epsilon"]));
    const { claim, validity } = found;
    const [judged] = judge([{ subject: "m", headline: null, validity, limit: epsilon, claim }]);
    if (judged?.verdict === "fail") failed++;
  }
  return { above: lows.filter((low) => low > epsilon).length, failed, lows: lows.toSorted((a, b) => a - b) };
}

export interface GameOptions {
  readonly seed: number;
  /** People on each side. */
  readonly side: number;
  readonly shadows: number;
  readonly trainer: TrainerSpec;
  /** "strangers": the model learnt from people on neither side. */
  readonly learnt: "members" | "strangers";
  /** Of labels in the features; 0: they are random, and of ten classes. */
  readonly signal: 0 | 1;
}

/** One membership game: a model, shadow models of halves of both sides together, and the whole suite. */
export async function membershipGame(options: GameOptions): Promise<Played> {
  const { side, seed } = options;
  const scene = await sceneOf(options);
  const suite = suiteOf({ wanted: null, shadows: options.shadows, task: "classification" });
  const scores = suite.played.map((attack): Scores => {
    const all = attack.score(scene);
    return { of: { attack: attack.id }, members: all.slice(0, side), outsiders: all.slice(side) };
  });
  const judged = distinguishing(scores, { seed, name: "model/membership", reshuffles: 0 });
  return { ...judged, reference: "", adversary: {}, facts: {} };
}

async function sceneOf({ side, shadows, trainer: spec, learnt, seed, signal }: GameOptions): Promise<Scene> {
  const crowd = 2 * side;
  const data = peopleOf(
    3 * side,
    { members: side, outsiders: side, signal, seed, ...(signal === 0 && { classes: 10, features: 30 }) },
    "calibration",
  );
  const halves = Array.from({ length: shadows / 2 }, (_, pair) => {
    const order = shuffled(crowd, stream(seed, "calibration", "pair", pair));
    return [order.subarray(0, side), order.subarray(side)];
  }).flat();
  const from = learnt === "members" ? 0 : crowd;
  const target = allRows(3 * side).subarray(from, from + side);
  const nothing = { get: () => Promise.reject(new Error("this trainer reads nothing")) };
  const trainer = trainerOf(spec, nothing);
  const lessons = [target, ...halves].map((rows, number) => ({ rows, number, seed: [seed, "calibration", number] }));
  const models = await trainer.fit(data, lessons);
  const [answers] = await trainer.answer(models, [firstRows(data, crowd)], data);
  if (!answers) throw new Error("each data that is asked about has answers");
  const truth = { codes: codesOf(data.goal).slice(0, crowd), values: null, label: data.label };
  const [of, ...others] = lessons.map((_, model) => signalsOf(answers, truth, model));
  if (!of) throw new Error("the model was asked");
  return {
    target: of,
    shadows: {
      phi: others.map(({ phi }) => phi),
      logp: others.flatMap(({ logp }) => logp ?? []),
      isIn: halves.map((rows) => {
        const isIn = new Uint8Array(crowd);
        for (const row of rows) isIn[row] = 1;
        return isIn;
      }),
    },
  };
}

const codesOf = (goal: Goal): Int32Array => (goal.kind === "class" ? goal.codes : new Int32Array());

function firstRows(data: Extract<Data, { kind: "tensors" }>, rows: number): Data {
  const [features = 1] = data.shape;
  const goal: Goal = data.goal.kind === "class" ? { ...data.goal, codes: data.goal.codes.slice(0, rows) } : data.goal;
  return { ...data, rows, x: data.x.slice(0, rows * features), goal, origin: data.origin.slice(0, rows) };
}

/** The verdict over all limits of the game, by a policy or by limits of one's own. */
export function failedBy({ headline, further = [], validity }: Played, limits: Limits = policies.default): boolean {
  const judged = judge(
    [headline, ...further].flatMap((one) =>
      one === null
        ? []
        : [{ subject: "m", headline: one, validity, limit: limitFor(limits, "model/membership", one.measure) }],
    ),
  );
  return judged.some(({ verdict }) => verdict === "fail");
}

/** What no leak reads: a model that saw neither side exceeds nothing of it but by accident. */
export const chance: Limits = { "*": { advantage: 0, "tpr@fpr=0.01": 0.01 } };

const network = (hidden: readonly number[], epochs: number): TrainerSpec =>
  trainerSchema.parse({ kind: "mlp", hidden, recipe: { epochs, batch: 50, optimiser: { kind: "adam", rate: 0.01 } } });

/** Fits noise by heart. */
export const byHeart = network([64], 60);
/** Learns a little, fast. */
export const quick = network([16], 3);
