/** Encodes the columns of a table, found by their names. */
import { TelltaleError } from "../../error.ts";
import type { Column } from "../../table/types.ts";
import { rowsOfColumns } from "../goal.ts";
import type { CategoryCode, Encoding, NumberCode } from "./encoding.ts";
import { matched } from "./match.ts";

/** float32 numbers of one matrix: 8 GiB. */
const most = 2 ** 31;

/**
 * [rows, width], row-major: exactly what the nodes of `encodingNodes` compute. Labels are compared as text.
 * @throws TelltaleError ENCODING_COLUMN_MISSING, ENCODING_COLUMN_EXTRA, ENCODING_COLUMN_KIND, ENCODING_TOO_LARGE
 */
export function encode(encoding: Encoding, columns: readonly Column[], rows?: Uint32Array): Float32Array {
  const found = matched(encoding, columns);
  const n = rows?.length ?? rowsOfColumns(columns);
  const to = { out: allocate(n, encoding.width), width: encoding.width, n, rows };
  const round = encoding.precision === "float32" ? Math.fround : (x: number): number => x;
  for (const code of encoding.numbers) {
    const column = found(code);
    if (column?.kind === code.kind) writeNumber(code, column.values, round, to);
    else writeMissing(code.missingAt, to);
  }
  for (const code of encoding.categories) {
    const column = found(code);
    if (column?.kind === "category") writeCategory(code, column, to);
    else writeMissing(code.missingAt < 0 ? code.otherAt : code.missingAt, to);
  }
  return to.out;
}

interface Matrix {
  readonly out: Float32Array;
  readonly width: number;
  readonly n: number;
  readonly rows: Uint32Array | undefined;
}

function allocate(n: number, width: number): Float32Array {
  if (n * width > most)
    throw new TelltaleError("ENCODING_TOO_LARGE", {
      message: `${n} rows of ${width} features need ${Math.round((n * width * 4) / 2 ** 30)} GB`,
      hint: "Learn from a random part of the rows, or leave out columns with many labels (columns.ignore).",
    });
  return new Float32Array(n * width);
}

function writeNumber(
  code: NumberCode,
  values: Float64Array,
  round: (x: number) => number,
  { out, width, n, rows }: Matrix,
): void {
  const kept = code.dtype === "float32" ? Math.fround : (x: number): number => x;
  const [low, high, centre, factor] = [round(code.low), round(code.high), round(code.centre), round(code.factor)];
  for (let i = 0; i < n; i++) {
    const value = values[rows ? rows[i]! : i]!;
    if (value === value) {
      const near = Math.min(high, Math.max(low, kept(value)));
      out[i * width + code.at] = round(near - centre) * factor;
    } else if (code.missingAt >= 0) out[i * width + code.missingAt] = 1;
  }
}

function writeCategory(
  { labels, at, otherAt, missingAt }: CategoryCode,
  column: { readonly codes: Int32Array; readonly labels: readonly string[] },
  { out, width, n, rows }: Matrix,
): void {
  const places = new Map(labels.map((label, i) => [label, at + i]));
  const empty = missingAt < 0 ? otherAt : missingAt;
  const placeOf = Int32Array.from(column.labels, (label) => (label === "" ? empty : (places.get(label) ?? otherAt)));
  for (let i = 0; i < n; i++) {
    const code = column.codes[rows ? rows[i]! : i]!;
    const place = code < 0 ? empty : placeOf[code]!;
    if (place >= 0) out[i * width + place] = 1;
  }
}

function writeMissing(at: number, { out, width, n }: Matrix): void {
  if (at >= 0) for (let i = 0; i < n; i++) out[i * width + at] = 1;
}
