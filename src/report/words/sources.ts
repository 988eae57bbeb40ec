/** What each check says of a source of harm, or why it says nothing. */
import type { SourcesFacts } from "../../check/data/sources.ts";
import type { Finding } from "../../check/finding.ts";
import { gistOf } from "./gist.ts";
import { capital, uncapital } from "./names.ts";

export type Speaking = SourcesFacts["sources"][number]["checks"][number];
export interface Spoken {
  readonly title: string;
  /** Half a sentence; "" where there is no number to tell. */
  readonly says: string;
  /** It is said why nothing is said. */
  readonly silent: boolean;
}

/** `beside`: all findings of the same table. */
export function spokenOf({ check, measures, lacks }: Speaking, beside: readonly Finding[]): Spoken {
  const finding = beside.find((one) => one.check === check);
  if (!finding) return { title: check, says: "not played", silent: true };
  const title = capital(finding.about.title);
  const why = lacks ?? unplayed(finding);
  return why === null ? { title, says: gistOf(finding, measures), silent: false } : { title, says: why, silent: true };
}

const unplayed = ({ verdict, reason }: Finding): string | null =>
  verdict === "not-applicable" || verdict === "error"
    ? uncapital((reason?.message ?? "not played").replace(/\.$/, ""))
    : null;

/** By source of harm, what checks found; sources of which none speaks are left out. Empty: of another kind of subject, or the check was not played. */
export function sourcesIn(
  beside: readonly Finding[],
): readonly { readonly source: string; readonly spoken: readonly Spoken[] }[] {
  const finding = beside.find(({ check }) => check === "data/sources");
  if (!finding?.facts["sources"]) return [];
  const { sources } = finding.facts as unknown as SourcesFacts;
  return sources.flatMap(({ id, checks }) => {
    const spoken = checks.map((one) => spokenOf(one, beside)).filter(({ silent, says }) => !silent && says !== "");
    return spoken.length > 0 ? [{ source: capital(id), spoken }] : [];
  });
}
