/**
 * The sentence: the first thing anybody reads, the same in every format.
 * One clause for each class of subjects in the order leak, incomplete, undecided, accepted, within; at most two. Never "safe", "private", "passed".
 */
import type { Finding, Headline, Judgement } from "../../check/finding.ts";
import { limitsOf } from "./limits.ts";
import { list, short } from "./names.ts";
import { integer } from "./numbers.ts";
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
  const classes = subjects.map((name) => classOf(findings.filter(({ subject }) => subject === name)));
  const clauses = order.flatMap((one) => {
    const names = subjects.filter((_, i) => classes[i] === one);
    return names.length > 0
      ? [
          clause(
            one,
            names,
            findings.filter(({ subject }) => names.includes(subject)),
          ),
        ]
      : [];
  });
  return clauses.length > 0 ? clauses.slice(0, 2).join(" ") : "Nothing was audited.";
}

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
