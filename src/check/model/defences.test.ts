import { describe, expect, test } from "vitest";
import { TelltaleError } from "../../error.ts";
import { trainerSchema } from "../../learn/trainers/spec.ts";
import { stream } from "../../stats/stream.ts";
import type { ModelSubject } from "../../subject/model.ts";
import type { Measure } from "../finding.ts";
import type { Played } from "../types.ts";
import { answeringIds } from "./defences/list.ts";
import { judgedOf, type Transformed } from "./defences/works.ts";
import { defences, type DefencesOptions } from "./defences.ts";
import { type Inline, type Made, openInline, subjectOf } from "./one-run/testing/subject.ts";

const standard = defences.options.parse({}) as DefencesOptions; // the check's own schema
const people: Made = { members: 300, outsiders: 300, features: 30, classes: 6, signal: 2 };
const recipe = { epochs: 60, batch: 50, optimiser: { kind: "adam", rate: 0.01 } };
const byHeart = { kind: "mlp", hidden: [32], recipe };

async function play(
  trainer: object,
  {
    made = people,
    inline = openInline(),
    ...options
  }: Partial<DefencesOptions> & { made?: Made; inline?: Inline } = {},
): Promise<Played> {
  const subject = await subjectOf(inline, trainerSchema.parse(trainer), made);
  const chosen = { ...standard, models: 8, ...options };
  expect(defences.applies(subject, chosen)).toBe(true);
  return await defences.play({ subject, options: chosen, seed: 1, limitOf: () => null, ...inline });
}
function of({ measures }: Played, id: string, defence: string): Measure & { value: number; low: number; high: number } {
  const found = measures.find((one) => one.id === id && one.of?.["defence"] === defence);
  if (!found || found.value === null || found.low === null || found.high === null)
    throw new Error(`there is no ${id} of ${defence}`);
  return { ...found, value: found.value, low: found.low, high: found.high };
}
const tried = ({ facts }: Played): string[] => (facts["defences"] as { id: string }[]).map(({ id }) => id);

describe("a network that learns by heart", () => {
  const found = play(byHeart, { epsilons: [0.5] });

  test("gives its people away; with a small epsilon it does not, and is less often right", async () => {
    const all = await found;
    expect(all.headline).toBeNull();
    expect(of(all, "advantage", "none").low).toBeGreaterThan(0.2);
    const dp = of(all, "advantage", "dp-sgd epsilon 0.5");
    // e^.5 times the false alarms of 10 in 100, less 10 in 100: .065; with luck in the largest of five a little more.
    expect(dp.value).toBeLessThan(0.08);
    expect(dp.low).toBeLessThan(0.03);
    expect(of(all, "accuracy", "dp-sgd epsilon 0.5").high).toBeLessThan(of(all, "accuracy", "none").low);
    const { value, low, status } = all.measures.find(({ id }) => id === "epsilon") ?? {};
    expect([value, low, status]).toEqual([0.5, null, "ok"]);
  });

  test("labels alone tell less than probabilities, and as often what is right", async () => {
    const all = await found;
    for (const id of ["advantage", "auc"])
      expect(of(all, id, "label only").value).toBeLessThan(of(all, id, "none").value);
    expect(of(all, "accuracy", "label only").value).toBe(of(all, "accuracy", "none").value);
    expect(of(all, "accuracy.seen", "none").value).toBeGreaterThan(0.99);
  });

  test("rounding, and a temperature, stop nobody who knows of them", async () => {
    const all = await found;
    for (const id of ["temperature 2", "temperature 5", "rounding 2", "top 3"])
      expect(of(all, "advantage", id).value).toBeGreaterThan(0.75 * of(all, "advantage", "none").value);
  });

  test("everybody is played on once on each side", async () => {
    const all = await found;
    expect(all.measures.filter(({ id, n }) => id.startsWith("accuracy") && n !== 600)).toEqual([]);
    expect(of(all, "advantage", "none").n).toBe(600);
    expect(tried(all)).toEqual([
      "none",
      ...answeringIds,
      "early stopping",
      "third of the epochs",
      "weight decay 0.001",
      "weight decay 0.01",
      "dropout",
      "dp-sgd epsilon 0.5",
    ]);
    expect((all.facts["defences"] as { promise: unknown }[]).at(-1)?.promise).toEqual({
      epsilon: 0.5,
      delta: 1 / 3000,
      advantage: 0.1 * Math.exp(0.5) + 1 / 3000 - 0.1,
    });
    expect(all.validity.map(({ code }) => code)).toEqual(["what-if", "defences-left-out"]);
  });
});

test("a forest: larger leaves give less away", async () => {
  const found = await play({ kind: "forest", trees: 30 });
  expect(of(found, "advantage", "larger leaves").high).toBeLessThan(of(found, "advantage", "none").low);
  expect(tried(found)).toEqual(["none", ...answeringIds, "larger leaves", "fewer trees"]);
});

test("of two classes nothing can be hidden by showing the top", async () => {
  const found = await play(
    { kind: "forest", trees: 10 },
    { made: { ...people, classes: 2 }, defences: ["top 1", "top 3", "label only"] },
  );
  expect(tried(found)).toEqual(["none", "label only"]);
  expect(found.validity.at(-1)?.message).toBe("Not tried: top 3, top 1: with so few classes nothing would be hidden.");
});

test("without outsiders models of halves are compared, and it is said that they are smaller", async () => {
  const found = await play(
    { kind: "forest", trees: 10 },
    { made: { ...people, members: 600, outsiders: 0 }, defences: ["label only"] },
  );
  expect(of(found, "advantage", "none").n).toBe(600);
  expect(found.facts["size"]).toBe(300);
  expect(found.validity[0]?.message).toContain("trained on 300 people where it had 600");
});

describe("silence:", () => {
  // Shares of classes do tell a little: of 100 people of a class 50 +- 4.6 are in a model, and it is as much surer of that class. That is an AUC of about .55.
  test("models that learn nothing but how many are of each class give next to nothing away", async () => {
    const found = await play({ kind: "boosting", trees: 2, minLeaf: 1000 });
    for (const defence of tried(found)) {
      expect(of(found, "advantage", defence).low).toBeLessThan(0.02);
      expect(of(found, "auc", defence).low).toBeLessThan(0.58);
    }
  });
  test("the corrected lower bound exceeds no leak as seldom as it says", () => {
    const alarms = Array.from({ length: 40 }, (_, seed) => judgedOf(noise(seed), seed)).filter(({ found }) =>
      found.some(({ id, low }) => id === "advantage" && low > 0),
    );
    expect(alarms.length).toBeLessThanOrEqual(5); // BinQ(.999) of 40 at .025
  });
});

/** Models whose answers for everybody have nothing to do with whom they learnt from. */
function noise(seed: number, { rows = 400, models = 8 } = {}): Transformed {
  const s = stream(seed, "defences.test");
  const each = <T>(draw: (model: number) => T): T[] => Array.from({ length: models }, (_, model) => draw(model));
  const logp = each(() => Float64Array.from({ length: rows }, () => -Math.abs(s.normal())));
  const first = each(() => Uint8Array.from({ length: rows }, () => s.int(2)));
  return {
    logp,
    phi: logp.map((of1) => of1.map((log) => log - Math.log1p(-Math.exp(log)))),
    isIn: each((model) => (model % 2 === 0 ? first[model]! : first[model - 1]!.map((one) => 1 - one))),
    confidence: each(() => Float64Array.from({ length: rows }, () => s.next())),
    correct: each(() => new Float64Array(rows).fill(1)),
  };
}

test("a network that cannot be trained privately says why, and the rest is told", async () => {
  const batchNorm = { ...byHeart, norm: "batch", recipe: { ...recipe, epochs: 5 } };
  const found = await play(batchNorm, { defences: ["label only", "dp-sgd"], epsilons: [2] });
  expect(tried(found)).toEqual(["none", "label only"]);
  expect(found.validity.at(-1)?.message).toMatch(/^Not tried: dp-sgd epsilon 2: A network with batch norm/);
});

test("the same seed gives the same", async () => {
  const quick = { made: { ...people, members: 150, outsiders: 150 }, defences: ["label only", "fewer trees"] as const };
  const [one, again] = await Promise.all([0, 1].map(() => play({ kind: "forest", trees: 10 }, quick)));
  expect(one).toEqual(again);
});

test("what was found before the time was over is told", async () => {
  const inline = openInline();
  const late: Inline = {
    ...inline,
    refs: async (work, inputs) => {
      if (JSON.stringify(inputs).includes('"minLeaf":10'))
        throw new TelltaleError("RUN_OUT_OF_TIME", { message: "the time is over", hint: "" });
      return await inline.refs(work, inputs);
    },
  };
  const found = await play({ kind: "forest", trees: 10 }, { inline: late, defences: ["label only", "larger leaves"] });
  expect(tried(found)).toEqual(["none", "label only"]);
  expect(found.validity.at(-1)?.message).toMatch(/^The time was over before larger leaves was tried/);
});

describe("where it cannot be played it says why:", () => {
  const lacking = { reason: "r", remedy: "m" };
  const subject = (): Promise<ModelSubject> => subjectOf(openInline(), trainerSchema.parse({ kind: "forest" }), people);
  test("no trainer, no rows, numbers", async () => {
    const usual = await subject();
    expect(defences.applies({ ...usual, trainer: lacking }, standard)).toBe(lacking);
    for (const odd of [
      { ...usual, lessons: null },
      { ...usual, label: { kind: "number", column: "y", mean: 0, deviation: 1 } as const },
    ])
      expect(defences.applies(odd, standard)).toMatchObject({ reason: expect.any(String), remedy: expect.any(String) });
  });
  test("a model that gives nothing but labels", async () => {
    const usual = await subject();
    const { target } = usual;
    if (target.kind !== "onnx") throw new Error("made up otherwise");
    const labels = { ...usual, target: { ...target, labelsOnly: "it gives labels" } };
    expect(defences.applies(labels, standard)).toMatchObject({ reason: "it gives labels" });
  });
  test("what is planned is what is trained", async () => {
    const usual = await subject();
    expect(defences.estimate(usual, standard).models).toBe(3 * 16); // as it is, larger leaves, fewer trees
    expect(defences.estimate(usual, { ...standard, defences: answeringIds }).models).toBe(16);
  });
});
