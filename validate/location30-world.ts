/** Location-30 as attacks on membership see it: shadow models of half of 4,000 people each, of which some play the audited model. For `npm run validate` and the benchmark. */
import { join } from "node:path";
import { readLabelled } from "../bench/labelled.ts";
import { crowdOf, type Inline, openInline } from "../src/check/model/one-run/testing/subject.ts";
import type { Scene, ShadowSignals, Signals } from "../src/check/model/scene.ts";
import { asTarget, joinShadows, shadowSignals } from "../src/check/model/shadow-signals.ts";
import { signalsOf } from "../src/check/model/signals.ts";
import { answersAt, shadow, type Shadow } from "../src/learn/shadow.ts";
import { type Tensors, tensorsOf } from "../src/learn/trainers/data.ts";
import { nameOf, trainerSchema } from "../src/learn/trainers/spec.ts";
import type { Answers } from "../src/learn/trainers/trainer.ts";
import { shuffled, stream } from "../src/stats/stream.ts";

const [features, classes, audited] = [446, 30, 4000] as const;

export const file = (shared: string): string => join(shared, "data/location30/location30.csv.gz");

/** As ML Privacy Meter's: 446-128(tanh)-30, Adam 1e-3, batches of 64, 50 epochs. */
const trainer = trainerSchema.parse({
  kind: "mlp",
  hidden: [128],
  activation: "tanh",
  recipe: { epochs: 50, batch: 64, optimiser: { kind: "adam", rate: 1e-3 } },
});

export interface World {
  readonly inline: Inline;
  /** The 4,000 people played on. */
  readonly pool: Tensors;
  readonly poolKey: string;
  /** The 1,010 others: nobody's member. */
  readonly population: Tensors;
  readonly populationKey: string;
  readonly shadow: Shadow;
  readonly name: string;
  /** Of all models, by row of the pool. */
  readonly signals: ShadowSignals;
  /** Of model k for the pool, and for the population. */
  answersOf(k: number): Promise<{ readonly pool: Answers; readonly population: Answers }>;
}

/** `models`: an even number, all of which are trained now. */
export async function openWorld(shared: string, models: number): Promise<World> {
  const { x, codes } = await readLabelled({ file: file(shared), scale: 1 });
  const order = shuffled(codes.length, stream(1, "validate", "location30"));
  const part = (rows: Uint32Array): Tensors => {
    const own = new Float32Array(rows.length * features);
    rows.forEach((row, i) => own.set(x.subarray(row * features, (row + 1) * features), i * features));
    const labels = Array.from({ length: classes }, (_, code) => String(code));
    const column = { kind: "category", name: "label", codes: codesAt(codes, rows), labels, flag: null } as const;
    return tensorsOf(own, [features], column, {
      like: { kind: "class", column: "label", classes: labels, answers: "string" },
    });
  };
  const [pool, population] = [part(order.slice(0, audited)), part(order.slice(audited))];
  const inline = openInline();
  const [poolKey, populationKey] = await Promise.all([inline.put(pool), inline.put(population)]);
  const crowd = await inline.put(crowdOf(pool, audited / 2));
  const made = await shadow(inline, { trainer, data: poolKey, models, seed: 1, asked: [populationKey] });
  const name = nameOf(trainer);
  const parts = await inline.compute(
    shadowSignals,
    made.groups.map(({ answers: place, data, seed, size, first, count }) => ({
      place,
      crowd,
      group: { data, seed, size, first, count },
      name,
      count,
    })),
  );
  return {
    inline,
    pool,
    poolKey,
    population,
    populationKey,
    shadow: made,
    name,
    signals: joinShadows(parts),
    async answersOf(k) {
      const { group, at } = made.placeOf(k);
      const [asked] = group.asked;
      if (!asked) throw new Error("all models were asked about the population");
      const only = ({ perModel, ...rest }: Answers): Answers => ({ ...rest, perModel: perModel.slice(at, at + 1) });
      return {
        pool: only(await answersAt(inline.reader, group.answers)),
        population: only(await answersAt(inline.reader, asked)),
      };
    },
  };
}

const codesAt = (codes: Int32Array, rows: Uint32Array): Int32Array => Int32Array.from(rows, (row) => codes[row]!);

/** Numbers of the models that attack model k: all but those of its own pair. */
export const attackersOf = ({ shadow: { models } }: World, k: number): readonly number[] =>
  Array.from({ length: models }, (_, other) => other).filter((other) => other >> 1 !== k >> 1);

/** Model k plays the audited model, and `shadows` others attack it; with all signals of it. */
export async function sceneOf(world: World, k: number, shadows: number): Promise<Scene> {
  const { signals, pool } = world;
  const { target: _, shadows: rest } = asTarget({ shadows: signals }, k);
  const first = <T>(of: readonly T[]): readonly T[] => of.slice(0, shadows);
  return {
    target: signalsIn(pool, (await world.answersOf(k)).pool),
    shadows: { phi: first(rest.phi), logp: first(rest.logp), isIn: first(rest.isIn) },
  };
}

export const codesOf = ({ goal }: Tensors): Int32Array => (goal.kind === "class" ? goal.codes : new Int32Array());

export const signalsIn = (data: Tensors, answers: Answers): Signals =>
  signalsOf(answers, { codes: codesOf(data), values: null, label: data.label });

/** 1: model k learnt from the row. */
export const isInOf = ({ signals }: World, k: number): Uint8Array => signals.isIn[k] ?? new Uint8Array();
