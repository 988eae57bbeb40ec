import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { runSchema } from "../run/schema.ts";
import { here, type Ended } from "./testing/here.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const loader = import.meta.resolve("tsx");
const folder = mkdtempSync(join(tmpdir(), "telltale-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const store = join(folder, "store");

interface Watched {
  /** Called with all of standard error so far. */
  readonly onErr?: (err: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** The reader goes away at the first bytes. */
  readonly head?: boolean;
}

/** The command line from its sources, in the test's folder. */
async function telltale(args: readonly string[], { onErr, head = false }: Watched = {}): Promise<Ended> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
  const child = spawn(process.execPath, ["--import", loader, main, ...args], {
    cwd: folder,
    env: { ...rest, TELLTALE_STORE: store, TELLTALE_DEBUG: "", GITHUB_ACTIONS: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (head) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    onErr?.(err, (signal) => child.kill(signal));
  });
  const exit = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exit, out, err };
}

/** People of two towns, whose age and income are a simple function of their number: nothing is left to chance. */
function table(name: string, { from, rows }: { readonly from: number; readonly rows: number }): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const n = (from + i) * 7919;
    return `${18 + (n % 61)},${["Ulm", "Jena"][n % 2] ?? ""},${1000 + ((n * 31) % 4999)}`;
  });
  writeFileSync(join(folder, name), `${["age,town,income", ...lines].join("\n")}\n`);
  return join(folder, name);
}
const train = table("train.csv", { from: 0, rows: 300 });
const holdout = table("holdout.csv", { from: 300, rows: 300 });
const fresh = table("fresh.csv", { from: 600, rows: 300 });
const words = (text: string): readonly string[] => text.split(" ");
const audit = (synthetic: string, ...more: readonly string[]): readonly string[] =>
  words(`audit synthetic --synthetic ${synthetic} --train ${train} --holdout ${holdout} --check copies`).concat(more);
// Without a second process, which others test.
const quick = (synthetic: string, ...more: readonly string[]): readonly string[] =>
  audit(synthetic, "--executor", "inline", "--store", store, ...more);

test("alone, it shows help and fails; asked for help, it does not", async () => {
  const [alone, asked] = await Promise.all([telltale([]), telltale(["--help"])]);
  expect([alone.exit, alone.out, alone.err]).toEqual([2, "", asked.out]);
  expect([asked.exit, asked.err]).toEqual([0, ""]);
  expect(asked.out).toContain("telltale audit synthetic --synthetic s.csv");
});

test("its version is the package's", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(await telltale(["--version"])).toEqual({ exit: 0, out: `${version}\n`, err: "" });
});

test("a mistake ends with 2, says what to do now, and shows no stack", async () => {
  const { exit, out, err } = await telltale(["audti"]);
  expect([exit, out]).toEqual([2, ""]);
  expect(err).toBe("✗ there is no verb audti\n→ Did you mean audit?\n  code USAGE_VERB\n");
});

test("an audit, its run.json alone on standard output, and nothing computed twice", { timeout: 60_000 }, async () => {
  const first = await telltale(audit(train));
  expect(first).toMatchObject({
    exit: 10,
    out: expect.stringMatching(/leak.*synthetic\/copies[^]*Do not release train[^]*exit 10/),
    err: expect.stringMatching(
      /^reading tables \.\.\.\nplaying checks \.\.\.\njudging \.\.\.\n3 tasks computed, 0 found/,
    ),
  });
  const again = await telltale(audit(train, "--format", "json", "--format", "md=again.md", "--no-fail"));
  expect(again.exit).toBe(0);
  expect(again.err).toContain("0 tasks computed, 3 found in the store");
  const run = runSchema.parse(JSON.parse(again.out));
  expect(run.command).toBe(`telltale ${audit(train).join(" ")} --seed 1`);
  expect(readFileSync(join(folder, "again.md"), "utf8")).toContain("Do not release train");
  expect(await here(["report", run.id, "--store", store, "--format", "json"])).toEqual({
    exit: 0,
    out: again.out,
    err: "",
  });
  const runs = JSON.parse((await here(["runs", "--store", store, "--format", "json"])).out) as readonly object[];
  expect(runs[0]).toMatchObject({ id: run.id, exit: 0, subjects: ["train"] });
});

test("a reader that goes away is no error", async () => {
  expect(await telltale(["explain", "copies"], { head: true })).toMatchObject({ exit: 0, err: "" });
});

test("a limit that could not be decided ends with 11 under --strict only", { timeout: 60_000 }, async () => {
  // 300 people are too few to keep a limit of .5 %.
  const [lax, strict] = [await here(quick(fresh)), await here(quick(fresh, "--strict"))];
  expect([lax.exit, strict.exit]).toEqual([0, 11]);
  expect(lax.out).toContain("undecided");
});

test("Ctrl-C ends with 130, says how to go on, and the same command goes on", { timeout: 60_000 }, async () => {
  const stopped = join(folder, "stopped");
  const command = audit(fresh, "--workers", "1", "--store", stopped);
  let sent = false;
  const ended = await telltale(command, {
    onErr(_, kill) {
      if (!sent) kill("SIGINT");
      sent = true;
    },
  });
  expect(ended.exit).toBe(130);
  expect(ended.err).toMatch(/the run was stopped\n→ Run the same command again: it goes on where it stopped\./);
  expect(existsSync(join(stopped, "runs"))).toBe(false);
  expect((await here(command)).exit).toBe(0);
  expect(readdirSync(join(stopped, "runs"))).toHaveLength(1);
});

test("when its time is over, it says so", { timeout: 60_000 }, async () => {
  const { exit, err, out } = await here(quick(fresh, "--store", join(folder, "late"), "--max-time", "1ms"));
  expect(exit).toBe(1);
  expect(err + out).toContain("time");
});

test.for<[string, readonly string[], number, RegExp]>([
  ["an unknown column", ["--secrets", "incme"], 2, /"incme", which is not a column[^]*income[^]*COLUMN_UNKNOWN/],
  ["an unknown option", ["--set", "copies.neer=true"], 2, /no setting checks\.synthetic\/copies\.neer\n→ Did you mean/],
  ["an output folder that is a file", ["--out", train], 1, /train\.csv[^]*--out DIR[^]*OUT_/],
  ["a report that cannot be written", ["--format", `html=${train}/x.html`], 1, /train\.csv[^]*OUT_/],
  ["a store that is a file", ["--store", train], 1, /the store .*train\.csv[^]*STORE_NOT_FOLDER/],
  ["an option of another kind", ["--model", "m.onnx"], 2, /--model is for telltale audit model[^]*USAGE_FLAG/],
])("%s is told with what to do", { timeout: 60_000 }, async ([, more, code, told]) => {
  const { exit, err } = await here(quick(train, ...more));
  expect(err).toMatch(told);
  expect(err).not.toContain("    at ");
  expect(exit).toBe(code);
});

test("a plan names people, tasks and what can be passed", { timeout: 60_000 }, async () => {
  const command = ["plan", ...quick(train).slice(1)];
  expect((await here(command)).out).toMatch(
    /train {2}synthetic 300[^]*synthetic\/copies {2}1 task, 1 s; 300 people[^]*may well stay undecided/,
  );
  expect(JSON.parse((await here([...command, "--format", "json"])).out)).toMatchObject({
    subjects: [{ name: "train", checks: [{ check: "synthetic/copies", people: 300 }] }],
  });
});

test("init writes what flags answer, and never over a file unasked", async () => {
  const file = join(folder, "made.json");
  const command = ["init", "--yes", "--file", file, "--synthetic", train, "--train", train, "--key", "age"];
  expect((await here(command)).out).toContain(`wrote ${file}`);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    $schema: expect.stringContaining("config.schema.json"),
    subjects: [{ kind: "synthetic", synthetic: train, train }],
    columns: { key: ["age"] },
  });
  expect(await here(command)).toMatchObject({ exit: 2, err: expect.stringContaining("is there already") });
  expect((await here([...command, "--force"])).exit).toBe(0);
});

test("init proposes a limit on gaps for training data, and columns that may be protected", async () => {
  const file = join(folder, "data.json");
  const people = join(folder, "people.csv");
  writeFileSync(people, "wage,native_country,Geschlecht\n1,X,f\n");
  const { exit, err } = await here(["init", "data", "--yes", "--file", file, "--train", people, "--label", "wage"]);
  expect(exit).toBe(0);
  expect(err).toContain("--protected native_country,Geschlecht");
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    subjects: [{ kind: "data", train: people }],
    columns: { label: "wage" },
    limits: { "data/fairness": { difference: 0.1 } },
  });
});

test("init writes what is said of a model, too, and does not guess what is audited", async () => {
  const file = join(folder, "model.json");
  const command = [
    "init",
    "model",
    "--yes",
    "--file",
    file,
    "--model",
    "m.onnx",
    "--train",
    train,
    "--label",
    "income",
  ];
  const { exit, err } = await here([...command, "--trainer", "same"]);
  expect([exit, err]).toEqual([0, "note: there is no m.onnx yet\n"]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    $schema: expect.stringContaining("config.schema.json"),
    subjects: [{ kind: "model", model: "m.onnx", train, trainer: "same" }],
    columns: { label: "income" },
  });
  const other = join(folder, "other.json");
  const more = ["--yes", "--file", other];
  expect(await here(["init", ...more, "--predictions", train])).toMatchObject({ exit: 0, err: "" });
  expect(await here(["init", ...more, "--force", "--train", train])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("USAGE_KIND"),
  });
  expect(await here(["init", "modl", ...more, "--force"])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("Did you mean model?"),
  });
  expect(await here(["init", "model", ...more, "--force"])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("--model is missing"),
  });
});

test("explain lists the checks, and tells one of them", async () => {
  expect((await here(["explain"])).out).toMatch(/synthetic\/copies +Are real rows copied\?/);
  expect((await here(["explain", "copies"])).out).toContain("Is anybody's row in the synthetic table");
  expect(await here(["explain", "copis"])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("Did you mean copies?"),
  });
});

test.runIf(existsSync("/proc/self"))("where no folder can be made, nothing hangs", { timeout: 60_000 }, async () => {
  const command = ["init", "--yes", "--synthetic", train, "--train", train, "--file", "/proc/nope/x"];
  const refused = { exit: 1, err: expect.stringContaining("no folder can be made in /proc") };
  expect(await here(command)).toMatchObject(refused);
  expect(await here(quick(train, "--out", "/proc/nope/x"))).toMatchObject(refused);
  expect(await here(quick(train, "--store", "/proc/nope/x"))).toMatchObject(refused);
});

test("doctor finds nothing broken, and a store that is a file", { timeout: 60_000 }, async () => {
  expect(await here(["doctor", "--store", store])).toMatchObject({ exit: 0, err: "" });
  expect(await here(["doctor", "--store", train])).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/✗ store .*is a file/),
    err: "1 thing is broken\n",
  });
});

test("forget asks, and deletes everything when told so", async () => {
  expect(await here(["forget", "--all", "--store", store])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("Add --yes"),
  });
  expect((await here(["forget", "--all", "--yes", "--store", store])).out).toMatch(/^forgotten: \d+ runs/);
  expect(existsSync(store)).toBe(false);
});
