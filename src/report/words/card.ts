/** The paragraph on a subject's card: what was found, in at most three sentences that a manager understands. */
import type { Finding } from "../../check/finding.ts";
import { wordsOfCheck } from "./kinds.ts";
import { limitsOf } from "./limits.ts";
import { capital, list } from "./names.ts";
import { date, integer, spelled } from "./numbers.ts";
import { cardSentence } from "./phrases.ts";
import { classOf } from "./sentence.ts";
import { isAccepted, isLeak } from "./verdict.ts";

export function card(findings: readonly Finding[]): string {
  const leaks = findings.filter(isLeak).toSorted((a, b) => severity(b) - severity(a));
  const said = leaks.flatMap((finding) => cardSentence(finding) ?? []).slice(0, 2);
  const more = leaks.length - said.length;
  const beyond =
    more > 0
      ? [
          `${capital(spelled(more))} ${said.length > 0 ? "more " : ""}of its checks ${more === 1 ? "is" : "are"} above the limit.`,
        ]
      : [];
  const first = leaks.length > 0 ? [...said, ...beyond] : [standing(findings)];
  return [...first, ...acceptances(findings)].join(" ");
}

/** How many times the limit the proven part of a leak is. */
function severity(finding: Finding): number {
  const times = limitsOf(finding).map(({ estimate, limit }) => (estimate.low ?? 0) / Math.max(limit ?? 1, 1e-9));
  return Math.max(0, ...times);
}

/** Where nothing leaks beyond what was accepted. */
function standing(findings: readonly Finding[]): string {
  const count = (wanted: (finding: Finding) => boolean): number => findings.filter(wanted).length;
  const within = count(({ verdict }) => verdict === "pass");
  const open = count((finding) => finding.verdict === "inconclusive" && !isAccepted(finding));
  const errors = count(({ verdict }) => verdict === "error");
  const { within: inside } = wordsOfCheck(findings[0]?.check ?? "");
  switch (classOf(findings)) {
    case "within":
      return within === 1
        ? `In this attack, people ${inside} are not recognised more often than the limit allows.`
        : `In these ${spelled(within)} attacks, people ${inside} are not recognised more often than the limits allow.`;
    case "nothing":
      return "No check could give a verdict.";
    default: {
      const parts = [
        within > 0 ? `${spelled(within)} ${within === 1 ? "is" : "are"} within it` : "",
        open > 0 ? `${spelled(open)} cannot be decided with these people` : "",
        errors > 0 ? `${spelled(errors)} ended in an error` : "",
      ].filter((part) => part !== "");
      return parts.length > 0
        ? `No check is ${count(isAccepted) > 0 ? "otherwise " : ""}known to be above its limit: ${list(parts)}.`
        : "";
    }
  }
}

function acceptances(findings: readonly Finding[]): string[] {
  const accepted = findings.flatMap((finding) => (isAccepted(finding) && finding.accepted ? [finding.accepted] : []));
  const [first] = accepted;
  if (!first) return [];
  const until = accepted.map((one) => one.until).toSorted()[0] ?? first.until;
  return [
    accepted.length === 1
      ? `One finding above its limit was accepted until ${date(until)}.`
      : `${integer(accepted.length)} findings above their limits were accepted, the first until ${date(until)}.`,
  ];
}
