/** The whole way on one page: open the subjects, play the checks, judge, write the run. */
import { choose } from "./check/choose.ts";
import type { Subject } from "./check/types.ts";
import { type Config, type ConfigInput, parseConfig } from "./config.ts";
import { comparisonsOf } from "./comparisons.ts";
import { findingsOf } from "./findings.ts";
import { type Hooks, openHouse } from "./house.ts";
import { perRowFiles } from "./per-row.ts";
import { html } from "./report/html.ts";
import { summarise } from "./report/words.ts";
import { type Limits, mergeLimits, policies } from "./risk/limits.ts";
import { applyAccepted, readAccepted } from "./run/accepted.ts";
import { readBaseline, since } from "./run/baseline.ts";
import { standings } from "./run/changes.ts";
import { now } from "./run/events.ts";
import { exitCode } from "./run/exit.ts";
import { countLook, type Identity, identityOf } from "./run/looks.ts";
import { runIdOf, saveRun } from "./run/runs.ts";
import { type Run, runSchema } from "./run/schema.ts";
import { scoresOf } from "./scores.ts";
import { openSubjects } from "./subject/open.ts";
import { takeTurn, type Turn } from "./turn.ts";
import { enginesOf, platform, version } from "./version.ts";
import type { Json } from "./work.ts";

export interface Audited {
  readonly run: Run;
  /** Where run.json and report.html lie. */
  readonly folder: string;
  /** Others that lie there: weights.csv. */
  readonly files: readonly string[];
  /** Tasks computed in this run, and tasks whose results lay in the store. */
  readonly counts: { readonly computed: number; readonly reused: number };
}
export interface AuditHooks extends Hooks {
  /** What gives this run again; it stands in the report. */
  readonly command?: string | undefined;
}

/**
 * Audits what the configuration names, and keeps the run in the store.
 * @throws TelltaleError for every mistake that a user can make, with a hint; RUN_STOPPED when `hooks.signal` was aborted
 */
export async function audit(input: ConfigInput, hooks: AuditHooks = {}): Promise<Audited> {
  const config = parseConfig(input);
  const started = new Date();
  const phase = (name: string, tasks = 0): void => hooks.onEvent?.({ type: "phase", name, tasks, at: now() });
  await using house = openHouse(config, hooks);
  const { store, computer } = house;
  phase("reading tables");
  const subjects = await openSubjects(config.subjects, config.columns, computer);
  const played = subjects.flatMap((subject) => choose(subject.kind, config).map((chosen) => ({ subject, chosen })));
  const limits = mergeLimits(policies[config.policy], config.limits);
  phase("playing checks", tasksOf(played));
  const turns = await Promise.all(
    played.map(({ subject, chosen }) => takeTurn(subject, chosen, { seed: config.seed, limits, computer })),
  );
  phase("judging");
  const names = subjects.map(({ name }) => name);
  const accepted = config.accepted === undefined ? [] : readAccepted(config.accepted);
  const findings = applyAccepted(findingsOf(turns, limits), accepted, started.toISOString().slice(0, 10));
  const baseline = config.baseline === undefined ? null : readBaseline(store.folder, config.baseline);
  const compared = comparisonsOf(turns);
  const changed = baseline && since(baseline, standings({ findings }));
  const identity = identify(config, turns, limits);
  const run: Run = runSchema.parse({
    version: 1,
    telltale: version,
    id: runIdOf(started, identity),
    command: hooks.command ?? "",
    seed: config.seed,
    preset: config.preset,
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    subjects: subjects.map(describeSubject),
    limits,
    findings,
    summary: {
      ...summarise(findings, names),
      exit: exitCode(findings, { ...config, known: changed?.known }),
      ...(compared.length > 0 && { comparisons: compared }),
      ...(changed && { baseline: changed }),
    },
    environment: {
      ...platform,
      policy: config.policy,
      look: countLook(store.folder, identity),
      engines: enginesOf(turns.flatMap(({ chosen }) => chosen.check.works)),
    },
  });
  const perRow = perRowFiles(turns);
  const files = [{ name: "report.html", content: html(run) }, ...perRow];
  const scores = scoresOf(turns);
  const folder = saveRun(store.folder, { run, identity, keys: computer.keys(), files, scores, out: config.out });
  return { run, folder, files: perRow.map(({ name }) => name), counts: computer.counts };
}

/** For the time that is left. */
const tasksOf = (played: readonly Pick<Turn, "subject" | "chosen">[]): number =>
  played
    .filter(({ subject, chosen: { check, options } }) => check.applies(subject, options) === true)
    .reduce((sum, { subject, chosen: { check, options } }) => sum + check.estimate(subject, options).tasks, 0);

/** The same files, checks, options, limits and seed are the same audit. */
function identify({ seed }: Config, turns: readonly Turn[], limits: Limits): Identity {
  const subjects = [...new Set(turns.map(({ subject }) => subject))];
  const played = turns.map(({ subject, chosen }) => [subject.name, chosen.check.id, chosen.options] as const);
  return identityOf({
    artefact: subjects.map(({ artefact }) => artefact),
    options: { digests: subjects.map(inputsOf), played, limits, telltale: version },
    seed,
  });
}

/** By tables as they were read; a model and tensors, which are no tables, by their files. */
function inputsOf(subject: Subject): Json {
  const { kind, summary, sources } = subject;
  if (kind === "synthetic") return summary.digests;
  const files = sources.map(({ part, files: of }) => [part, ...of.map(({ sha256 }) => sha256)]);
  if (kind === "data") {
    const { label, predicted, weights, shares, protected: marked, datasheet } = subject;
    return { ...summary.digests, files, label, predicted, weights, shares, protected: marked, datasheet };
  }
  return { ...summary.digests, files, label: subject.label, trainer: { ...subject.trainer } };
}

function describeSubject(subject: Subject): Run["subjects"][number] {
  const { name, kind, sources, summary, columns } = subject;
  const files = sources.flatMap(({ part, files: of }) =>
    of.map(({ path, sha256 }) => ({ part, path, sha256, rows: summary.rows[part] ?? 0 })),
  );
  const used = subject.kind === "model" ? [...columns, subject.label.column] : columns;
  const ignored = summary.columns.map((column) => column.name).filter((column) => !used.includes(column));
  return { name, kind, files, data: summary, ignored };
}
