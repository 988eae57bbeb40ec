/**
 * Attacks on membership against numbers of other people's code on Location-30 (checks/model.md, "Expected numbers"; made in numpy): AUC, and rates at 1 in 1,000 and 1 in 100 false alarms, of every attack with 64,
 * 16 and 4 shadow models, mean of four models that play the audited one.
 */
import { existsSync } from "node:fs";
import { liraOffline, liraOnline } from "../src/check/model/attacks/lira.ts";
import { outsideOf, rmiaOffline } from "../src/check/model/attacks/rmia.ts";
import type { Spread } from "../src/check/model/attacks/side.ts";
import { attacks } from "../src/check/model/attacks/suite.ts";
import type { Scene } from "../src/check/model/scene.ts";
import { playLearned } from "./location30-learned.ts";
import { file, isInOf, openWorld, sceneOf, type World } from "./location30-world.ts";
import { type Found, found } from "./roc.ts";
import type { Line, Validation } from "./types.ts";

const targets = [0, 1, 2, 3];
const budgets = [64, 16, 4] as const;
/** With any number of shadow models they are the same. */
const once = ["quantile", "ml-leaks-1", "ml-leaks-2"] as const;
type Budget = (typeof budgets)[number];

/** AUC, rate at 1 in 1,000, at 1 in 100; null: it was not written down. */
type Numbers = readonly [auc: number | null, low: number | null, one: number | null];

/** The mean of two targets. Names with a slash are of an attack with a choice that is fixed there. */
const reference: Readonly<Record<string, Readonly<Partial<Record<Budget, Numbers>>>>> = {
  loss: { 64: [0.856, 0.004, 0.017] },
  "lira-online/own": { 64: [0.9725, 0.438, 0.621] },
  "lira-online/pooled": { 64: [0.9694, 0.428, 0.622], 16: [0.966, 0.371, 0.583], 4: [0.959, 0.251, 0.493] },
  "lira-offline/own": { 64: [0.924, 0.33, 0.492] },
  "lira-offline/pooled": { 64: [0.923, 0.307, 0.513], 16: [0.913, 0.269, 0.463], 4: [0.894, 0.194, 0.376] },
  "rmia-offline/.3": { 64: [0.902, 0.236, 0.364], 16: [0.898, 0.2, 0.351], 4: [0.885, 0.172, 0.271] },
  "rmia-online": { 64: [0.922, 0.233, 0.398], 16: [0.918, null, null], 4: [0.908, 0.179, null] },
  base: { 64: [0.922, 0.261, 0.402], 16: [0.918, 0.24, null], 4: [0.908, 0.191, 0.32] },
};

/** The AUC that an attack without a reference has at least: far below, it is wrong. Networks that are right about everybody they learnt from and 64 % of others give much away by any of their answers. */
const atLeast: Readonly<Record<string, number>> = {
  confidence: 0.75,
  entropy: 0.75,
  "modified-entropy": 0.8,
  quantile: 0.8,
  shokri: 0.8,
  "ml-leaks-1": 0.75,
  "ml-leaks-2": 0.7,
};

export const validate: Validation = async function* (shared) {
  if (!existsSync(file(shared))) return;
  const world = await openWorld(shared, 66);
  const { tables, rows } = await played(world);
  print(tables);
  yield* rows;
};

type Scored = ReadonlyMap<string, readonly Found[]>;
type Tables = ReadonlyMap<Budget, Scored>;

async function played(world: World): Promise<{ tables: Tables; rows: Line[] }> {
  const alone = new Map<string, readonly Found[]>();
  const tables = new Map<Budget, Scored>();
  for (const budget of budgets) {
    const all = new Map<string, Found[]>();
    for (const k of targets) {
      const scene = await sceneOf(world, k, budget);
      const isIn = isInOf(world, k);
      const put = (name: string, scores: Float64Array): void => {
        all.set(name, [...(all.get(name) ?? []), found(scores, isIn)]);
      };
      for (const [name, scores] of ofSignals(scene)) put(name, scores);
      for (const attack of ["shokri", ...(budget === budgets[0] ? once : [])] as const)
        put(attack, await playLearned(world, { k, shadows: budget, phi: scene.target.phi, attack }));
    }
    tables.set(budget, new Map([...all, ...alone]));
    // What needs no more models is played once.
    for (const name of ["quantile", "ml-leaks-1", "ml-leaks-2"])
      alone.set(name, all.get(name) ?? alone.get(name) ?? []);
  }
  return { tables, rows: [...tables].flatMap(([budget, table]) => [...linesOf(budget, table)]) };
}

function* ofSignals(scene: Scene): Generator<readonly [string, Float64Array]> {
  const { target, shadows } = scene;
  for (const attack of attacks) yield [attack.id, attack.score(scene)];
  const spreads: readonly Spread[] = ["own", "pooled"];
  for (const spread of spreads) {
    yield [`lira-online/${spread}`, liraOnline(target.phi, shadows.phi, shadows.isIn, { spread })];
    yield [`lira-offline/${spread}`, liraOffline(target.phi, shadows.phi, shadows.isIn, { spread })];
  }
  yield ["rmia-offline/.3", rmiaOffline(target.logp ?? target.phi, outsideOf(scene), 0.3)];
}

const measures = [
  ["AUC", ({ auc }: Found) => auc],
  ["TPR at 0.1 % FPR", ({ low }: Found) => low],
  ["TPR at 1 % FPR", ({ one }: Found) => one],
] as const;

function* linesOf(budget: Budget, table: Scored): Generator<Line> {
  for (const [name, of] of table) {
    const known = reference[name]?.[budget];
    for (const [i, [measure, get]] of measures.entries()) {
      const goal = known?.[i] ?? null;
      if (goal === null) continue;
      const values = of.map(get);
      yield {
        what: `${measure}, ${name}, ${budget} shadow models, mean of ${targets.length} targets`,
        ours: mean(values),
        reference: goal,
        allowed: 3.18 * Math.sqrt(deviation(values) ** 2 / values.length + deviation(values) ** 2 / 2),
        why: "t of three degrees of freedom; the reference's own deviation, which was not written down, is taken to be ours",
      };
    }
    const least = budget === 64 ? atLeast[name] : undefined;
    if (least !== undefined)
      yield {
        what: `AUC, ${name}: at least ${least}`,
        ours: mean(of.map(({ auc }) => auc)),
        reference: 1,
        allowed: 1 - least,
        why: "no reference; it is no dummy, and not the wrong way round",
      };
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

function print(tables: Tables): void {
  for (const [budget, table] of tables) {
    console.log(`${budget} shadow models: AUC / TPR at 0.1 % / at 1 %: mean | of each of models ${targets.join(", ")}`);
    for (const [name, of] of table) {
      const text = (each: (get: (one: Found) => number) => number): string =>
        measures.map(([, get]) => each(get).toFixed(4)).join(" / ");
      const own = of.map((one) => text((get) => get(one)));
      console.log(`  ${name.padEnd(20)} ${text((get) => mean(of.map(get)))} | ${own.join(" | ")}`);
    }
  }
}
