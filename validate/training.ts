/** Our training against PyTorch's: step by step on given batches (training-steps.py), and how well networks learn (training.py). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { cnn, lenet } from "../src/learn/networks/cnn.ts";
import { mlp } from "../src/learn/networks/mlp.ts";
import type { Network } from "../src/learn/networks/network.ts";
import { meanLoss } from "../src/learn/training/held-out.ts";
import { scoreGroup } from "../src/learn/training/score.ts";
import { type Case, farthest, stepsOf } from "../src/learn/training/testing/torch.ts";
import { trainGroup } from "../src/learn/training/train.ts";
import type { Line, Validation } from "./types.ts";

const measures = ["trainAccuracy", "trainLoss", "testAccuracy", "testLoss"] as const;
type Measure = (typeof measures)[number];
interface Summary {
  readonly mean: number;
  /** Of a mean over ten seeds. */
  readonly error: number;
}
interface Reference extends Readonly<Record<Measure, Summary>> {
  readonly name: string;
  readonly rows: number;
  readonly batch: number;
  readonly epochs: number;
  readonly seeds: number;
  readonly starts: number;
  /** The first eight rows of each seed's. */
  readonly first?: readonly (readonly number[])[];
}
interface Data {
  readonly x: Float32Array;
  readonly y: Int32Array;
  readonly classes: number;
  /** Where the file that is tested on begins. */
  readonly test?: number;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

export const validate: Validation = async function* (shared) {
  // Both as their programs wrote them.
  const steps = read("training-steps.json") as { versions: { torch: string }; cases: readonly Case[] };
  for (const models of [1, 3])
    for (const one of steps.cases)
      yield {
        what: `largest difference after five steps, ${models === 1 ? "alone" : `${models} at once`}: ${one.name}: PyTorch ${steps.versions.torch}`,
        ours: farthest(one, await stepsOf(one, models)),
        reference: 0,
        allowed: 1e-5,
        why: "float32",
      };
  const { versions, references } = read("training.json") as {
    versions: { torch: string };
    references: readonly Reference[];
  };
  for (const reference of references) yield* learnt(reference, join(shared, "data"), versions.torch);
};

async function* learnt(reference: Reference, folder: string, torch: string): AsyncGenerator<Line> {
  const { name, seeds, epochs, batch, rows, first } = reference;
  const starts = Math.max(2, reference.starts);
  const [data, network] = subject(name, folder);
  const { x, y, classes, test } = data;
  const runs = Array.from({ length: seeds * starts }, (_, i) => ({ seed: Math.floor(i / starts), start: i % starts }));
  const splits = Array.from({ length: seeds }, (_, seed) => {
    const all = test === undefined ? byKey(y.length, seed) : Uint32Array.from(y.keys());
    return [all.slice(0, rows), all.slice(rows)] as const;
  });
  const drawn = first?.findIndex((list, seed) => list.some((row, i) => splits[seed]?.[0][i] !== row)) ?? -1;
  if (drawn >= 0) throw new Error(`${name}: the rows of seed ${drawn} are not those of training.py`);
  const goal = { kind: "class", codes: y, classes } as const;
  const models = await trainGroup({
    network,
    recipe: { epochs, batch, optimiser: { kind: "adam", rate: 1e-3 } },
    x,
    goal,
    members: runs.map(({ seed }) => splits[seed]?.[0] ?? new Uint32Array()),
    names: runs.map(({ seed, start }) => ["validate", name, seed, start]),
  });
  const totals: Record<Measure, number> = { trainAccuracy: 0, trainLoss: 0, testAccuracy: 0, testLoss: 0 };
  for (const [seed, parts] of splits.entries())
    for (const [at, part] of parts.entries()) {
      const [accuracy, loss] =
        at === 0 ? (["trainAccuracy", "trainLoss"] as const) : (["testAccuracy", "testLoss"] as const);
      for (const logits of await scoreGroup(network, models.slice(seed * starts, (seed + 1) * starts), x, part)) {
        totals[accuracy] += rightOf(logits, y, part) / runs.length;
        totals[loss] += meanLoss("classes", logits, { rows: part, y }) / runs.length;
      }
    }
  for (const measure of measures) {
    const { mean, error } = reference[measure];
    yield {
      what: `${measure} on ${name}, ${seeds} seeds of ${starts} starts: PyTorch ${torch}`,
      ours: totals[measure],
      reference: mean,
      allowed: Math.max(Math.SQRT2 * error, measure.endsWith("Accuracy") ? 1 / rows : 1e-4),
      why: "one standard error of the difference of ten runs and ten",
    };
  }
}

function rightOf(logits: Float32Array, y: Int32Array, rows: Uint32Array): number {
  const outputs = logits.length / rows.length;
  let right = 0;
  rows.forEach((row, i) => {
    const own = logits.subarray(i * outputs, (i + 1) * outputs);
    if (own.indexOf(own.reduce((most, value) => Math.max(most, value), -Infinity)) === y[row]) right++;
  });
  return right / rows.length;
}

function subject(name: string, folder: string): [Data, Network] {
  switch (name) {
    case "digits":
      return [labelled(join(folder, "digits/digits.csv"), 16, 10), mlp(64, 10, { hidden: [64] })];
    case "adult": {
      const data = adult(join(folder, "adult"));
      return [data, mlp(data.x.length / data.y.length, 2, { hidden: [64, 32] })];
    }
    case "location30":
      return [
        labelled(join(folder, "location30/location30.csv.gz"), 1, 30),
        mlp(446, 30, { hidden: [128], activation: "tanh" }),
      ];
    case "mnist3000":
      return [
        labelled(join(folder, "digits/mnist3000.csv.gz"), 255, 10),
        cnn({ channels: 1, height: 28, width: 28 }, 10, lenet),
      ];
    default:
      throw new Error(`no data for ${name}`);
  }
}

function linesOf(file: string): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const raw = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8");
  const [head = [], ...rows] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return { head, rows };
}

function labelled(file: string, scale: number, classes: number): Data {
  const { head, rows } = linesOf(file);
  const label = head.indexOf("label");
  const x = rows.flatMap((row) => row.filter((_, i) => i !== label).map((value) => Math.fround(Number(value)) / scale));
  return { x: Float32Array.from(x), y: Int32Array.from(rows, (row) => Number(row[label])), classes };
}

/** Numbers standardised as in the train file, a column for each of its categories, "?" among them. */
function adult(folder: string): Data {
  const [train, test] = ["adult_train.csv.gz", "adult_test.csv"].map((file) => linesOf(join(folder, file)));
  if (!train || !test) throw new Error("no Adult");
  const rows = [...train.rows, ...test.rows];
  const features = train.head.flatMap((name, i): ((row: readonly string[]) => number)[] => {
    if (name === "income") return [];
    const own = train.rows.map((row) => row[i] ?? "");
    if (own.some((value) => Number.isNaN(Number(value))))
      return [...new Set(own)].toSorted().map((value) => (row) => Number(row[i] === value));
    const numbers = own.map(Number);
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const deviation = Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length);
    return [(row) => (Number(row[i]) - mean) / deviation];
  });
  const x = new Float32Array(rows.length * features.length);
  rows.forEach((row, at) => features.forEach((feature, i) => (x[at * features.length + i] = feature(row))));
  const income = train.head.indexOf("income");
  return { x, y: Int32Array.from(rows, (row) => Number(row[income] === ">50K")), classes: 2, test: train.rows.length };
}

/** Rows by the key that training.py gives them. */
function byKey(n: number, seed: number): Uint32Array {
  const keys = Float64Array.from({ length: n }, (_, row) => mix(row ^ mix(seed + 1)));
  return Uint32Array.from({ length: n }, (_, row) => row).toSorted((a, b) => keys[a]! - keys[b]!);
}
/** MurmurHash3's finaliser (Appleby). */
function mix(given: number): number {
  let h = given >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}
