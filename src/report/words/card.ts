/** The paragraph on a subject's card: what was found, in at most three sentences that a manager understands. */
import type { Finding } from "../../check/finding.ts";
import { nameOf } from "./games.ts";
import { kindOfCheck, wordsOfCheck } from "./kinds.ts";
import { limitsOf } from "./limits.ts";
import { capital, list } from "./names.ts";
import { advantage, date, integer, interval, limit, spelled } from "./numbers.ts";
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
  const gaps = leaks.length > 0 && leaks.every(({ check }) => kindOfCheck(check) === "data");
  const first = leaks.length > 0 && !gaps ? [...said, ...beyond] : [gaps ? ofGroups(findings) : standing(findings)];
  return [...first, ...acceptances(findings)].join(" ");
}

/** How many times the limit the proven part of a leak is. */
function severity(finding: Finding): number {
  const times = limitsOf(finding).map(({ estimate, limit: most }) => (estimate.low ?? 0) / Math.max(most ?? 1, 1e-9));
  return Math.max(0, ...times);
}

/** Where nothing leaks beyond what was accepted. */
function standing(findings: readonly Finding[]): string {
  const count = (wanted: (finding: Finding) => boolean): number => findings.filter(wanted).length;
  const within = count(({ verdict }) => verdict === "pass");
  const open = count((finding) => finding.verdict === "inconclusive" && !isAccepted(finding));
  const errors = count(({ verdict }) => verdict === "error");
  const { within: inside } = wordsOfCheck(findings[0]?.check ?? "");
  if (findings.every(({ check }) => kindOfCheck(check) === "data")) return ofGroups(findings);
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

/** Of training data: what its groups were found to have in common. */
function ofGroups(findings: readonly Finding[]): string {
  const judged = findings.find(({ headline }) => headline !== null);
  if (!judged?.headline) return "Its groups are described. There was no gap that could be judged.";
  const { estimate } = judged.headline;
  const name = nameOf(judged.headline.of);
  const against = judged.limit === null ? ", and no limit was agreed" : `, against a limit of ${limit(judged.limit)}`;
  if (judged.headline.counts.length === 1)
    return `The gap of the ${name} is ${advantage(estimate.value)} ${interval(estimate.low, estimate.high)}${against}.`;
  return `The clearest gap between its groups is that of the ${name}, ${advantage(estimate.value)}. The largest of all ${integer(judged.headline.counts.length)} lies in ${interval(estimate.low, estimate.high)}${against}.`;
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
