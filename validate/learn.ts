/** Our learners against LightGBM and scikit-learn on the same split of Adult, with the same settings; learn.py made the references and tells how. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { boost, predict } from "../src/learn/boost.ts";
import { forest, predictForest } from "../src/learn/forest.ts";
import { classesOf, type Goal } from "../src/learn/goal.ts";
import { auc } from "../src/stats/auc.ts";
import { read } from "../src/table/read.ts";
import { identify } from "../src/table/source.ts";
import type { Column, Table } from "../src/table/types.ts";
import type { Validation } from "./types.ts";

interface Reference {
  readonly peer: string;
  readonly learner: "boost" | "forest";
  readonly settings: { readonly minLeaf?: number; readonly columns?: number };
  readonly target: string;
  readonly measure: "auc" | "logloss" | "accuracy" | "rmse";
  readonly value: number;
}

/** By how much we may be worse: of a measure between 0 and 1; of an error in the target's own units, as a share of it. */
const worse = 0.005;
/** Better than this is suspicious. */
const better = 0.02;

export const validate: Validation = async function* (shared) {
  const { numbers, versions } = JSON.parse(readFileSync(new URL("learn.json", import.meta.url), "utf8")) as {
    numbers: readonly Reference[];
    versions: Readonly<Record<string, string>>;
  };
  const tables = await adult(shared);
  const known = new Map<string, Float64Array>();
  for (const { peer, learner, settings, target, measure, value } of numbers) {
    const key = JSON.stringify([learner, settings, target]);
    const found = known.get(key) ?? learnt(tables, target, { learner, settings });
    known.set(key, found);
    const ours = measured(found, splitOff(tables.test, target).goal, measure);
    const isBetter = measure === "auc" || measure === "accuracy" ? ours > value : ours < value;
    yield {
      what: `${measure} of ${target}, ${learner} ${JSON.stringify(settings)}: ${peer} ${versions[peer.toLowerCase()]}`,
      ours,
      reference: value,
      allowed: (isBetter ? better : worse) * (measure === "rmse" ? value : 1),
      why: isBetter ? "ours is better" : "",
    };
  }
};

interface Adult {
  readonly train: Table;
  readonly test: Table;
}

async function adult(shared: string): Promise<Adult> {
  const files = { train: "adult_train.csv.gz", test: "adult_test.csv" };
  const sources = await Promise.all(
    Object.entries(files).map(([part, file]) => identify(part, join(shared, "data/adult", file))),
  );
  const tables = await read.run(
    { sources, types: {} },
    { get: () => Promise.reject(new Error("reading needs nothing")) },
  );
  const { train, test } = tables;
  if (!train || !test) throw new Error("Two tables were to be read");
  return { train, test };
}

function splitOff({ columns }: Table, target: string): { features: Column[]; goal: Goal } {
  const of = columns.find(({ name }) => name === target);
  if (!of) throw new Error(`Adult has no column ${target}`);
  const goal: Goal =
    of.kind === "category"
      ? { kind: "class", codes: of.codes, classes: of.labels.length }
      : { kind: "number", values: of.values };
  return { features: columns.filter((column) => column !== of), goal };
}

function learnt(
  { train, test }: Adult,
  target: string,
  { learner, settings }: Pick<Reference, "learner" | "settings">,
): Float64Array {
  const { features, goal } = splitOff(train, target);
  const options = { ...settings, seed: ["validate"] };
  const at = splitOff(test, target).features;
  return learner === "boost"
    ? predict(boost(features, goal, options), at)
    : predictForest(forest(features, goal, options), at);
}

function measured(predicted: Float64Array, goal: Goal, measure: Reference["measure"]): number {
  if (goal.kind === "number") return Math.sqrt(mean(goal.values, (value, i) => (predicted[i]! - value) ** 2));
  const { codes } = goal;
  if (measure === "auc")
    return auc({
      members: predicted.filter((_, i) => codes[i] === 1),
      outsiders: predicted.filter((_, i) => codes[i] !== 1),
    });
  const classes = classesOf(goal) ?? 1;
  const chance = (i: number, k: number): number =>
    classes > 2 ? predicted[i * classes + k]! : k === 1 ? predicted[i]! : 1 - predicted[i]!;
  if (measure === "logloss") return mean(codes, (code, i) => -Math.log(chance(i, code)));
  return mean(codes, (code, i) => {
    let best = 0;
    for (let k = 1; k < classes; k++) if (chance(i, k) > chance(i, best)) best = k;
    return Number(best === code);
  });
}

const mean = (of: ArrayLike<number>, value: (item: number, i: number) => number): number =>
  Array.from(of).reduce((sum, item, i) => sum + value(item, i), 0) / of.length;
