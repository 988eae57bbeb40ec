import { expect, test } from "vitest";
import { shadow, shadowWorks } from "../../learn/shadow.ts";
import { noise, pooled } from "../../learn/shadow/testing/house.ts";
import { readData } from "../../learn/trainers/data.ts";
import { nameOf, type TrainerSpec, trainerSchema } from "../../learn/trainers/spec.ts";
import { openComputer } from "../../run/compute.ts";
import { openInline } from "../../run/executor.ts";
import { openStore } from "../../run/store.ts";
import { newFolder } from "../../run/testing/look.ts";
import { auc } from "../../stats/auc.ts";
import type { Crowd } from "../../subject/model.ts";
import type { AnyWork, Works } from "../../work.ts";
import { attacks } from "./attacks/suite.ts";
import { numbers } from "../../learn/testing/made.ts";
import { asTarget, joinShadows, shadowSignals } from "./shadow-signals.ts";

const own = shadowSignals as unknown as AnyWork; // it is asked for its own inputs only
const works: Works = new Map([...shadowWorks, own].map((work) => [work.id, work] as const));

/** Shadow models of columns, and what is seen of them. */
async function seen(trainer: TrainerSpec, columns: Parameters<typeof pooled>[1], models: number) {
  const store = openStore(newFolder());
  const computer = openComputer(store, openInline(store, works));
  const data = await pooled({ store, computer }, columns);
  const { goal, label, rows, digest, origin } = await readData(store, data);
  const crowd: Crowd = {
    digest,
    members: rows / 2,
    rows,
    label,
    codes: goal.kind === "class" ? goal.codes : null,
    values: goal.kind === "number" ? goal.values : null,
    origin,
    person: null,
  };
  const key = await computer.put(crowd);
  const made = await shadow(computer, { trainer, data, models, seed: 1 });
  const inputs = made.groups.map(({ data: learnt, seed, size, first, count, answers }) => ({
    place: { key: answers.key, at: answers.at },
    crowd: key,
    group: { data: learnt, seed, size, first, count },
    name: nameOf(trainer),
    count: Math.min(count, models - first),
  }));
  const parts = await computer.compute(shadowSignals, inputs);
  return { made, crowd, shadows: joinShadows(parts) };
}

const mean = (of: Float64Array): number => of.reduce((sum, one) => sum + one, 0) / of.length;

test("who is in a model is whom it learnt from, and it is surer of them", async () => {
  const trainer = trainerSchema.parse({ kind: "boosting", trees: 20, minLeaf: 2 });
  const { made, shadows } = await seen(trainer, noise(120, { numeric: 20 }), 6);
  expect([shadows.phi, shadows.logp, shadows.isIn].map((of) => of.length)).toEqual([6, 6, 6]);
  shadows.isIn.forEach((isIn, k) => {
    const rows = Uint32Array.from(isIn.keys()).filter((row) => isIn[row] === 1);
    expect(rows).toEqual(made.members(k));
    const of = (side: number): number => mean(shadows.phi[k]!.filter((_, row) => isIn[row] === side));
    expect(of(1)).toBeGreaterThan(of(0) + 1);
  });
  for (let row = 0; row < 120; row++) expect(shadows.isIn.filter((isIn) => isIn[row] === 1)).toHaveLength(3);
  // Its members are found by those attacks that need no more than other models.
  const trial = asTarget({ shadows }, 0);
  for (const attack of attacks.filter((each) => each.shadows > 0)) {
    const scores = attack.score(trial);
    const side = (one: number): Float64Array => scores.filter((_, row) => shadows.isIn[0]![row] === one);
    expect(auc({ members: side(1), outsiders: side(0) }), attack.id).toBeGreaterThan(0.71); // of 60 and 60 by chance: .5 and four deviations of .053
  }
});

test("a network's logits, of a group with more models than are wanted", async () => {
  const trainer = trainerSchema.parse({
    kind: "logistic",
    recipe: { epochs: 60, batch: 20, optimiser: { kind: "adam", rate: 0.05 } },
  });
  const { made, shadows } = await seen(trainer, noise(100, { numeric: 60 }), 2);
  expect(made.groups[0]!.count).toBeGreaterThan(2);
  expect(shadows.phi).toHaveLength(2);
  const [isIn] = shadows.isIn;
  const of = (side: number): number => mean(shadows.phi[0]!.filter((_, row) => isIn![row] === side));
  expect(of(1)).toBeGreaterThan(of(0) + 1);
});

test("models for numbers have no probabilities, and are nearer to whom they learnt from", async () => {
  const trainer = trainerSchema.parse({ kind: "forest", trees: 20 });
  const columns = noise(120, { numeric: 6 });
  const label = columns[0]!;
  const target =
    label.kind === "number"
      ? numbers(
          "label",
          label.values.map((one) => one + 0.25),
        )
      : label;
  const { shadows } = await seen(trainer, [...columns.slice(1, -1), target], 4);
  expect(shadows.logp).toEqual([]);
  shadows.isIn.forEach((isIn, k) => {
    const of = (side: number): number => mean(shadows.phi[k]!.filter((_, row) => isIn[row] === side));
    expect(of(1)).toBeGreaterThan(of(0) + 0.5);
  });
});
