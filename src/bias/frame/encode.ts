/** Rows as they were given, to positions and numbers. */
import { TelltaleError } from "../../error.ts";
import type { Is } from "./table.ts";
import type { Value } from "./types.ts";

export type Scalar = string | number;

/** Null: unknown. */
export function scalar(value: Value): Scalar | null {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

const mostListed = 5;

/** Distinct values in the order they first appear; at most `most` of them. */
export function distinct(values: ArrayLike<Value>, most = mostListed): Scalar[] {
  const found = new Set<Scalar>();
  for (let row = 0; row < values.length && found.size < most; row++) {
    const value = scalar(values[row]);
    if (value !== null) found.add(value);
  }
  return [...found];
}

export function isOf(values: ArrayLike<Value>, positive: Scalar): Is {
  const is = new Int8Array(values.length);
  for (let row = 0; row < is.length; row++) {
    const known = scalar(values[row]);
    is[row] = known === null ? -1 : Number(known === positive);
  }
  return is;
}

/** NaN: unknown. @throws TelltaleError FRAME_NUMBERS */
export function numbersOf(values: ArrayLike<Value>, what: string): Float64Array {
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < numbers.length; row++) {
    const value = values[row];
    if (typeof value === "string")
      throw new TelltaleError("FRAME_NUMBERS", {
        message: `${what} holds ${JSON.stringify(value.slice(0, 40))} in row ${row}, which is no number`,
        hint: "Give numbers (Number(value)), or leave out the metrics of numbers: mean-error, mae, rmse.",
      });
    numbers[row] = value === null || value === undefined ? Number.NaN : Number(value);
  }
  return numbers;
}

const good = /^(1|true|yes|y)$/i;

/**
 * Which value counts as positive. @throws TelltaleError LABEL_POSITIVE
 */
export function positiveOf(
  y: ArrayLike<Value>,
  prediction: ArrayLike<Value> | undefined,
  given: string | number | boolean | undefined,
): Scalar {
  const said = prediction ? distinct(prediction) : [];
  const so = distinct(y);
  const all = [...new Set([...so, ...said])];
  const listed = all.map((value) => JSON.stringify(value)).join(", ");
  const fail = (message: string, hint: string): TelltaleError => new TelltaleError("LABEL_POSITIVE", { message, hint });
  if (said.length > 0 && so.length > 0 && typeof so[0] !== typeof said[0])
    throw fail(
      `labels are ${typeof so[0]}s and predictions are ${typeof said[0]}s: ${listed}`,
      "Give both in the same words: prediction.map((is) => (is ? yes : no)).",
    );
  if (given !== undefined) {
    const positive = scalar(given);
    if (positive !== null && (all.includes(positive) || all.length === mostListed || all.length < 2)) return positive;
    throw fail(`${JSON.stringify(given)} is none of the labels: ${listed}`, "Name one of them as `positive`.");
  }
  if (all.length > 2)
    throw fail(
      `labels and predictions have more than two values: ${listed}${all.length >= mostListed ? ", ..." : ""}`,
      "Say which one counts as positive, against all others (`positive`), or give what predicts two values only. Labels that are numbers have the metrics mean-error, mae and rmse.",
    );
  if (all.every((value) => typeof value === "number")) return all.length === 2 ? Math.max(...all) : 1;
  const words = all.filter((value) => good.test(String(value)));
  if (words.length === 1) return words[0]!;
  throw fail(`nobody said which of ${listed} is the positive one`, `Name it: positive: ${JSON.stringify(all[0])}.`);
}

/** NaN: unknown. @throws TelltaleError SCORES_RANGE */
export function scoresOf(score: ArrayLike<number | null | undefined>): Float64Array {
  const scores = new Float64Array(score.length);
  let outside = 0;
  for (let row = 0; row < scores.length; row++) {
    const value = score[row] ?? Number.NaN;
    if (value < 0 || value > 1) outside++;
    scores[row] = value;
  }
  if (outside === 0) return scores;
  throw new TelltaleError("SCORES_RANGE", {
    message: `${outside} scores are outside of 0 to 1`,
    hint: "A score is the chance that a model gives of the positive class. Bring it to 0 to 1 first (score.map((x) => x / 10)), or give decisions instead (`prediction`).",
  });
}

/** @throws TelltaleError WEIGHTS_VALUE */
export function weightsOf(given: ArrayLike<number>): Float64Array {
  const weights = Float64Array.from(given);
  const bad = weights.reduce((sum, value) => sum + Number(!(value >= 0 && value < Infinity)), 0);
  if (bad === 0 && weights.some((value) => value > 0)) return weights;
  throw new TelltaleError("WEIGHTS_VALUE", {
    message: bad > 0 ? `${bad} weights are negative, infinite or missing` : "all weights are 0",
    hint: "A weight says how many people a row stands for: give every row one that is 0 or more.",
  });
}
