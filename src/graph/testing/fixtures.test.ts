import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sizeOf } from "../dtype.ts";
import { fixture, fixtureNames } from "./fixtures.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "fixtures");

test("every file of the folder belongs to a fixture of the list", () => {
  const named = fixtureNames.flatMap((name) => {
    const { path, external } = fixture(name);
    return [path, ...(external === undefined ? [] : [external]), join(folder, `${name}.json`)];
  });
  const files = readdirSync(folder).map((file) => join(folder, file));
  expect(named.concat(join(folder, "README.md")).toSorted()).toEqual(files.toSorted());
});

test("the README tells of every fixture", () => {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  expect(fixtureNames.filter((name) => !readme.includes(`| ${name} |`))).toEqual([]);
});

test.for(fixtureNames)(
  "each tensor of %s has as many numbers as its shape says, and all have the same rows",
  (name) => {
    const { inputs, outputs, training } = fixture(name);
    const tensors = [...Object.values(inputs), ...Object.values(outputs), ...(training ? [training.target] : [])];
    for (const { shape, data } of tensors) expect(data).toHaveLength(sizeOf(shape));
    expect(new Set(tensors.map(({ shape }) => shape[0])).size).toBe(1);
  },
);

const trained = fixtureNames.flatMap((name) => {
  const { training } = fixture(name);
  return training === undefined ? [] : [{ name, training }];
});
test.for(trained)("the gradients recorded for $name have the norm that is recorded", ({ training }) => {
  let squares = 0;
  for (const { data } of Object.values(training.gradients)) for (const x of data) squares += Number(x) ** 2;
  expect(squares / training.squaredNorm).toBeCloseTo(1, 5);
});
