/** A run as Markdown, for a comment on a pull request: the sentence, a table, and how many limits were kept. */
import type { Finding, Further } from "../check/finding.ts";
import type { Run } from "../run/schema.ts";
import { closing } from "./words.ts";
import { comparedOf, differenceOf, pairs } from "./words/compare.ts";
import { isAttacked, measureOfRun, wordsOfRun } from "./words/kinds.ts";
import { furtherLimits, headlineLimit, isDiagnostic, measureName } from "./words/limits.ts";
import { capital, list, short, uncapital, visible } from "./words/names.ts";
import { advantage, date, interval, limit, undefinedNumber } from "./words/numbers.ts";
import { notesOf } from "./words/notes.ts";
import { clearest, furtherRemark, headlineOf, remark } from "./words/remark.ts";
import { sourcesIn } from "./words/sources.ts";
import { printedLimit, printedVerdict, type Printed } from "./words/verdict.ts";

export function markdown(run: Run): string {
  const several = run.subjects.length > 1;
  const { one } = wordsOfRun(run);
  const measure = measureOfRun(run);
  const head = [...(several ? [one] : []), "check", measure, "95 % interval", "limit", "verdict"];
  const align = head.map((name) => (name === measure || name === "limit" ? "---:" : "---"));
  const rows = run.subjects.flatMap(({ name }) =>
    rowsOf(
      run.findings.filter(({ subject }) => subject === name),
      several,
    ),
  );
  const table = [head, align, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `## ${inline(run.summary.sentence)}

${table}
${notes(run, several)}${sources(run, several)}
${inline(closing(run))}
${compared(run)}
<sub>telltale ${inline(run.telltale)}, ${date(run.started)}, seed ${run.seed}, policy ${inline(run.environment.policy)}. ${reads(run)}</sub>
`;
}

/** What was decided about training data. */
function notes({ subjects, findings }: Run, several: boolean): string {
  const said = subjects.flatMap((subject) =>
    notesOf(
      subject,
      findings.filter((finding) => finding.subject === subject.name),
    ).map((note) => `- ${several ? `${inline(short(subject.name, 40))}: ` : ""}${inline(note)}\n`),
  );
  return said.length === 0 ? "" : `\n${said.join("")}`;
}

/** Of training data what stands out, by source of harm: folded, for a comment is read at a glance. */
function sources({ subjects, findings }: Run, several: boolean): string {
  return subjects
    .flatMap(({ name }) => {
      const all = sourcesIn(findings.filter(({ subject }) => subject === name));
      if (all.length === 0) return [];
      const title = `Where harm may come from${several ? `: ${inline(short(name, 40))}` : ""}`;
      const lines = all.map(
        ({ source, spoken }) =>
          `- **${source}** ${spoken.map(({ title: of, says }) => `${uncapital(inline(of))}: ${inline(says)}`).join("; ")}`,
      );
      return [`\n<details><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>\n`];
    })
    .join("");
}

/** What the numbers mean, and what they leave open. */
function reads({ subjects }: Run): string {
  const attacked = subjects.filter(isAttacked);
  const { within } = wordsOfRun({ subjects: attacked });
  const said = [
    attacked.length > 0
      ? `0 means that people ${within} are recognised no more often than people outside; 1 is certainty. Other attacks may do better.`
      : "",
    attacked.length < subjects.length
      ? "A gap of 0 means that all groups have the same rate. By other criteria there may be larger gaps."
      : "",
  ];
  return said.filter((text) => text !== "").join(" ");
}

function rowsOf(findings: readonly Finding[], several: boolean): readonly string[][] {
  const judged = findings.filter((finding) => !isDiagnostic(finding)).flatMap((finding) => limitRows(finding, several));
  const beside = findings.filter(isDiagnostic);
  const [first] = beside;
  if (!first) return judged;
  const named = `${capital(list(beside.map(({ about }) => inline(uncapital(about.title)))))}<br>${beside.map(({ check }) => code(check)).join(" ")}`;
  const printed = printedVerdict(first);
  return [...judged, line({ finding: first, named, limited: null, printed, said: remark(first) }, several)];
}

/** One for each limit. */
function limitRows(finding: Finding, several: boolean): readonly string[][] {
  const own = headlineLimit(finding);
  const of = headlineOf(finding);
  const named = `${inline(finding.about.short)}<br>${code(finding.check)}${of === "" ? "" : ` ${inline(short(of, 60))}`}`;
  const printed = own ? printedLimit(finding, own.verdict) : printedVerdict(finding);
  const further = furtherLimits(finding).map((one) =>
    line(
      {
        finding,
        named: `${inline(measureName(one.measure))}<br>${code(finding.check)} ${inline(short(clearest(finding, one), 60))}`,
        limited: one,
        printed: printedLimit(finding, one.verdict),
        said: furtherRemark(finding, one),
      },
      several,
    ),
  );
  return [line({ finding, named, limited: own, printed, said: remark(finding) }, several), ...further];
}

interface Line {
  readonly finding: Finding;
  readonly named: string;
  readonly limited: Pick<Further, "estimate" | "limit"> | null;
  readonly printed: Printed;
  readonly said: string;
}

function line({ finding, named, limited, printed, said }: Line, several: boolean): string[] {
  const word = printed.tone === "leak" || printed.tone === "err" ? `**${printed.word}**` : printed.word;
  return [
    ...(several ? [inline(short(finding.subject, 60))] : []),
    named,
    limited ? advantage(limited.estimate.value) : undefinedNumber,
    limited ? inline(interval(limited.estimate.low, limited.estimate.high)) : "",
    limited && limited.limit !== null ? limit(limited.limit) : "",
    `${printed.glyph} ${word}${said === "" ? "" : `<br>${inline(said)}`}`,
  ];
}

/** Which of the candidates leaks less, where the same people were attacked through several. */
function compared(run: Run): string {
  const all = pairs(run);
  if (all.length === 0) return "";
  const said = all.map(({ sentence }) => `- ${inline(sentence)}`).join("\n");
  const head = `| check | ${wordsOfRun(run).many} | difference | 95 % interval |\n| --- | --- | ---: | --- |`;
  const table = all.flatMap(({ comparisons }) =>
    comparisons.map(
      (one) =>
        `| ${code(one.check)} ${inline(comparedOf(one))} | ${inline(short(one.a, 40))} minus ${inline(short(one.b, 40))} | ${advantage(one.value)} (${inline(differenceOf(one))}) | ${inline(interval(one.low, one.high))} |`,
    ),
  );
  return `\n${said}\n\n${head}\n${table.join("\n")}\n`;
}

/** Names come from users: nothing in them may become a link, a mention, HTML, or another cell. */
export function inline(text: string): string {
  return visible(text)
    .replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] ?? character)
    .replace(/[\\`*_[\]|#~]/g, String.raw`\$&`)
    .replace(/@(?=\w)/g, "@\u200b")
    .replace(/(https?|ftp):\/\//gi, "$1:\u200b//")
    .replace(/\bwww\./gi, "www\u200b.");
}

const code = (text: string): string => `\`${visible(text).replace(/[`|<>]/g, "")}\``;
