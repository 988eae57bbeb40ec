/** synthetic/similarity: the distance metrics that others publish, with their null: a diagnostic, never a verdict. */
import { z } from "zod";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { CheckSpec, Compute, Played } from "../types.ts";
import { overlap } from "../overlap.ts";
import { type Distances, distancesWork } from "./similarity/distances.ts";
import { type Around, type Found, similarityMeasures } from "./similarity/measures.ts";
import { type Metric, partOf, type Scope, type View } from "./similarity/samples.ts";
import { type Identical, identicalWork, type Sides, sidesWork } from "./similarity/sides.ts";

export type SimilarityOptions = { readonly rows: number | "all" };

/** Rows of a task. */
const portion = 5000;

export const similarity: CheckSpec<"synthetic", SimilarityOptions> = {
  id: "synthetic/similarity",
  title: "Nearness",
  question: "Do the synthetic rows lie nearer to the people in the data than to other people of the same population?",
  short: "Are synthetic rows nearer to the people in the data than to others?",
  adversary: {
    is: "nobody in particular: this is the question of whoever made the table, not an attack",
    knows: "the table, the data it was made from and, better, outsiders",
    holds: "everything",
    wants: "to see whether the generator repeats its data more than it must",
    access: "data",
  },
  sources: [
    {
      text: "Yao, Krčo, Ganev & de Montjoye 2025, The DCR Delusion: Measuring the Privacy Risk of Synthetic Data",
      url: "https://arxiv.org/abs/2505.01524",
    },
    {
      text: "Ganev & De Cristofaro 2023, On the Inadequacy of Similarity-based Privacy Metrics",
      url: "https://arxiv.org/abs/2312.05114",
    },
    {
      text: "Platzer & Reutterer 2021, Holdout-Based Empirical Assessment of Mixed-Type Synthetic Data (distance to closest record, its share)",
      url: "https://doi.org/10.3389/fdata.2021.679939",
    },
    {
      text: "Yale et al. 2020, Generation and evaluation of privacy preserving synthetic health data (nearest neighbour adversarial accuracy)",
      url: "https://doi.org/10.1016/j.neucom.2019.12.136",
    },
    {
      text: "mostlyai-qa 1.10, metrics.py and _distances.py (share, identical matches, 10th smallest distance ratio)",
      url: "https://github.com/mostly-ai/mostlyai-qa",
    },
    {
      text: "SDMetrics 0.32, DCRBaselineProtection and DCROverfittingProtection",
      url: "https://docs.sdv.dev/sdmetrics/data-metrics/privacy",
    },
  ],
  how: `At most \`rows\` random rows of each table are compared; with a declared key one row of each person, and no outsider who is in the data. **Distance** is Euclidean: numbers and dates standardised by the synthetic table (mean 0, standard deviation 1), categories as 0/1 columns, so that two different categories are √2 apart; missing against missing 0, missing against a value 1; a number that never varies in the synthetic table counts nothing. The search is exact.

- **Distance to the closest record** (\`dcr.train\`, \`dcr.holdout\`): the median over synthetic rows of the distance to the nearest real row, with as many real rows on both sides. \`dcr.real\` is the median distance of a person in the data to the nearest other one.
- **Share** (\`dcr.share\`): of n_t people in the data and n_c outsiders together, the share of synthetic rows whose nearest one is in the data; equally near ones share the row (at most 32 different ones, drawn at random). If the table did not depend on who was in the data, it would be n_t/(n_t + n_c). \`dcr.share.null\` is the range of 95 in 100 reshuffles of who was in the data: sd = √(n_t n_c/N · s_c²)/m, where c_i is the number of synthetic rows that real row i is nearest to, and m their sum, corrected for skewness.
- **Identical matches**: the share of synthetic rows that equal a real row, with as many real rows on both sides; \`identical.share\` says on which side they lie, with the same null.
- **Distance ratio** (\`nndr.ratio\`): nearest over second nearest distance, its 10th smallest value to train divided by that to the holdout, as mostlyai-qa takes it.
- **Adversarial accuracy** (\`nnaa\`): how often the nearest neighbour of a row, real or synthetic, is of its own kind; ½ where they cannot be told apart, less where synthetic rows hug real ones. \`nnaa.privacy-loss\` is that of the holdout minus that of train.
- **SDMetrics**: by Gower's distance as SDMetrics takes it. \`dcr-baseline\` = median distance to train over that of uniform random rows, at most 1. \`dcr-overfitting\` = 2 (1 − share of rows strictly nearer to train), at most 1.

Without outsiders the share, the ratio and the privacy loss do not exist; what remains is whether synthetic rows come nearer to people than people do to each other (\`dcr.train\` against \`dcr.real\`, \`nnaa\` below ½).`,
  reading:
    "A share within its null range means that these distances show no trace of who was in the data. **It does not mean that the table is safe**: people can be recognised by far rows as well, and attacks break tables that pass every one of these metrics. A share above the range is a sign that the generator repeats its data; the attacks then say what it is worth. Nothing here is judged. Where the authors of a metric publish a rule, it is stated beside the number together with what they would conclude of it; their own tools encode rows in other ways and may come to other numbers.",
  remedy:
    "Find out why the generator repeats its data (too many epochs, small leaves, no noise) and train it again; removing the nearest rows afterwards improves these numbers and leaves the leak.",
  pitfalls: [
    "Taking a good distance for privacy: it passes on data that attacks break (Yao et al. 2025), and a filter on it can itself tell who was there (Ganev & De Cristofaro 2023).",
    "Comparing distances to tables of different sizes: the nearest of 40,000 is nearer than the nearest of 10,000, whoever they are. The share is held against n_t/(n_t + n_c), the medians against as many rows.",
    "Ties counted for one side, or half and half when the sides differ in size: in coarse tables that alone moves the share.",
    "A binomial interval over synthetic rows: one real row can be the nearest of many, and without any leak it can then reject in more than half of all tables (simulated).",
    "A single number over 0 to 1 without a null: nobody knows where bad begins.",
  ],
  measure: null,
  options: z.object({
    rows: z
      .union([z.int().min(1), z.literal("all")])
      .default(20_000)
      .describe('random rows of each table to compare; "all": every row'),
  }),
  presets: { quick: { rows: 2000 }, thorough: { rows: 100_000 } },
  works: [distancesWork, sidesWork, identicalWork],
  applies: ({ columns }) =>
    columns.length > 0 || {
      reason: "no column is left to compare: all are keys, free text or ignored",
      remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
    },
  estimate({ summary: { rows }, columns }, { rows: most }) {
    const size = (part: string): number => Math.min(rows[part] ?? 0, most === "all" ? Infinity : most);
    const [synthetic, train, holdout] = [size("synthetic"), size("train"), size("holdout")];
    const equal = Math.min(synthetic, train, holdout > 0 ? holdout : Infinity);
    const searches = holdout > 0 ? 6 * synthetic + 5 * equal : 3 * synthetic + 3 * equal;
    const seconds = 0.2 + 1.5e-6 * columns.length * searches * (Math.max(train, synthetic) / 20_000) ** 0.8;
    const tasks = (holdout > 0 ? 11 : 6) * Math.max(1, Math.ceil(synthetic / portion));
    return { tasks, seconds, people: train, outsiders: holdout, chance: 0 };
  },
  async play({ subject, options, seed, compute }) {
    const { tables, columns, key } = subject;
    const rows = options.rows === "all" ? null : options.rows;
    const found = await measured(subject, { tables, columns, key, rows, seed }, compute);
    return result(found, subject);
  },
};

async function measured(subject: Synthetic, scope: Scope, compute: Compute): Promise<Found> {
  const most = (part: string): number => Math.min(subject.summary.rows[part] ?? 0, scope.rows ?? Infinity);
  const portions = (rows: number) =>
    Array.from({ length: Math.max(1, Math.ceil(rows / portion)) }, (_, i) => ({
      from: i * portion,
      to: (i + 1) * portion,
    }));
  const distances = async (of: View, to_: View, metric: Metric = "euclidean"): Promise<Distances> => {
    const count = most(partOf(of));
    const parts = await compute(
      distancesWork,
      portions(count).map((each) => ({ ...scope, ...each, of, to_, metric })),
    );
    return { first: joined(parts.map(({ first }) => first)), second: joined(parts.map(({ second }) => second)) };
  };
  const around = async (view: "equal train" | "equal holdout"): Promise<Around> => {
    const [reach, realToSynthetic, realToReal] = await Promise.all([
      distances("synthetic", view),
      distances(view, "equal synthetic"),
      distances(view, view),
    ]);
    return { reach, realToSynthetic: realToSynthetic.first, realToReal: realToReal.first };
  };
  const sides = async (): Promise<Sides> => {
    const parts = await compute(
      sidesWork,
      portions(most("synthetic")).map((each) => ({ ...scope, ...each })),
    );
    return parts.reduce((sum, part) => ({
      weights: sum.weights.map((weight, i) => weight + part.weights[i]!),
      train: part.train,
      tied: sum.tied + part.tied,
    }));
  };
  const identical = async (): Promise<Identical> => {
    const [found] = await compute(identicalWork, [scope]);
    if (!found) throw new Error("compute gives one output for one input");
    return found;
  };
  const { holdout } = subject;
  const gower = async (of: View, to_: View): Promise<Float32Array> => (await distances(of, to_, "gower")).first;
  const [own, train, control, shared, same, ...byGower] = await Promise.all([
    distances("equal synthetic", "equal synthetic"),
    around("equal train"),
    holdout ? around("equal holdout") : null,
    holdout ? sides() : null,
    identical(),
    gower("synthetic", "train"),
    gower("random", "train"),
    holdout ? gower("synthetic", "holdout") : null,
  ]);
  return {
    columns: scope.columns.length,
    syntheticToSynthetic: own.first,
    train,
    holdout: control,
    sides: shared,
    identical: same,
    gower: { train: byGower[0], random: byGower[1], holdout: byGower[2] },
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function result(found: Found, subject: Synthetic): Played {
  const { sides, identical, train } = found;
  const synthetic = train.reach.first.length;
  return {
    headline: null,
    measures: similarityMeasures(found),
    reference: subject.holdout
      ? "what as many people who are not in the data give"
      : "no outsiders were given: only how near people in the data are to each other",
    validity: [
      ...overlap(subject),
      ...(subject.holdout
        ? []
        : [
            {
              code: "no-control",
              message:
                "No outsiders were given. Near rows may be near because people are alike; only outsiders could tell.",
              effect: "note" as const,
            },
          ]),
    ],
    curves: [],
    adversary: {},
    facts: {
      metric: "Euclidean, standardised by the synthetic table",
      columns: found.columns,
      compared: {
        synthetic,
        train: identical.train,
        holdout: subject.holdout ? identical.weights.length - identical.train : null,
        equal: train.realToReal.length,
      },
      sampled: sampled(subject, synthetic),
      tied: sides && synthetic > 0 ? sides.tied / synthetic : null,
    },
  };
}

/** Distances to a part of the rows are longer than to all of them. */
const sampled = ({ summary: { rows } }: Synthetic, synthetic: number): boolean =>
  Math.max(...Object.values(rows)) > synthetic;
