/** Metrics in common use against the attacks: what their own authors would conclude of each table, and whether the attacks bear it out. */
import type { Finding, Measure } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { nameOf } from "./games.ts";
import { kindOfCheck } from "./kinds.ts";
import { list, short } from "./names.ts";
import { spelled } from "./numbers.ts";
import { classOf } from "./sentence.ts";

/** Worst first: how a metric stands to the attacks. */
export type Stand = "prefers" | "misses" | "alarms" | "blind" | "agrees" | "open";
const order: readonly Stand[] = ["prefers", "misses", "alarms", "blind", "agrees", "open"];

export const standWords: { readonly [S in Stand]: string } = {
  prefers: "prefers the leaky table",
  misses: "misses the leak",
  alarms: "alarm without a leak",
  blind: "sees no difference",
  agrees: "agrees",
  open: "nothing to hold it against",
};

export interface Metric {
  readonly measures: readonly (Measure | null)[];
  readonly stand: Stand;
  /** Why, in one sentence; empty where it agrees. */
  readonly reason: string;
  /** From 0, worst, to 1, best, by its own claim; null where it has no such scale. */
  readonly marks: readonly (number | null)[];
}

export interface Disagreement {
  readonly metrics: readonly Metric[];
  readonly lead: string;
}

interface Family {
  readonly match: RegExp;
  /** 1 is best, or the least is best; metrics without a direction are only held against their threshold. */
  readonly best?: "high" | "low";
  readonly misses: string;
  readonly alarms: string;
}

const families: readonly Family[] = [
  {
    match: /^sdmetrics\.dcr-baseline$/,
    best: "high",
    misses: "It compares with random noise, from which a table is far whether it leaks or not.",
    alarms: "It asks a table to be as far from people as random noise is: whatever is useful fails.",
  },
  {
    match: /^(sdmetrics\.dcr|dcr\.|nndr|nnaa)/,
    misses:
      "Distances average over people: a few who are copied hardly move them, and they do not see what several columns reveal together.",
    alarms: "Rows may lie near to people because the population is dense there, which tells nothing about anybody.",
  },
  {
    match: /^identical\./,
    best: "low",
    misses: "It counts whole rows only: with one cell changed a copied person is no longer seen.",
    alarms: "Common rows are equal by chance; nobody is recognised by them.",
  },
  {
    match: /^(sdmetrics\.(quality|shapes|trends)|overall$)/,
    best: "high",
    misses: "A quality score rewards copying: nothing is more like the real table than the real table.",
    alarms: "It measures likeness, not privacy.",
  },
  {
    match: /^k-anonymity$/,
    best: "high",
    misses: "Groups of look-alikes among synthetic rows protect nobody: the rows are not people.",
    alarms: "k-anonymity of the synthetic table says nothing of the people in the data: its rows are not people.",
  },
  {
    match: /^(k-anonymity|l-diversity|t-closeness|k-map|delta-presence)/,
    misses: "Groups of look-alikes among synthetic rows protect nobody: the rows are not people.",
    alarms: "k-anonymity of the synthetic table says nothing of the people in the data: its rows are not people.",
  },
  {
    match: /^(DiSCO|DiO|DiSDiO|repU|UiO|cap)/,
    misses: "It looks only at people whose group gives one answer; a learned guess goes further.",
    alarms: "It counts what the table tells of everybody as a leak, since outsiders are not asked.",
  },
  {
    match: /^authenticity$/,
    misses: "It looks at the nearest neighbour only, and averages over rows.",
    alarms: "Nearness is not recognition.",
  },
];
const familyOf = (id: string): Family | null => families.find(({ match }) => match.test(id)) ?? null;

/** Metrics without a threshold are shown where two tables can be compared: these are used as marks. */
const marked = new Set(["sdmetrics.quality", "sdmetrics.dcr-baseline", "sdmetrics.dcr-overfitting"]);
/** So small a difference nobody would act on. */
const notable = 0.01;

/** Null where there is nothing to compare: no metric with a mark or a threshold, or no table on which the attacks decided. */
export function disagreement({ findings: all, subjects }: Pick<Run, "findings" | "subjects">): Disagreement | null {
  // Gaps between groups of training data are no attacks, whose findings metrics could contradict.
  const findings = all.filter(({ check }) => kindOfCheck(check) !== "data");
  const leaks = subjects.map(({ name }) => leaksOf(findings.filter(({ subject }) => subject === name)));
  if (leaks.every((leak) => leak === null)) return null;
  const keys = new Map<string, (Measure | null)[]>();
  for (const { subject, measures } of findings)
    for (const measure of measures) {
      if (!measure.published && !marked.has(measure.id)) continue;
      const key = `${measure.id} ${nameOf(measure.of)}`;
      const row = keys.get(key) ?? subjects.map(() => null);
      row[subjects.findIndex(({ name }) => name === subject)] = measure;
      keys.set(key, row);
    }
  const metrics = [...keys.values()]
    .map((measures) => metricOf(measures, leaks))
    // Without a threshold and without two tables to compare there is nothing to say.
    .filter(({ measures, stand }) => stand !== "open" || measures.some((measure) => measure?.published))
    .toSorted((a, b) => order.indexOf(a.stand) - order.indexOf(b.stand));
  if (metrics.every(({ stand }) => stand === "open")) return null;
  const named = subjects.map(({ name }) => short(name, 40));
  return {
    metrics,
    lead: lead(
      metrics,
      named.filter((_, i) => leaks[i] === true),
      named.filter((_, i) => leaks[i] === false),
    ),
  };
}

/** Whether attacks succeed beyond a limit; null: undecided. A leak that somebody accepted is a leak. */
function leaksOf(findings: readonly Finding[]): boolean | null {
  if (findings.some(({ verdict }) => verdict === "fail")) return true;
  return classOf(findings) === "within" ? false : null;
}

function metricOf(measures: readonly (Measure | null)[], leaks: readonly (boolean | null)[]): Metric {
  const id = measures.find((measure) => measure !== null)?.id ?? "";
  const family = familyOf(id);
  const stands = new Set(measures.map((measure, i): Stand => standOf(measure, leaks[i] ?? null)));
  const compared = comparedOf(measures, leaks, family?.best);
  const stand = order.find((one) => one === compared || stands.has(one)) ?? "open";
  const reason =
    stand === "alarms" ? (family?.alarms ?? "") : stand === "agrees" || stand === "open" ? "" : (family?.misses ?? "");
  return {
    measures,
    stand,
    reason,
    marks: measures.map((measure) => markOf(measure?.value ?? null, family?.best, id)),
  };
}

function standOf(measure: Measure | null, leak: boolean | null): Stand {
  const verdict = measure?.published?.verdict;
  if (verdict === undefined || leak === null) return "open";
  if (verdict === "good") return leak ? "misses" : "agrees";
  return leak ? "agrees" : "alarms";
}

/** Which of two tables it would choose: only where the attacks tell them apart. */
function comparedOf(
  measures: readonly (Measure | null)[],
  leaks: readonly (boolean | null)[],
  best: "high" | "low" | undefined,
): Stand {
  const values = (leak: boolean): number[] =>
    measures.flatMap((measure, i) => (leaks[i] === leak && measure?.value != null ? [measure.value] : []));
  const [leaky, other] = [values(true), values(false)];
  // Undecided tables serve as the better ones, when there is no other.
  const rest =
    other.length > 0
      ? other
      : measures.flatMap((measure, i) => (leaks[i] === null && measure?.value != null ? [measure.value] : []));
  if (best === undefined || leaky.length === 0 || rest.length === 0) return "open";
  const mark = (all: readonly number[]): number => (best === "high" ? Math.max(...all) : -Math.min(...all));
  const ahead = mark(leaky) - mark(rest);
  if (ahead > notable) return "prefers";
  return ahead > -notable ? "blind" : "agrees";
}

function markOf(value: number | null, best: "high" | "low" | undefined, id: string): number | null {
  if (value === null || value < 0 || value > 1) return null;
  if (id.startsWith("sdmetrics.")) return value;
  return id.startsWith("identical.") && best === "low" ? 1 - value : null;
}

function lead(metrics: readonly Metric[], leaky: readonly string[], within: readonly string[]): string {
  const count = (...stands: readonly Stand[]): number => metrics.filter(({ stand }) => stands.includes(stand)).length;
  const [wrong, prefers, alarms, blind] = [
    count("prefers", "misses"),
    count("prefers"),
    count("alarms"),
    count("blind"),
  ];
  const many = (n: number, one: string, more: string): string =>
    n === 1 ? `One metric in common use ${one}` : `${capitalSpelled(n)} metrics in common use ${more}`;
  const end = "Such metrics are shown for comparison and cannot pass or fail a release.";
  if (wrong > 0) {
    const name = list(leaky);
    const [gives, calls] = wrong === 1 ? ["gives", "calls"] : ["give", "call"];
    const says =
      prefers === wrong
        ? `${gives} ${name} the better mark`
        : prefers === 0
          ? `${calls} ${name} good`
          : `${gives} ${name} the better mark or ${calls} it good`;
    return `${many(wrong, says, says)}, although attacks succeed on it. ${end}`;
  }
  if (alarms > 0)
    return `${many(alarms, "finds", "find")} fault with ${list(within)}, although no attack does better than its limit. ${end}`;
  if (blind > 0) return `${many(blind, "does", "do")} not tell the leaky table from the other. ${end}`;
  return "Here the metrics in common use agree with the attacks. That is no rule: tables that they call good have been broken.";
}
const capitalSpelled = (n: number): string => {
  const text = spelled(n);
  return text.charAt(0).toUpperCase() + text.slice(1);
};
