import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { answersOf } from "../../graph/answers.ts";
import { learnable } from "../../graph/learnable.ts";
import { decodeModel } from "../../graph/protobuf.ts";
import { fixture, type FixtureName } from "../../graph/testing/fixtures.ts";
import { stream } from "../../stats/stream.ts";
import { quality, shadow } from "../shadow.ts";
import { openHouse } from "../shadow/testing/house.ts";
import { letters, numbers, range } from "../testing/made.ts";
import { type Tensors, tensorsOf } from "./data.ts";
import { trainerSchema } from "./spec.ts";

const rows = 24;
const bytesOf = (name: FixtureName): Uint8Array => new Uint8Array(readFileSync(fixture(name).path));

/** Random rows like those that the model was made for; the class is in how far all numbers of a row are from their means. */
function problem(name: FixtureName, classes: number): Tensors {
  const s = stream(1, "testing", name);
  const [input] = Object.values(fixture(name).inputs);
  const [count = 0, ...shape] = input?.shape ?? [];
  const width = shape.reduce((a, b) => a * b, 1);
  const moments = range(width).map((at) => {
    const values = range(count).map((row) => Number(input?.data[row * width + at]));
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count) || 1 };
  });
  const codes = range(rows).map((i) => i % classes);
  const far = codes.map((code) => code - (classes - 1) / 2);
  const x = far.flatMap((of) => moments.map(({ mean, deviation }) => mean + deviation * (of + s.normal() / 4)));
  const label =
    classes === 1
      ? numbers(
          "y",
          range(rows).map((i) => x[i * width] ?? 0),
        )
      : letters("y", codes, classes);
  return tensorsOf(Float32Array.from(x), shape, label);
}

const recipe = { epochs: 60, batch: 4, optimiser: { kind: "adam", rate: 0.01 } };

test.each([
  ["torch-mlp-softmax", 3],
  ["torch-mlp-sigmoid", 2],
  ["torch-mlp-batchnorm", 2],
  ["torch-mlp-layernorm", 2],
  ["torch-lenet", 3],
  ["torch-regressor", 1],
  ["keras-mlp", 3],
  ["keras-mlp-sigmoid", 2],
  ["keras-cnn", 3],
  ["sklearn-mlp", 2],
  ["sklearn-mlp-three", 3],
  ["sklearn-logistic", 2],
  ["odd-fixed-batch", 2],
] as const)("%s is trained anew, from its file alone", async (name, classes) => {
  const house = openHouse();
  const model = await house.computer.put(bytesOf(name));
  const data = await house.computer.put(problem(name, classes));
  const trainer = trainerSchema.parse({ kind: "same", model, recipe });
  const made = await shadow(house.computer, { trainer, data, models: 2, seed: 1 });
  const { meanTrain } = await quality(house.computer, made);
  expect(meanTrain).toBeGreaterThan(0.8);
});

test("of a pipeline the network is trained anew, from the value on that it reads", async () => {
  const house = openHouse();
  const { path } = fixture("sklearn-columns-mlp");
  const read = decodeModel(new Uint8Array(readFileSync(path)));
  const { from } = learnable(read, answersOf(read)).retrainable;
  const s = stream(1, "testing", "pipeline");
  const codes = range(rows).map((i) => i % 2);
  const x = codes.flatMap((code) => range(from?.width ?? 0).map(() => code + s.normal() / 4));
  const data = await house.computer.put(tensorsOf(Float32Array.from(x), [from?.width ?? 0], letters("y", codes, 2)));
  const model = await house.computer.put(bytesOf("sklearn-columns-mlp"));
  const trainer = trainerSchema.parse({ kind: "same", model, from: from?.name, recipe });
  const made = await shadow(house.computer, { trainer, data, models: 2, seed: 1 });
  expect((await quality(house.computer, made)).meanTrain).toBeGreaterThan(0.8);
});

test("a model that takes other rows is refused", async () => {
  const house = openHouse();
  const model = await house.computer.put(bytesOf("torch-mlp-softmax"));
  const data = await house.computer.put(
    tensorsOf(
      new Float32Array(80),
      [2],
      letters(
        "y",
        range(40).map((i) => i % 3),
        3,
      ),
    ),
  );
  const trainer = trainerSchema.parse({ kind: "same", model, recipe });
  await expect(shadow(house.computer, { trainer, data, models: 2, seed: 1 })).rejects.toMatchObject({
    code: "TRAINER_SHAPE",
  });
});

test("a forest has nothing that could be trained by descent", async () => {
  const house = openHouse();
  const model = await house.computer.put(bytesOf("sklearn-forest"));
  const data = await house.computer.put(problem("sklearn-forest", 3));
  const trainer = trainerSchema.parse({ kind: "same", model, recipe });
  await expect(shadow(house.computer, { trainer, data, models: 2, seed: 1 })).rejects.toMatchObject({
    code: expect.stringMatching(/^(GRAPH_|NETWORK_)/),
    hint: expect.stringMatching(/\w/),
  });
});
