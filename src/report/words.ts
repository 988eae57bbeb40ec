/** The words of a run that every format shares. Pure: from findings to sentences. */
import type { Finding } from "../check/finding.ts";
import type { Run } from "../run/schema.ts";
import { sinceSentence } from "./changes.ts";
import { sentence } from "./words/sentence.ts";
import { limitsOf } from "./words/limits.ts";
import { isAccepted } from "./words/verdict.ts";

export { sentence } from "./words/sentence.ts";

/** How a run ends: how many limits were kept, broken and left open, so that "nothing violated" never reads as "all decided". */
export function closing({
  summary: { counts, baseline },
  findings,
}: Pick<Run, "findings"> & { readonly summary: Pick<Run["summary"], "counts" | "baseline"> }): string {
  // A check may be held against several limits; one that could not measure leaves one open.
  const verdicts = findings.flatMap((finding) =>
    finding.headline === null ? [finding.verdict] : limitsOf(finding).map(({ verdict }) => verdict),
  );
  const count = (wanted: Finding["verdict"]): number => verdicts.filter((verdict) => verdict === wanted).length;
  const [fail, pass, inconclusive] = [count("fail"), count("pass"), count("inconclusive")];
  const limits = fail + pass + inconclusive;
  if (limits === 0) return "No limit was tested.";
  const parts = [
    `${pass} kept`,
    fail > 0 ? `${fail} exceeded` : "",
    inconclusive > 0 ? `${inconclusive} undecided` : "",
  ];
  const also = [
    counts.accepted > 0 ? `${counts.accepted} accepted` : "",
    counts.error > 0 ? `${counts.error} in error` : "",
    counts["not-applicable"] > 0 ? `${counts["not-applicable"]} not applicable` : "",
  ];
  const said = (all: readonly string[]): string => all.filter((part) => part !== "").join(", ");
  return `${limits} limit${limits === 1 ? "" : "s"}: ${said(parts)}.${said(also) === "" ? "" : ` Also: ${said(also)}.`}${baseline ? ` ${sinceSentence(baseline)}` : ""}`;
}

/** What run.json keeps of the words: the sentence, and how many findings have which verdict; an accepted one counts among its own verdict too. */
export function summarise(
  findings: readonly Finding[],
  subjects: readonly string[],
): Pick<Run["summary"], "sentence" | "counts"> {
  const count = (verdict: Finding["verdict"]): number => findings.filter((one) => one.verdict === verdict).length;
  return {
    sentence: sentence(findings, subjects),
    counts: {
      fail: count("fail"),
      pass: count("pass"),
      inconclusive: count("inconclusive"),
      "not-applicable": count("not-applicable"),
      error: count("error"),
      none: count("none"),
      accepted: findings.filter(isAccepted).length,
    },
  };
}
