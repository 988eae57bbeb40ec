/** The folder of a task: what a user's program reads (docs/trainers.md). It holds data about people: nobody else may read it, and it does not outlive the task. */
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Cell, csvLine } from "../../../table/csv.ts";
import type { Column } from "../../../table/types.ts";
import type { Label } from "../../encoding/label.ts";
import { columnsIn, type Data } from "../data.ts";

/** Of task.json, and of what the folder holds. */
const version = 1;

export interface CommandTask {
  readonly learnt: Data;
  readonly rows: Uint32Array;
  /** Answered together, one after the other. */
  readonly asked: readonly Data[];
  /** Of the script's own random numbers: from 0 to 2^32 - 1. */
  readonly seed: number;
  readonly model: number;
}

export function writeTask(folder: string, { learnt, rows, asked, seed, model }: CommandTask): void {
  const { label } = learnt;
  const features = columnsIn(learnt);
  const truth = truthOf(learnt, label);
  writeLines(join(folder, "train.csv"), (write) => {
    write([...features.map(({ name }) => name), label.column]);
    const cells = features.map(cellOf);
    for (const row of rows) write([...cells.map((cell) => cell(row)), truth(row)]);
  });
  writeLines(join(folder, "ask.csv"), (write) => {
    write(features.map(({ name }) => name));
    for (const data of asked) {
      const cells = columnsIn(data).map(cellOf);
      for (let row = 0; row < data.rows; row++) write(cells.map((cell) => cell(row)));
    }
  });
  const task = {
    version,
    task: label.kind === "class" ? "classes" : "number",
    label: label.column,
    ...(label.kind === "class" && { classes: label.classes }),
    seed,
    model,
    columns: features.map(describe),
  };
  writeFileSync(join(folder, "task.json"), `${JSON.stringify(task, null, 2)}\n`, { mode: 0o600 });
}

function describe(column: Column): object {
  const { name, kind } = column;
  if (kind === "category") return { name, kind, labels: column.labels };
  return kind === "number" ? { name, kind, integer: column.integer } : { name, kind };
}

const truthOf = ({ goal }: Data, label: Label): ((row: number) => Cell) =>
  goal.kind === "number"
    ? (row) => goal.values[row]!
    : (row) => (label.kind === "class" ? (label.classes[goal.codes[row]!] ?? null) : null);

function cellOf(column: Column): (row: number) => Cell {
  if (column.kind === "category") return (row) => column.labels[column.codes[row]!] ?? null;
  if (column.kind === "number") return (row) => column.values[row]!;
  return (row) => timeText(column.values[row]!);
}

/** To the millisecond, in UTC. A number of milliseconds where no date can say it. */
function timeText(ms: number): Cell {
  const date = new Date(ms);
  return Number.isNaN(ms) ? null : Number.isNaN(date.getTime()) ? ms : date.toISOString();
}

const chunk = 2 ** 18;

function writeLines(path: string, lines: (write: (cells: readonly Cell[]) => void) => void): void {
  const file = openSync(path, "wx", 0o600);
  try {
    let text = "";
    const flush = (): void => {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
      text = "";
    };
    lines((cells) => {
      text += csvLine(cells);
      if (text.length > chunk) flush();
    });
    flush();
  } finally {
    closeSync(file);
  }
}
