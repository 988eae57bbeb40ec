/**
 * `npm run build && tsx bench/audit-data.ts`: what an audit of training data costs on Adult, part by part and as a whole, beside AIF360's consistency in the same run, and on
 * a million rows; writes bench/RESULTS-data.md. BENCH_PYTHON names a Python that has aif360 0.6.1 and scikit-learn; without it only our own times are printed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { consistency } from "../src/bias/consistency.ts";
import { uncovered } from "../src/bias/uncovered.ts";
import { kindsOf, nearestKinds } from "../src/check/data/fairness/nearest.ts";
import { subgroupsWork } from "../src/check/data/subgroups/works.ts";
import { subgroups } from "../src/check/data/subgroups.ts";
import { castingWork, castWork } from "../src/subject/data/cast.ts";
import { stream } from "../src/stats/stream.ts";
import { read } from "../src/table/read.ts";
import { identify } from "../src/table/source.ts";
import type { Output, Reader } from "../src/work.ts";
import { adultPeople } from "../validate/data/people.ts";
import { spentBy } from "./memory.ts";

const shared = process.env["TELLTALE_SHARED"] ?? fileURLToPath(new URL("../../shared/", import.meta.url));
const python = process.env["BENCH_PYTHON"];
const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
/** Of which AIF360 is asked: as many as its train file has. */
const many = 32_561;
const repeats = 5;

try {
  const file = writeAdult();
  const lines = [...(await parts(file)), await whole("Adult", file, "income")];
  const million = await whole("1,000,000 people, 10 columns", writeMillion(1_000_000), "label");
  const report = `# Benchmark of audits of training data

Written by \`tsx bench/audit-data.ts\`: the ${many.toLocaleString("en")} people of Adult's training file, 15 columns and a fixed prediction; parts are the median of ${repeats} calls in one process and one thread, without reading. Whole audits run the command line with an empty store, standard preset, all checks, sex and race protected; memory is that of all its processes together.

| | seconds | target | beside |
| --- | ---: | ---: | --- |
${[...lines, million].join("\n")}

Machine: ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}${python === undefined ? ". No peer was run" : ", aif360 0.6.1 with scikit-learn's neighbours"}.
`;
  writeFileSync(fileURLToPath(new URL("RESULTS-data.md", import.meta.url)), report);
  console.log(report);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Adult's training file with a column "predicted". */
function writeAdult(): string {
  const { rows, predictions } = adultPeople(shared);
  const people = rows.slice(0, many);
  const names = Object.keys(people[0] ?? {});
  const text = people.map((row, i) => [...names.map((name) => row[name]), predictions[i]! > 0 ? ">50K" : "<=50K"]);
  const path = join(folder, "adult.csv");
  writeFileSync(path, `${[[...names, "predicted"], ...text].map((cells) => cells.join(",")).join("\n")}\n`);
  return path;
}

function writeMillion(count: number): string {
  const random = stream(1, "bench/audit-data");
  const lines = ["sex,race,region,work,age,hours,income,debt,children,label"];
  for (let row = 0; row < count; row++) {
    const [sex, race] = [random.int(2), Math.floor(5 * random.next() ** 2)];
    const [age, hours] = [18 + random.int(60), 10 + random.int(50)];
    const income = Math.round(Math.exp(9 + 0.01 * age + 0.01 * hours + 0.1 * sex + 0.5 * random.normal()));
    const debt = random.next() < 0.1 ? "" : String(random.int(20_000));
    const yes = random.next() < 1 / (1 + Math.exp(6 - income / 10_000 - 0.2 * sex));
    lines.push(
      [`s${sex}`, `r${race}`, `g${random.int(12)}`, `w${random.int(7)}`, age, hours, income, debt, random.int(5)]
        .concat(yes ? "yes" : "no")
        .join(","),
    );
  }
  const path = join(folder, "million.csv");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

function median(run: () => unknown): number {
  const all = Array.from({ length: repeats }, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1000;
  });
  return all.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? Number.NaN;
}

async function parts(file: string): Promise<string[]> {
  const nothing: Reader = { get: () => Promise.reject(new Error("reading needs nothing")) };
  const tables = await read.run({ sources: [await identify("train", file)], types: {} }, nothing);
  const table = tables["train"];
  if (!table) throw new Error("Adult was read");
  const store = new Map<string, Output>([["tables", tables]]); // as the store keeps it
  const reader: Reader = { get: (key) => Promise.resolve(store.get(key)!) };
  const roles = { tables: "tables", protected: ["sex", "race"] };
  store.set("casting", await castingWork.run({ ...roles, label: "income", positive: ">50K" }, reader));
  const asked = { ...roles, part: "train", casting: "casting", prediction: "predicted", score: null };
  const cast = await castWork.run({ ...asked, weights: null, weighed: null, answers: null }, reader);
  store.set("cast", cast);
  const { label } = cast;
  if (label?.kind !== "class") throw new Error("income is a class");
  const features = table.columns.filter(({ name }) => !["income", "predicted"].includes(name));
  const columns = features.map(({ name }) => name);
  const positive = Int8Array.from(label.codes, (code) => Number(code === label.positive));

  const similar = { columns, k: 5, scale: "standard", seed: 1 } as const;
  const near = median(() => consistency(kindsOf(nearestKinds(table, similar), positive), 5));
  const categories = features.flatMap((column) =>
    column.kind === "category" ? [{ codes: column.codes, levels: column.labels.length }] : [],
  );
  const search = median(() => uncovered(categories, { tau: 30 }));
  const options = subgroups.options.parse({}) as { readonly columns: number; readonly rows: number }; // its own schema
  const { rows, columns: most, ...how } = options;
  const input = { tables: "tables", cast: "cast", standIn: null, columns: columns.slice(0, most), seed: 1 };
  const found: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await subgroupsWork.run({ ...input, ...how, most: Math.floor(rows / 2) } as never, reader); // the check's own options
    found.push((performance.now() - start) / 1000);
  }
  const peer = python === undefined ? null : theirs(file);
  const beside = peer === null ? "" : `AIF360 0.6.1: ${peer.toFixed(1)} s, ${(peer / near).toFixed(0)} × (target 20 ×)`;
  return [
    `| consistency, 5 neighbours, with its interval | ${near.toFixed(2)} | | ${beside} |`,
    `| uncovered patterns of ${categories.length} columns of categories, all levels | ${search.toFixed(2)} | 2 | |`,
    `| subgroups of up to 3 conditions: errors, reshuffles, confirmation | ${found.toSorted((a, b) => a - b)[2]?.toFixed(2)} | 5 | |`,
  ];
}

function theirs(file: string): number {
  console.error("AIF360 takes some minutes.");
  const script = fileURLToPath(new URL("consistency.py", import.meta.url));
  const args = ["-I", "-W", "ignore", script, file];
  const said = execFileSync(python ?? "python3", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return Number(said.trim().split("\n").at(-1));
}

async function whole(what: string, file: string, label: string): Promise<string> {
  const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
  const own = join(folder, what.replaceAll(/\W/g, ""));
  const args = ["audit", "data", "--train", file, "--protected", "sex,race", "--label", label];
  const model = label === "income" ? ["--positive", ">50K", "--prediction", "predicted"] : ["--positive", "yes"];
  const out = ["--store", `${own}-store`, "--out", own, "--no-fail"];
  const { seconds, bytes, exit } = await spentBy([main, ...args, ...model, ...out], "ignore");
  const target = label === "income" ? "20, 1 GB" : "";
  return `| whole audit: ${what} | ${seconds.toFixed(1)} | ${target} | ${(bytes / 1e9).toFixed(2)} GB in all processes, exit ${exit} |`;
}
