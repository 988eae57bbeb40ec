/** Row by row, what the means of scores and of errors are means of. */
import { rowsInOrder } from "./order.ts";
import type { MetricId } from "./metrics.ts";
import type { Columns, Prepared } from "./measured.ts";

/** A score of 0 or 1 that is wrong would cost infinitely much. */
const nearest = 1e-15;
export const lossOf = (is: number, score: number): number => -Math.log(Math.max(nearest, is === 1 ? score : 1 - score));

/** What is the same for all attributes is made once, when it is asked for. */
export function prepared(columns: Columns): Prepared {
  const made = new Map<string, Float64Array>();
  let swept: ReturnType<Prepared["swept"]> | undefined;
  return {
    columns,
    values(id) {
      const found = made.get(id) ?? valuesOf(id, columns);
      made.set(id, found);
      return found;
    },
    swept: () => (swept ??= sweptOf(columns)),
  };
}

function valuesOf(id: MetricId, { score, numbers, y }: Columns): Float64Array {
  const scored = (f: (is: number, s: number) => number): Float64Array =>
    score?.map((s, row) => (y[row]! < 0 || Number.isNaN(s) ? Number.NaN : f(y[row]!, s))) ?? new Float64Array();
  const off = (f: (error: number) => number): Float64Array =>
    numbers?.prediction.map((said, row) => f(said - numbers.y[row]!)) ?? new Float64Array();
  switch (id) {
    case "mean-score":
      return score ?? new Float64Array();
    case "brier":
      return scored((is, s) => (is - s) ** 2);
    case "log-loss":
      return scored(lossOf);
    case "mean-error":
      return off((error) => error);
    case "mae":
      return off(Math.abs);
    case "rmse":
      return off((error) => error * error);
    default:
      throw new Error(`${id} is no mean`);
  }
}

function sweptOf({ rows, score, y, weights }: Columns): ReturnType<Prepared["swept"]> {
  const scores = score ?? new Float64Array();
  const known = Uint32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => y[row]! >= 0 && scores[row]! >= 0 && (weights?.[row] ?? 1) > 0,
  );
  return { order: rowsInOrder(scores, known), scores, y, weights };
}
