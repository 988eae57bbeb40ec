/** Labelled tables for the benchmark of training: a file of the reference data where they are at hand, else a simulated one of the same size. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stream } from "../src/stats/stream.ts";
import { read } from "../src/table/read.ts";
import { identify } from "../src/table/source.ts";

export interface Wanted {
  /** In the folder of the reference data; not there: simulated. */
  readonly name?: string;
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
}

/** A CSV file with a column "label" and columns of numbers. */
export function labelledFile({ name, rows, features, classes }: Wanted, folder: string): string {
  const shared = process.env["TELLTALE_SHARED"] ?? fileURLToPath(new URL("../../shared/", import.meta.url));
  const known = name === undefined ? null : join(shared, "data", name);
  if (known && existsSync(known)) return known;
  const file = join(folder, `${features}-${classes}.csv`);
  writeFileSync(file, simulated({ rows, features, classes }));
  return file;
}

export interface Labelled {
  /** [rows, features], row by row. */
  readonly x: Float32Array;
  readonly codes: Int32Array;
}

/** Read as telltale reads tables. */
export async function readLabelled({
  file,
  scale,
}: {
  readonly file: string;
  readonly scale: number;
}): Promise<Labelled> {
  const nothing = { get: () => Promise.reject(new Error("reading needs nothing")) };
  const tables = await read.run({ sources: [await identify("train", file)], types: {} }, nothing);
  const columns = tables["train"]?.columns ?? [];
  const features = columns.filter(({ name }) => name !== "label");
  const label = columns.find(({ name }) => name === "label");
  if (label?.kind !== "number") throw new Error("There is no column of labels");
  const codes = Int32Array.from(label.values);
  const x = new Float32Array(codes.length * features.length);
  for (const [at, column] of features.entries()) {
    if (column.kind !== "number") throw new Error(`${column.name} is not a number`);
    for (let row = 0; row < codes.length; row++) x[row * features.length + at] = column.values[row]! / scale;
  }
  return { x, codes };
}

/** Normal features about a centre for each class, the centres a third of a standard deviation from zero in each direction. */
function simulated({ rows, features, classes }: Wanted): string {
  const s = stream(1, "bench", "labelled", features);
  const centres = Float64Array.from({ length: classes * features }, () => s.normal() / 3);
  const lines = [["label", ...Array.from({ length: features }, (_, i) => `f${i}`)].join(",")];
  for (let row = 0; row < rows; row++) {
    const label = s.int(classes);
    const values = Array.from({ length: features }, (_, i) => (centres[label * features + i]! + s.normal()).toFixed(4));
    lines.push([label, ...values].join(","));
  }
  return `${lines.join("\n")}\n`;
}
