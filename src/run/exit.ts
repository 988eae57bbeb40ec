/** What the exit code says, for scripts and continuous integration. */
import type { Finding } from "../check/finding.ts";

export const exits = { fine: 0, error: 1, usage: 2, violated: 10, undecided: 11, interrupted: 130 } as const;

export interface Exit {
  /** Undecided limits count, and so does an audit in which checks did not apply and no limit was tested. */
  readonly strict: boolean;
  /** False: a violated limit does not count. */
  readonly fail: boolean;
  /** Ids of findings that failed in the baseline, too, and are not proved to be worse. */
  readonly known?: readonly string[] | undefined;
}

/** A violated limit before an error before an undecided limit; accepted findings do not count, nor failing ones that the baseline knows. */
export function exitCode(
  findings: readonly Pick<Finding, "id" | "verdict" | "accepted">[],
  { strict, fail, known = [] }: Exit,
): number {
  const some = (verdict: Finding["verdict"]): boolean =>
    findings.some((one) => one.verdict === verdict && !one.accepted && !(verdict === "fail" && known.includes(one.id)));
  if (fail && some("fail")) return exits.violated;
  if (some("error")) return exits.error;
  // A forgotten holdout leaves nothing to judge: that must not read as a pass either.
  const nothingJudged = some("not-applicable") && !some("pass") && !some("fail");
  if (strict && (some("inconclusive") || nothingJudged)) return exits.undecided;
  return exits.fine;
}
