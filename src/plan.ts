/** What an audit would do, before it does it: what would be played, how long it takes, and which limits so many people can pass at all. */
import { availableParallelism } from "node:os";
import { choose, type Chosen } from "./check/choose.ts";
import type { Cost, Subject } from "./check/types.ts";
import { type ConfigInput, parseConfig } from "./config.ts";
import { type Hooks, openHouse } from "./house.ts";
import { limitFor, type Limits, mergeLimits, policies } from "./risk/limits.ts";
import { canPass, passableLimit, passableRate, peopleToPass, peopleToPassRate } from "./risk/power.ts";
import { openSubjects } from "./subject/open.ts";

export interface PlannedCheck {
  readonly check: string;
  readonly short: string;
  /** Why it would not be played, and what to do about it. */
  readonly skipped: { readonly reason: string; readonly remedy: string } | null;
  readonly tasks: number;
  /** Of one core, roughly; what lies in the store takes none. */
  readonly seconds: number;
  /** Models to be trained; those that several checks share are counted for each of them. */
  readonly models: number;
  /** Questions to the audited model. */
  readonly queries: number;
  /** Bytes of a process at its largest, roughly; 0: little. */
  readonly memory: number;
  readonly people: number;
  readonly outsiders: number;
  /** What may be judged, each with its limit. */
  readonly limits: readonly PlannedLimit[];
}
export interface PlannedLimit {
  readonly measure: string;
  readonly limit: number;
  /** Whether so many people can pass the limit when there is no leak (80 % chance); null: the check is skipped. */
  readonly enough: boolean | null;
  /** People on each side that would do. */
  readonly needed: number | null;
  /** The smallest limit that these people can pass. */
  readonly smallest: number | null;
}
export interface Plan {
  readonly subjects: readonly {
    readonly name: string;
    readonly rows: { readonly [part: string]: number };
    readonly columns: number;
    readonly checks: readonly PlannedCheck[];
  }[];
  readonly tasks: number;
  /** Of one core. What checks of a subject share is counted once, here and of models. */
  readonly seconds: number;
  readonly models: number;
  /** Bytes of the largest process, and how many there may be at once. */
  readonly memory: number;
  readonly workers: number;
  readonly seed: number;
  readonly preset: string;
}

/** Reads and describes the tables, but plays nothing. @throws TelltaleError as `audit` does */
export async function plan(input: ConfigInput, hooks: Hooks = {}): Promise<Plan> {
  const config = parseConfig(input);
  await using house = openHouse(config, hooks);
  const limits = mergeLimits(policies[config.policy], config.limits);
  const opened = await openSubjects(config.subjects, config.columns, house.computer);
  const planned = opened.map((subject) => choose(subject.kind, config).map((one) => planCheck(subject, one, limits)));
  const subjects = opened.map((subject, i) => ({
    name: subject.name,
    rows: subject.summary.rows,
    columns: subject.columns.length,
    checks: (planned[i] ?? []).map(({ check }) => check),
  }));
  const checks = subjects.flatMap((subject) => subject.checks);
  const all = planned.map(once);
  const total = (of: (one: { readonly seconds: number; readonly models: number }) => number): number =>
    all.reduce((sum, one) => sum + of(one), 0);
  const { seed, preset } = config;
  return {
    subjects,
    tasks: checks.reduce((sum, { tasks }) => sum + tasks, 0),
    seconds: total(({ seconds }) => seconds),
    models: total(({ models }) => models),
    memory: Math.max(0, ...checks.map(({ memory }) => memory)),
    workers: config.executor === "inline" ? 1 : (config.workers ?? availableParallelism()),
    seed,
    preset,
  };
}

interface Planning {
  readonly check: PlannedCheck;
  readonly shared: NonNullable<Cost["shadows"]>;
}

/** Of all checks of a subject: its shadow models are trained once, as many as the check asks for that asks for most. */
function once(checks: readonly Planning[]): { readonly seconds: number; readonly models: number } {
  const of = (what: "seconds" | "models"): number =>
    checks.reduce((sum, { check, shared }) => sum + check[what] - shared[what], 0) +
    Math.max(0, ...checks.map(({ shared }) => shared[what]));
  return { seconds: of("seconds"), models: of("models") };
}

function planCheck(subject: Subject, { check, options }: Chosen, limits: Limits): Planning {
  const { id, short, measure, alsoLimited = [] } = check;
  const judged = [...(measure === null ? [] : [measure]), ...alsoLimited].flatMap((name) => {
    const limit = limitFor(limits, id, name);
    return limit === null ? [] : [{ measure: name, limit }];
  });
  const applies = check.applies(subject, options);
  if (applies !== true) {
    const unknown = { enough: null, needed: null, smallest: null };
    const skipped = { ...zero, check: id, short, skipped: applies };
    return { check: { ...skipped, limits: judged.map((one) => ({ ...one, ...unknown })) }, shared: nothing };
  }
  const cost = check.estimate(subject, options);
  const { tasks, seconds, people, outsiders, models = 0, queries = 0, memory = 0, shadows: shared = nothing } = cost;
  const planned = judged.map((one) => ({ ...one, ...powerOf(one, cost, subject.holdout) }));
  const does = { tasks, seconds, models, queries, memory, people, outsiders };
  return { check: { check: id, short, skipped: null, ...does, limits: planned }, shared };
}

function powerOf(
  { measure, limit }: Pick<PlannedLimit, "measure" | "limit">,
  { people, outsiders, chance, attacks }: Cost,
  holdout: boolean,
): Pick<PlannedLimit, "enough" | "needed" | "smallest"> {
  if (attacks !== undefined) {
    // An advantage is what lies above the chance; a rate contains it.
    const alpha = measure === "advantage" ? chance : Number(/=(.*)$/.exec(measure)?.[1] ?? chance);
    const above = measure === "advantage" ? 0 : alpha;
    const room = passableRate({ people, outsiders, alpha, attacks });
    const needed = peopleToPassRate(limit - above, { alpha, attacks });
    return { enough: room <= limit - above, needed, smallest: room + above };
  }
  const scale = measure === "excess" ? "difference" : "ratio";
  const of = { people, outsiders: holdout ? outsiders : null, p: chance, scale } as const;
  return {
    enough: canPass(limit, of),
    needed: peopleToPass(chance, limit, scale),
    smallest: passableLimit(people, of.outsiders, chance, scale),
  };
}

const zero = { tasks: 0, seconds: 0, models: 0, queries: 0, memory: 0, people: 0, outsiders: 0 } as const;
const nothing = { models: 0, seconds: 0 } as const;
