/** Finds the columns of an encoding in a table, and says what is wrong when they are not there. */
import { TelltaleError } from "../../error.ts";
import type { Column } from "../../table/types.ts";
import type { CategoryCode, Encoding, NumberCode } from "./encoding.ts";

/** Undefined stands for a column without any value: a table that is read on its own cannot know of what kind it is. */
export type Found = (code: NumberCode | CategoryCode) => Column | undefined;

export function matched(encoding: Encoding, columns: readonly Column[]): Found {
  const given = new Map(columns.map((column) => [column.name, column]));
  const wanted = [...encoding.numbers, ...encoding.categories];
  checkNames(wanted, encoding.leftOut, given);
  const found = new Map(wanted.map((code) => [code.name, checkKind(code, given.get(code.name))]));
  return ({ name }) => found.get(name);
}

function checkNames(
  wanted: readonly { readonly name: string }[],
  leftOut: readonly string[],
  given: ReadonlyMap<string, Column>,
): void {
  const missing = wanted.filter(({ name }) => !given.has(name)).map(({ name }) => name);
  if (missing.length > 0)
    throw new TelltaleError("ENCODING_COLUMN_MISSING", {
      message: `The table has no ${listed(missing)}, which the model learnt from`,
      hint: "Add what is missing: names are compared letter by letter. A column may be empty, but it has to be there.",
    });
  const known = new Set([...wanted.map(({ name }) => name), ...leftOut]);
  const extra = [...given.values()]
    .filter((column) => !known.has(column.name) && !(column.kind === "category" && column.flag !== null))
    .map(({ name }) => name);
  if (extra.length > 0)
    throw new TelltaleError("ENCODING_COLUMN_EXTRA", {
      message: `The table has ${listed(extra)}, which the model did not learn from`,
      hint: "Leave out what the model does not know (columns.ignore), or train it again with it.",
    });
}

function checkKind(code: NumberCode | CategoryCode, column: Column | undefined): Column | undefined {
  if (column === undefined || isEmpty(column)) return undefined;
  if (column.kind === code.kind && !(column.kind === "category" && column.flag !== null)) return column;
  const is =
    column.kind === "category" && column.flag !== null
      ? { key: "an identifier", text: "free text" }[column.flag]
      : words[column.kind];
  throw new TelltaleError("ENCODING_COLUMN_KIND", {
    message: `Column "${code.name}" is ${is}; the model learnt it as ${words[code.kind]}`,
    hint: `Write the column as in the table that the model was trained on, or say in columns.types that it is a ${code.kind}.`,
  });
}

const words = { number: "a number", time: "a time", category: "a category" } as const;

const isEmpty = (column: Column): boolean =>
  column.kind === "category" ? column.codes.every((code) => code < 0) : column.values.every((value) => value !== value);

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return `column${names.length === 1 ? "" : "s"} ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
