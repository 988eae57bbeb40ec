import { expect, test } from "vitest";
import { z } from "zod";
import type { Kind } from "../check/types.ts";
import { type KnownCheck, named, resolveNames } from "./names.ts";

const table: KnownCheck = {
  id: "synthetic/membership",
  measure: "advantage",
  alsoLimited: ["tpr@fpr=0.01"],
  options: z.object({ reference: z.string().default("half"), targets: z.int().default(2000) }),
};
const model: KnownCheck = {
  id: "model/membership",
  measure: "advantage",
  options: z.object({ shadows: z.int().default(64), targets: z.int().default(2000) }),
};
const copies: KnownCheck = { id: "synthetic/copies", measure: "excess", options: z.object({}) };
const all = [table, model, copies];

const resolve = (kinds: readonly Kind[], given: object) =>
  resolveNames({ subjects: kinds.map((kind) => ({ kind })), check: [], checks: {}, limits: {}, ...given }, all);

test("a short name is the check of what is audited", () => {
  const given = { checks: { membership: { targets: 9 } }, limits: { membership: { advantage: 0.2 } } };
  for (const [kind, id] of [
    ["synthetic", "synthetic/membership"],
    ["model", "model/membership"],
  ] as const)
    expect(resolve([kind], given)).toMatchObject({
      checks: { [id]: { targets: 9 } },
      limits: { [id]: { advantage: 0.2 } },
      problems: [],
    });
  expect(Object.keys(resolve(["model"], given).checks)).toEqual(["model/membership"]);
});

test("when both kinds are audited, it is both checks, each with the options that it has", () => {
  const both = ["synthetic", "model"] as const;
  expect(resolve(both, { checks: { membership: { targets: 9 } } }).checks).toEqual({
    "synthetic/membership": { targets: 9 },
    "model/membership": { targets: 9 },
  });
  expect(resolve(both, { checks: { membership: { shadows: 8 } } })).toMatchObject({
    checks: { "model/membership": { shadows: 8 } },
    problems: [],
  });
  expect(resolve(both, { checks: { membership: false } }).checks).toEqual({
    "synthetic/membership": false,
    "model/membership": false,
  });
  expect(resolve(both, { limits: { membership: { "tpr@fpr=0.01": 0.1 } } }).limits).toEqual({
    "synthetic/membership": { "tpr@fpr=0.01": 0.1 },
  });
});

test("what none of them takes is refused, and says which checks could be meant", () => {
  const { problems } = resolve(["synthetic", "model"], { checks: { membership: { target: 9 } } });
  expect(problems).toEqual([
    {
      code: "CONFIG_UNKNOWN_OPTION",
      message: "there is no setting checks.synthetic/membership.target",
      hint: "Did you mean checks.synthetic/membership.targets? Or name the check that is meant: synthetic/membership or model/membership.",
    },
  ]);
  const [wrong] = resolve(["model"], { checks: { membership: { reference: "half" } } }).problems;
  expect(wrong?.message).toBe("there is no setting checks.model/membership.reference");
  expect(wrong?.hint).not.toContain("synthetic");
});

test("a check of another kind keeps its name", () => {
  expect(resolve(["model"], { checks: { copies: false } }).checks).toEqual({ "synthetic/copies": false });
  expect(named("synthetic/copies", all)).toEqual([copies]);
  expect(named("membership", all)).toEqual([table, model]);
  expect(named("nothing", all)).toEqual([]);
});

test("a full id goes over a short name that comes before it, and the other way round", () => {
  const checks = { "model/membership": { shadows: 8, targets: 1 }, membership: { targets: 2 } };
  expect(resolve(["model"], { checks }).checks).toEqual({ "model/membership": { shadows: 8, targets: 2 } });
});
