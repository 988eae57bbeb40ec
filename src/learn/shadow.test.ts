import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openComputer } from "../run/compute.ts";
import { openProcesses } from "../run/processes.ts";
import { openStore } from "../run/store.ts";
import { newFolder, pathOf } from "../run/testing/look.ts";
import type { Column } from "../table/types.ts";
import { answersAt, quality, type Shadow, shadow } from "./shadow.ts";
import { type House, noise, openHouse, pooled } from "./shadow/testing/house.ts";
import { letters, numbers, range } from "./testing/made.ts";
import { tensorsOf } from "./trainers/data.ts";
import { type TrainerSpec, trainerSchema } from "./trainers/spec.ts";

const small = trainerSchema.parse({ kind: "boosting", trees: 3 });
const seed = 1;

function softmax(logits: ArrayLike<number>): readonly number[] {
  const terms = Array.from(logits, Math.exp);
  const sum = terms.reduce((a, b) => a + b, 0);
  return terms.map((term) => term / sum);
}

/** What each model says of the right class of each row of the pool, and whether the row is its member. */
async function confidence(
  house: House,
  made: Shadow,
  columns: readonly Column[],
): Promise<{ inside: number; outside: number }> {
  const labels = columns.at(-1);
  const [sums, counts] = [new Float64Array(2), new Float64Array(2)];
  for (let k = 0; k < made.models; k++) {
    const { group, at } = made.placeOf(k);
    const answers = await answersAt(house.store, group.answers);
    const { perModel, outputs } = answers;
    const members = new Set(made.members(k));
    for (let row = 0; row < made.about.rows; row++) {
      const side = members.has(row) ? 1 : 0;
      const code = labels?.kind === "category" ? labels.codes[row]! : 0;
      const said = perModel[at]?.slice(row * outputs, (row + 1) * outputs) ?? [];
      const chances = answers.kind === "logits" ? softmax(said) : said;
      sums[side]! += chances[code] ?? NaN;
      counts[side]!++;
    }
  }
  return { inside: sums[1]! / counts[1]!, outside: sums[0]! / counts[0]! };
}

const overfitting: readonly TrainerSpec[] = [
  trainerSchema.parse({ kind: "forest", trees: 30 }),
  trainerSchema.parse({ kind: "boosting", trees: 30, minLeaf: 2 }),
  trainerSchema.parse({
    kind: "logistic",
    recipe: { epochs: 100, batch: 20, optimiser: { kind: "adam", rate: 0.02 } },
  }),
  trainerSchema.parse({
    kind: "mlp",
    hidden: [16],
    recipe: { epochs: 60, batch: 20, optimiser: { kind: "adam", rate: 0.01 } },
  }),
];

describe.for(overfitting)("$kind", (trainer) => {
  test("that learns noise by heart is surer of its members than of others", async () => {
    const house = openHouse();
    const columns = noise(100, { numeric: 100 });
    const made = await shadow(house.computer, { trainer, data: await pooled(house, columns), models: 8, seed });
    const { inside, outside } = await confidence(house, made, columns);
    expect(inside).toBeGreaterThan(0.7);
    expect(Math.abs(outside - 0.5)).toBeLessThan(0.08); // labels are independent of all else
    const { measure, meanTrain, meanTest } = await quality(house.computer, made);
    expect(measure).toBe("accuracy");
    expect(meanTrain).toBeGreaterThan(0.9);
    expect(Math.abs(meanTest - 0.5)).toBeLessThan(0.1);
  });
});

test("a model that says the same of everybody does not know its members", async () => {
  const house = openHouse();
  const columns = noise(200);
  const trainer = trainerSchema.parse({ kind: "boosting", trees: 30, minLeaf: 1000 });
  const made = await shadow(house.computer, { trainer, data: await pooled(house, columns), models: 8, seed });
  const { inside, outside } = await confidence(house, made, columns);
  expect(Math.abs(inside - outside)).toBeLessThan(0.02); // but for the shares of the classes, 4 var(share) = 1 / 100 at most
});

test("what was trained once is not trained again, and more models add to those that are there", async () => {
  const first = openHouse();
  const data = await pooled(first, noise(60));
  const few = await shadow(first.computer, { trainer: small, data, models: 4, seed });
  // The pool, what is to be known of it, four models and their answers.
  expect(first.computer.counts).toEqual({ computed: 2 + 4 + 4, reused: 0 });
  const second = openHouse(first.store);
  const many = await shadow(second.computer, { trainer: small, data, models: 16, seed });
  expect(second.computer.counts).toEqual({ computed: 12 + 12, reused: 1 + 4 + 4 });
  expect(many.groups.slice(0, 4)).toEqual(few.groups);
  const third = openHouse(first.store);
  await shadow(third.computer, { trainer: small, data, models: 16, seed });
  expect(third.computer.counts.computed).toBe(0);
  await shadow(third.computer, { trainer: small, data, models: 2, seed: 2 });
  expect(third.computer.counts.computed).toBe(4);
});

test("another question does not train again, and the same rows get the same answers", async () => {
  const house = openHouse();
  const columns = noise(60);
  const data = await pooled(house, columns);
  await shadow(house.computer, { trainer: small, data, models: 2, seed });
  const before = house.computer.counts.computed;
  const other = await pooled(house, columns, { columns: ["x0", "x1", "c"] });
  const { groups } = await shadow(house.computer, { trainer: small, data, models: 2, seed, asked: [other] });
  expect(house.computer.counts.computed).toBe(before + 1 + 2);
  for (const { answers, asked } of groups)
    expect(await answersAt(house.store, asked[0] ?? answers)).toEqual(await answersAt(house.store, answers));
});

const network = (recipe: object): TrainerSpec => trainerSchema.parse({ kind: "mlp", hidden: [4], recipe });

test("any number of workers gives the same bytes", { timeout: 60_000 }, async () => {
  const found: string[] = [];
  const trainers = [small, network({ epochs: 2, batch: 16 })];
  for (const workers of [1, 2, 3]) {
    const store = openStore(newFolder());
    const data = await pooled(openHouse(store), noise(100, { classes: 3 }));
    await using executor = openProcesses(store, new URL("./shadow/testing/works.ts", import.meta.url), { workers });
    const computer = openComputer(store, executor);
    const made = await Promise.all(trainers.map((trainer) => shadow(computer, { trainer, data, models: 18, seed })));
    const keys = made.flatMap(({ groups }) => groups.flatMap(({ trained, answers }) => [trained, answers.key]));
    expect(keys).toHaveLength(2 * (18 + 2)); // sixteen networks are trained together
    found.push(keys.map((key) => readFileSync(pathOf(store, key), "base64")).join("\n"));
    await computer.settled();
  }
  expect(found[1]).toBe(found[0]);
  expect(found[2]).toBe(found[0]);
});

test("networks are trained in groups, which more models leave as they are", async () => {
  const first = openHouse();
  const data = await pooled(first, noise(60));
  const trainer = network({ epochs: 1 });
  await shadow(first.computer, { trainer, data, models: 16, seed });
  // The pool, its encoding, what is to be known of it, the size of a group; one group and its answers.
  expect(first.computer.counts.computed).toBe(4 + 2);
  const second = openHouse(first.store);
  await shadow(second.computer, { trainer, data, models: 64, seed });
  expect(second.computer.counts.computed).toBe(3 + 3);
});

test("a training that diverges is said to", async () => {
  const house = openHouse();
  const data = await pooled(house, noise(60));
  const trainer = network({ optimiser: { kind: "sgd", rate: 1e30 } });
  await expect(shadow(house.computer, { trainer, data, models: 2, seed })).rejects.toMatchObject({
    code: "TRAINING_DIVERGED",
  });
});

test("a network predicts numbers in their own unit", async () => {
  const house = openHouse();
  const x = range(80).map((i) => Math.sin(i));
  const columns = [
    numbers("x", x),
    numbers(
      "label",
      x.map((value) => 1e6 + 3000 * value),
    ),
  ];
  const trainer = trainerSchema.parse({
    kind: "logistic",
    recipe: { epochs: 100, optimiser: { kind: "sgd", rate: 0.1 } },
  });
  const made = await shadow(house.computer, { trainer, data: await pooled(house, columns), models: 2, seed });
  expect((await quality(house.computer, made)).meanTest).toBeGreaterThan(0.999); // it is linear
});

test("a convolutional network learns images, with or without channels, and nothing else", async () => {
  const house = openHouse();
  const bits = range(40).map((i) => i % 2);
  const images = Float32Array.from(bits.flatMap((bit) => range(16).map((at) => (bit + Math.floor(at / 8)) % 2)));
  const layers = [{ conv: 4, kernel: 3 }, { dense: 4 }];
  const trainer = trainerSchema.parse({
    kind: "cnn",
    layers,
    activation: "tanh",
    recipe: { epochs: 30, batch: 5, optimiser: { kind: "adam", rate: 0.05 } },
  });
  for (const shape of [
    [4, 4],
    [1, 4, 4],
  ]) {
    const data = await house.computer.put(tensorsOf(images, shape, letters("label", bits, 2)));
    const made = await shadow(house.computer, { trainer, data, models: 2, seed });
    expect((await quality(house.computer, made)).meanTest).toBe(1);
  }
  const data = await house.computer.put(tensorsOf(images, [16], letters("label", bits, 2)));
  await expect(shadow(house.computer, { trainer, data, models: 2, seed })).rejects.toMatchObject({
    code: "TRAINER_SHAPE",
  });
});

test("numbers are predicted, too", async () => {
  const house = openHouse();
  const x = range(80).map((i) => Math.sin(i));
  const columns = [
    numbers("x", x),
    numbers(
      "label",
      x.map((value) => 3 * value + 1),
    ),
  ];
  const trainer = trainerSchema.parse({ kind: "forest", trees: 20 });
  const made = await shadow(house.computer, { trainer, data: await pooled(house, columns), models: 4, seed });
  const { measure, meanTrain, meanTest } = await quality(house.computer, made);
  expect(measure).toBe("r2");
  expect(meanTrain).toBeGreaterThan(0.95);
  expect(meanTest).toBeGreaterThan(0.9);
});

test("trees learn from tensors, each feature a column", async () => {
  const house = openHouse();
  const bits = range(64).map((i) => i % 2);
  const x = Float32Array.from(bits.flatMap((bit) => [bit, 0]));
  const data = await house.computer.put(tensorsOf(x, [1, 2], letters("label", bits, 2)));
  const trainer = trainerSchema.parse({ kind: "forest", trees: 5 });
  const made = await shadow(house.computer, { trainer, data, models: 2, seed });
  expect(await quality(house.computer, made)).toMatchObject({ meanTrain: 1, meanTest: 1 });
});

describe("poor data:", () => {
  test("three rows make models of one row each", async () => {
    const house = openHouse();
    const data = await pooled(house, [numbers("x", [1, 2, 3]), letters("label", [0, 1, 0], 2)]);
    const made = await shadow(house.computer, { trainer: small, data, models: 2, seed });
    expect(made.size).toBe(1);
    const { perModel } = await answersAt(house.store, made.placeOf(0).group.answers);
    expect(perModel[0]?.every(Number.isFinite)).toBe(true);
  });

  test("a constant column and an empty one are learnt from as from any other", async () => {
    const house = openHouse();
    const columns = [...noise(40), numbers("same", range(40).fill(7)), numbers("none", range(40).fill(NaN))];
    const data = await pooled(house, columns);
    const made = await shadow(house.computer, { trainer: small, data, models: 2, seed });
    expect(made.about.width).toBe(5);
  });

  test("rows without a label are left out and counted; the others are known by where they were", async () => {
    const house = openHouse();
    const data = await pooled(house, [numbers("x", range(6)), letters("label", [0, -1, 1, 0, -1, 1], 2)]);
    const { about } = await shadow(house.computer, { trainer: small, data, models: 2, seed });
    expect(about).toMatchObject({ rows: 4, missing: 2 });
    expect(await house.store.get(data)).toMatchObject({ origin: Uint32Array.of(0, 2, 3, 5) });
  });

  test.each([
    ["one class", [numbers("x", range(4)), letters("label", [0, 0, 0, 0], 2)], "LABEL_ONE_VALUE"],
    ["no label at all", [numbers("x", range(4)), letters("label", [-1, -1, -1, -1], 2)], "LEARN_NO_ROWS"],
    ["nothing beside the label", [letters("label", [0, 1, 0, 1], 2)], "TRAINER_NO_COLUMNS"],
    ["a label that is not there", [numbers("x", range(4))], "COLUMN_UNKNOWN"],
  ])("%s is refused", async (_, columns, code) => {
    await expect(pooled(openHouse(), columns)).rejects.toMatchObject({ code });
  });

  test.each([
    [{ models: 3 }, "SHADOW_MODELS"],
    [{ models: 0 }, "SHADOW_MODELS"],
    [{ size: 31 }, "SHADOW_SIZE"],
    [{ size: 0 }, "SHADOW_SIZE"],
  ])("%j is refused", async (odd, code) => {
    const house = openHouse();
    const data = await pooled(house, noise(60));
    const asked = { trainer: small, data, models: 2, seed, ...odd };
    await expect(shadow(house.computer, asked)).rejects.toMatchObject({ code });
  });
});
