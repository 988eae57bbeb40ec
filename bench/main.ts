/** `npm run bench [-- REPEATS]`: telltale and Anonymeter 1.1.0 on the same tables, one after the other in one run; writes bench/RESULTS.md. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inference } from "../src/check/synthetic/inference.ts";
import { linkability } from "../src/check/synthetic/linkability.ts";
import { singlingOut } from "../src/check/synthetic/singlingOut.ts";
import type { Audited } from "../validate/audited.ts";
import { benchmarkData, fresh, writeTables } from "./data.ts";

interface Job {
  readonly label: string;
  /** How many times as fast we mean to be. */
  readonly target: number;
  /** For anonymeter.py. */
  readonly peer: { readonly [name: string]: unknown };
  ours(audited: Audited): Promise<unknown>;
}

const repeats = Number(process.argv[2] ?? 5);
const peer = "anonymeter==1.1.0";
const data = await benchmarkData();
const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
const jobs: Job[] = [
  {
    label: "linkability, n = 2,000, k = 10",
    target: 40,
    peer: { name: "linkability", n: 2000, k: 10, columns: data.columns },
    ours: (on) => on.play(linkability, { columns: data.columns, k: 10, targets: 2000 }),
  },
  ...data.secrets.map(({ name, number }): Job => ({
    label: `inference of ${name}, n = 1,000`,
    target: 40,
    peer: { name: "inference", n: 1000, secret: name, number },
    ours: (on) => on.play(inference, { secrets: [name], targets: 1000, attacks: ["nearest"] }),
  })),
  {
    label: "singling out, univariate, n = 500",
    target: 10,
    peer: { name: "singling-out", n: 500, mode: "univariate", width: 1 },
    ours: (on) => on.play(singlingOut, { mode: "univariate", predicates: 500 }),
  },
  {
    label: "singling out, 4 columns, n = 500",
    target: 30,
    peer: { name: "singling-out", n: 500, mode: "multivariate", width: 4 },
    ours: (on) => on.play(singlingOut, { mode: "multivariate", predicates: 500, columns: 4 }),
  },
];

try {
  console.error(`${data.what}; median of ${repeats}`);
  const ours = new Map<string, number[]>();
  for (const job of jobs) {
    await job.ours(fresh(data.tables)); // compiles; not counted
    const times: number[] = [];
    for (let i = 0; i < repeats; i++) {
      const audited = fresh(data.tables);
      const start = performance.now();
      await job.ours(audited);
      times.push((performance.now() - start) / 1000);
    }
    ours.set(job.label, times);
  }
  const theirs = runPeer();
  const rows = jobs.map(({ label, target }) => {
    const [a, b] = [median(ours.get(label) ?? []), median(theirs[label] ?? [])];
    return `| ${label} | ${b.toFixed(2)} s | ${(1000 * a).toFixed(0)} ms | ${(b / a).toFixed(0)} × | ${target} × |`;
  });
  const report = `# Benchmark

Written by \`npm run bench\`: wall time of the calls, without loading, median of ${repeats}, both in the same run.
telltale runs whole checks (attack, control, exact baseline, intervals, test of "no leak") in one process and one thread, and prepares its tables anew each time; Anonymeter 1.1.0 runs attack, baseline and control with two jobs, after one run that is not counted.

Data: ${data.what}.
Machine: ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}.

| | Anonymeter 1.1.0 | telltale | ratio | target |
| --- | ---: | ---: | ---: | ---: |
${rows.join("\n")}
`;
  writeFileSync(fileURLToPath(new URL("RESULTS.md", import.meta.url)), report);
  console.log(report);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** In a Python environment of its own, which is kept between runs. */
function runPeer(): Readonly<Record<string, number[]>> {
  const environment = join(tmpdir(), `telltale-bench-${peer}`);
  const python = join(environment, "bin", "python");
  if (!existsSync(join(environment, "ready"))) {
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer], {
      stdio: "inherit",
    });
    writeFileSync(join(environment, "ready"), "");
  }
  writeTables(data.tables, folder);
  const commands = { jobs: 2, repeats, jobs_to_time: jobs.map(({ label, peer: job }) => ({ label, ...job })) };
  // -I: or the program, by its name, would stand for the package.
  const program = fileURLToPath(new URL("anonymeter.py", import.meta.url));
  const out = execFileSync(python, ["-I", "-W", "ignore", program, folder, JSON.stringify(commands)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as Record<string, number[]>;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
