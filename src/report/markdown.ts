/** A run as Markdown, for a comment on a pull request: the sentence, a table, and how many limits were kept. */
import type { Finding } from "../check/finding.ts";
import type { Run } from "../run/schema.ts";
import { closing } from "./words.ts";
import { short, visible } from "./words/names.ts";
import { advantage, date, interval, limit, undefinedNumber } from "./words/numbers.ts";
import { headlineOf, remark } from "./words/remark.ts";
import { printedVerdict } from "./words/verdict.ts";

export function markdown(run: Run): string {
  const several = run.subjects.length > 1;
  const head = [...(several ? ["table"] : []), "check", "advantage", "95 % interval", "limit", "verdict"];
  const align = head.map((name) => (name === "advantage" || name === "limit" ? "---:" : "---"));
  const rows = run.findings.map((finding) => row(finding, several));
  const table = [head, align, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `## ${inline(run.summary.sentence)}

${table}

${inline(closing(run))}

<sub>telltale ${inline(run.telltale)}, ${date(run.started)}, seed ${run.seed}, policy ${inline(run.environment.policy)}. 0 means that people in the data are recognised no more often than people outside; 1 is certainty. Other attacks may do better.</sub>
`;
}

function row(finding: Finding, several: boolean): string[] {
  const { headline } = finding;
  const of = headlineOf(finding);
  const printed = printedVerdict(finding);
  const word = printed.tone === "leak" || printed.tone === "err" ? `**${printed.word}**` : printed.word;
  const said = remark(finding);
  return [
    ...(several ? [inline(short(finding.subject, 60))] : []),
    `${inline(finding.about.short)}<br>${code(finding.check)}${of === "" ? "" : ` ${inline(short(of, 60))}`}`,
    headline ? advantage(headline.estimate.value) : undefinedNumber,
    headline ? inline(interval(headline.estimate.low, headline.estimate.high)) : "",
    headline && finding.limit !== null ? limit(finding.limit) : "",
    `${printed.glyph} ${word}${said === "" ? "" : `<br>${inline(said)}`}`,
  ];
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
