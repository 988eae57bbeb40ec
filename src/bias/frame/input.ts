/** What a frame is asked, checked and encoded once. */
import { TelltaleError } from "../../error.ts";
import { distinct, isOf, numbersOf, positiveOf, scoresOf, weightsOf } from "./encode.ts";
import { crossed as crossing, type Groups, groupsOf } from "./groups.ts";
import type { Columns } from "./measured.ts";
import { classIds, type MetricId, metricIds, numberIds, scoreIds } from "./metrics.ts";
import type { Is } from "./table.ts";
import type { FrameInput } from "./types.ts";

export interface Asked {
  readonly metrics: readonly MetricId[];
  readonly columns: Columns;
  readonly partitions: readonly Groups[];
  readonly positive: string | number | null;
}

/** @throws TelltaleError FRAME_LENGTHS, FRAME_METRIC, FRAME_GROUPS, FRAME_NUMBERS, LABEL_POSITIVE, SCORES_RANGE, WEIGHTS_VALUE */
export function askedOf(input: FrameInput): Asked {
  const { y, prediction, score: given, weights, threshold = 0.5, groups } = input;
  const rows = y.length;
  const lengths: readonly (readonly [string, ArrayLike<unknown> | undefined])[] = [
    ["prediction", prediction],
    ["score", given],
    ["weights", weights],
    ...Object.entries(groups).map(([name, column]) => [`groups.${name}`, column] as const),
  ];
  for (const [name, column] of lengths)
    if (column && column.length !== rows)
      throw new TelltaleError("FRAME_LENGTHS", {
        message: `y has ${rows} rows and ${name} has ${column.length}`,
        hint: "Give one value per row, in the same order. A value that is not known is null.",
      });
  if (rows === 0 || Object.keys(groups).length === 0)
    throw new TelltaleError("FRAME_GROUPS", {
      message: rows === 0 ? "there are no rows" : "no attribute was given whose groups are compared",
      hint: 'Give the group of each row by attribute: groups: { sex: ["F", "M", ...] }.',
    });
  const metrics = metricsOf(input);
  const asNumbers = metrics.some(ofNumbers);
  const asClasses = metrics.some((id) => id !== "count" && !ofNumbers(id));
  const unknown = (): Is => new Int8Array(rows).fill(-1);
  const positive = asClasses ? positiveOf(y, prediction, input.positive) : null;
  const score = given ? scoresOf(given) : null;
  const said = (is: string | number): Is =>
    prediction ? isOf(prediction, is) : (atLeast(score, threshold) ?? unknown());
  return {
    metrics,
    positive,
    columns: {
      rows,
      weights: weights ? weightsOf(weights) : null,
      score,
      y: positive === null ? unknown() : isOf(y, positive),
      p: positive === null ? unknown() : said(positive),
      numbers:
        asNumbers && prediction ? { y: numbersOf(y, "y"), prediction: numbersOf(prediction, "prediction") } : null,
    },
    partitions: partitionsOf(input),
  };
}

const atLeast = (score: Float64Array | null, threshold: number): Is | null =>
  score && Int8Array.from(score, (value) => (Number.isNaN(value) ? -1 : Number(value >= threshold)));

const among =
  (ids: readonly string[]) =>
  (id: string): boolean =>
    ids.includes(id);
const ofNumbers = among(numberIds);
const ofScores = among(scoreIds);
const ofLabels = among(["count", "base-rate"]);

/** Labels are numbers: more than two of them, and nobody said which one is positive. */
const areNumbers = ({ y, positive }: FrameInput): boolean =>
  positive === undefined && distinct(y).length > 2 && distinct(y).every((value) => typeof value === "number");

function metricsOf(input: FrameInput): readonly MetricId[] {
  const { metrics, prediction, score } = input;
  const can = (id: MetricId): boolean => {
    if (ofNumbers(id)) return prediction !== undefined;
    if (ofScores(id)) return score !== undefined;
    return ofLabels(id) || prediction !== undefined || score !== undefined;
  };
  if (!metrics) {
    const all: readonly MetricId[] = areNumbers(input) ? ["count", ...numberIds] : [...classIds, ...scoreIds];
    return all.filter(can);
  }
  for (const id of metrics) {
    if (!metricIds.includes(id))
      throw new TelltaleError("FRAME_METRIC", {
        message: `there is no metric ${JSON.stringify(id)}`,
        hint: `There are: ${metricIds.join(", ")}.`,
      });
    if (!can(id))
      throw new TelltaleError("FRAME_METRIC", {
        message: `${id} cannot be said without ${ofScores(id) ? "a score" : "predictions"}`,
        hint: ofScores(id)
          ? "Give the chance of the positive class by row: score: [0.3, ...]."
          : "Give what was predicted by row (`prediction`), or the chance of the positive class (`score`).",
      });
  }
  return [...new Set(metrics)];
}

function partitionsOf({ groups, crossed }: FrameInput): Groups[] {
  const single = Object.entries(groups).map(([name, column]) => groupsOf(name, column));
  if (!crossed) return single;
  return [...single, ...single.flatMap((a, i) => single.slice(i + 1).map((b) => crossing(a, b)))];
}
