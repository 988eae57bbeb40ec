/** A finding is as bad as the worst of its limits; this is what its headline alone came to. */
import type { Finding, Verdict } from "./finding.ts";

/** The verdict of the headline alone: a finding's is the worst of all its limits, but `needs` and `reason` are the headline's. */
export function ownVerdict({ verdict, further, headline, limit, reason }: Finding): Verdict {
  if (further.length === 0 || verdict === "error" || verdict === "not-applicable") return verdict;
  if (headline === null) return reason === null ? verdict : limit === null ? "none" : "inconclusive";
  if (limit === null) return "none";
  if (reason !== null) return "inconclusive";
  return headline.estimate.low !== null && headline.estimate.low > limit ? "fail" : "pass";
}
