/**
 * `tsx bench/learn.ts [REPEATS]`: our learners, LightGBM 4.7.0 and scikit-learn 1.9.1 on the same tables with the same settings, by turns; writes bench/RESULTS-learn.md.
 * Time is that of the processor, in all threads of the process: other work on the machine hardly counts, and a second core does not help.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { boost, predict } from "../src/learn/boost.ts";
import { forest, predictForest } from "../src/learn/forest.ts";
import type { Goal } from "../src/learn/goal.ts";
import { auc } from "../src/stats/auc.ts";
import type { Column, Table } from "../src/table/types.ts";
import { benchmarkData, writeTables } from "./data.ts";

interface Job {
  readonly target: string;
  readonly trees: number;
  readonly forest: boolean;
}
interface Time {
  readonly fit: number;
  readonly predict: number;
  readonly measure: number;
}

const repeats = Number(process.argv[2] ?? 5);
const versions = ["lightgbm==4.7.0", "scikit-learn==1.9.1", "pandas==3.1.1"];
const data = await benchmarkData();
const { train, holdout } = data.tables;
if (!train || !holdout) throw new Error("The benchmark has no people");
const classesOf = (column: Column): number => (column.kind === "category" ? column.labels.length : 0);
const many = train.columns.find((column) => classesOf(column) > 4 && classesOf(column) < 8);
const jobs: Job[] = [
  ...[...data.secrets.map(({ name }) => name), ...(many ? [many.name] : [])].map((target) => ({
    target,
    trees: 100,
    forest: false,
  })),
  { target: data.secrets[0]?.name ?? "", trees: 100, forest: true },
];

const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
try {
  writeTables({ train, holdout }, folder);
  const peer = openPeer();
  const rows: string[] = [];
  for (const job of jobs) {
    const pairs: (readonly [Time, Time])[] = [];
    ours(train, holdout, job); // compiles; not counted
    await peer.ask(job);
    for (let i = 0; i < repeats; i++) pairs.push([ours(train, holdout, job), await peer.ask(job)]);
    rows.push(rowOf(train, job, pairs));
  }
  peer.close();
  const report = `# Benchmark of the learners

Written by \`tsx bench/learn.ts\`: time of the processor, in seconds, best of ${repeats}, by turns; the ratio is how many times as fast we are (in brackets: its range over the ${repeats} turns). Training includes binning; LightGBM and scikit-learn get data frames that are loaded already.
100 trees (with several classes: 100 a class). Boosting: 31 leaves, learning rate .1; peer LightGBM 4.7.0. Forest: leaves of at least 5 rows; peer RandomForestClassifier of scikit-learn 1.9.1.

Data: ${data.what}; trained on the people in the data, measured on those outside.
Machine: ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}.

| | training: peer | ours | ratio | prediction: peer | ours | ratio | peer | ours |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}
`;
  writeFileSync(fileURLToPath(new URL("RESULTS-learn.md", import.meta.url)), report);
  console.log(report);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ours(from: Table, to: Table, job: Job): Time {
  const [features, at] = [from, to].map(({ columns }) => columns.filter(({ name }) => name !== job.target));
  const [learnt, asked] = [from, to].map((table) => goalOf(table, job.target));
  if (!features || !at || !learnt || !asked) throw new Error("There are two tables");
  const options = { trees: job.trees, seed: ["bench"] };
  const start = process.cpuUsage();
  const ask = job.forest
    ? predicting(predictForest, forest(features, learnt, { ...options, minLeaf: 5 }))
    : predicting(predict, boost(features, learnt, options));
  const fit = seconds(start);
  const then = process.cpuUsage();
  const found = ask(at);
  return { fit, predict: seconds(then), measure: measured(found, asked) };
}

function predicting<M>(by: (model: M, features: readonly Column[]) => Float64Array, model: M) {
  return (features: readonly Column[]): Float64Array => by(model, features);
}

function seconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

function goalOf({ columns }: Table, target: string): Goal {
  const column = columns.find(({ name }) => name === target);
  if (!column) throw new Error(`There is no column ${target}`);
  return column.kind === "category"
    ? { kind: "class", codes: column.codes, classes: column.labels.length }
    : { kind: "number", values: column.values };
}

/** Root of the mean squared error; AUC; or log loss. */
function measured(found: Float64Array, goal: Goal): number {
  if (goal.kind === "number")
    return Math.sqrt(found.reduce((sum, value, i) => sum + (value - goal.values[i]!) ** 2, 0) / found.length);
  const { codes, classes } = goal;
  if (classes === 2)
    return auc({ members: found.filter((_, i) => codes[i] === 1), outsiders: found.filter((_, i) => codes[i] !== 1) });
  return codes.reduce((sum, code, i) => sum - Math.log(found[i * classes + code]!), 0) / codes.length;
}

function rowOf(table: Table, { target, forest: isForest }: Job, pairs: readonly (readonly [Time, Time])[]): string {
  const column = table.columns.find(({ name }) => name === target);
  const classes = column ? classesOf(column) : 0;
  const measure = classes === 0 ? "RMSE" : classes === 2 ? "AUC" : "log loss";
  const kind = isForest ? "forest" : "boosting";
  const cells = (["fit", "predict"] as const).flatMap((of) => {
    const [us, them] = [0, 1].map((side) => pairs.map((pair) => pair[side as 0 | 1][of]));
    const ratios = pairs.map(([a, b]) => b[of] / a[of]).toSorted((a, b) => a - b);
    const [a, b] = [Math.min(...(us ?? [])), Math.min(...(them ?? []))];
    const range = `${ratios[0]?.toFixed(1)} to ${ratios.at(-1)?.toFixed(1)}`;
    return [b.toFixed(2), a.toFixed(2), `${(b / a).toFixed(1)} × (${range})`];
  });
  const [last] = pairs;
  const found = [last?.[1].measure, last?.[0].measure].map((value) => value?.toFixed(4));
  const what = classes === 0 ? "a number" : `${classes} classes`;
  return `| ${kind}: ${target} (${what}; ${measure}) | ${[...cells, ...found].join(" | ")} |`;
}

/** In a Python environment of its own, which is kept between runs. */
function openPeer() {
  const environment = join(tmpdir(), `telltale-bench-${versions.join("-")}`);
  const python = join(environment, "bin", "python");
  if (!existsSync(join(environment, "ready"))) {
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...versions], {
      stdio: "inherit",
    });
    writeFileSync(join(environment, "ready"), "");
  }
  const program = fileURLToPath(new URL("learners.py", import.meta.url));
  const child = spawn(python, ["-I", "-W", "ignore", program, folder], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(job: Job): Promise<Time> {
      child.stdin.write(`${JSON.stringify(job)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("The peers have stopped");
      return JSON.parse(value) as Time;
    },
    close: () => child.stdin.end(),
  };
}
