/** A run as JUnit XML: a suite for each subject, a case for each check. Undecided and not applicable are skipped, with the reason: never passed. */
import type { Finding } from "../check/finding.ts";
import type { Run, Subject } from "../run/schema.ts";
import { measureName } from "./words/limits.ts";
import { explanation, furtherSentences, reference } from "./words/result.ts";
import { advantage, interval } from "./words/numbers.ts";
import { remark } from "./words/remark.ts";
import { isAccepted, isLeak, printedVerdict } from "./words/verdict.ts";

export function junit(run: Run): string {
  const suites = run.subjects.map((subject) => suite(subject, run));
  const all = tally(run.findings);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="telltale" tests="${all.tests}" failures="${all.failures}" errors="${all.errors}" skipped="${all.skipped}" time="${run.seconds.toFixed(3)}">
${suites.join("\n")}
</testsuites>
`;
}

type Outcome = "failure" | "error" | "skipped" | null;

/** An accepted finding is shown as skipped, so that it neither breaks a build nor hides. */
function outcomeOf(finding: Finding): Outcome {
  if (isLeak(finding)) return "failure";
  if (finding.verdict === "error") return "error";
  return finding.verdict === "pass" ? null : "skipped";
}

function tally(findings: readonly Finding[]): { tests: number; failures: number; errors: number; skipped: number } {
  const count = (wanted: Outcome): number => findings.filter((finding) => outcomeOf(finding) === wanted).length;
  return { tests: findings.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function suite({ name }: Subject, { findings, started }: Run): string {
  const own = findings.filter(({ subject }) => subject === name);
  const { tests, failures, errors, skipped } = tally(own);
  const seconds = own.reduce((sum, finding) => sum + finding.seconds, 0);
  return `  <testsuite name="${xml(name)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds.toFixed(3)}" timestamp="${xml(started.replace(/\.\d+Z$|Z$/, ""))}">
${own.map(testcase).join("\n")}
  </testsuite>`;
}

function testcase(finding: Finding): string {
  const open = `    <testcase classname="${xml(finding.check.replaceAll("/", "."))}" name="${xml(finding.about.short)}" time="${finding.seconds.toFixed(3)}"`;
  const outcome = outcomeOf(finding);
  if (outcome === null) return `${open}/>`;
  const message = messageOf(finding);
  const body =
    outcome === "skipped"
      ? `<skipped message="${xml(message)}"/>`
      : `<${outcome} type="${xml(outcome === "failure" ? "limit" : (finding.reason?.code ?? "error"))}" message="${xml(message)}">${xml(details(finding))}</${outcome}>`;
  return `${open}>\n      ${body}\n    </testcase>`;
}

function messageOf(finding: Finding): string {
  const { headline, accepted } = finding;
  const word =
    isAccepted(finding) && accepted ? `accepted by ${accepted.by}: ${accepted.reason}` : printedVerdict(finding).word;
  const number = headline
    ? ` ${measureName(headline.measure)} ${advantage(headline.estimate.value)} ${interval(headline.estimate.low, headline.estimate.high)}`
    : "";
  const said = remark(finding);
  const also = furtherSentences(finding).map((text) => ` ${text}`);
  return `${word}:${number}${said === "" ? "" : `${number === "" ? " " : ", "}${said}`}${also.length > 0 ? `.${also.join("")}` : ""}`;
}

const details = (finding: Finding): string =>
  [
    finding.about.question,
    reference(finding),
    explanation(finding),
    ...furtherSentences(finding),
    `What reduces it: ${finding.about.remedy}`,
  ]
    .filter((text) => text !== "")
    .join("\n");

/** Escaped for text and attributes; characters that XML 1.0 does not allow at all are replaced. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"'\n\r\t]/g, (character) => entities[character] ?? character);
}
const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};
