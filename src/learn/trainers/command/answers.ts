/** Reads what a user's program answered, and says exactly what is wrong with it. */
import { type CsvLine, csvLines } from "../../../table/csv.ts";
import type { Label } from "../../encoding/label.ts";
import { classes, garbage, probabilities, rows as wrongRows } from "./errors.ts";

export interface Expected {
  readonly label: Label;
  /** Lines of ask.csv. */
  readonly rows: number;
  /** Classes that the program has met: it may leave out the others, whose chance is then 0. */
  readonly met: ReadonlySet<string>;
}

/** How far from 1 chances may be together. */
const tolerance = 1e-3;

/**
 * [rows, classes] in the label's order, each row 1 together; or [rows] values.
 * @throws TelltaleError TRAINER_GARBAGE, TRAINER_ROWS, TRAINER_CLASSES, TRAINER_PROBABILITIES
 */
export function readAnswers(text: string, { label, rows, met }: Expected): Float64Array {
  const lines = csvLines(text);
  const header = lines.next();
  if (header.done === true) throw garbage("it is empty", 1, null);
  const names = header.value.cells.map((name) => name.trim());
  const places = label.kind === "class" ? placesOf(names, label.classes, met) : placeOf(names, label.column);
  const width = label.kind === "class" ? label.classes.length : 1;
  const found = new Float64Array(rows * width);
  let row = 0;
  for (const line of lines) {
    if (line.cells.length !== names.length)
      throw garbage(`${line.cells.length} cells, where the header has ${names.length}`, line.line, null);
    if (row < rows) readLine(line, { names, places, at: row * width, found });
    if (row < rows && label.kind === "class") normalise(found.subarray(row * width, (row + 1) * width), line.line);
    row++;
  }
  if (row !== rows) throw wrongRows(row, rows);
  return found;
}

/** For each cell of a line, its place. */
function placesOf(names: readonly string[], known: readonly string[], met: ReadonlySet<string>): readonly number[] {
  // Names of classes are compared as they stand, and where that fails without spaces around them.
  const places = names.map((name) => known.findIndex((each) => each === name || each.trim() === name));
  const stranger = names.find((_, i) => (places[i] ?? -1) < 0);
  if (stranger !== undefined) throw classes(`"${stranger}" is none of the classes`, known);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw classes(`the class "${twice}" is there twice`, known);
  const absent = known.find((name, i) => met.has(name) && !places.includes(i));
  if (absent !== undefined) throw classes(`the class "${absent}" is not in the header`, known);
  return places;
}

function placeOf(names: readonly string[], column: string): readonly number[] {
  if (names.length === 1 && names[0] === column.trim()) return [0];
  throw garbage(`the header is not "${column}", the name of what is predicted`, 1, null);
}

interface Where {
  readonly names: readonly string[];
  readonly places: readonly number[];
  readonly at: number;
  readonly found: Float64Array;
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const notFinite = /^[+-]?(?:nan|inf(?:inity)?|na)$/i;

function readLine({ cells, line }: CsvLine, { names, places, at, found }: Where): void {
  cells.forEach((cell, i) => {
    const text = cell.trim();
    const name = names[i] ?? "";
    const value = number.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(value)) {
      if (text === "") throw garbage("there is no number", line, name);
      const what =
        notFinite.test(text) || number.test(text) ? `${text} is no finite number` : `"${shown(text)}" is no number`;
      throw garbage(what, line, name);
    }
    found[at + (places[i] ?? 0)] = value;
  });
}

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}...` : text);

/** Chances that are 1 together but for rounding are made so. */
function normalise(chances: Float64Array, line: number): void {
  let sum = 0;
  for (const chance of chances) {
    if (chance < 0) throw probabilities(`a probability is ${chance}`, line);
    sum += chance;
  }
  if (!(Math.abs(sum - 1) <= tolerance))
    throw probabilities(`the probabilities are ${Number(sum.toPrecision(6))} together`, line);
  for (let k = 0; k < chances.length; k++) chances[k]! /= sum;
}
