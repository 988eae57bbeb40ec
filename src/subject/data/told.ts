/** Columns that say the label: what is learnt from them is no prediction. */
import { column } from "../../table/columns.ts";
import type { Column, Remark, Tables } from "../../table/types.ts";
import type { Work } from "../../work.ts";
import type { LabelOf, Said } from "../data.ts";
import { saidOf } from "./said.ts";

export type ToldInput = {
  readonly tables: string;
  readonly label: LabelOf;
  /** That something is learnt from. */
  readonly columns: readonly string[];
  readonly protected: readonly string[];
};

/** Fewer people of a class may be apart from the others by chance. */
const fewest = 10;
/** Of a column of numbers: more different values are looked at by their ranges only. */
const fewValues = 100;

/** Remarks: label-copy, label-told. */
export const toldWork: Work<ToldInput, readonly Remark[]> = {
  id: "data/told@1",
  async run({ tables, label, columns, protected: marked }, reader) {
    const { train } = (await reader.get(tables)) as unknown as Tables; // the output of table/read
    if (!train) throw new Error("there is a training table");
    const said = saidOf(column(train, label.column), label);
    return columns.flatMap((name) => {
      const found = tellsOf(column(train, name), said);
      return found === null ? [] : [remarkOf(name, label.column, { ...found, marked: marked.includes(name) })];
    });
  },
};

export interface Tells {
  /** The same values under other names; else more values than the label has, each of which goes with one value of it. */
  readonly copy: boolean;
  /** That have both values. */
  readonly rows: number;
}

/** Null: the column leaves the label open, or too few people tell. */
export function tellsOf(of: Column, said: Said): Tells | null {
  if (said.kind === "number") return of.kind === "number" ? onALine(of.values, said.values) : null;
  const counts = new Float64Array(said.classes.length);
  const values = of.kind === "category" ? of.codes : of.values;
  const pure = pureOf(values, said.codes, counts) ?? rangesOf(values, said.codes, counts);
  if (pure === null || counts.filter((count) => count >= fewest).length < 2) return null;
  return { copy: pure === counts.filter((count) => count > 0).length, rows: counts.reduce((sum, n) => sum + n, 0) };
}

const isMissing = (value: number): boolean => Number.isNaN(value) || value < 0;

/** Number of values, each of which goes with one class; null: one goes with two, or they are too many. Nearly every column is done with after a few rows. */
function pureOf(values: Int32Array | Float64Array, classes: Int32Array, counts: Float64Array): number | null {
  counts.fill(0);
  const missing = values instanceof Int32Array ? isMissing : Number.isNaN;
  const classOf = new Map<number, number>();
  for (const [row, value] of values.entries()) {
    const own = classes[row]!;
    if (own < 0 || missing(value)) continue;
    const known = classOf.get(value);
    if (known === undefined) classOf.set(value, own);
    if ((known ?? own) !== own || classOf.size > fewValues) return null;
    counts[own]! += 1;
  }
  // Values that hardly come back say anything.
  return classOf.size * fewest <= counts.reduce((sum, n) => sum + n, 0) ? classOf.size : null;
}

/** Of numbers: classes whose ranges do not meet, as incomes below and above a limit. */
function rangesOf(values: Int32Array | Float64Array, classes: Int32Array, counts: Float64Array): number | null {
  if (values instanceof Int32Array) return null;
  counts.fill(0);
  const low = new Float64Array(counts.length).fill(Infinity);
  const high = new Float64Array(counts.length).fill(-Infinity);
  for (const [row, value] of values.entries()) {
    const own = classes[row]!;
    if (own < 0 || Number.isNaN(value)) continue;
    counts[own]! += 1;
    low[own] = Math.min(low[own]!, value);
    high[own] = Math.max(high[own]!, value);
  }
  const seen = [...counts.keys()].filter((own) => counts[own]! > 0).toSorted((a, b) => low[a]! - low[b]!);
  const apart = seen.every((own, i) => i === 0 || high[seen[i - 1]!]! < low[own]!);
  return apart ? Infinity : null;
}

/** The label in another unit: a + b x for everybody. */
function onALine(values: Float64Array, label: Float64Array): Tells | null {
  const has = (row: number): boolean => Number.isFinite(values[row]! + label[row]!);
  const first = values.findIndex((_, row) => has(row));
  let far = first;
  let rows = 0;
  for (let row = Math.max(0, first); row < values.length; row++) {
    if (!has(row)) continue;
    rows++;
    if (Math.abs(values[row]! - values[first]!) > Math.abs(values[far]! - values[first]!)) far = row;
  }
  const slope = (label[far]! - label[first]!) / (values[far]! - values[first]!);
  if (rows < 2 * fewest || !Number.isFinite(slope) || slope === 0) return null;
  const slack = 1e-9 * Math.abs(label[far]! - label[first]!);
  const fits = (row: number): boolean =>
    Math.abs(label[row]! - label[first]! - slope * (values[row]! - values[first]!)) <= slack;
  return values.every((_, row) => !has(row) || fits(row)) ? { copy: true, rows } : null;
}

function remarkOf(name: string, label: string, { copy, rows, marked }: Tells & { readonly marked: boolean }): Remark {
  const says = copy
    ? `"${name}" says the same as the label "${label}", under another name`
    : `"${name}" alone gives away the label "${label}" of all ${rows} rows that have both`;
  const todo = marked
    ? "its groups differ in the label by definition. Leave it out of --protected."
    : `what is learnt from it is no prediction, if it is not known before the label is. Leave it out: --ignore ${name}.`;
  return { code: copy ? "label-copy" : "label-told", column: name, message: `${says}: ${todo}` };
}
