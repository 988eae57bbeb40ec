/** What can be wrong with the column to predict. */
import { TelltaleError } from "../../error.ts";
import type { Column } from "../../table/types.ts";
import type { Label } from "./label.ts";

export const labelMissing = (column: string): TelltaleError =>
  new TelltaleError("LEARN_NO_ROWS", {
    message: `The column to predict, "${column}", is missing in every row`,
    hint: "Name another column, or give rows in which it has a value.",
  });

export const labelOneValue = (column: string): TelltaleError =>
  new TelltaleError("LABEL_ONE_VALUE", {
    message: `The column to predict, "${column}", has the same value in all rows`,
    hint: "There is nothing to tell apart: name another column, or give rows of at least two classes.",
  });

export function labelUnfit(column: Column): TelltaleError {
  const key = column.kind === "category" && column.flag === "key";
  const is = column.kind === "time" ? "a time" : column.kind === "number" ? "a number" : key ? "an identifier" : "text";
  return new TelltaleError("LABEL_KIND", {
    message: `The column to predict, "${column.name}", is ${is}`,
    hint: "A model can predict a category, or a number: name another column, or say in columns.types what it is.",
  });
}

export const labelMismatch = (label: Label, column: Column): TelltaleError =>
  new TelltaleError("LABEL_MISMATCH", {
    message: `Column "${column.name}", a ${column.kind}, is not what the model predicts: ${
      label.kind === "number"
        ? `the number "${label.column}"`
        : `one of ${label.classes.length} classes of "${label.column}"`
    }`,
    hint: "Give the same column as in the table that the model was trained on, written in the same way.",
  });
