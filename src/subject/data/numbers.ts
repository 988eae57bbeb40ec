/** Columns of numbers about rows: scores of a model, and what rows count. */
import { TelltaleError } from "../../error.ts";
import { rangeOf } from "../../table/columns.ts";
import type { Column } from "../../table/types.ts";

/** Chances of the positive class. NaN = missing. @throws TelltaleError SCORES_RANGE, SCORES_KIND */
export function scoresOf(column: Column): Float64Array {
  if (column.kind !== "number") throw notNumbers("SCORES_KIND", column.name, "scores");
  const outside = column.values.filter((value) => value < 0 || value > 1).length;
  if (outside > 0)
    throw new TelltaleError("SCORES_RANGE", {
      message: `"${column.name}": ${outside} ${outside === 1 ? "score is" : "scores are"} outside of 0 to 1`,
      hint: `A score is the chance that a model gives of the positive outcome. ${broughtToUnit(column)} Or give decisions instead: --prediction.`,
    });
  return column.values;
}

/** The query that makes chances of what looks like marks (of 10, of 100), or like log odds. */
function broughtToUnit({ name, values }: Column & { readonly kind: "number" }): string {
  const range = rangeOf(values);
  if (range === null || values.some((value) => Math.abs(value) === Infinity))
    return "An infinite one is none: look at the file.";
  const column = /^[a-z_]\w*$/i.test(name) ? name : String.raw`\"${name}\"`;
  const most = 10 ** Math.max(1, Math.ceil(Math.log10(range.high)));
  const [chance, looks] =
    range.low < 0 ? [`1 / (1 + exp(-${column}))`, "log odds"] : [`${column} / ${most}.0`, `marks of up to ${most}`];
  return `If these are ${looks}, bring them to 0 to 1 first: --train "select * replace (${chance} as ${column}) from 't.csv'".`;
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
