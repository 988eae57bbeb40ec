/** What telltale needs, looked at one by one: Node.js, a worker that reads a table, the store. */
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { works } from "../check/index.ts";
import { parseConfig } from "../config.ts";
import { TelltaleError } from "../error.ts";
import { plan } from "../plan.ts";
import { checkVersion } from "../run/folder.ts";
import { listRuns } from "../run/runs.ts";
import { enginesOf, platform, version } from "../version.ts";

export interface Examined {
  readonly ok: boolean;
  readonly what: string;
  readonly text: string;
}

export async function* examine(store: string): AsyncIterable<Examined> {
  yield { ok: true, what: "telltale", text: version };
  yield nodeHere();
  const gigabytes = Math.round(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2 ** 30);
  yield { ok: true, what: "machine", text: `${platform.platform}, ${availableParallelism()} cores, ${gigabytes} GB` };
  yield await attempt("reading", async () => `${await readsTables()}, by ${engineNames([])}`);
  yield await attempt("models", () => `are run and trained by ${engineNames([...works.values()])}`);
  yield await attempt("store", () => storeHere(store));
}

function nodeHere(): Examined {
  const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly engines: { readonly node: string };
  };
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [least = 0, with_ = 0] = engines.node.replace(/^\D+/, "").split(".").map(Number);
  const ok = major > least || (major === least && minor >= with_);
  const text = `${process.version}${ok ? "" : `: telltale needs ${engines.node}`}`;
  return { ok, what: "node", text };
}

/** What these works need beside what reads tables; without works, what reads tables. */
function engineNames(all: Parameters<typeof enginesOf>[0]): string {
  const reading = Object.keys(enginesOf([]));
  const found = Object.entries(enginesOf(all)).filter(([name]) => all.length === 0 || !reading.includes(name));
  return found.map(([name, at]) => `${name} ${at}`).join(", ");
}

async function attempt(what: string, act: () => string | Promise<string>): Promise<Examined> {
  try {
    return { ok: true, what, text: await act() };
  } catch (error) {
    const text =
      error instanceof TelltaleError
        ? `${error.message}. ${error.hint} (${error.code})`
        : error instanceof Error
          ? error.message
          : String(error);
    return { ok: false, what, text };
  }
}

/** The whole way in small: a store, a worker process, the engine that reads. */
async function readsTables(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "telltale-doctor-"));
  try {
    const table = join(folder, "table.csv");
    writeFileSync(table, "age,town\n31,Ulm\n45,Jena\n52,Ulm\n");
    const subject = { kind: "synthetic", synthetic: table, train: table, holdout: table } as const;
    const config = parseConfig({ subjects: [subject], store: join(folder, "store"), workers: 1 });
    const { subjects } = await plan(config);
    const rows = subjects[0]?.rows["train"];
    if (rows !== 3) throw new Error(`a table of 3 rows was read as ${String(rows)}`);
    return "a worker process reads tables";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Looks, and makes nothing. */
function storeHere(store: string): string {
  if (!existsSync(store)) {
    accessSync(firstThere(dirname(resolve(store))), constants.W_OK);
    return `${store} is not there yet, and can be made`;
  }
  if (!statSync(store).isDirectory()) throw new Error(`${store} is a file`);
  accessSync(store, constants.W_OK);
  checkVersion(store);
  const runs = listRuns(store);
  const bad = runs.filter(({ run }) => run === null).length;
  return `${store}: ${runs.length} ${runs.length === 1 ? "run" : "runs"}${bad > 0 ? `, ${bad} of which cannot be read` : ""}`;
}

function firstThere(folder: string): string {
  return existsSync(folder) ? folder : firstThere(dirname(folder));
}
