/** `npx tsx bench/scale.ts [ROWS] [COLUMNS] [PRESET]`: a whole audit of large simulated tables; prints time, and the most memory that all processes together held. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stream } from "../src/stats/stream.ts";
import { spentBy } from "./memory.ts";

const [rows = 1_000_000, columns = 20] = process.argv.slice(2, 4).map(Number);
const preset = process.argv[4] ?? "standard";
const folder = mkdtempSync(join(tmpdir(), "telltale-scale-"));

/** Columns in fours that hang together: a category of 2 to 30 labels, another that mostly follows it, a number around a mean of its own, a skewed amount with missing values. */
function write(name: string, count: number): string {
  const path = join(folder, `${name}.csv`);
  const random = stream(1, "bench/scale", name);
  const file = openSync(path, "w");
  writeSync(file, `${Array.from({ length: columns }, (_, c) => `c${c}`).join(",")}\n`);
  let lines: string[] = [];
  for (let row = 0; row < count; row++) {
    const cells: string[] = [];
    for (let c = 0; c < columns; c += 4) {
      const labels = 2 + ((c * 7) % 29);
      const group = Math.floor(random.next() ** 2 * labels);
      cells.push(`g${group}`, random.next() < 0.7 ? `h${group % 5}` : `h${random.int(5)}`);
      cells.push((10 * group + 5 * random.normal()).toFixed(1));
      cells.push(random.next() < 0.1 ? "" : String(Math.round(Math.exp(6 + group / labels + random.normal()))));
    }
    lines.push(cells.slice(0, columns).join(","));
    if (lines.length === 10_000 || row + 1 === count) {
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  closeSync(file);
  return path;
}

try {
  const files = ["synthetic", "train", "holdout"].map((part) => [
    `--${part}`,
    write(part, part === "holdout" ? Math.ceil(rows / 4) : rows),
  ]);
  const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
  const { seconds, bytes, exit } = await spentBy(
    [
      main,
      "audit",
      "synthetic",
      ...files.flat(),
      "--preset",
      preset,
      "--label",
      "c0",
      "--quasi-identifiers",
      "c0,c1,c4,c5",
      "--store",
      join(folder, "store"),
      "--no-fail",
    ],
    "inherit",
  );
  console.log(
    `${rows} x ${columns} synthetic rows, as many of train, a quarter outside, preset ${preset}: ${seconds.toFixed(0)} s, ${(bytes / 2 ** 30).toFixed(2)} GiB in all processes, exit ${exit}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
