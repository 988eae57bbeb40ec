/**
 * The sentence: the first thing anybody reads, the same in every format.
 * One clause for each class of subjects in the order leak, incomplete, undecided, accepted, within; at most two. Never "safe", "private", "passed".
 */
import type { Finding, Headline, Judgement } from "../../check/finding.ts";
import { kindOfCheck } from "./kinds.ts";
import { limitsOf } from "./limits.ts";
import { list, short } from "./names.ts";
import { integer, roughly } from "./numbers.ts";
import { isAccepted, isLeak } from "./verdict.ts";

/** What the findings of one subject come to, worst first. */
export type Class = "leak" | "incomplete" | "undecided" | "accepted" | "within" | "nothing";
const order: readonly Class[] = ["leak", "incomplete", "undecided", "accepted", "within", "nothing"];

export function classOf(findings: readonly Finding[]): Class {
  if (findings.some(isLeak)) return "leak";
  if (findings.some(({ verdict }) => verdict === "error")) return "incomplete";
  if (findings.some((finding) => finding.verdict === "inconclusive" && !isAccepted(finding))) return "undecided";
  if (findings.some(isAccepted)) return "accepted";
  if (findings.some(({ verdict }) => verdict === "pass")) return "within";
  return "nothing";
}

/** `subjects`: their names, in the order in which they are reported. */
export function sentence(findings: readonly Finding[], subjects: readonly string[]): string {
  const of = subjects.map((name) => {
    const own = findings.filter(({ subject }) => subject === name);
    return { name, own, class: classOf(own), gaps: own.length > 0 && own.every(isOfData) };
  });
  const clauses = order.flatMap((one) =>
    [false, true].flatMap((gaps) => {
      const same = of.filter((each) => each.class === one && each.gaps === gaps);
      if (same.length === 0) return [];
      const names = same.map(({ name }) => name);
      return [
        (gaps ? gapClause : clause)(
          one,
          names,
          same.flatMap(({ own }) => own),
        ),
      ];
    }),
  );
  return clauses.length > 0 ? clauses.slice(0, 2).join(" ") : "Nothing was audited.";
}

const isOfData = ({ check }: Finding): boolean => kindOfCheck(check) === "data";

function clause(of: Class, names: readonly string[], findings: readonly Finding[]): string {
  const named = listed(names, "and");
  switch (of) {
    case "leak":
      return `Do not release ${listed(names, "or")}.`;
    case "incomplete":
      return `${named}: incomplete, a check ended in an error.`;
    case "undecided":
      return `${named}: undecided, ${why(findings)}.`;
    case "accepted":
      return `${named}: above a limit, which was accepted.`;
    case "within":
      return `${named}: no leak above the limits was found.`;
    case "nothing":
      return `${named}: nothing could be judged.`;
  }
}

/** Of training data: nobody attacks it, and what is judged is a gap between groups of people. */
function gapClause(of: Class, names: readonly string[], findings: readonly Finding[]): string {
  const named = listed(names, "and");
  switch (of) {
    case "leak":
      return `${named}: a disparity between groups above the limit was shown.`;
    case "undecided":
      return `${named}: not enough data to tell disparity from parity${more(findings)}.`;
    case "within":
      return `${named}: parity between groups was shown, within the limit.`;
    case "nothing":
      return findings.some(({ reason }) => reason?.code === "no-limit")
        ? `${named}: described and not judged, no limit is set on a gap between groups.`
        : `${named}: described, nothing could be judged.`;
    default:
      return clause(of, names, findings);
  }
}

function more(findings: readonly Finding[]): string {
  const open = findings.filter(({ verdict }) => verdict === "inconclusive").flatMap(openLimits);
  const needed = open.flatMap(({ needs }) => (needs?.kind === "people" ? [needs.more] : []));
  if (needed.length > 0) return `; about ${integer(roughly(Math.max(...needed)))} more people would tell`;
  return open.some(({ needs }) => needs?.kind === "too-near") ? "; the gap lies on the limit" : "";
}

/** The reason that weighs most: without outsiders no number of people would help; then too few people; then an estimate on the limit. */
function why(findings: readonly Finding[]): string {
  const open = findings.filter(({ verdict }) => verdict === "inconclusive").flatMap(openLimits);
  if (open.some(({ reason }) => reason?.code === "no-control"))
    return "without people outside the data to compare with";
  const few = open.filter(({ needs, reason }) => needs?.kind === "people" || reason?.code === "too-few-trials");
  const [most] = few.flatMap(({ measured }) => measured ?? []).toSorted((a, b) => b.estimate.n - a.estimate.n);
  if (most) {
    const paired = most.counts.every(({ design }) => design === "paired");
    return `${integer(most.estimate.n)} ${paired ? "trials" : "people"} are too few to be sure`;
  }
  if (few.length > 0) return "too few people to be sure";
  if (open.some(({ needs }) => needs?.kind === "members")) return "too few people were played on to be sure";
  if (open.some(({ needs }) => needs?.kind === "too-near")) return "the estimate lies on the limit";
  return "the measurement does not allow a verdict";
}

/** What keeps a finding from a verdict: the limits that are open, or its own reason where nothing was measured. */
function openLimits(
  finding: Finding,
): readonly (Pick<Judgement, "needs" | "reason"> & { readonly measured: Headline | null })[] {
  const open = limitsOf(finding).filter(({ verdict }) => verdict === "inconclusive");
  if (open.length === 0) return [{ needs: finding.needs, reason: finding.reason, measured: finding.headline }];
  return open.map((one) => ({ needs: one.needs, reason: one.reason, measured: one }));
}

/** So many names that nobody would read them are counted instead. */
function listed(names: readonly string[], word: "and" | "or"): string {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${integer(names.length - 4)} more`] : names;
  return list(
    shown.map((name) => short(name, 48)),
    word,
  );
}
