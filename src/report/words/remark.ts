/** The few words under a verdict in a table: what was counted, or what is missing. */
import { ownVerdict } from "../../check/own-verdict.ts";
import type { Finding, Further, Judgement } from "../../check/finding.ts";
import { games, gamesAbove, gamesJudged, headlineGame, nameOf, suiteOf } from "./games.ts";
import { uncapital } from "./names.ts";
import { date, integer, outOf, roughly } from "./numbers.ts";
import { foundAt, standOutRemark } from "./recognised.ts";
import { isAccepted } from "./verdict.ts";

/** Reasons that have a shorter name than their message. */
const reasons: { readonly [code: string]: string } = {
  "too-near": "estimate lies on the limit",
  "too-few-members": "too few people played on",
  "interval-crosses-limit": "interval crosses the limit",
  "not-after-holm": "not after correction",
  "no-control": "no people outside the data",
  "too-few-trials": "too few people",
  "control-saturated": "outsiders are always right too",
  "control-overlaps-training": "outsiders are in the data",
  "out-of-time": "the time was over",
  "model-asked-wrongly": "the model may be asked wrongly",
  "members-shifted": "outsiders come from elsewhere",
  "shift-not-excluded": "outsiders may come from elsewhere",
  "constant-score": "everybody looks the same",
  "no-limit": "no limit set",
  diagnostic: "diagnostic only",
  "not-refuted": "not refuted",
};

/** Of the headline alone where a finding has further limits. */
export function remark(finding: Finding): string {
  const { accepted } = finding;
  const verdict = ownVerdict(finding);
  if (isAccepted(finding) && accepted && (verdict === "fail" || verdict === "inconclusive"))
    return `until ${date(accepted.until)}`;
  if (verdict === "fail" || verdict === "pass") return counts(finding, verdict);
  return open({ ...finding, verdict });
}

/** The same for another limit of the finding. */
export function furtherRemark({ accepted }: Pick<Finding, "accepted">, limit: Further): string {
  const { verdict } = limit;
  if (accepted && (verdict === "fail" || verdict === "inconclusive")) return `until ${date(accepted.until)}`;
  return verdict === "fail" || verdict === "pass" ? "" : open(limit);
}

function open({ verdict, needs, reason }: Pick<Judgement, "verdict" | "needs" | "reason">): string {
  if (verdict === "inconclusive" && needs?.kind === "people" && reason?.code !== "not-after-holm")
    return `about ${integer(roughly(needs.more))} more needed`;
  if (verdict === "inconclusive" && needs?.kind === "too-near" && reason?.code !== "not-after-holm")
    return reasons["too-near"] ?? "";
  if (reason === null) return "";
  return reasons[reason.code] ?? uncapital(reason.message.replace(/\.$/, ""));
}

/** "14 of 15 secrets", or "121 of 2 000 against 0". */
function counts(finding: Finding, verdict: "fail" | "pass"): string {
  if (finding.headline === null) return "claim refuted";
  const stand = standOutRemark(finding);
  if (stand !== "") return verdict === "fail" ? stand : "";
  const suite = suiteOf(finding);
  const played = finding.headline?.counts.length ?? 0;
  if (suite !== null && played > 3)
    return verdict === "fail" ? `${outOf(gamesAbove(finding), gamesJudged(finding))} ${suite}s` : "";
  const game = headlineGame(finding);
  if (verdict === "pass") return "";
  if (game?.attack?.hits === undefined) return foundAt(finding, "tpr@fpr=0.1").replace(/ people.*/, " found");
  const attack = outOf(game.attack.hits, game.attack.n);
  if (game.control?.hits === undefined) return attack;
  return `${attack} against ${game.control.n === game.attack.n ? integer(game.control.hits) : outOf(game.control.hits, game.control.n)}`;
}

/** What the headline is of: "age, clearest of 15". */
export function headlineOf(finding: Finding): string {
  return finding.headline ? clearest(finding, finding.headline) : "";
}

/** What any limit is of: each measure may be clearest in another attack. */
export function clearest(finding: Finding, { of, counts: judged }: Pick<Further, "of" | "counts">): string {
  const all = games(finding);
  const name = of ? nameOf(of) : (headlineGame(finding)?.name ?? "");
  if (name === "") return "";
  const named = of && "split" in of ? `split ${name}` : name;
  // Beside gaps that are judged stand measures that are no games.
  const played = judged.some(({ design }) => design === "gap") ? judged.length : Math.max(all.length, judged.length);
  return played > 1 ? `${named}, clearest of ${played}` : named;
}
