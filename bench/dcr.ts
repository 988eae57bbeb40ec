/** `npx tsx bench/dcr.ts`: the distance to the closest record of all 39,040 rows of Adult, beside SDMetrics on 2,000, both in one run; time and peak memory. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { shuffled, stream } from "../src/stats/stream.ts";
import { euclidean, indexRows } from "../src/table/nearest.ts";
import type { Table } from "../src/table/types.ts";
import { benchmarkData, writeTables } from "./data.ts";

interface Measured {
  readonly seconds: number;
  /** MB resident at most, before the call and after it. */
  readonly before: number;
  readonly peak: number;
  readonly median: number;
}

const peer = "sdmetrics==0.32.0";
const few = 2000;
const { what, tables } = await benchmarkData();
const { synthetic, train } = tables;
if (!synthetic || !train) throw new Error("the benchmark has both tables");
const columns = train.columns.map(({ name }) => name);
const head = (table: Table): Table => ({
  ...table,
  rows: few,
  columns: table.columns.map((column) =>
    column.kind === "category"
      ? { ...column, codes: column.codes.slice(0, few) }
      : { ...column, values: column.values.slice(0, few) },
  ),
});

const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
try {
  writeTables({ synthetic: head(synthetic), train: head(train) }, folder);
  ours(head(synthetic), head(train), "gower"); // compiles; not counted
  const lines = [
    line(`telltale, Gower, ${synthetic.rows} x ${train.rows}`, ours(synthetic, train, "gower")),
    line(`telltale, Euclidean, ${synthetic.rows} x ${train.rows}`, ours(synthetic, train, "euclidean")),
    line(`telltale, Gower, ${few} x ${few}`, ours(head(synthetic), head(train), "gower")),
    line(`SDMetrics 0.32, ${few} x ${few}`, theirs()),
  ];
  console.log(`${what}, one thread each\n${lines.join("\n")}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ours(dataset: Table, reference: Table, kind: "gower" | "euclidean"): Measured {
  const before = process.resourceUsage().maxRSS / 1024;
  const start = performance.now();
  const order = shuffled(reference.rows, stream(1, "bench"));
  const metric = kind === "gower" ? kind : euclidean(dataset, { columns, scale: "standard" });
  const rows = Uint32Array.from({ length: dataset.rows }, (_, row) => row);
  const { distances } = indexRows(reference, { columns, order, metric }).nearest({ table: dataset, rows }, { k: 1 });
  const seconds = (performance.now() - start) / 1000;
  const sorted = distances.toSorted();
  const middle = (sorted[Math.floor((rows.length - 1) / 2)]! + sorted[Math.ceil((rows.length - 1) / 2)]!) / 2;
  const median = kind === "gower" ? middle / columns.length : middle;
  return { seconds, before, peak: process.resourceUsage().maxRSS / 1024, median };
}

function line(name: string, { seconds, before, peak, median }: Measured): string {
  return `${name}: ${seconds.toFixed(2)} s, peak ${peak.toFixed(0)} MB (${before.toFixed(0)} before), median ${median.toFixed(6)}`;
}

/** In a Python environment of its own, which is kept between runs. */
function theirs(): Measured {
  const environment = join(tmpdir(), `telltale-bench-${peer}`);
  const python = join(environment, "bin", "python");
  if (!existsSync(python)) {
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer], {
      stdio: "inherit",
    });
  }
  const program = fileURLToPath(new URL("sdmetrics.py", import.meta.url));
  // -I: or the program, by its name, would stand for the package.
  const out = execFileSync(python, ["-I", "-W", "ignore", program, folder, String(few)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as Measured;
}
