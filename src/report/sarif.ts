/** A run as SARIF 2.1.0, which code hosts show beside the files: a rule for each check, a result for each finding. */
import type { Finding } from "../check/finding.ts";
import type { Run, Subject } from "../run/schema.ts";
import type { Json } from "../work.ts";
import { ownFiles } from "./words/kinds.ts";
import { measureName } from "./words/limits.ts";
import { capital, short, visible } from "./words/names.ts";
import { advantage, interval } from "./words/numbers.ts";
import { explanation, furtherSentences, reference } from "./words/result.ts";
import { isAccepted, printedVerdict } from "./words/verdict.ts";

/** Valid against the OASIS schema (checked in the tests). */
export function sarif(run: Run): { readonly [key: string]: Json } {
  const rules = new Map(run.findings.map((finding) => [finding.check, finding]));
  const ids = [...rules.keys()];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "telltale", version: run.telltale, rules: [...rules.values()].map(rule) } },
        automationDetails: { id: `telltale/${run.id}` },
        invocations: [
          {
            executionSuccessful: run.summary.counts.error === 0,
            commandLine: run.command,
            exitCode: run.summary.exit,
            startTimeUtc: run.started,
          },
        ],
        results: run.findings.map((finding) => result(finding, { index: ids.indexOf(finding.check), run })),
        properties: { sentence: run.summary.sentence, seed: run.seed, preset: run.preset },
      },
    ],
  };
}

function rule({ check, about }: Finding): Json {
  const link = about.sources.find(({ url }) => url !== null && URL.canParse(url))?.url;
  return {
    id: check,
    name: capital(check.split("/").at(-1) ?? check).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: about.short },
    fullDescription: { text: about.question },
    help: { text: `What reduces it: ${about.remedy}` },
    ...(typeof link === "string" && { helpUri: link }),
  };
}

const kinds = {
  fail: "fail",
  pass: "pass",
  inconclusive: "open",
  "not-applicable": "notApplicable",
  error: "open",
  none: "informational",
} as const;

/** SARIF allows a level other than "none" only with the kind "fail" (§3.27.10); what is undecided or broken must stay visible, so it is a warning. */
function levels({ verdict }: Finding): { readonly kind: string; readonly level: string } {
  if (verdict === "fail") return { kind: "fail", level: "error" };
  if (verdict === "inconclusive" || verdict === "error") return { kind: "fail", level: "warning" };
  return { kind: kinds[verdict], level: "none" };
}

function result(finding: Finding, { index, run }: { index: number; run: Run }): Json {
  const { headline, accepted, verdict } = finding;
  const number = headline
    ? `: ${measureName(headline.measure)} ${advantage(headline.estimate.value)} ${interval(headline.estimate.low, headline.estimate.high)} ${reference(finding)}`
    : "";
  const text =
    `${visible(short(finding.subject, 80))}: ${printedVerdict(finding).word}${number}. ${[explanation(finding), ...furtherSentences(finding)].filter((part) => part !== "").join(" ")}`.trim();
  const subject = run.subjects.find(({ name }) => name === finding.subject);
  return {
    ruleId: finding.check,
    ruleIndex: index,
    ...levels(finding),
    message: { text },
    locations: subject ? locations(subject) : [],
    partialFingerprints: { telltale: finding.id },
    ...(isAccepted(finding) &&
      accepted && {
        suppressions: [
          {
            kind: "external",
            status: "accepted",
            justification: `${accepted.by}, until ${accepted.until}: ${accepted.reason}`,
          },
        ],
      }),
    properties: {
      verdict,
      ...(headline && {
        value: headline.estimate.value,
        low: headline.estimate.low,
        high: headline.estimate.high,
        limit: finding.limit,
      }),
      ...(finding.further.length > 0 && {
        further: finding.further.map(({ measure, verdict: own, limit, estimate: { value, low, high } }) => ({
          measure,
          verdict: own,
          value,
          low,
          high,
          limit,
        })),
      }),
    },
  };
}

/** The artefact's files: what would have to change. */
function locations(subject: Subject): Json[] {
  return ownFiles(subject).map(({ path }) => ({
    physicalLocation: { artifactLocation: { uri: uri(path) }, region: { startLine: 1 } },
  }));
}

/** A relative or file URI; characters that have a meaning in URIs are encoded. */
export function uri(path: string): string {
  const parts = path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split(/[/\\]/)
    .map(encodeURIComponent);
  const joined = parts.join("/");
  if (/^[A-Za-z]:[/\\]/.test(path)) return `file:///${joined.replace("%3A", ":")}`;
  return joined.startsWith("/") ? `file://${joined}` : joined;
}
