/**
 * `tsx bench/fairness.ts`: groupFrame and peers on the same 6,172 people of COMPAS, and on a million made-up ones; writes bench/RESULTS-fairness.md.
 * BENCH_PYTHON names a Python that has fairlearn 0.15, aif360 0.6.1 and aequitas 1.1; without it only our own times are printed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { groupFrame } from "../src/bias/frame.ts";
import { stream } from "../src/stats/stream.ts";
import { csvLines } from "../src/table/csv.ts";

const shared = process.env["TELLTALE_SHARED"] ?? fileURLToPath(new URL("../../shared/", import.meta.url));
const python = process.env["BENCH_PYTHON"];

const seconds = (run: () => unknown, times = 1): number => {
  const all = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1000;
  });
  return all.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
};

const people = peopleOf();
const frame = seconds(() => groupFrame({ ...people, groups: { race: people.race } }), 9);
const million = seconds(() => groupFrame(made(1_000_000)));
const peers = theirs();
const slow = peers["fairlearn: 2 metrics, 200 resamples"];
const lines = [
  `| telltale: all metrics of labels, predictions and scores with all intervals | ${frame.toFixed(4)} | 1 |`,
  ...Object.entries(peers).map(([name, time]) => `| ${name} | ${time.toFixed(3)} | ${(time / frame).toFixed(1)} |`),
  ...(slow === undefined
    ? []
    : [
        `| fairlearn: the same with 2,000 resamples, ten times as long | ${(10 * slow).toFixed(1)} | ${((10 * slow) / frame).toFixed(0)} |`,
      ]),
];
const report = `# Benchmark of fairness by group

Written by \`tsx bench/fairness.ts\`: ${people.y.length} people of COMPAS after ProPublica's filter, by race, decision = decile score of 5 and more. The median of nine runs of ours, one of each peer's.

| | seconds | times ours |
| --- | ---: | ---: |
${lines.join("\n")}

A million people, three attributes, all metrics with all intervals: ${million.toFixed(2)} s.

Machine: ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}${python === undefined ? ". No peer was run" : ", fairlearn 0.15.0, aif360 0.6.1, aequitas 1.1.0. Other work was running: seconds are rough"}.
`;
writeFileSync(fileURLToPath(new URL("RESULTS-fairness.md", import.meta.url)), report);
console.log(report);

interface People {
  readonly y: readonly number[];
  readonly prediction: readonly number[];
  readonly score: readonly number[];
  readonly race: readonly string[];
  readonly sex: readonly string[];
}

function peopleOf(): People {
  const text = readFileSync(join(shared, "data/compas/compas-scores-two-years.csv"), "utf8");
  const [head = [], ...all] = [...csvLines(text)].map(({ cells }) => cells);
  const at = (column: string): number => head.indexOf(column);
  const rows = all.filter((cells) => {
    const days = cells[at("days_b_screening_arrest")] ?? "";
    return (
      days !== "" &&
      Math.abs(Number(days)) <= 30 &&
      cells[at("is_recid")] !== "-1" &&
      cells[at("c_charge_degree")] !== "O"
    );
  });
  const column = (name: string): string[] => rows.map((cells) => cells[at(name)] ?? "");
  const decile = column("decile_score").map(Number);
  return {
    y: column("two_year_recid").map(Number),
    prediction: decile.map((one) => Number(one >= 5)),
    score: decile.map((one) => one / 10),
    race: column("race"),
    sex: column("sex"),
  };
}

function made(rows: number): Parameters<typeof groupFrame>[0] {
  const random = stream(1, "bench/fairness");
  const draw = (many: number): string[] => Array.from({ length: rows }, () => `g${Math.floor(random.next() * many)}`);
  const score = Float64Array.from({ length: rows }, () => random.next());
  const y = Uint8Array.from(score, (one) => Number(random.next() < one));
  return { y, score, groups: { a: draw(2), b: draw(5), c: draw(12) } };
}

function theirs(): Readonly<Record<string, number>> {
  if (python === undefined) {
    console.error("No peer is run: BENCH_PYTHON names no Python.");
    return {};
  }
  const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
  try {
    const file = join(folder, "people.csv");
    const rows = people.y.map((y, i) =>
      [people.race[i], people.sex[i], y, people.prediction[i], people.score[i]].join(","),
    );
    writeFileSync(file, `${["race,sex,y,prediction,score", ...rows].join("\n")}\n`);
    const script = fileURLToPath(new URL("fairness.py", import.meta.url));
    const said = execFileSync(python, ["-I", script, file], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    return JSON.parse(said.trim().split("\n").at(-1) ?? "{}") as Record<string, number>; // as fairness.py prints it
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
