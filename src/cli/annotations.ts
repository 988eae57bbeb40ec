/** Findings as annotations of GitHub Actions, so that a violated limit stands on the page of the build. */
import { limitsOf, measureName } from "../report/words/limits.ts";
import type { Run } from "../run/schema.ts";

/** One line for each leak, error and undecided limit; empty when there is none. */
export function annotations({ findings }: Pick<Run, "findings">): string {
  const levels = { fail: "error", error: "error", inconclusive: "warning" } as const;
  const lines = findings.flatMap((finding) => {
    const { verdict, accepted, check, subject, reason, about } = finding;
    if (accepted || !(verdict in levels)) return [];
    const level = levels[verdict as keyof typeof levels]; // looked at above
    const numbers = limitsOf(finding)
      .filter((one) => one.verdict === verdict)
      .map(({ measure, estimate, limit }) => `${measureName(measure)} ${estimate.value.toFixed(3)}, limit ${limit}. `);
    const text = `${about.question} ${numbers.join("")}${reason?.message ?? ""}`.trim();
    return [`::${level} title=${property(`telltale: ${check} of ${subject}`)}::${data(text)}\n`];
  });
  return lines.join("");
}

// https://docs.github.com/actions/reference/workflow-commands-for-github-actions: %, line ends, and in properties : and ,
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
