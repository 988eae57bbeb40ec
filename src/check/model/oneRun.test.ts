import { describe, expect, test } from "vitest";
import { judge } from "../../risk/verdict.ts";
import { letters, numbers } from "../../learn/testing/made.ts";
import { trainerSchema } from "../../learn/trainers/spec.ts";
import type { Data } from "../../learn/trainers/data.ts";
import { stream } from "../../stats/stream.ts";
import { type Made, openInline, peopleOf, subjectOf } from "./one-run/testing/subject.ts";
import { oneRun, type OneRunOptions } from "./oneRun.ts";
import type { Played } from "../types.ts";

const standard = oneRun.options.parse({}) as OneRunOptions; // the check's own schema
const people: Made = { members: 300, outsiders: 300 };
const forest = { kind: "forest", trees: 30 };
const constant = { kind: "boosting", trees: 5, minLeaf: 1000 };
const recipe = { epochs: 60, batch: 32, optimiser: { kind: "adam", rate: 0.01 } };

async function play(
  trainer: object,
  {
    seed = 1,
    made = people,
    ...options
  }: Partial<OneRunOptions> & { seed?: number; made?: Made & { pool?: Data } } = {},
): Promise<Played> {
  const inline = openInline();
  const subject = await subjectOf(inline, trainerSchema.parse(trainer), made);
  const chosen = { ...standard, ...options };
  expect(oneRun.applies(subject, chosen)).toBe(true);
  return await oneRun.play({ subject, options: chosen, seed, limitOf: () => null, ...inline });
}
const epsilon = ({ facts }: Played): number => Number(facts["epsilon"]);
const verdictOf = ({ claim, validity }: Played) =>
  judge([{ subject: "m", headline: null, validity, limit: claim?.epsilon ?? null, claim }])[0]?.verdict;

describe("a training that learns by heart", () => {
  test.each([
    ["forest", forest, 2],
    ["boosting", { kind: "boosting", minLeaf: 1 }, 1],
    ["mlp", { kind: "mlp", recipe }, 0.7],
  ] as const)("%s: its canaries are told apart", async (_, trainer, least) => {
    const found = await play(trainer, { made: { ...people, features: 30 } });
    expect(epsilon(found)).toBeGreaterThan(least);
    expect(found.headline).toBeNull();
    expect(found.facts).toMatchObject({ canaries: 300, guesses: { in: 75, out: 75 }, members: 300 });
    const auc = found.measures.find(({ id, of }) => id === "auc" && of?.["attack"] === "loss");
    expect(auc?.low).toBeGreaterThan(0.6);
  });

  test("refutes a claim that is too bold, and not one that is not", async () => {
    const bold = await play(forest, { claimed: { epsilon: 0.5, delta: 1e-5 } });
    expect(bold.claim?.p).toBeLessThan(0.001);
    expect(verdictOf(bold)).toBe("fail");
    expect(bold.validity.find(({ code }) => code === "claim-tested")?.message).toMatch(/at most 1 of/);
    const meek = await play(forest, { claimed: { epsilon: 10, delta: 1e-5 } });
    expect(verdictOf(meek)).toBe("none");
  });

  test("with people as they are, too", async () => {
    expect(epsilon(await play(forest, { canaries: "people" }))).toBeGreaterThan(1);
  });

  test("that learns numbers", async () => {
    const s = stream(1, "one-run.test");
    const x = Array.from({ length: 600 }, () => s.normal());
    const pool: Data = {
      ...peopleOf(600, people, "numbers"),
      kind: "columns",
      columns: [
        numbers("x", x),
        numbers(
          "z",
          x.map(() => s.normal()),
        ),
      ],
      goal: { kind: "number", values: Float64Array.from(x, (value) => value + s.normal()) },
      label: { kind: "number", column: "label", mean: 0, deviation: 1.4 },
    };
    expect(epsilon(await play(forest, { made: { ...people, pool } }))).toBeGreaterThan(1);
  });

  test("of columns, which a network gets encoded", async () => {
    const s = stream(2, "one-run.test");
    const draw = () => Array.from({ length: 600 }, () => s.normal());
    const pool: Data = {
      ...peopleOf(600, people, "columns"),
      kind: "columns",
      columns: [
        ...Array.from({ length: 20 }, (_, i) => numbers(`x${i}`, draw())),
        letters(
          "c",
          draw().map((value) => Math.min(3, Math.floor(Math.abs(value)))),
          4,
        ),
      ],
    };
    expect(epsilon(await play({ kind: "mlp", recipe }, { made: { ...people, pool } }))).toBeGreaterThan(0.5);
  });
});

test("a training that learns nothing proves nothing, and refutes no claim", async () => {
  const found = await Promise.all(
    Array.from({ length: 40 }, (_, seed) => play(constant, { seed, claimed: { epsilon: 0, delta: 0 } })),
  );
  // Every guess is a coin: BinQ(.999) of 40 at .05 is 8, at .025 it is 5.
  expect(found.filter((one) => epsilon(one) > 0).length).toBeLessThanOrEqual(8);
  expect(found.filter((one) => verdictOf(one) === "fail").length).toBeLessThanOrEqual(5);
  expect(found[0]?.validity.map(({ code }) => code)).toContain("audits-the-recipe");
});

test("the numbers of guesses are those that were asked for", async () => {
  const { facts, measures } = await play(forest, { guessIn: 100, guessOut: 0 });
  expect(facts["guesses"]).toEqual({ in: 100, out: 0 });
  expect(measures.find(({ id }) => id === "guesses")?.n).toBe(100);
});

test("the same seed gives the same, another seed other canaries and coins", async () => {
  const [one, again, other] = await Promise.all([1, 1, 2].map((seed) => play(forest, { seed })));
  expect(one?.measures).toEqual(again?.measures);
  expect(one?.measures).not.toEqual(other?.measures);
});

describe("where it cannot be played it says why:", () => {
  const trainer = trainerSchema.parse(forest);
  const subject = (made: Partial<Made> = {}) => subjectOf(openInline(), trainer, { ...people, ...made });
  test("no trainer, no rows, too few people, too few outsiders", async () => {
    const lacking = { reason: "r", remedy: "m" };
    expect(oneRun.applies({ ...(await subject()), trainer: lacking }, standard)).toBe(lacking);
    for (const odd of [
      { ...(await subject()), lessons: null },
      await subject({ members: 39 }),
      await subject({ outsiders: 39 }),
    ])
      expect(oneRun.applies(odd, standard)).toMatchObject({ reason: expect.any(String), remedy: expect.any(String) });
  });
  test("a population alone does; one that is too small blocks any verdict", async () => {
    const found = await play(forest, { made: { members: 300, outsiders: 0, population: 200 } });
    expect(found.facts["canaries"]).toBe(200);
    const few = await play(forest, {
      made: { members: 300, outsiders: 0, population: 30 },
      claimed: { epsilon: 1, delta: 0 },
    });
    expect(few).toMatchObject({ measures: [], validity: [{ code: "too-few-trials", effect: "blocks" }] });
    expect(verdictOf(few)).toBe("inconclusive");
  });
});
