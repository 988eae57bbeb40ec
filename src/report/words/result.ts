/** The words beside a number in a panel: its reference and limit in parentheses, what was counted, what would decide it. */
import type { Finding, Judgement } from "../../check/finding.ts";
import { headlineGame } from "./games.ts";
import { sentenceEnd } from "./names.ts";
import { integer, limit, percent } from "./numbers.ts";
import { hitSentence } from "./phrases.ts";
import { roughly } from "./remark.ts";

/** "(people not in the data 11.2 %, blind guess 2.2 %, limit 0.100)"; empty where nothing was measured. */
export function reference(finding: Finding): string {
  const game = headlineGame(finding);
  const parts: string[] = [];
  if (game?.control) parts.push(`people not in the data ${percent(game.control.value, game.control.n)}`);
  if (game?.baseline) parts.push(`blind guess ${percent(game.baseline.value, game.baseline.n)}`);
  if (finding.limit !== null) parts.push(`limit ${limit(finding.limit)}`);
  return parts.length > 0 ? `(${parts.join(", ")})` : "";
}

/** What was counted, then what the verdict needs said. */
export function explanation(finding: Finding): string {
  const counted = finding.headline ? hitSentence(finding) : null;
  return [counted, outcome(finding)].filter((text) => text !== null && text !== "").join(" ");
}

function outcome({ verdict, needs, reason }: Finding): string {
  if (verdict === "fail" || verdict === "pass") return "";
  if (verdict === "inconclusive" && needs !== null) return undecided(reason, needs);
  if (reason === null) return "";
  return `${sentenceEnd(reason.message)} ${sentenceEnd(reason.remedy)}`.trim();
}

function undecided(reason: Judgement["reason"], needs: NonNullable<Judgement["needs"]>): string {
  const first = reason?.code === "not-after-holm" ? sentenceEnd(reason.message) : "The interval crosses the limit.";
  return needs.kind === "people"
    ? `${first} About ${integer(roughly(needs.more))} more people, and outsiders in proportion, would decide it.`
    : reason?.code === "not-after-holm"
      ? first
      : "The estimate lies on the limit; more people will hardly decide it.";
}

/** What a pass means and what it does not, said once under the panel's numbers. */
export function passReads(finding: Finding): string {
  if (finding.verdict !== "pass" || finding.limit === null) return "";
  return `Within the limit means: this attack, on this table, did no better than ${limit(finding.limit)} (97.5\u202f% confidence). Other attacks may.`;
}
