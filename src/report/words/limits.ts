/** Every limit that a finding is held against, the headline's and further ones, each with a verdict of its own. */
import type { Finding, Further } from "../../check/finding.ts";
import { ownVerdict } from "../../check/own-verdict.ts";
import { decimal, percent, thin } from "./numbers.ts";

/** The headline as a limit of its own; null where nothing was measured. */
export function headlineLimit(finding: Finding): Further | null {
  const { headline, limit, pFail, pFailHolm, pPass, needs, reason } = finding;
  if (headline === null) return null;
  return { ...headline, verdict: ownVerdict(finding), limit, pFail, pFailHolm, pPass, needs, reason };
}

/** The headline first, then whatever else has a limit. */
export function limitsOf(finding: Finding): readonly Further[] {
  const own = headlineLimit(finding);
  return [...(own ? [own] : []), ...furtherLimits(finding)];
}

/** Further measures that are held against a limit; one without a limit is only a number. */
export const furtherLimits = ({ further }: Finding): readonly Further[] =>
  further.filter(({ limit }) => limit !== null);

/** "advantage"; "gap"; "found at 1 % false alarms". */
export function measureName(measure: string): string {
  if (measure === "difference") return "gap";
  const rate = falseAlarms(measure);
  return rate === null ? measure : `found at ${share(rate)} false alarms`;
}

/** What the measure reads when nothing leaks. */
export const chanceOf = (measure: string): number => (measure === "auc" ? 0.5 : (falseAlarms(measure) ?? 0));

/** .01 of "tpr@fpr=0.01". */
export function falseAlarms(measure: string): number | null {
  const [, rate] = /^tpr@fpr=([\d.]+)$/.exec(measure) ?? [];
  return rate === undefined ? null : Number(rate);
}

/** 1 %, 0.1 %: as many decimals as it has. */
export function share(rate: number): string {
  const digits = Math.max(0, -Math.floor(Math.log10(rate) + 1e-9) - 2);
  return digits === 0 ? percent(rate, 0) : `${decimal(100 * rate, digits)}${thin}%`;
}

/** Never judged, by its nature: it has no adversary and no verdict. */
export const isDiagnostic = ({ verdict, headline, reason }: Finding): boolean =>
  verdict === "none" && headline === null && reason?.code === "diagnostic";

/** The same also where it could not be played: nobody attacks, by its own words. */
export const isBeside = (finding: Finding): boolean =>
  isDiagnostic(finding) ||
  (finding.headline === null &&
    (finding.verdict === "not-applicable" || finding.verdict === "error") &&
    /^nobody\b/.test(finding.about.adversary.is));
