/** Findings that somebody took the responsibility for, with a reason and until a date: a small file that goes into version control. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Finding, Validity } from "../check/finding.ts";
import { TelltaleError } from "../error.ts";
import { writeOut } from "./output.ts";

/** Beside the configuration. */
export const acceptedFile = "telltale.accepted.json";

const date = z.iso.date({ error: "must be a date, as in 2027-03-01" });
const acceptanceSchema = z.strictObject({
  finding: z.string().min(1),
  reason: z.string().trim().min(1, { error: "must not be empty" }),
  until: date.describe("the last day on which it holds"),
  by: z.string().trim().min(1, { error: "must not be empty" }),
  on: date.describe("when it was accepted"),
  atMost: z
    .record(z.string(), z.number())
    .describe("by measure: what was accepted; a finding that is proved to be larger returns at once"),
});
const fileSchema = z.strictObject({ version: z.literal(1), accepted: z.array(acceptanceSchema) });
export type Acceptance = z.infer<typeof acceptanceSchema>;

/** None when there is no such file. @throws TelltaleError ACCEPTED_DAMAGED */
export function readAccepted(path: string): readonly Acceptance[] {
  if (!existsSync(path)) return [];
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw damaged(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const parsed = fileSchema.safeParse(found);
  if (parsed.success) return parsed.data.accepted;
  throw damaged(path, z.prettifyError(parsed.error).replaceAll("\n", " "), parsed.error);
}

/** In the order of the findings' names, so that two people's changes seldom meet in one place. */
export function writeAccepted(path: string, accepted: readonly Acceptance[]): void {
  const sorted = accepted.toSorted((a, b) => (a.finding < b.finding ? -1 : 1));
  writeOut(path, `${JSON.stringify({ version: 1, accepted: sorted }, null, 2)}\n`);
}

const damaged = (path: string, why: string, cause: unknown): TelltaleError =>
  new TelltaleError("ACCEPTED_DAMAGED", {
    message: `${path} cannot be read: ${why}`,
    hint: "Mend it, or take it from version control. telltale accept writes it.",
    cause,
  });

/** What of a finding is accepted: the upper ends of its intervals, measure by measure. */
export const atMostOf = ({ headline, further }: Finding): Acceptance["atMost"] =>
  Object.fromEntries([headline, ...further].flatMap((one) => (one ? [[one.measure, one.estimate.high]] : [])));

/** `today`: "2026-11-25". The verdict stays as it is; an acceptance that no longer holds leaves a note. */
export function applyAccepted(
  findings: readonly Finding[],
  accepted: readonly Acceptance[],
  today: string,
): readonly Finding[] {
  const byFinding = new Map(accepted.map((one) => [one.finding, one]));
  return findings.map((finding) => {
    const acceptance = byFinding.get(finding.id);
    if (!acceptance || (finding.verdict !== "fail" && finding.verdict !== "inconclusive")) return finding;
    const lapsed = whyLapsed(finding, acceptance, today);
    if (lapsed) return { ...finding, validity: [...finding.validity, lapsed] };
    const { reason, until, by } = acceptance;
    return { ...finding, accepted: { reason, until, by } };
  });
}

function whyLapsed(finding: Finding, { until, by, atMost }: Acceptance, today: string): Validity | null {
  if (today > until)
    return {
      code: "acceptance-expired",
      message: `${by} accepted this until ${until}, which is over.`,
      effect: "note",
    };
  const grown = [finding.headline, ...finding.further].find(
    (one) => one !== null && (one.estimate.low ?? -Infinity) > (atMost[one.measure] ?? Infinity),
  );
  if (!grown) return null;
  return {
    code: "acceptance-outgrown",
    message: `${by} accepted ${grown.measure} up to ${(atMost[grown.measure] ?? 0).toFixed(3)}; now it is proved to be larger.`,
    effect: "note",
  };
}
