/** Columns of numbers about rows: scores of a model, and what rows count. */
import { TelltaleError } from "../../error.ts";
import type { Column } from "../../table/types.ts";

/** Chances of the positive class. NaN = missing. @throws TelltaleError SCORES_RANGE, SCORES_KIND */
export function scoresOf(column: Column): Float64Array {
  if (column.kind !== "number") throw notNumbers("SCORES_KIND", column.name, "scores");
  const outside = column.values.filter((value) => value < 0 || value > 1).length;
  if (outside > 0)
    throw new TelltaleError("SCORES_RANGE", {
      message: `"${column.name}": ${outside} ${outside === 1 ? "score is" : "scores are"} outside of 0 to 1`,
      hint: `A score is the chance that a model gives of the positive outcome. Bring it to 0 to 1 first (--train "select *, ${column.name} / 10.0 as chance from 't.csv'"), or give decisions instead: --prediction.`,
    });
  return column.values;
}

/** @throws TelltaleError WEIGHTS_VALUE, WEIGHTS_KIND */
export function weightsOf(column: Column): Float64Array {
  if (column.kind !== "number") throw notNumbers("WEIGHTS_KIND", column.name, "weights");
  const bad = column.values.filter((value) => !(value >= 0 && value < Infinity)).length;
  const wrong =
    bad > 0 ? `${bad} ${bad === 1 ? "weight is" : "weights are"} negative, infinite or missing` : "all weights are 0";
  if (bad > 0 || column.values.every((value) => value === 0))
    throw new TelltaleError("WEIGHTS_VALUE", {
      message: `"${column.name}": ${wrong}`,
      hint: "A weight says how many people a row stands for: give every row one that is 0 or more.",
    });
  return column.values;
}

const notNumbers = (code: string, name: string, what: string): TelltaleError =>
  new TelltaleError(code, {
    message: `"${name}" holds ${what}, and is not a column of numbers`,
    hint: `Look at the file, or say what it is: --types ${name}=number.`,
  });
