import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { runSchema } from "../run/schema.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const loader = import.meta.resolve("tsx");
const folder = mkdtempSync(join(tmpdir(), "telltale-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}
interface Watched {
  readonly env?: NodeJS.ProcessEnv;
  /** Called with all of standard error so far. */
  readonly onErr?: (err: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** The reader goes away at the first bytes. */
  readonly head?: boolean;
}

/** The command line from its sources, in the test's folder. */
async function telltale(args: readonly string[], { env, onErr, head = false }: Watched = {}): Promise<Ended> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
  const child = spawn(process.execPath, ["--import", loader, main, ...args], {
    cwd: folder,
    env: { ...rest, TELLTALE_STORE: "", TELLTALE_DEBUG: "", GITHUB_ACTIONS: "", ...env },
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
  return name;
}
const train = table("train.csv", { from: 0, rows: 300 });
const holdout = table("holdout.csv", { from: 300, rows: 300 });
const fresh = table("fresh.csv", { from: 600, rows: 300 });
const words = (text: string): readonly string[] => text.split(" ");
const audit = (synthetic: string, ...more: readonly string[]): readonly string[] =>
  words(
    `audit synthetic --synthetic ${synthetic} --train ${train} --holdout ${holdout} --check copies --workers 1`,
  ).concat(more);

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
  expect([first.exit, first.out]).toEqual([
    10,
    expect.stringMatching(/leak.*synthetic\/copies[^]*Do not release train[^]*exit 10/),
  ]);
  expect(first.err).toMatch(/^reading tables \.\.\.\nplaying checks \.\.\.\njudging \.\.\.\n3 tasks computed, 0 found/);
  const again = await telltale(audit(train, "--format", "json", "--format", "md=again.md", "--no-fail"));
  expect(again.exit).toBe(0);
  expect(again.err).toContain("0 tasks computed, 3 found in the store");
  const run = runSchema.parse(JSON.parse(again.out));
  expect(run.command).toBe(
    `telltale audit synthetic --synthetic ${train} --train ${train} --holdout ${holdout} --check copies --seed 1`,
  );
  expect(readFileSync(join(folder, "again.md"), "utf8")).toContain("Do not release train");
  const shown = await telltale(["report", "--format", "json"]);
  expect(shown).toEqual({ exit: 0, out: again.out, err: "" });
  const runs = await telltale(["runs", "--format", "json"]);
  expect((JSON.parse(runs.out) as object[]).length).toBeGreaterThanOrEqual(1);
  expect((await telltale(["runs"], { head: true })).err).toBe("");
});

test("a limit that could not be decided ends with 11 under --strict only", { timeout: 60_000 }, async () => {
  // 300 people are too few to keep a limit of .5 %.
  const [lax, strict] = [await telltale(audit(fresh)), await telltale(audit(fresh, "--strict"))];
  expect([lax.exit, strict.exit]).toEqual([0, 11]);
  expect(lax.out).toContain("undecided");
});

test("Ctrl-C ends with 130, says how to go on, and the same command goes on", { timeout: 60_000 }, async () => {
  const command = audit(fresh, "--store", "stopped");
  let sent = false;
  const stopped = await telltale(command, {
    onErr(_, kill) {
      if (!sent) kill("SIGINT");
      sent = true;
    },
  });
  expect(stopped.exit).toBe(130);
  expect(stopped.err).toMatch(/the run was stopped\n→ Run the same command again: it goes on where it stopped\./);
  expect(existsSync(join(folder, "stopped", "runs"))).toBe(false);
  expect((await telltale(command)).exit).toBe(0);
  expect(readdirSync(join(folder, "stopped", "runs"))).toHaveLength(1);
});

test("when its time is over, it says so", { timeout: 60_000 }, async () => {
  const { exit, err, out } = await telltale(audit(fresh, "--store", "late", "--max-time", "1ms"));
  expect(exit).toBe(1);
  expect(err + out).toContain("time");
});

test.for<[string, readonly string[], number, RegExp]>([
  [
    "an unknown column",
    ["--secrets", "incme"],
    2,
    /"incme", which is not a column[^]*age, town, income[^]*COLUMN_UNKNOWN/,
  ],
  [
    "an unknown option of a check",
    ["--set", "copies.neer=true"],
    2,
    /no setting checks\.synthetic\/copies\.neer\n→ Did you mean/,
  ],
  ["an output folder that is a file", ["--out", "train.csv"], 1, /train\.csv[^]*--out DIR[^]*OUT_/],
  ["a report that cannot be written", ["--format", "html=train.csv/x.html"], 1, /train\.csv[^]*OUT_/],
  ["a store that is a file", ["--store", "train.csv"], 1, /the store train\.csv[^]*STORE_NOT_FOLDER/],
])("%s is told with what to do", { timeout: 60_000 }, async ([, more, code, told]) => {
  const { exit, err } = await telltale(audit(train, ...more));
  expect(err).toMatch(told);
  expect(err).not.toContain("    at ");
  expect(exit).toBe(code);
});

test("plan, explain, doctor, init and forget do what they say", { timeout: 60_000 }, async () => {
  const planned = await telltale(["plan", ...audit(train).slice(1), "--format", "json"]);
  expect(JSON.parse(planned.out)).toMatchObject({
    subjects: [{ name: "train", checks: [{ check: "synthetic/copies", people: 300 }] }],
  });
  expect((await telltale(["explain", "copies"])).out).toContain("Is anybody's row in the synthetic table");
  const answers = ["--yes", "--synthetic", "train.csv", "--train", "train.csv", "--key", "age"];
  expect((await telltale(["init", ...answers])).exit).toBe(0);
  const written = readFileSync(join(folder, "telltale.config.json"), "utf8");
  expect(JSON.parse(written)).toMatchObject({
    subjects: [{ kind: "synthetic", synthetic: "train.csv", train: "train.csv" }],
    columns: { key: ["age"] },
  });
  expect((await telltale(["init", ...answers])).err).toContain("is there already");
  expect((await telltale(["doctor"])).exit).toBe(0);
  expect((await telltale(["forget", "--all"])).err).toContain("Add --yes");
  expect((await telltale(["forget", "--all", "--yes"])).out).toMatch(/^forgotten: \d+ runs/);
  expect(existsSync(join(folder, ".telltale"))).toBe(false);
});
