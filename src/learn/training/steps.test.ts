import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Case, farthest, stepsOf } from "./testing/torch.ts";

// Some of validate/training-steps.json: PyTorch 2.15.0, as validate/training-steps.py had it.
const file = fileURLToPath(new URL("testing/torch-steps.json", import.meta.url));
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: readonly Case[] };

test.each(cases.map((one) => [one.name, one] as const))("five steps of PyTorch: %s", async (_, one) => {
  expect(farthest(one, await stepsOf(one))).toBeLessThan(2e-6);
  expect(farthest(one, await stepsOf(one, 3))).toBeLessThan(2e-6);
});
