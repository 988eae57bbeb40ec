import { describe, expect, test } from "vitest";
import { allRows } from "../../../learn/goal.ts";
import { shadow } from "../../../learn/shadow.ts";
import { openHouse } from "../../../learn/shadow/testing/house.ts";
import { range } from "../../../learn/testing/made.ts";
import { nameOf, type TrainerSpec, trainerSchema } from "../../../learn/trainers/spec.ts";
import type { Answers } from "../../../learn/trainers/trainer.ts";
import type { Column } from "../../../table/types.ts";
import { type ClassifierInput, classifierWork } from "./classifier.ts";
import { alarmed, answersOf, areaOf, overlapping, peopled, type Place } from "./testing/people.ts";

const house = openHouse();
const attacks = ["shokri", "ml-leaks-1", "ml-leaks-2"] as const;
const network = trainerSchema.parse({
  kind: "mlp",
  hidden: [32],
  recipe: { epochs: 60, batch: 32, optimiser: { kind: "adam", rate: 0.01 } },
});
const forest = trainerSchema.parse({ kind: "forest", trees: 50, minLeaf: 3 });

/** Rows 0 to people - 1 of a table, and a model that learnt from other rows of it, asked about those. */
async function arranged(
  columns: readonly Column[],
  {
    trainer,
    people,
    learnt,
    models = 4,
  }: { readonly trainer: TrainerSpec; readonly people: number; readonly learnt: Uint32Array; readonly models?: number },
) {
  const whole = await peopled(house, columns);
  const crowd = await peopled(
    house,
    columns.map((column) => first(column, people)),
  );
  const answers = await answersOf(house, { trainer, place: whole, rows: learnt, seed: 7 });
  const target = parts(answers, [Math.floor(people / 3), people]);
  const keys = await Promise.all(target.map((part) => house.computer.put(part)));
  const input = await inputOf(crowd, trainer, models);
  return { ...input, target: keys };
}

async function inputOf(
  { pool, crowd }: Place,
  trainer: TrainerSpec,
  models: number,
): Promise<Omit<ClassifierInput, "attack" | "target">> {
  const { groups } = await shadow(house.computer, { trainer, data: pool, models, seed: 1 });
  const shadows = groups.map(({ answers: place, data, seed, size, first: from, count }) => ({
    place,
    group: { data, seed, size, first: from, count },
    count: Math.min(count, models - from),
  }));
  return { shadows, name: nameOf(trainer), pool, crowd, people: null, seed: 1 };
}

function parts(answers: Answers, ends: readonly number[]): Answers[] {
  return ends.map((to, i) => {
    const from = ends[i - 1] ?? 0;
    const perModel = answers.perModel.map((said) => said.slice(from * answers.outputs, to * answers.outputs));
    return { ...answers, rows: to - from, perModel };
  });
}

const first = (column: Column, rows: number): Column =>
  column.kind === "category"
    ? { ...column, codes: column.codes.slice(0, rows) }
    : { ...column, values: column.values.slice(0, rows) };

describe.for([
  ["network", network, 3, 0.58],
  ["network of two classes", network, 2, 0.56],
  ["network of twelve classes", network, 12, 0.8],
  ["forest", forest, 3, 0.8],
] as const)("a %s", ([, trainer, classes, least]) => {
  test("that knows its people by heart is found by each attack", async () => {
    const input = await arranged(overlapping(600, { classes, dimensions: 60 }), {
      trainer,
      people: 600,
      learnt: allRows(300),
    });
    for (const attack of attacks) {
      const scores = await classifierWork.run({ attack, ...input }, house.store);
      expect(scores.length).toBe(600);
      expect(areaOf(scores), attack).toBeGreaterThan(least);
      // Of some people it says the same, whoever else is asked about.
      const [members, outsiders] = [Uint32Array.of(7, 299), Uint32Array.of(301, 450)];
      const people = await house.computer.put({ members, outsiders });
      const few = await classifierWork.run({ attack, ...input, people }, house.store);
      expect(few.filter((score) => !Number.isNaN(score))).toEqual(
        Float64Array.of(...[7, 299, 301, 450].map((row) => scores[row]!)),
      );
    }
  });
});

test("a model that saw neither side is not said to know one", { timeout: 120_000 }, async () => {
  const alarms: string[] = [];
  for (const seed of range(4))
    for (const trainer of [network, forest]) {
      const columns = overlapping(600, { seed: 20 + seed });
      const input = await arranged(columns, { trainer, people: 400, learnt: allRows(600).subarray(400) });
      for (const attack of attacks)
        if (alarmed(await classifierWork.run({ attack, ...input }, house.store))) alarms.push(`${seed} ${attack}`);
    }
  expect(alarms.length).toBeLessThan(3); // P[3 or more of 24] = .002
});
