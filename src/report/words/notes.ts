/** What was decided about a training table, and must be known to read its numbers, where there is no page: in the terminal and in comments. */
import type { Finding } from "../../check/finding.ts";
import type { Subject } from "../../run/schema.ts";
import { counted } from "./numbers.ts";

/** What stands in for predictions, or that nothing does. */
const spoken = new Set(["stand-in", "threshold", "test-set", "rows-learnt", "no-predictions", "no-gap"]);
/** More are said to be in the report. */
const most = 4;

export function notesOf({ kind, data: { remarks } }: Subject, findings: readonly Finding[]): readonly string[] {
  if (kind !== "data") return [];
  const own = findings.flatMap(({ validity }) =>
    validity.filter(({ code }) => spoken.has(code)).map(({ message }) => message),
  );
  const unanswered = findings.flatMap(({ validity }) =>
    validity.filter(({ code }) => code === "not-assessed").map(({ message }) => message),
  );
  const said = [...new Set([...own, ...remarks.map(({ message }) => message)])];
  const left = said.length - most;
  const rest = left > 0 ? [`${counted(left, "more remark")} in the report.`] : [];
  return [...said.slice(0, most), ...rest, ...new Set(unanswered)];
}
