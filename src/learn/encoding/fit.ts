/** Fits an encoding to the rows that are learnt from. */
import { TelltaleError } from "../../error.ts";
import type { CategoryColumn, Column, NumberColumn, Remark, TimeColumn } from "../../table/types.ts";
import { allRows, rowsOfColumns } from "../goal.ts";
import type { CategoryCode, Encoding, NumberCode } from "./encoding.ts";
import { placesOf } from "./encoding.ts";
import { standardOf } from "./standard.ts";

export interface EncodingOptions {
  /** Labels of fewer rows are one, "other". Default: 5, and less for tables of under 100 rows (a twentieth of the rows). */
  readonly rare?: number;
  /** So many labels of a column, the most frequent ones, have a feature of their own. */
  readonly most?: number;
}

/** Half a unit in the last place of a float32, as a share of the value: what rounding may change. */
const rounding = 2 ** -24;
/** Of a standard deviation: rounding that changes less is not felt. */
const felt = 1e-3;
/** Beyond these a float32, or the reciprocal of one, comes near its limits. */
const [leastFloat, mostFloat] = [1e-30, 1e30];

/**
 * The columns of what is predicted are not to be among them. Identifiers and free text (`flag`) are left out, and noted.
 * @throws TelltaleError ENCODING_NO_COLUMNS, ENCODING_COLUMN_TWICE, LEARN_NO_ROWS
 */
export function fitEncoding(
  columns: readonly Column[],
  rows: Uint32Array = allRows(rowsOfColumns(columns)),
  options: EncodingOptions = {},
): Encoding {
  const used = columns.filter((column) => flagOf(column) === null);
  check(columns, used, rows);
  const flagged = columns.filter((column) => flagOf(column) !== null);
  const notes: Remark[] = flagged.map((column) => {
    const is = flagOf(column) === "key" ? "an identifier" : "free text";
    return note("left-out", column.name, `is ${is} and is not learnt from`);
  });
  const drafts = used.map((column) =>
    column.kind === "category" ? fitCategory(column, rows, options, notes) : fitNumber(column, rows, notes),
  );
  return {
    ...placed(drafts),
    leftOut: flagged.map(({ name }) => name),
    notes,
  };
}

const flagOf = (column: Column): CategoryColumn["flag"] => (column.kind === "category" ? column.flag : null);

const note = (code: string, column: string, message: string): Remark => ({
  code: `encoding-${code}`,
  column,
  message: `Column "${column}" ${message}.`,
});

function check(columns: readonly Column[], used: readonly Column[], rows: Uint32Array): void {
  if (used.length === 0)
    throw new TelltaleError("ENCODING_NO_COLUMNS", {
      message: "There is no column to learn from",
      hint:
        columns.length === 0
          ? "Give at least one column beside the one to predict."
          : "All columns are identifiers or free text: say in columns.types which of them are categories or numbers.",
    });
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new TelltaleError("ENCODING_COLUMN_TWICE", {
      message: `Two columns are called "${twice}"`,
      hint: "Give each column a name of its own: a model finds its columns by their names.",
    });
  if (rows.length === 0)
    throw new TelltaleError("LEARN_NO_ROWS", {
      message: "An encoding cannot be fitted to no rows",
      hint: "Give more rows: the table is empty, or the column to predict is missing in every row.",
    });
}

/** Without the places, which are known when all columns are. */
type Draft = NumberCode | CategoryCode;
const later = 0;

function fitNumber({ kind, name, values }: NumberColumn | TimeColumn, rows: Uint32Array, notes: Remark[]): Draft {
  const { centre, factor, low, high, is, far, missing } = standardOf(values, rows);
  if (is === "empty") notes.push(note("empty", name, "has no value in the rows learnt from: it counts nothing"));
  if (is === "constant")
    notes.push(
      note("constant", name, "has one value in the rows learnt from: it counts nothing, whatever it is elsewhere"),
    );
  if (far > 0)
    notes.push(
      note(
        "far",
        name,
        `has ${far} ${far === 1 ? "value" : "values"} so far from all others that the scale is that of the others: is it a code for "missing"?`,
      ),
    );
  return {
    kind,
    name,
    dtype: kind === "number" && fitsFloat({ centre, factor, low, high }) ? "float32" : "float64",
    centre,
    factor,
    low,
    high,
    at: later,
    missingAt: missing > 0 && is !== "empty" ? later : -1,
  };
}

const fitsFloat = ({ centre, factor, low, high }: Pick<NumberCode, "centre" | "factor" | "low" | "high">): boolean =>
  Math.abs(centre) < mostFloat &&
  factor > leastFloat &&
  factor < 1 / leastFloat &&
  (low === high || Math.abs(centre) * factor * rounding < felt);

function fitCategory(
  { name, codes, labels }: CategoryColumn,
  rows: Uint32Array,
  { rare = Math.min(5, Math.ceil(rows.length / 20)), most = 100 }: EncodingOptions,
  notes: Remark[],
): Draft {
  const counts = new Uint32Array(labels.length);
  let missing = 0;
  for (const row of rows) {
    const code = codes[row]!;
    if (code < 0 || labels[code] === "") missing++; // in a file both are the same
    else counts[code]!++;
  }
  const seen = [...counts.keys()].filter((code) => counts[code]! > 0);
  const kept = seen
    .filter((code) => counts[code]! >= rare)
    .toSorted((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, most)
    .toSorted((a, b) => a - b);
  const pooled = seen.length - kept.length;
  if (pooled > 0)
    notes.push(note("rare", name, `has ${pooled} rare ${pooled === 1 ? "label" : "labels"}, learnt as one: "other"`));
  if (seen.length === 0) notes.push(note("empty", name, "has no label in the rows learnt from: it counts nothing"));
  else if (seen.length === 1 && missing === 0)
    notes.push(note("constant", name, "has one label in the rows learnt from: it counts nothing"));
  return {
    kind: "category",
    name,
    labels: kept.map((code) => labels[code]!),
    at: later,
    otherAt: pooled > 0 ? later : -1,
    missingAt: missing > 0 ? later : -1,
  };
}

function placed(drafts: readonly Draft[]): Pick<Encoding, "numbers" | "categories" | "width" | "precision"> {
  const plain = drafts.filter((draft) => draft.kind !== "category");
  let next = plain.length;
  const numbers = plain.map((draft, at) => ({ ...draft, at, missingAt: draft.missingAt < 0 ? -1 : next++ }));
  const categories = drafts
    .filter((draft) => draft.kind === "category")
    .map((draft): CategoryCode => {
      const at = next;
      next += placesOf(draft);
      const afterLabels = at + draft.labels.length;
      return {
        ...draft,
        at,
        otherAt: draft.otherAt < 0 ? -1 : afterLabels,
        missingAt: draft.missingAt < 0 ? -1 : next - 1,
      };
    });
  const precision = numbers.every(({ dtype }) => dtype === "float32") ? "float32" : "float64";
  return { numbers, categories, width: next, precision };
}
