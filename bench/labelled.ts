/** Labelled tables for the benchmark of training: a file of the reference data where they are at hand, else a simulated one of the same size. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stream } from "../src/stats/stream.ts";

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
