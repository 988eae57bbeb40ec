/** The few words under a verdict in a table: what was counted, or what is missing. */
import type { Finding } from "../../check/finding.ts";
import { games, gamesAbove, headlineGame, suiteOf } from "./games.ts";
import { date, integer, outOf } from "./numbers.ts";
import { isAccepted } from "./verdict.ts";

/** Reasons that have a shorter name than their message. */
const reasons: { readonly [code: string]: string } = {
  "too-near": "estimate lies on the limit",
  "interval-crosses-limit": "interval crosses the limit",
  "not-after-holm": "not after correction",
  "no-control": "no people outside the data",
  "too-few-trials": "too few people",
  "control-saturated": "outsiders are always right too",
  "control-overlaps-training": "outsiders are in the data",
  "no-limit": "no limit set",
  diagnostic: "diagnostic only",
};

export function remark(finding: Finding): string {
  const { verdict, needs, reason, accepted } = finding;
  if (isAccepted(finding) && accepted) return `until ${date(accepted.until)}`;
  if (verdict === "fail" || verdict === "pass") return counts(finding);
  if (verdict === "inconclusive" && needs?.kind === "people" && reason?.code !== "not-after-holm")
    return `about ${integer(roughly(needs.more))} more needed`;
  if (verdict === "inconclusive" && needs?.kind === "too-near") return reasons["too-near"] ?? "";
  if (reason === null) return "";
  return reasons[reason.code] ?? uncapital(reason.message.replace(/\.$/, ""));
}

/** Two significant digits: "about 1 300 more", since the need is itself an estimate. Rounds up. */
export function roughly(n: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, n))) - 1);
  return Math.ceil(n / unit) * unit;
}

/** "14 of 15 secrets", or "121 of 2 000 against 0". */
function counts(finding: Finding): string {
  const suite = suiteOf(finding);
  const played = finding.headline?.counts.length ?? 0;
  if (suite !== null && played > 3)
    return finding.verdict === "fail" ? `${outOf(gamesAbove(finding), played)} ${suite}s` : "";
  const game = headlineGame(finding);
  if (finding.verdict === "pass" || game?.attack?.hits === undefined) return "";
  const attack = outOf(game.attack.hits, game.attack.n);
  if (game.control?.hits === undefined) return attack;
  return `${attack} against ${game.control.n === game.attack.n ? integer(game.control.hits) : outOf(game.control.hits, game.control.n)}`;
}

/** What the headline is of: "age, clearest of 15". */
export function headlineOf(finding: Finding): string {
  const played = games(finding).length;
  const game = headlineGame(finding);
  if (!finding.headline || game === null || game.name === "") return "";
  const named = finding.headline.of && "split" in finding.headline.of ? `split ${game.name}` : game.name;
  return played > 1 ? `${named}, clearest of ${played}` : named;
}

const uncapital = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
