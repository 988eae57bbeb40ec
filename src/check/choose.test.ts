import { expect, test } from "vitest";
import { z } from "zod";
import { choose } from "./choose.ts";
import { checks } from "./index.ts";
import type { AnyCheck } from "./types.ts";

const choice = { check: [], checks: {}, preset: "standard" } as const;
const [some] = checks;
const check = (id: AnyCheck["id"]): AnyCheck => ({
  ...(some as AnyCheck),
  id,
  options: z.object({ k: z.int().default(1) }),
  presets: {},
});
const all = [check("synthetic/membership"), check("model/membership"), check("model/white-box")];
const idsOf = (...given: Parameters<typeof choose>): readonly string[] => choose(...given).map((one) => one.check.id);

test("each kind of subject has the checks of its kind", () => {
  expect(idsOf("synthetic", choice, all)).toEqual(["synthetic/membership"]);
  expect(idsOf("model", choice, all)).toEqual(["model/membership", "model/white-box"]);
  expect(idsOf("model", { ...choice, check: ["model/*"], checks: { "model/white-box": false } }, all)).toEqual([
    "model/membership",
  ]);
  expect(idsOf("model", { ...choice, check: ["*/membership"] }, all)).toEqual(["model/membership"]);
});

test.for([
  [
    { ...choice, check: ["synthetic/*"] },
    all,
    "on a model for --check synthetic/*",
    "model are: model/membership, mod",
  ],
  [
    { ...choice, checks: { "model/membership": false, "model/white-box": false } },
    all,
    "play on a model",
    "model/white",
  ],
  [choice, all.slice(0, 1), "no check is left to play on a model", "The checks are: synthetic/membership."],
] as const)("nothing to play is an error %#", ([given, known, message, hint]) => {
  expect(() => choose("model", given, known)).toThrow(
    expect.objectContaining({
      code: "CHECK_NONE",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});

test("options are those of the check at hand", () => {
  expect(choose("model", { ...choice, checks: { "model/membership": { k: 3 } } }, all)[0]?.options).toEqual({ k: 3 });
  expect(() => choose("model", { ...choice, checks: { "model/membership": { q: 3 } } }, all)).toThrow(
    "model/membership",
  );
});
