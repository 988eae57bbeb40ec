import { describe, expect, test } from "vitest";
import { TelltaleError } from "../../error.ts";
import { stream } from "../../stats/stream.ts";
import type { Played } from "../types.ts";
import { membership, type MembershipOptions } from "./membership.ts";
import { type Inline, type Made, openInline, peopleOf } from "./one-run/testing/subject.ts";
import { type Audited, audited } from "./testing/audited.ts";

const standard = membership.options.parse({}) as MembershipOptions; // the check's own schema
const people: Made = { members: 200, outsiders: 200, features: 20, classes: 5, signal: 1.5 };
const byHeart = {
  kind: "mlp",
  hidden: [32],
  recipe: { epochs: 60, batch: 50, optimiser: { kind: "adam", rate: 0.01 } },
};
const forest = { kind: "forest", trees: 10 };

async function play(
  of: Partial<Audited> & Pick<Audited, "trainer">,
  {
    inline = openInline(),
    limit = null,
    ...options
  }: Partial<MembershipOptions> & { inline?: Inline; limit?: number | null } = {},
): Promise<Played> {
  const subject = await audited(inline, { ...people, ...of });
  const chosen = { ...standard, shadows: 8, ...options };
  expect(membership.applies(subject, chosen)).toBe(true);
  const limitOf = (measure: string): number | null => (measure === "advantage" ? limit : null);
  return await membership.play({ subject, options: chosen, seed: 1, limitOf, ...inline });
}
const codes = ({ validity }: Played): string[] => validity.map(({ code }) => code);
const playedOf = ({ facts }: Played): readonly string[] => facts["attacks"] as string[];

describe("direction:", () => {
  test("who was learnt by heart is found, by attacks with and without shadow models", async () => {
    const found = await play({ trainer: byHeart });
    expect(found.headline?.estimate.low).toBeGreaterThan(0.2);
    expect(playedOf(found)).toEqual(expect.arrayContaining(["loss", "lira-online", "rmia-online", "quantile"]));
    for (const attack of ["loss", "lira-online"])
      expect(found.measures.find(({ id, of }) => id === "auc" && of?.["attack"] === attack)?.value).toBeGreaterThan(
        0.6,
      );
    expect(found.trials?.every(({ members, outsiders }) => members.length === 200 && outsiders?.length === 200)).toBe(
      true,
    );
  });

  test("random labels, which can only be learnt by heart, leak most", async () => {
    const found = await play({ trainer: byHeart, signal: 0 });
    expect(found.headline?.estimate.low).toBeGreaterThan(0.5);
  });

  test("numbers: who was learnt by heart is found by the attacks that apply, and why others do not is said", async () => {
    const found = await play({ trainer: forest, pool: numbers(400) });
    expect(found.headline?.estimate.low).toBeGreaterThan(0.05);
    expect(playedOf(found)).toContain("lira-online");
    expect(playedOf(found)).not.toContain("entropy");
    expect(codes(found)).toContain("attacks-left-out");
    expect(found.measures.filter(({ id }) => id === "accuracy")).toEqual([]);
  });
});

test("silence: of a model that learnt from others nothing is found", async () => {
  const found = await play({ trainer: byHeart, learnt: "others" });
  expect(found.headline?.estimate.low).toBeLessThan(0.02);
});

describe("shadow models:", () => {
  test("no more are trained once a limit is clearly violated; without a limit all are", async () => {
    const of = { trainer: forest };
    const stopped = await play(of, { shadows: 32, limit: 0.1 });
    expect(stopped.facts["shadows"]).toBe(16);
    expect(stopped.validity.map(({ code }) => code)).not.toContain("out-of-time");
    const all = await play(of, { shadows: 32 });
    expect(all.facts["shadows"]).toBe(32);
    const wanted = await play(of, { shadows: 32, limit: 0.1, stop: false });
    expect(wanted.facts["shadows"]).toBe(32);
  });

  test("when the time is over what fewer have shown is told, and that more may show more", async () => {
    const inline = openInline();
    const late: Inline = {
      ...inline,
      refs: async (work, inputs) => {
        if (JSON.stringify(inputs).includes('"first":16,'))
          throw new TelltaleError("RUN_OUT_OF_TIME", { message: "the time is over", hint: "" });
        return await inline.refs(work, inputs);
      },
    };
    const found = await play({ trainer: forest }, { inline: late, shadows: 64 });
    expect(found.facts["shadows"]).toBe(16);
    expect(found.validity.at(-1)?.message).toMatch(/^The time was over: 16 of 64 shadow models were used/);
  });

  test("when it is over before there is any, attacks that need none have been played", async () => {
    const inline = openInline();
    const late: Inline = {
      ...inline,
      refs: async (work, inputs) => {
        if (JSON.stringify(inputs).includes('"first":8,'))
          throw new TelltaleError("RUN_OUT_OF_TIME", { message: "the time is over", hint: "" });
        return await inline.refs(work, inputs);
      },
    };
    const found = await play({ trainer: forest }, { inline: late, shadows: 64, limit: 0.99 });
    expect(found.facts["shadows"]).toBe(0);
    // Nobody can say with so few that a limit is kept.
    expect(found.validity.at(-1)).toMatchObject({ effect: "blocks", measure: "advantage" });
    expect(playedOf(found)).toContain("loss");
    expect(found.headline).not.toBeNull();
    expect(found.validity.at(-1)?.message).toMatch(/^The time was over: 0 of 64 shadow models were used/);
  });

  test("other errors are not taken for a lack of time", async () => {
    const inline = openInline();
    const broken: Inline = {
      ...inline,
      refs: async (work, inputs) => {
        if (JSON.stringify(inputs).includes('"first":16,')) throw new Error("broken");
        return await inline.refs(work, inputs);
      },
    };
    await expect(play({ trainer: forest }, { inline: broken, shadows: 32 })).rejects.toThrow("broken");
  });

  test("where none can be trained, attacks that need none are played, and the reason is told", async () => {
    const none = await play({ trainer: forest }, { shadows: 0 });
    expect(none.facts["shadows"]).toBe(0);
    expect(playedOf(none)).toContain("loss");
    expect(playedOf(none)).not.toContain("lira-online");
    // Of 203 people one has the second class, and each model learns from three.
    const rare = { members: 3, outsiders: 200, classes: 2, pool: oneRare(203) };
    const few = await play({ trainer: forest, shadows: byHeart, learnt: "others", ...rare });
    expect(few.facts["shadows"]).toBe(0);
    const left = few.validity.filter(({ code }) => code === "attacks-left-out");
    expect(left.map(({ message }) => message).join(" ")).toContain("of one class");
  });
});

test("it cannot be played on labels alone, nor without outsiders, and says what else to do", async () => {
  const subject = await audited(openInline(), { ...people, trainer: forest, members: 20, outsiders: 20 });
  const { label } = subject;
  const labels = { kind: "onnx", model: "", label, closed: null, labelsOnly: "It gives labels." } as const;
  expect(membership.applies({ ...subject, target: labels }, standard)).toMatchObject({
    reason: "It gives labels.",
    remedy: expect.stringContaining("model/label-only"),
  });
  for (const alone of [
    { ...subject, holdout: false },
    { ...subject, sides: { members: 40, outsiders: 0 } },
  ])
    expect(membership.applies(alone, standard)).toMatchObject({ remedy: expect.stringContaining("--holdout") });
});

test("ten outsiders are too few for a verdict", async () => {
  const found = await play({ trainer: forest, outsiders: 10 }, { shadows: 4 });
  expect(codes(found)).toContain("too-few-trials");
});

test("the same seed gives the same", async () => {
  const [one, again] = await Promise.all([0, 1].map(() => play({ trainer: forest }, { shadows: 4 })));
  expect(one).toEqual(again);
});

test("what is planned: models, questions, time that grows with the models, memory", async () => {
  const subject = await audited(openInline(), { ...people, trainer: forest });
  const plan = (shadows: number) => membership.estimate(subject, { ...standard, shadows });
  expect(plan(64)).toMatchObject({ models: 64, queries: 400, people: 200, outsiders: 200, shadows: { models: 64 } });
  expect(plan(64).seconds).toBeGreaterThan(plan(16).seconds);
  expect(membership.estimate({ ...subject, trainer: { reason: "r", remedy: "m" } }, standard)).toMatchObject({
    models: 0,
    shadows: { models: 0, seconds: 0 },
  });
});

/** y = x0 + noise, as a label of numbers. */
function numbers(rows: number) {
  const pool = peopleOf(rows, people, "numbers");
  const s = stream(1, "membership.test", "numbers");
  const values = Float64Array.from({ length: rows }, (_, row) => pool.x[row * 20]! + 2 * s.normal());
  return {
    ...pool,
    goal: { kind: "number", values },
    label: { kind: "number", column: "y", mean: 0, deviation: Math.sqrt(5) },
  } as const;
}

/** One of so many has the second class. */
function oneRare(rows: number) {
  const pool = peopleOf(rows, { ...people, classes: 2 }, "rare");
  const goalCodes = new Int32Array(rows);
  goalCodes[rows - 1] = 1;
  return { ...pool, goal: { kind: "class", codes: goalCodes, classes: 2 } } as const;
}
