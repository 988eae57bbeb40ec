import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { Attribute, Cast, DataSubject } from "../../subject/data.ts";
import type { Output, Reader, Work } from "../../work.ts";
import type { Json, Played } from "../types.ts";
import { tradeoff, type TradeoffOptions } from "./tradeoff.ts";

interface World {
  readonly n?: number;
  /** Share of positives of each group. */
  readonly bases: readonly number[];
  readonly score?: boolean;
  readonly prediction?: boolean;
  readonly weights?: Float64Array;
  readonly kind?: "class" | "number";
}

const outputs = new Map<string, unknown>();
const reader: Reader = { get: (digest) => Promise.resolve(outputs.get(digest) as Output) };

/** A feature that tells positives from negatives, the same way in all groups. */
function worldOf({ n = 2000, bases, score = true, prediction = false, weights }: World): DataSubject {
  const random = stream(11, "tradeoff world");
  const group = Int32Array.from({ length: n }, (_, i) => i % bases.length);
  const label = group.map((g) => Number(random.next() < bases[g]!));
  const feature = Float64Array.from(label, (y) => y + random.normal());
  const codes = { kind: "class" as const, classes: ["no", "yes"], positive: 1 };
  const attribute: Attribute = { name: "sex", labels: bases.map((_, g) => `g${g}`), codes: group };
  const cast: Cast = {
    rows: n,
    attributes: [attribute],
    label: { ...codes, codes: label },
    prediction: prediction ? { ...codes, codes: Int32Array.from(feature, (x) => Number(x > 0.5)) } : null,
    score: score ? feature.map((x) => 1 / (1 + Math.exp(0.5 - x))) : null,
    weights: weights ?? null,
  };
  const train = { rows: n, columns: [{ kind: "number", name: "x", values: feature, integer: false }] };
  outputs.set("cast", cast);
  outputs.set("tables", { train });
  return {
    kind: "data",
    name: "d",
    sources: [],
    artefact: "a",
    tables: "tables",
    summary: { rows: { train: n } } as unknown as DataSubject["summary"],
    columns: ["x"],
    key: [],
    protected: ["sex"],
    label: { kind: "class", column: "y", classes: ["no", "yes"], positive: 1 },
    predicted: score ? { by: "score", column: "s" } : null,
    weights: null,
    holdout: false,
    has: { holdout: false, population: false, serving: false },
    cast: { train: "cast" },
    shares: null,
    datasheet: null,
  };
}

const defaults = tradeoff.options.parse({}) as unknown as TradeoffOptions;
function play(subject: DataSubject, options: Partial<TradeoffOptions> = {}): Promise<Played> {
  const all = async (work: Work<Json, Output>, inputs: readonly Json[]): Promise<Output[]> =>
    Promise.all(inputs.map(async (input) => work.run(input, reader)));
  return tradeoff.play({
    subject,
    options: { ...defaults, replicates: 40, ...options },
    seed: 1,
    compute: all as never,
    refs: async (work, inputs) => {
      const found = await all(work, inputs);
      return found.map((output, i) => {
        outputs.set(`${work.id} ${i}`, output);
        return `${work.id} ${i}`;
      });
    },
    limitOf: () => null,
    put: () => Promise.resolve(""),
  });
}
const measure = ({ measures }: Played, id: string, criterion?: string) =>
  measures.find((each) => each.id === id && each.of?.["criterion"] === criterion)!;
const wordsOf = ({ facts }: Played): string =>
  (facts["attributes"] as unknown as { words: string[] }[]).flatMap(({ words }) => words).join("\n");

test("base rates that differ: the forced ratio is their odds ratio, and not everything can be had", async () => {
  const found = await play(worldOf({ bases: [0.6, 0.3] }));
  const ratio = measure(found, "base-rate.odds-ratio");
  expect(ratio.low!).toBeLessThan(3.5); // .6/.4 over .3/.7
  expect(ratio.high!).toBeGreaterThan(3.5);
  expect(measure(found, "base-rate.difference").low!).toBeGreaterThan(0.2);
  expect(measure(found, "price", "demographic-parity").low!).toBeGreaterThan(0.01);
  expect(measure(found, "price", "equalized-odds+demographic-parity").value!).toBeGreaterThan(0.1);
  expect(wordsOf(found)).toMatch(/not all of them at once/);
  expect(wordsOf(found)).toMatch(/only rules that do not look at people/);
  expect(found.headline).toBeNull();
});

test("base rates that do not differ: no conflict is shown, and criteria cost next to nothing", async () => {
  const found = await play(worldOf({ bases: [0.45, 0.45] }));
  expect(measure(found, "base-rate.difference").low).toBe(0);
  expect(measure(found, "price", "demographic-parity").value!).toBeLessThan(0.01);
  expect(measure(found, "price", "equalized-odds").value!).toBeLessThan(0.02);
  expect(wordsOf(found)).toMatch(/no conflict .* is shown up to/);
  expect(wordsOf(found)).not.toMatch(/at once/);
});

test("without a score a model stands in, decisions that were given are the present point", async () => {
  const subject = worldOf({ bases: [0.6, 0.3, 0.5], score: false, prediction: true });
  const found = await play({ ...subject, predicted: { by: "prediction", column: "p" } });
  expect(found.validity.map(({ code }) => code)).toContain("stand-in-score");
  const [{ found: facts }] = found.facts["attributes"] as unknown as [
    { found: { present: { given: boolean; accuracy: number; reachable: { odds: { accuracy: number } } } } },
  ];
  expect(facts.present.accuracy).toBeGreaterThan(0.65);
  expect(facts.present.reachable.odds.accuracy).toBeGreaterThan(0.6);
  expect(facts.present.given).toBe(true);
  expect(wordsOf(found)).toMatch(/Decisions as they are/);
  expect(wordsOf(await play(worldOf({ bases: [0.6, 0.3] })))).toMatch(/A rule that calls positive whoever scores/);
});

test("costs of one's own: what is minimised is the cost, and it is told", async () => {
  const found = await play(worldOf({ bases: [0.6, 0.3] }), { costFalsePositive: 5 });
  const [free, odds] = ["none", "equalized-odds"].map((id) => measure(found, "cost", id).value!);
  expect(odds!).toBeGreaterThanOrEqual(free!);
  expect(measure(found, "price", "equalized-odds").value!).toBeCloseTo(odds! - free!, 12);
});

test("small groups and groups of one class are left out and said; of one group nothing can be traded", async () => {
  const subject = worldOf({ bases: [0.6, 0.3, 0, 0.5] });
  const cast = outputs.get("cast") as Cast;
  const codes = cast.attributes[0]!.codes.map((code, row) => (code === 3 && row > 80 ? 0 : code));
  outputs.set("cast", { ...cast, attributes: [{ ...cast.attributes[0]!, codes }] });
  const found = await play(subject);
  expect(found.validity.map(({ code }) => code)).toEqual(["small-groups", "one-class-groups"]);
  const alone = await play(worldOf({ bases: [0.5] }));
  expect(alone.measures).toEqual([]);
  expect(alone.validity.map(({ code }) => code)).toEqual(["too-few-groups"]);
  expect(JSON.stringify(alone.facts)).not.toContain("NaN");
});

test("weights count, labels that are missing do not, and all numbers are finite", async () => {
  const n = 2000;
  const weights = Float64Array.from({ length: n }, (_, i) => (i % 5 === 0 ? 0 : 1 + (i % 3)));
  const subject = worldOf({ bases: [0.6, 0.3], weights });
  const cast = outputs.get("cast") as Cast;
  if (cast.label?.kind !== "class") throw new Error("a class");
  outputs.set("cast", { ...cast, label: { ...cast.label, codes: cast.label.codes.map((y, i) => (i < 100 ? -1 : y)) } });
  const found = await play(subject);
  expect(measure(found, "accuracy", "none").n).toBeLessThan(1600);
  const numbers = found.measures.flatMap(({ value, low, high }) => [value, low, high]);
  expect(numbers.every((each) => each !== null && Number.isFinite(each))).toBe(true);
});

test("no groups, no label, a label of numbers, no positive class: it does not apply, and says what to do", () => {
  const subject = worldOf({ bases: [0.5, 0.5] });
  const applies = (change: Partial<DataSubject>) => tradeoff.applies({ ...subject, ...change }, defaults);
  expect(applies({})).toBe(true);
  const classes = { kind: "class" as const, column: "y", classes: ["a", "b", "c"], positive: null };
  for (const change of [
    { protected: [] },
    { label: null },
    { label: { kind: "number" as const, column: "y" } },
    { label: classes },
    { columns: [], predicted: null },
  ])
    expect(applies(change)).toHaveProperty("remedy");
});
