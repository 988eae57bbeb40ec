/** synthetic/fidelity: is the synthetic table like the real one? Not privacy; shown beside it. */
import { z } from "zod";
import type { CheckSpec } from "../types.ts";
import { authenticWork } from "./fidelity/authentic.ts";
import { fewest } from "./fidelity/bins.ts";
import { jointWork } from "./fidelity/joint.ts";
import { marginals } from "./fidelity/marginals.ts";
import { accuracies, mean, point, propensities } from "./fidelity/measures.ts";
import { pmseWork } from "./fidelity/pmse.ts";
import { qualityWork } from "./fidelity/quality.ts";
import { associations, joint, portion, single } from "./fidelity/shares.ts";
import { singleWork } from "./fidelity/single.ts";
import { pointsInTask, supportWork } from "./fidelity/support.ts";
import { authenticity, pointsOf, rowsToLearn, support, toldApart } from "./fidelity/together.ts";
import { folds, toldApartWork } from "./fidelity/told-apart.ts";
import { tuples } from "./fidelity/tuples.ts";
import { how, pitfalls, reading, remedy, sources } from "./fidelity/words.ts";

export type FidelityOptions = {
  readonly rows: number;
  readonly pairs: number;
  readonly triples: number;
  readonly classifier: number;
  readonly points: number;
};

const id = "synthetic/fidelity";
/** Columns whose associations the report shows. */
const shown = 30;
/** SDMetrics looks at all pairs; with more columns its score is left out. */
const mostForQuality = 60;
const options = z.object({
  rows: z.int().min(1).default(100_000).describe("rows of each table at most; of larger tables a random sample"),
  pairs: z.int().min(1).default(500).describe("pairs of columns at most; of more a random sample"),
  triples: z.int().min(1).default(200).describe("triples of columns at most; of more a random sample"),
  classifier: z.int().min(10).default(5000).describe("rows of each table that a classifier learns to tell apart"),
  points: z.int().min(10).default(2500).describe("rows whose neighbours are looked at"),
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
  presets: {
    quick: { rows: 10_000, pairs: 200, triples: 100, classifier: 1000, points: 500 },
    thorough: { rows: 1_000_000, triples: 2000, classifier: 20_000, points: 5000 },
  },
  works: [singleWork, jointWork, qualityWork, pmseWork, toldApartWork, supportWork, authenticWork],
  applies: ({ columns }) =>
    columns.length > 0 || {
      reason: "no column is left to compare: all are keys, free text or ignored",
      remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
    },
  estimate({ summary: { rows }, columns, holdout }, chosen) {
    const d = columns.length;
    const cells = Object.values(rows).reduce((sum, count) => sum + Math.min(count, chosen.rows), 0);
    const found = Math.min(chosen.pairs, (d * (d - 1)) / 2) + Math.min(chosen.triples, (d * (d - 1) * (d - 2)) / 6);
    const arms = holdout ? 2 : 1;
    const learnt = rowsToLearn(chosen, columns);
    const points = pointsOf(chosen, columns);
    const strips = Math.ceil(points / pointsInTask);
    const tasks = Math.ceil(d / portion.columns) + Math.ceil(found / portion.tuples) + 2 + arms * (folds + strips + 1);
    const people = Math.min(rows["train"] ?? 0, chosen.rows);
    const whole = folds * 3e-6 * Math.min(people, learnt) + 1e-8 * Math.min(people, points) ** 2;
    return {
      tasks,
      seconds: cells * (d * 5e-7 + found * 4e-9) + arms * d * whole + 0.005 * tasks,
      people,
      outsiders: Math.min(rows["holdout"] ?? 0, chosen.rows),
      chance: 0,
    };
  },
  async play({ subject, options: chosen, seed, compute }) {
    const { tables, columns, key } = subject;
    const scope = { tables, columns, key, rows: chosen.rows, seed };
    const playing = { subject, options: chosen, seed, compute };
    const [singles, pairs, triples, first, quality, propensity, apart, lying, authentic] = await Promise.all([
      single(scope, compute),
      joint(scope, tuples(columns.length, 2, { most: chosen.pairs, seed }), compute),
      joint(scope, tuples(columns.length, 3, { most: chosen.triples, seed }), compute),
      joint(scope, tuples(Math.min(shown, columns.length), 2, { most: Infinity, seed }), compute),
      columns.length > mostForQuality ? [] : compute(qualityWork, [scope]),
      compute(pmseWork, [scope]),
      toldApart(playing),
      support(playing),
      authenticity(playing),
    ]);
    const n = Math.min(subject.summary.rows["train"] ?? 0, chosen.rows);
    const alike = mean(pairs.map(({ real, synthetic }) => 1 - Math.abs(real - synthetic)));
    return {
      headline: null,
      measures: [
        ...accuracies(
          [singles, pairs, triples].filter(({ length }) => length > 0),
          n,
        ),
        ...singles.map(({ bins, shape }) => point("shape", shape[0] ?? null, n, { column: bins.name })),
        ...(pairs.length > 0 ? [point("association", alike, n)] : []),
        ...apart,
        ...propensity.flatMap(propensities),
        ...lying,
        ...authentic,
        ...quality.flatMap(({ shapes, trends, overall }) => [
          point("sdmetrics.quality", overall, n),
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
        propensityColumns: propensity[0]?.columns ?? 0,
        propensityParameters: propensity[0]?.parameters ?? 0,
        classifier: Math.min(n, rowsToLearn(chosen, columns)),
        points: Math.min(n, pointsOf(chosen, columns)),
        associations: associations(columns.slice(0, shown), first),
        marginals: marginals(singles),
      },
    };
  },
};
