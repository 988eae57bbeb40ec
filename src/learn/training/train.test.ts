import { expect, test } from "vitest";
import { mlp } from "../networks/mlp.ts";
import { classes, values } from "../testing/made.ts";
import { meanLoss } from "./held-out.ts";
import type { Recipe } from "./recipe.ts";
import { scoreGroup } from "./score.ts";
import { accuracyOf, apart, exclusive } from "./testing/exclusive.ts";
import { type Trained, trainGroup, type Training } from "./train.ts";

const { x, goal, codes, rows } = exclusive(240);
const net = mlp(4, 2, { hidden: [16, 12] });
const recipe: Recipe = { epochs: 40, batch: 32, optimiser: { kind: "adam", rate: 0.01 } };
const some = [rows, rows.subarray(0, 200), rows.subarray(30)];
const train = (given: Partial<Training> = {}): Promise<Trained[]> => {
  const members = given.members ?? some;
  return trainGroup({ network: net, recipe, x, goal, members, names: members.map((_, k) => [7, k]), ...given });
};
const accuracies = async (network: Training["network"], models: readonly Trained[]): Promise<number[]> =>
  (await scoreGroup(network, models, x, rows)).map((logits) => accuracyOf(logits, codes));

test("what no linear model can tell apart is learnt, a constant column notwithstanding", async () => {
  const models = await train();
  expect(Math.min(...(await accuracies(net, models)))).toBeGreaterThan(0.9);
  for (const { losses } of models) {
    expect(losses).toHaveLength(40);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 3);
  }
});

test("a linear model does not learn it", async () => {
  const linear = mlp(4, 2, { hidden: [] });
  expect(Math.max(...(await accuracies(linear, await train({ network: linear }))))).toBeLessThan(0.7);
});

test("the same names give the same bits; other names other models", async () => {
  const [one, again, other] = [await train(), await train(), await train({ names: [[8], [9], [10]] })];
  expect(again).toEqual(one);
  expect(other[0]?.parameters).not.toEqual(one[0]?.parameters);
});

test.each([
  ["Adam", net, recipe],
  ["dropout", mlp(4, 2, { hidden: [16, 12], dropout: 0.2 }), recipe],
  ["batch norm", mlp(4, 2, { hidden: [16], norm: "batch" }), recipe],
  ["early stopping", net, { ...recipe, stop: { share: 0.2, patience: 3 } }],
  [
    "SGD with all that there is",
    net,
    {
      ...recipe,
      clip: 1,
      classWeights: "balanced",
      weightDecay: 1e-4,
      optimiser: { kind: "sgd", rate: 0.1, momentum: 0.9, nesterov: true },
      schedule: { kind: "cosine" },
    },
  ],
  ["differential privacy", net, { ...recipe, private: { clip: 1, noise: 0.5 } }],
] as const)("a model is the same whichever models are trained beside it: %s", async (_, network, how) => {
  const given = { network, recipe: { ...how, epochs: 6 } };
  const together = await train(given);
  const alone = await train({ ...given, atOnce: 1 });
  const [last] = await train({ ...given, members: some.slice(2), names: [[7, 2]] });
  together.forEach((model, k) => {
    expect(apart(model.parameters, alone[k]!.parameters)).toBeLessThan(2e-5);
    expect(model.epoch).toBe(alone[k]!.epoch);
  });
  expect(apart(last!.parameters, together[2]!.parameters)).toBeLessThan(2e-5);
});

test("in stacks of as many models it is the same bit for bit, whoever the others are and wherever it stands", async () => {
  const of = (numbers: readonly number[]): Promise<Trained[]> =>
    train({
      recipe: { ...recipe, epochs: 3, clip: 1 },
      members: numbers.map((k) => rows.subarray(k, k + 200)),
      names: numbers.map((k) => ["stack", k]),
      atOnce: 4,
    });
  const [one, other] = [await of([0, 1, 2, 3]), await of([9, 3, 7, 1])];
  expect(other[1]).toEqual(one[3]);
  expect(other[3]).toEqual(one[1]);
});

test("numbers are dropped while training only", async () => {
  const network = mlp(4, 2, { hidden: [64], dropout: 0.5 });
  const plain = mlp(4, 2, { hidden: [64] });
  const models = await train({ network });
  expect(await scoreGroup(network, models, x, rows)).toEqual(await scoreGroup(plain, models, x, rows));
  const [same] = await train({ network: plain });
  expect(apart(models[0]!.parameters, same!.parameters)).toBeGreaterThan(0.01);
});

test("one output is enough for two classes, and for a number", async () => {
  const single = mlp(4, 1, { hidden: [16, 12], activation: "tanh" });
  const long = { ...recipe, epochs: 80 };
  expect(Math.min(...(await accuracies(single, await train({ network: single, recipe: long }))))).toBeGreaterThan(0.9);
  const line = mlp(4, 1, { hidden: [] });
  const truth = values(Array.from(rows, (row) => 2 * x[4 * row]! - x[4 * row + 1]! + 0.5));
  const [model] = await train({
    network: line,
    goal: truth,
    recipe: { ...long, optimiser: { kind: "sgd", rate: 0.05, momentum: 0.5 } },
  });
  const [weight, bias] = model!.parameters;
  // The fourth column is 3 in every row: bias + 3 * its weight is the constant.
  expect(weight![0]).toBeCloseTo(2, 3);
  expect(weight![1]).toBeCloseTo(-1, 3);
  expect(bias![0]! + 3 * weight![3]!).toBeCloseTo(0.5, 3);
});

test("early stopping ends when held-out rows are no better, and keeps what was best for them", async () => {
  const patience = 4;
  const models = await train({ recipe: { ...recipe, epochs: 300, stop: { share: 0.25, patience } } });
  for (const { heldOut, losses, epoch } of models) {
    expect(losses).toHaveLength(heldOut.length);
    expect(heldOut[epoch - 1]).toBe(Math.min(...heldOut));
    expect(heldOut.length).toBe(epoch + patience);
  }
});

test("a model that stopped early has the parameters of its best epoch", async () => {
  const stop = { share: 0.25, patience: 4 };
  const [model] = await train({ recipe: { ...recipe, epochs: 300, stop } });
  const [short] = await train({ recipe: { ...recipe, epochs: model!.epoch, stop: { ...stop, patience: 299 } } });
  expect(apart(model!.parameters, short!.parameters)).toBe(0);
});

test("balanced weights: the rare class weighs as much as the other", async () => {
  // Nothing to learn from: the chance that is learnt is that of the class, or one half.
  const nothing = new Float32Array(4 * 240);
  const rare = classes(Array.from(rows, (row) => (row % 10 === 0 ? 1 : 0)));
  const how: Recipe = { ...recipe, epochs: 400, batch: 240, optimiser: { kind: "sgd", rate: 0.5, momentum: 0.9 } };
  const logit = async (given: Recipe): Promise<number> => {
    const network = mlp(4, 1, { hidden: [] });
    const [model] = await trainGroup({ network, recipe: given, x: nothing, goal: rare, members: [rows], names: [[1]] });
    return model!.parameters[1]![0]!;
  };
  expect(await logit(how)).toBeCloseTo(Math.log(0.1 / 0.9), 3);
  expect(await logit({ ...how, classWeights: "balanced" })).toBeCloseTo(0, 3);
  expect(await logit({ ...how, classWeights: [1, 3] })).toBeCloseTo(Math.log(0.3 / 0.9), 3);
});

test("a batch larger than all rows is all rows; a last batch of one row is no batch for batch norm", async () => {
  const network = mlp(4, 2, { hidden: [4], norm: "batch" });
  const members = [rows.subarray(0, 9), rows.subarray(0, 17)];
  const models = await train({ network, members, recipe: { ...recipe, epochs: 2, batch: 8 } });
  expect(models.map(({ losses }) => losses.length)).toEqual([2, 2]);
  const small = await train({ members: [rows.subarray(0, 3)], recipe: { ...recipe, epochs: 2, batch: 500 } });
  expect(small[0]?.losses.every(Number.isFinite)).toBe(true);
});

test("the mean loss of an epoch is that of its rows", async () => {
  // With a rate that changes nothing, it is that of the start, whatever the last batch is filled up with.
  const how: Recipe = { ...recipe, epochs: 1, optimiser: { kind: "sgd", rate: 1e-30 } };
  const [model] = await train({ members: [rows.subarray(0, 70)], recipe: how });
  const [logits] = await scoreGroup(net, [model!], x, rows.subarray(0, 70));
  expect(model!.losses[0]).toBeCloseTo(meanLoss("classes", logits!, { rows: rows.subarray(0, 70), y: codes }), 5);
});

test("a model that diverges is called by its number, whatever models are beside it", async () => {
  // Only the last one starts where its loss is no number.
  const members = [rows, rows, rows];
  const begun = await train({ members, recipe: { ...recipe, epochs: 1 } });
  begun[2]?.parameters[0]?.fill(Infinity);
  const told = train({ members, start: begun, numbers: [40, 41, 42] });
  await expect(told).rejects.toMatchObject({
    code: "TRAINING_DIVERGED",
    message: expect.stringMatching(/^Model 42 diverged in epoch 1, step 1: its loss was/),
  });
});

test.each([
  ["TRAINING_DIVERGED", { recipe: { ...recipe, optimiser: { kind: "sgd", rate: 1e25 } } }],
  ["TRAINING_ROWS", { members: [rows.subarray(0, 1)] }],
  ["TRAINING_ROWS", { members: [Uint32Array.of(0, 999)] }],
  ["LEARN_NO_ROWS", { members: [rows.subarray(0, 0)] }],
  ["LEARN_GOAL", { goal: classes(codes.map((code, i) => (i === 5 ? -1 : code))) }],
  ["TRAINING_ONE_CLASS", { members: [rows.filter((row) => codes[row] === 1)] }],
  ["TRAINING_INPUT", { x: x.map((value, i) => (i === 17 ? NaN : value)) }],
  ["TRAINING_SHAPE", { x: x.subarray(0, 30) }],
  ["NETWORK_OUTPUTS", { network: mlp(4, 3, { hidden: [] }) }],
  ["RECIPE_INVALID", { recipe: { ...recipe, epochs: 0 } }],
  ["RECIPE_INVALID", { recipe: { ...recipe, classWeights: [1, 2, 3] } }],
  ["RECIPE_INVALID", { recipe: { ...recipe, private: { clip: 1, noise: 1 }, stop: { share: 0.1, patience: 2 } } }],
  [
    "PRIVATE_BATCH_NORM",
    { network: mlp(4, 2, { hidden: [3], norm: "batch" }), recipe: { ...recipe, private: { clip: 1, noise: 1 } } },
  ],
] satisfies [string, Partial<Training>][])("%s is said", async (code, given) => {
  await expect(train(given)).rejects.toMatchObject({ code });
});

test("a model that diverges is named, with the epoch and the step", async () => {
  const bad = x.slice();
  for (const row of rows.subarray(230)) bad[4 * row] = 1e30;
  const how: Recipe = { ...recipe, optimiser: { kind: "sgd", rate: 100 } };
  await expect(train({ x: bad, recipe: how, members: [rows.subarray(0, 230), rows], atOnce: 1 })).rejects.toThrow(
    /^Model 1 diverged in epoch 1, step \d+: its loss was (NaN|Infinity)$/,
  );
});
