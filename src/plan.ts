/** What an audit would do, before it does it: what would be played, how long it takes, and which limits so many people can pass at all. */
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
  readonly seconds: number;
  readonly seed: number;
  readonly preset: string;
}

/** Reads and describes the tables, but plays nothing. @throws TelltaleError as `audit` does */
export async function plan(input: ConfigInput, hooks: Hooks = {}): Promise<Plan> {
  const config = parseConfig(input);
  await using house = openHouse(config, hooks);
  const limits = mergeLimits(policies[config.policy], config.limits);
  const opened = await openSubjects(config.subjects, config.columns, house.computer);
  const subjects = opened.map((subject) => ({
    name: subject.name,
    rows: subject.summary.rows,
    columns: subject.columns.length,
    checks: choose(subject.kind, config).map((chosen) => planCheck(subject, chosen, limits)),
  }));
  const all = subjects.flatMap(({ checks }) => checks);
  const sum = (of: (check: PlannedCheck) => number): number => all.reduce((total, check) => total + of(check), 0);
  const { seed, preset } = config;
  return { subjects, tasks: sum(({ tasks }) => tasks), seconds: sum(({ seconds }) => seconds), seed, preset };
}

function planCheck(subject: Subject, { check, options }: Chosen, limits: Limits): PlannedCheck {
  const { id, short, measure, alsoLimited = [] } = check;
  const judged = [...(measure === null ? [] : [measure]), ...alsoLimited].flatMap((name) => {
    const limit = limitFor(limits, id, name);
    return limit === null ? [] : [{ measure: name, limit }];
  });
  const applies = check.applies(subject, options);
  if (applies !== true) {
    const unknown = { enough: null, needed: null, smallest: null };
    return { ...zero, check: id, short, skipped: applies, limits: judged.map((one) => ({ ...one, ...unknown })) };
  }
  const cost = check.estimate(subject, options);
  const { tasks, seconds, people, outsiders } = cost;
  const planned = judged.map((one) => ({ ...one, ...powerOf(one, cost, subject.holdout) }));
  return { check: id, short, skipped: null, tasks, seconds, people, outsiders, limits: planned };
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

const zero = { tasks: 0, seconds: 0, people: 0, outsiders: 0 } as const;
