/**
 * `tsx bench/membership.ts`: our attacks on membership and peers' on the same audited network and the same shadow models of Location-30; writes bench/RESULTS-membership.md.
 * BENCH_PYTHON names a Python that has adversarial-robustness-toolbox, torch, scipy and scikit-learn; without it, an environment is made and kept.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { attacks } from "../src/check/model/attacks/suite.ts";
import type { Answers } from "../src/learn/trainers/trainer.ts";
import { codesOf, isInOf, openWorld, sceneOf, type World } from "../validate/location30-world.ts";
import { playLearned } from "../validate/location30-learned.ts";
import { type Found, found } from "../validate/roc.ts";
import { writeNpy } from "./npy.ts";

/** As bench/membership.py prints it. */
interface Row extends Found {
  readonly name: string;
  readonly note: string;
  readonly seconds: number;
}

const versions = ["adversarial-robustness-toolbox==1.20.1", "torch==2.15.0"];
const shadows = 64;
const shared = process.env["TELLTALE_SHARED"] ?? fileURLToPath(new URL("../../shared/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
try {
  const start = performance.now();
  const world = await openWorld(shared, shadows + 2);
  const trained = (performance.now() - start) / 1000;
  const mine = await ours(world);
  await exported(world);
  const theirs = peers();
  const best = (rows: readonly Row[]): Row => rows.toSorted((a, b) => b.one - a.one)[0]!;
  const [our, their] = [best(mine), best(theirs)];
  const report = `# Benchmark of attacks on membership

Written by \`tsx bench/membership.ts\`: one network 446-128(tanh)-30 of 2,000 of 4,000 people of Location-30, and ${shadows} shadow models like it of halves of the 4,000 (trained by telltale, in one process, with everything read, in ${trained.toFixed(0)} s; not counted below). Our attacks and peers' get the same answers of the same models: 2,000 people in the data and 2,000 outsiders are played on, 1,010 others are the population.
Rates are read as in Carlini et al.: at the last step of the curve with fewer false alarms than that, people with equal scores together. At 0.1 % that is one outsider: those numbers are rough. Seconds are of attacking, with signals made; of peers' formulas in numpy, from logits on.

Best at 1 % false alarms: ours ${our.one.toFixed(3)} (${our.name}), theirs ${their.one.toFixed(3)} (${their.name}): ${our.one >= their.one ? "not below" : "BELOW"}.

Machine: ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${versions.join(", ")}. Other work was running: seconds are rough.

| | AUC | at 0.1 % | at 1 % | seconds | |
| --- | ---: | ---: | ---: | ---: | --- |
${mine.map((row) => lineOf({ ...row, name: `telltale ${row.name}` })).join("\n")}
${theirs.map(lineOf).join("\n")}
`;
  writeFileSync(fileURLToPath(new URL("RESULTS-membership.md", import.meta.url)), report);
  console.log(report);
  if (our.one < their.one) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function lineOf({ name, auc, low, one, seconds, note }: Row): string {
  return `| ${name} | ${auc.toFixed(4)} | ${low.toFixed(3)} | ${one.toFixed(3)} | ${seconds.toFixed(2)} | ${note} |`;
}

async function ours(world: World): Promise<Row[]> {
  const scene = await sceneOf(world, 0, shadows);
  const isIn = isInOf(world, 0);
  const rows: Row[] = [];
  for (const attack of attacks) {
    const start = performance.now();
    const scores = attack.score(scene);
    rows.push({ name: attack.id, note: "", ...found(scores, isIn), seconds: (performance.now() - start) / 1000 });
  }
  for (const name of ["shokri", "ml-leaks-1", "ml-leaks-2", "quantile"] as const) {
    const start = performance.now();
    const scores = await playLearned(world, { k: 0, shadows, phi: scene.target.phi, attack: name });
    rows.push({ name, note: "", ...found(scores, isIn), seconds: (performance.now() - start) / 1000 });
  }
  return rows;
}

async function exported(world: World): Promise<void> {
  const said: { pool: Answers; population: Answers }[] = [];
  for (let k = 0; k < shadows + 2; k++) said.push(await world.answersOf(k));
  const { pool, population, signals } = world;
  const write = (name: string, shape: readonly number[], parts: Parameters<typeof writeNpy>[2]): void =>
    writeNpy(join(folder, `${name}.npy`), shape, parts);
  const logits = (of: "pool" | "population"): Float32Array[] =>
    said.map(({ [of]: { perModel } }) => Float32Array.from(perModel[0] ?? []));
  write("logits", [said.length, pool.rows, 30], logits("pool"));
  write("population", [said.length, population.rows, 30], logits("population"));
  write("isin", [said.length, pool.rows], signals.isIn);
  write("labels", [pool.rows], [codesOf(pool)]);
  write("population-labels", [population.rows], [codesOf(population)]);
}

function peers(): Row[] {
  const program = fileURLToPath(new URL("membership.py", import.meta.url));
  const out = execFileSync(peerPython(), ["-I", "-W", "ignore", program, folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(out.trim().split("\n").at(-1) ?? "[]") as Row[]; // as membership.py prints it
}

/** Of BENCH_PYTHON, or of an environment of its own, which is kept between runs. */
function peerPython(): string {
  const given = process.env["BENCH_PYTHON"];
  if (given) return given;
  const environment = join(tmpdir(), "telltale-bench-membership");
  const python = join(environment, "bin", "python");
  if (!existsSync(join(environment, "ready"))) {
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...versions], {
      stdio: "inherit",
    });
    writeFileSync(join(environment, "ready"), "");
  }
  return python;
}
