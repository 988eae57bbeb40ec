import { describe, expect, test } from "vitest";
import { makeWork } from "../../learn/make.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import type { Spec } from "../../learn/trainers/spec.ts";
import { trainerSchema } from "../../learn/trainers/spec.ts";
import type { Columns, Tensors } from "../../learn/trainers/data.ts";
import { encodeWork } from "../../learn/trainers/works.ts";
import { letters, numbers } from "../../learn/testing/made.ts";
import { stream } from "../../stats/stream.ts";
import type { Column } from "../../table/types.ts";
import type { ModelSubject } from "../../subject/model.ts";
import type { Played } from "../types.ts";
import { columnPool } from "./label-only/testing/models.ts";
import { labelOnly, type LabelOnlyOptions } from "./labelOnly.ts";
import { type Inline, openInline, peopleOf, subjectOf } from "./one-run/testing/subject.ts";

const standard = labelOnly.options.parse({}) as LabelOnlyOptions; // the check's own schema
const few: LabelOnlyOptions = { ...standard, targets: 250, copies: 30, queries: 100 };
const none = { reason: "r", remedy: "m" };
const trainer = trainerSchema.parse({
  kind: "mlp",
  hidden: [128],
  recipe: { epochs: 60, batch: 32, optimiser: { kind: "adam", rate: 0.01 } },
}) as Spec<"mlp">; // of this kind

const sides = { members: 250, outsiders: 250 };
/** Eight classes that features hardly show: what a network knows of its people, it knows by heart. */
const by = { ...sides, features: 20, classes: 8, signal: 0.5 };
const firstOf = (data: Tensors, rows: number): Tensors => {
  const width = data.x.length / data.rows;
  const { goal } = data;
  if (goal.kind !== "class") throw new Error("classes");
  return {
    ...data,
    rows,
    x: data.x.slice(0, rows * width),
    goal: { ...goal, codes: goal.codes.slice(0, rows) },
    origin: data.origin.slice(0, rows),
  };
};

/** A network that learnt from the members of a crowd, or from people who are in none. */
async function audited(
  learnt: "members" | "strangers",
  { seed = 1 } = {},
): Promise<{ inline: Inline; subject: ModelSubject }> {
  const inline = openInline();
  const pool = peopleOf(500, { ...by, seed }, "pool");
  const train = learnt === "members" ? firstOf(pool, 250) : peopleOf(250, by, "else");
  const data = await inline.put(train);
  const [made] = await inline.compute(makeWork, [{ trainer, train: data, holdout: null, budget: null, seed: 1 }]);
  if (!made) throw new Error("made");
  const model = await inline.put(made.onnx);
  const subject = await subjectOf(inline, none, { ...sides, pool });
  return { inline, subject: { ...subject, target: { kind: "onnx", model, label: pool.label, closed: null } } };
}

const play = (
  { inline, subject }: { inline: Inline; subject: ModelSubject },
  options = few,
  seed = 1,
): Promise<Played> => labelOnly.play({ subject, options, seed, limitOf: () => null, ...inline });
const aucOf = ({ measures }: Played, attack: string) =>
  measures.find(({ id, of }) => id === "auc" && of?.["attack"] === attack && of["best"] === undefined);

describe("a network that knows its people by heart", () => {
  const found = audited("members").then((game) => play(game));

  test("gives them away by labels alone, under each of the attacks", async () => {
    const { headline, measures, facts } = await found;
    expect(headline?.measure).toBe("advantage");
    expect(headline?.estimate.low).toBeGreaterThan(0);
    for (const attack of ["gap", "noise-robustness", "boundary"])
      expect(aucOf(await found, attack)?.low).toBeGreaterThan(0.55);
    expect(facts).toMatchObject({ attacks: ["gap", "noise-robustness", "boundary"], members: 250, outsiders: 250 });
    expect(measures.map(({ id }) => id)).toEqual(expect.arrayContaining(["no-leak", "blind.auc"]));
  });

  test("by how much it is more often right on them is what the gap is", async () => {
    const { measures } = await found;
    const [train, holdout] = measures.filter(({ id }) => id === "accuracy");
    expect(train?.of).toEqual({ part: "train" });
    expect(train?.value).toBeGreaterThan((holdout?.value ?? 1) + 0.1);
    const auc = aucOf(await found, "gap")?.value;
    expect(auc).toBeCloseTo(0.5 + ((train?.value ?? 0) - (holdout?.value ?? 0)) / 2, 12);
  });

  test("and who bears it is told by the attack that works", async () => {
    const { exposure, headline, trials } = await found;
    expect(exposure?.of).toEqual(headline?.of);
    expect(trials).toHaveLength(3);
    expect(trials?.[0]?.rows?.members).toHaveLength(250);
  });
});

test("a table is asked about in rows of its own kind: whole numbers, labels that exist, gaps where they were", async () => {
  const inline = openInline();
  const random = stream(1, "table");
  const n = 400;
  const draw = <T>(of: () => T): T[] => Array.from({ length: n }, of);
  const columns: readonly Column[] = [
    {
      ...numbers(
        "age",
        draw(() => 20 + random.int(50)),
      ),
      integer: true,
    },
    numbers(
      "x",
      draw(() => (random.int(5) === 0 ? NaN : random.normal())),
    ),
    letters(
      "work",
      draw(() => random.int(9) - 1),
      8,
    ), // one in nine is missing
    letters(
      "town",
      draw(() => random.int(12)),
      12,
    ),
  ];
  const codes = Int32Array.from(draw(() => random.int(4)));
  const pool = { ...columnPool(columns, codes, 4), digest: "made table" };
  const first = <T extends Int32Array | Float64Array>(of: T) => of.slice(0, 200) as T;
  const train: Columns = {
    ...columnPool(
      columns.map((column) =>
        column.kind === "category"
          ? { ...column, codes: first(column.codes) }
          : { ...column, values: first(column.values) },
      ),
      first(codes),
      4,
    ),
    digest: "its first half",
  };
  const data = await inline.put(train);
  const [encoded = ""] = await inline.refs(encodeWork, [{ pool: data, fit: data }]);
  const [made] = await inline.compute(makeWork, [{ trainer, train: encoded, holdout: null, budget: null, seed: 1 }]);
  const model = await inline.put(made?.onnx ?? null);
  const subject: ModelSubject = {
    ...(await subjectOf(inline, none, { members: 200, outsiders: 200, pool })),
    columns: columns.map(({ name }) => name),
    target: { kind: "onnx", model, label: pool.label, closed: null },
  };
  const found = await play({ inline, subject });
  for (const attack of ["gap", "noise-robustness", "boundary"]) expect(aucOf(found, attack)?.low).toBeGreaterThan(0.6);
});

test("of a network that saw neither side nothing is told", async () => {
  // Every side is strangers: a 95 % interval errs upwards in 1 of 40. BinQ(.999) of 12 at .025 is 3.
  const games = await Promise.all(Array.from({ length: 12 }, (_, i) => audited("strangers", { seed: i + 1 })));
  const found = await Promise.all(games.map((game, i) => play(game, { ...few, queries: 60, copies: 15 }, i)));
  expect(found.filter(({ headline }) => (headline?.estimate.low ?? -1) > 0).length).toBeLessThanOrEqual(3);
  const aucs = found.map((one) => aucOf(one, "boundary")?.value ?? NaN);
  expect(Math.abs(aucs.reduce((sum, value) => sum + value, 0) / 12 - 0.5)).toBeLessThan(0.03);
}, 60_000);

describe("of stored predictions", () => {
  const stored = async (labels: readonly number[]): Promise<Played> => {
    const inline = openInline();
    const pool = peopleOf(500, sides, "pool");
    const perModel = [Float32Array.from(labels.flatMap((label) => [Number(label === 0), Number(label === 1)]))];
    const answers = await inline.put({ kind: "probabilities", outputs: 2, rows: 500, perModel } satisfies Answers);
    const subject = await subjectOf(inline, none, { ...sides, pool });
    const game = {
      inline,
      subject: { ...subject, pool: null, target: { kind: "predictions", answers, shadows: null } },
    };
    return await play(game as typeof game & { subject: ModelSubject });
  };
  const { goal } = peopleOf(500, sides, "pool");
  const truth = goal.kind === "class" ? [...goal.codes] : [];

  test("only the gap is played, and it is said why the others are not", async () => {
    const found = await stored(truth.map((label, row) => (row < 250 || row % 2 === 0 ? label : 1 - label)));
    expect(found.facts["attacks"]).toEqual(["gap"]);
    expect(aucOf(found, "gap")?.value).toBe(0.75); // right on all members, and on half of the others
    const codes = found.validity.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["attacks-left-out", "tied-scores"]));
    expect(found.headline).toBeNull();
  });

  test("a model that is always, or never, right tells nothing", async () => {
    for (const labels of [truth, truth.map((label) => 1 - label), truth.map(() => 0)]) {
      const found = await stored(labels);
      expect(found.headline).toBeNull();
      expect(found.validity.some(({ effect }) => effect === "blocks")).toBe(true);
    }
  });
});

test("where it cannot be played it says why", async () => {
  const { subject } = await audited("strangers");
  expect(labelOnly.applies(subject, standard)).toBe(true);
  for (const odd of [
    { ...subject, label: { kind: "number", column: "label", mean: 0, deviation: 1 } as const },
    { ...subject, holdout: false, sides: { ...subject.sides, outsiders: 0 } },
    { ...subject, sides: { ...subject.sides, members: 0 } },
  ])
    expect(labelOnly.applies(odd, standard)).toMatchObject({ reason: expect.any(String), remedy: expect.any(String) });
});

test("the plan counts what is asked", async () => {
  const { subject } = await audited("strangers");
  const cost = labelOnly.estimate(subject, { ...standard, copies: 10, queries: 100 });
  // 500 people: one question, ten, a hundred; and 200 starting points for each of two tasks.
  expect(cost).toMatchObject({ people: 250, outsiders: 250, attacks: 3, queries: 500 * 111 + 400, tasks: 3 + 6 });
});
