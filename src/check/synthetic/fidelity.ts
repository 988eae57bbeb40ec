/** synthetic/fidelity: is the synthetic table like the real one? Not privacy; shown beside it. */
import { z } from "zod";
import { row } from "../../risk/measures.ts";
import type { Measure } from "../finding.ts";
import type { CheckSpec, Compute, Json } from "../types.ts";
import { fewest, type Scope } from "./fidelity/bins.ts";
import { jointWork } from "./fidelity/joint.ts";
import { marginals } from "./fidelity/marginals.ts";
import { qualityWork } from "./fidelity/quality.ts";
import { type Single, singleWork } from "./fidelity/single.ts";
import { tuples } from "./fidelity/tuples.ts";
import { how, pitfalls, reading, remedy, sources } from "./fidelity/words.ts";

export type FidelityOptions = {
  readonly rows: number;
  readonly pairs: number;
  readonly triples: number;
};

const id = "synthetic/fidelity";
/** Columns whose associations the report shows. */
const shown = 30;
/** SDMetrics looks at all pairs; with more columns its score is left out. */
const mostForQuality = 60;
/** Columns, and tuples, in a task. */
const portion = { columns: 10, tuples: 100 };

const options = z.object({
  rows: z.int().min(1).default(100_000).describe("rows of each table at most; of larger tables a random sample"),
  pairs: z.int().min(1).default(500).describe("pairs of columns at most; of more a random sample"),
  triples: z.int().min(1).default(200).describe("triples of columns at most; of more a random sample"),
});

export const fidelity: CheckSpec<"synthetic", FidelityOptions> = {
  id,
  title: "Likeness",
  question: "Is the synthetic table like the real one?",
  short: "Is the table like the real one?",
  adversary: {
    is: "nobody attacks: whoever is going to work with the table asks",
    knows: "the real table, to compare with",
    holds: "the released table",
    wants: "to know how far shares, shapes and relations can be trusted",
    access: "data",
  },
  sources,
  how,
  reading,
  remedy,
  pitfalls,
  measure: null,
  options,
  presets: { quick: { rows: 10_000, pairs: 200, triples: 100 }, thorough: { rows: 1_000_000, triples: 2000 } },
  works: [singleWork, jointWork, qualityWork],
  applies: ({ columns }) =>
    columns.length > 0 || {
      reason: "no column is left to compare: all are keys, free text or ignored",
      remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
    },
  estimate({ summary: { rows }, columns }, chosen) {
    const d = columns.length;
    const cells = Object.values(rows).reduce((sum, count) => sum + Math.min(count, chosen.rows), 0);
    const found = Math.min(chosen.pairs, (d * (d - 1)) / 2) + Math.min(chosen.triples, (d * (d - 1) * (d - 2)) / 6);
    const tasks = Math.ceil(d / portion.columns) + Math.ceil(found / portion.tuples) + 1;
    return {
      tasks,
      seconds: cells * (d * 5e-7 + found * 4e-9) + 0.005 * tasks,
      people: Math.min(rows["train"] ?? 0, chosen.rows),
      outsiders: 0,
      chance: 0,
    };
  },
  async play({ subject, options: chosen, seed, compute }) {
    const { tables, columns, key } = subject;
    const scope = { tables, columns, key, rows: chosen.rows, seed };
    const [singles, pairs, triples, first, quality] = await Promise.all([
      single(scope, compute),
      joint(scope, tuples(columns.length, 2, { most: chosen.pairs, seed }), compute),
      joint(scope, tuples(columns.length, 3, { most: chosen.triples, seed }), compute),
      joint(scope, tuples(Math.min(shown, columns.length), 2, { most: Infinity, seed }), compute),
      columns.length > mostForQuality ? [] : compute(qualityWork, [scope]),
    ]);
    const n = Math.min(subject.summary.rows["train"] ?? 0, chosen.rows);
    const ways = [singles, pairs, triples].filter(({ length }) => length > 0);
    return {
      headline: null,
      measures: [
        ...ways.flatMap((found, i) => accuracies(found, { ways: String(i + 1) }, n)),
        ...overall(ways, n),
        ...singles.map(({ bins, shape }) => point("shape", shape[0] ?? null, n, { column: bins.name })),
        ...(pairs.length > 0 ? [point("association", mean(pairs.map(likeness)), n)] : []),
        ...quality.flatMap(({ shapes, trends, overall: score }) => [
          point("sdmetrics.quality", score, n),
          point("sdmetrics.shapes", shapes, n),
          point("sdmetrics.trends", trends, n),
        ]),
      ],
      reference: "1 is the same table; the ceiling is what another sample of the same people would reach",
      validity: [],
      curves: [],
      adversary: {},
      facts: {
        rows: Object.fromEntries(
          Object.entries(subject.summary.rows).map(([part, count]) => [part, Math.min(count, chosen.rows)]),
        ),
        columns: columns.length,
        pairs: pairs.length,
        triples: triples.length,
        fewest,
        associations: associations(columns.slice(0, shown), first),
        marginals: marginals(singles),
      },
    };
  },
};

async function single(scope: Scope, compute: Compute): Promise<readonly Single[]> {
  const size = portion.columns;
  const inputs = Array.from({ length: Math.ceil(scope.columns.length / size) }, (_, i) => ({
    ...scope,
    from: i * size,
    to: (i + 1) * size,
  }));
  return (await compute(singleWork, inputs)).flat();
}

interface Joint {
  readonly tuple: readonly number[];
  readonly accuracy: number;
  readonly ceiling: number;
  readonly real: number;
  readonly synthetic: number;
}

async function joint(scope: Scope, chosen: readonly number[][], compute: Compute): Promise<readonly Joint[]> {
  const parts = Array.from({ length: Math.ceil(chosen.length / portion.tuples) }, (_, i) =>
    chosen.slice(i * portion.tuples, (i + 1) * portion.tuples),
  );
  const found = await compute(
    jointWork,
    parts.map((part) => ({ ...scope, tuples: part })),
  );
  return parts.flatMap((part, p) =>
    part.map((tuple, i) => ({
      tuple,
      accuracy: found[p]?.accuracy[i] ?? Number.NaN,
      ceiling: found[p]?.ceiling[i] ?? Number.NaN,
      real: found[p]?.real[i] ?? Number.NaN,
      synthetic: found[p]?.synthetic[i] ?? Number.NaN,
    })),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const likeness = ({ real, synthetic }: Joint): number => 1 - Math.abs(real - synthetic);

/** A number without an interval. */
const point = (name: string, value: number | null, n: number, of?: { readonly [name: string]: string }): Measure =>
  row({
    id: name,
    ...(of && { of }),
    value,
    low: null,
    high: null,
    n,
    ...((value === null || Number.isNaN(value)) && { status: "undefined" as const }),
  });

type Agreed = readonly { readonly accuracy: number; readonly ceiling: number }[];

const accuracies = (found: Agreed, of: { readonly ways: string }, n: number): Measure[] => [
  point("accuracy", mean(found.map(({ accuracy }) => accuracy)), n, of),
  point("accuracy.ceiling", mean(found.map(({ ceiling }) => ceiling)), n, of),
];

/** The mean over one, two and three columns, as MOSTLY AI's report has it. */
function overall(ways: readonly Agreed[], n: number): Measure[] {
  const of = (value: "accuracy" | "ceiling"): number => mean(ways.map((found) => mean(found.map((one) => one[value]))));
  return [point("overall", of("accuracy"), n), point("overall.ceiling", of("ceiling"), n)];
}

/** What a drawing needs. */
const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

/** Both matrices, columns in their order; 1 on the diagonal. */
function associations(columns: readonly string[], found: readonly Joint[]): Json {
  const matrix = (value: "real" | "synthetic"): number[][] => {
    const all = columns.map((_, i) => columns.map((__, j): number => (i === j ? 1 : 0)));
    for (const one of found) {
      const [i = 0, j = 0] = one.tuple;
      const [across, down] = [all[i], all[j]];
      if (!across || !down) continue;
      across[j] = down[i] = rounded(one[value]);
    }
    return all;
  };
  return { columns, real: matrix("real"), synthetic: matrix("synthetic") };
}
