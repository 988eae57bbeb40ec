/** Runs to render: the counts of checks/synthetic.md for a leaky and an honest table, judged by the real rules, and every variant that a report must survive. */
import { copies } from "../../check/synthetic/copies.ts";
import { inference } from "../../check/synthetic/inference.ts";
import { linkability } from "../../check/synthetic/linkability.ts";
import { singlingOut } from "../../check/synthetic/singlingOut.ts";
import type { Finding } from "../../check/finding.ts";
import type { Played } from "../../check/types.ts";
import { guessing, type Guesses } from "../../risk/guessing.ts";
import { findingsOf } from "../../findings.ts";
import { policies, type Limits } from "../../risk/limits.ts";
import { runSchema, type Run, type Subject } from "../../run/schema.ts";
import { summarise } from "../words.ts";
import { columnNames, dataOf } from "./columns.ts";

/** Hits and people of one game. */
export interface Counted {
  readonly of?: { readonly [part: string]: string };
  readonly hits: number;
  readonly n: number;
  /** Hits among as many outsiders, or among `controlN`. */
  readonly control: number;
  readonly controlN?: number;
  /** The chance of a random guess; none when absent. */
  readonly blind?: number;
  /** Pairs in which both hit: then attack and control are played on the same descriptions. */
  readonly both?: number;
}

const named = { linkability, inference, "singling-out": singlingOut, copies };
export type CheckName = keyof typeof named;
export type Games = { readonly [C in CheckName]?: readonly Counted[] };

const first = (hits: number, n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (i < hits ? 1 : 0));

/** `holdout` false: the same game without outsiders. */
function guesses({ of, hits, n, control, controlN = n, blind, both }: Counted, holdout: boolean): Guesses {
  const chance = holdout ? blind : (blind ?? 0);
  const base = {
    ...(of && { of }),
    attack: first(hits, n),
    ...(chance !== undefined && { baseline: new Float64Array(n).fill(chance) }),
  };
  if (!holdout) return base;
  if (both === undefined) return { ...base, control: first(control, controlN) };
  // The control hits `both` of the attack's hits, and as many of its misses as are left.
  const paired = Uint8Array.from({ length: n }, (_, i) =>
    i < both || (i >= hits && i < hits + control - both) ? 1 : 0,
  );
  return { ...base, control: paired, paired: true };
}

const secrets: readonly (readonly [
  name: string,
  leaky: number,
  honest: number,
  outside: number,
  honestOutside: number,
  blind: number,
])[] = [
  ["age", 711, 214, 224, 216, 0.022],
  ["workclass", 1524, 1404, 1376, 1386, 0.49],
  ["fnlwgt", 509, 1, 1, 1, 0.001],
  ["education", 910, 830, 579, 800, 0.19],
  ["education_num", 910, 832, 581, 806, 0.19],
  ["marital_status", 1259, 1434, 1032, 1423, 0.34],
  ["occupation", 682, 388, 336, 342, 0.1],
  ["relationship", 1217, 1315, 960, 1224, 0.27],
  ["race", 1774, 1749, 1688, 1717, 0.75],
  ["sex", 1656, 1610, 1528, 1598, 0.56],
  ["capital_gain", 1826, 1832, 1770, 1830, 0.83],
  ["capital_loss", 1911, 1896, 1900, 1903, 0.91],
  ["hours_per_week", 958, 601, 580, 643, 0.24],
  ["native_country", 1879, 1781, 1823, 1804, 0.8],
  ["income", 1589, 1507, 1448, 1482, 0.63],
];

const splits = (counts: readonly (readonly [number, number])[]): Counted[] =>
  counts.map(([hits, control], i) => ({ of: { split: String(i + 1) }, hits, n: 2000, control, blind: 0.0005 }));

export const leakyGames: Games = {
  linkability: splits([
    [96, 2],
    [121, 0],
    [88, 3],
    [104, 1],
    [79, 1],
  ]),
  inference: secrets.map(([secret, hits, , control, , blind]) => ({ of: { secret }, hits, n: 2000, control, blind })),
  "singling-out": [
    { of: { mode: "univariate" }, hits: 71, n: 162, control: 52, both: 30 },
    { of: { mode: "multivariate" }, hits: 176, n: 500, control: 104, both: 52 },
  ],
  copies: [{ hits: 99, n: 2000, control: 0 }],
};
export const honestGames: Games = {
  linkability: splits([
    [1, 3],
    [2, 1],
    [0, 2],
    [3, 2],
    [1, 1],
  ]),
  inference: secrets.map(([secret, , hits, , control, blind]) => ({ of: { secret }, hits, n: 2000, control, blind })),
  "singling-out": [
    { of: { mode: "univariate" }, hits: 58, n: 162, control: 55, both: 36 },
    { of: { mode: "multivariate" }, hits: 127, n: 500, control: 109, both: 60 },
  ],
  copies: [{ hits: 0, n: 2000, control: 0 }],
};

const options: { readonly [C in CheckName]: Finding["options"] } = {
  linkability: { columns: null, splits: 5, k: 1, targets: 2000 },
  inference: { secrets: [], tolerance: 0.05, targets: 2000 },
  "singling-out": { mode: "both", predicates: 500, columns: 3 },
  copies: { near: true },
};

type Result = ReturnType<typeof guessing>;
const results = new WeakMap<readonly Counted[], Map<boolean, Result>>();
/** Many runs have the same games. */
function once(games: readonly Counted[], holdout: boolean, play: (games: readonly Counted[]) => Result): Result {
  const known = results.get(games) ?? new Map<boolean, Result>();
  results.set(games, known);
  const result = known.get(holdout) ?? play(games);
  known.set(holdout, result);
  return result;
}

/** Advantage by k as it was counted for the leaky and the honest table. */
function curvesFor(leaks: boolean): Played["curves"] {
  const values = leaks
    ? [0.06, 0.098, 0.124, 0.139, 0.148, 0.153, 0.158, 0.161, 0.165, 0.168]
    : [-0.001, -0.002, -0.002, -0.003, -0.002, -0.004, -0.006, -0.009, -0.012, -0.016];
  const points = values.map((value, i) => ({
    x: i + 1,
    value,
    low: value - 0.01 - 0.0012 * i,
    high: value + 0.011 + 0.0012 * i,
  }));
  return [{ id: "advantage-by-k", x: "k", y: "advantage", points }];
}

/** A check beside the guessing games. */
export interface Extra {
  readonly id: string;
  readonly about: Finding["about"];
  readonly options: Finding["options"];
  /** Null: a diagnostic. */
  readonly measure: string | null;
  readonly played: Played;
}

export interface Table {
  readonly name: string;
  readonly games: Games;
  readonly extra?: readonly Extra[];
  readonly holdout?: boolean;
  readonly columns?: readonly string[];
}

/** The subject and its findings. */
function played(
  { name, games, extra = [], holdout = true, columns = columnNames }: Table,
  limits: Limits,
): { subject: Subject; findings: Finding[] } {
  const names = Object.keys(games) as CheckName[]; // the keys of Games
  const guessed = names.map((check): Extra => {
    const { id, title, question, short, adversary, remedy, sources } = named[check];
    const measure = check === "copies" ? ("excess" as const) : ("advantage" as const);
    const result = once(games[check] ?? [], holdout, (counted) =>
      guessing(
        counted.map((game) => guesses(game, holdout)),
        { measure, seed: 7, name: id, reshuffles: 99 },
      ),
    );
    const knows =
      check === "linkability"
        ? { knows: "job, education and hours in one file; age, race and country in the other" }
        : {};
    return {
      id,
      about: { title, question, short, adversary: { ...adversary, ...knows }, remedy, sources },
      options: options[check],
      measure,
      played: {
        ...result,
        reference: "what the same attack reaches on people who are not in the data",
        curves: check === "linkability" ? curvesFor(games === leakyGames) : [],
        adversary: {},
        facts: {},
      },
    };
  });
  const turns = [...guessed, ...extra].map(({ id, about, options: chosen, measure, played: outcome }, i) => ({
    subject: { name },
    chosen: { check: { id, measure, ...about }, options: chosen },
    outcome: { played: outcome },
    seconds: 0.8 + i,
  }));
  // What the rule looks at, and no more.
  const findings = [...findingsOf(turns as unknown as Parameters<typeof findingsOf>[0], limits)];
  const parts = { synthetic: name, train: "census-train.csv", ...(holdout && { holdout: "census-holdout.csv" }) };
  const files = Object.entries(parts).map(([part, path], i) => ({
    part,
    path: part === "synthetic" ? `tables/${path}.csv` : `tables/${path}`,
    sha256: String(i + 3).repeat(64),
    rows: 2000,
  }));
  return {
    subject: { name, kind: "synthetic", files, data: dataOf(columns, { name, holdout }), ignored: ["person_id"] },
    findings,
  };
}

export interface Change {
  readonly limits?: Limits;
  readonly edit?: (finding: Finding) => Finding;
  readonly look?: number;
  readonly comparisons?: Run["summary"]["comparisons"];
}

/** A run as the audit would write it, checked by the schema. */
export function runOf(
  tables: readonly Table[],
  { limits = policies.default, edit = (finding) => finding, look = 1, comparisons }: Change = {},
): Run {
  const parts = tables.map((table) => played(table, limits));
  const findings = parts.flatMap((part) => part.findings.map(edit));
  const summary = summarise(
    findings,
    parts.map(({ subject }) => subject.name),
  );
  return runSchema.parse({
    version: 1,
    telltale: "0.1.0",
    id: "20261123-091502-7f3a9c",
    command: `telltale audit synthetic ${tables.map(({ name }) => `--synthetic tables/${name}.csv`).join(" ")} --train tables/census-train.csv --holdout tables/census-holdout.csv --seed 7`,
    seed: 7,
    preset: "standard",
    started: "2026-11-23T09:15:02.000Z",
    seconds: 161.2,
    subjects: parts.map(({ subject }) => subject),
    limits,
    findings,
    summary: { ...summary, exit: summary.counts.fail > 0 ? 10 : 0, ...(comparisons && { comparisons }) },
    environment: {
      node: "v20.19.4",
      platform: "linux x64",
      policy: limits === policies.tight ? "tight" : "default",
      look,
      engines: { "@duckdb/node-api": "1.5.6-r.1" },
    },
  });
}
