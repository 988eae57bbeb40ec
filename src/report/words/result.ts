/** The words beside a number in a panel: its reference and limit in parentheses, what was counted, what would decide it. */
import { ownVerdict } from "../../check/own-verdict.ts";
import type { Finding, Further, Judgement } from "../../check/finding.ts";
import { headlineGame } from "./games.ts";
import { wordsOfCheck } from "./kinds.ts";
import { chanceOf, limitsOf, measureName } from "./limits.ts";
import { sentenceEnd } from "./names.ts";
import { advantage, decimal, integer, interval, limit, percent, roughly } from "./numbers.ts";
import { hitSentence } from "./phrases.ts";
import { claimSentence } from "./promise.ts";
import { foundAt } from "./recognised.ts";
import { printedLimit } from "./verdict.ts";

/** "(people not in the data 11.2 %, blind guess 2.2 %, limit 0.100)"; empty where nothing was measured. */
export function reference(finding: Finding): string {
  const game = headlineGame(finding);
  const parts: string[] = [];
  if (game?.control) parts.push(`people not in the data ${percent(game.control.value, game.control.n)}`);
  if (game?.baseline) parts.push(`blind guess ${percent(game.baseline.value, game.baseline.n)}`);
  if (finding.headline?.counts.some(({ design }) => design === "scores")) parts.push("chance 0");
  // What is held against a claim is said by `claimSentence`.
  if (finding.limit !== null && claimSentence(finding) === null) parts.push(`limit ${limit(finding.limit)}`);
  return parts.length > 0 ? `(${parts.join(", ")})` : "";
}

/** "(chance 0.010, limit 0.030)". */
export function furtherReference({ measure, limit: most }: Further): string {
  const chance = chanceOf(measure);
  const parts = [
    `chance ${chance === 0 ? "0" : decimal(chance, 3)}`,
    ...(most === null ? [] : [`limit ${limit(most)}`]),
  ];
  return `(${parts.join(", ")})`;
}

/** What was counted, then what the verdict needs said. */
export function explanation(finding: Finding): string {
  const counted = finding.headline ? hitSentence(finding) : claimSentence(finding);
  return [counted, outcome({ ...finding, verdict: ownVerdict(finding) }, isGap(finding))]
    .filter((text) => text !== null && text !== "")
    .join(" ");
}

export function furtherExplanation(finding: Finding, further: Further): string {
  return [foundAt(finding, further.measure), outcome(further)].filter((text) => text !== "").join(" ");
}

/** The other limits of a finding, for formats that have one message for all: "Found at 1 % false alarms: leak, 0.049 [0.036, 0.064] (chance 0.010, limit 0.030)." */
export function furtherSentences(finding: Finding): readonly string[] {
  return limitsOf(finding)
    .slice(1)
    .map((one) => {
      const { value, low, high } = one.estimate;
      const name = measureName(one.measure);
      return `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${printedLimit(finding, one.verdict).word}, ${advantage(value)} ${interval(low, high)} ${furtherReference(one)}.`;
    });
}

/** Nobody outside the data is needed to see a gap between groups in it. */
const isGap = ({ headline }: Finding): boolean => headline?.counts.some(({ design }) => design === "gap") ?? false;

function outcome({ verdict, needs, reason }: Pick<Judgement, "verdict" | "needs" | "reason">, gap = false): string {
  if (verdict === "fail" || verdict === "pass") return "";
  if (verdict === "inconclusive" && needs !== null) return undecided({ reason, needs, gap });
  if (reason === null) return "";
  return `${sentenceEnd(reason.message)} ${sentenceEnd(reason.remedy)}`.trim();
}

interface Open extends Pick<Judgement, "reason"> {
  readonly needs: NonNullable<Judgement["needs"]>;
  readonly gap: boolean;
}
function undecided({ reason, needs, gap }: Open): string {
  const first = reason?.code === "not-after-holm" ? sentenceEnd(reason.message) : "The interval crosses the limit.";
  if (needs.kind === "people")
    return `${first} About ${integer(roughly(needs.more))} more people${gap ? "" : ", and outsiders in proportion,"} would decide it.`;
  if (reason?.code === "not-after-holm") return first;
  return needs.kind === "members"
    ? `${first} Too few people in the data were played on to decide it, however many outsiders are added.`
    : "The estimate lies on the limit; more people will hardly decide it.";
}

/** What a pass means and what it does not, said once under the panel's numbers. */
export function passReads(finding: Finding): string {
  const { verdict, limit: most, check } = finding;
  if (verdict !== "pass" || most === null) return "";
  if (isGap(finding))
    return `Parity within the limit means: between these groups, by this criterion, no gap is larger than ${limit(most)} (97.5\u202f% confidence). By other criteria, and within these groups, there may be larger ones.`;
  return `Within the limit means: this attack, on this ${wordsOfCheck(check).one}, did no better than ${limit(most)} (97.5\u202f% confidence). Other attacks may.`;
}
