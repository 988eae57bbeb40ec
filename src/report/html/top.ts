/** The head of the page: when and what, the sentence, what was compared, a card for each subject, and the contents. */
import type { Finding } from "../../check/finding.ts";
import type { Run, Subject } from "../../run/schema.ts";
import { card } from "../words/card.ts";
import { isAttacked, ownFiles, wordsOfRun } from "../words/kinds.ts";
import { few, fileName, short, visible } from "../words/names.ts";
import { counted, date, duration, integer, spelled } from "../words/numbers.ts";
import { classOf, type Class } from "../words/sentence.ts";
import { verdictOfClass } from "../words/verdict.ts";
import { verdict } from "./glyphs.ts";
import { html, type Markup } from "./markup.ts";

/** Of the contents. */
export interface Entry {
  readonly id: string;
  readonly title: string;
}

export function top(run: Run, entries: readonly Entry[]): Markup {
  return html`<div class="wrap">
    <header>
      ${meta(run)}
      <h1>${run.summary.sentence}</h1>
      <p class="lead">${compared(run.subjects)}</p>
      <ul class="subjects">
        ${run.subjects.map((subject) => subjectCard(subject, run.findings))}
      </ul>
    </header>
    ${contents(entries)}
  </div>`;
}

function meta({ started, id, seconds, findings }: Run): Markup {
  return html`<div class="meta">
    <span><b>telltale</b> audit</span><span>${date(started)}</span><span>run <code>${visible(id)}</code></span
    ><span>${counted(findings.length, "check")} in ${duration(seconds)}</span>
  </div>`;
}

function subjectCard(subject: Subject, findings: readonly Finding[]): Markup {
  const { name } = subject;
  const own = findings.filter((finding) => finding.subject === name);
  return html`<li>
    ${verdict(verdictOfClass(classOf(own) satisfies Class, subject.kind))}
    <p>
      <bdi class="nm">${short(name, 60)} <span>${fileOf(subject)}</span></bdi
      >${card(own)}
    </p>
  </li>`;
}

/** The artefact's file, unless the name says it already. */
export function fileOf(subject: Pick<Subject, "kind" | "name" | "files">): string {
  const { name } = subject;
  const own = ownFiles(subject);
  const [first] = own;
  if (!first) return "";
  const file = fileName(first.path);
  if (own.length > 1) return `${integer(own.length)} files`;
  return file.replace(/(\.\w+)+$/, "") === name || file === name ? "" : short(file, 48);
}

/** What was compared with what, and the numbers that decide; training data is compared with itself, group by group. */
export function compared(subjects: readonly Subject[]): string {
  const audited = subjects.filter(isAttacked);
  const described = subjects.filter((subject) => !isAttacked(subject));
  return [attacked(audited), grouped(described)].filter((text) => text !== "").join(" ");
}

function grouped(subjects: readonly Subject[]): string {
  const [first] = subjects;
  if (!first) return "";
  const rows = subjects.reduce((sum, { data }) => sum + (data.rows["train"] ?? 0), 0);
  const which = subjects.length === 1 ? "The training data is" : `The ${spelled(subjects.length)} training tables are`;
  return `${which} of ${integer(rows)} people, whose groups are compared with one another. A gap between groups is shown, or shown to be small, when its whole interval lies on one side of the limit agreed beforehand.`;
}

function attacked(subjects: readonly Subject[]): string {
  const [first] = subjects;
  if (!first) return "";
  const same = (part: string): boolean => subjects.every(({ data }) => data.digests[part] === first.data.digests[part]);
  const { train = 0, holdout } = first.data.rows;
  const count = subjects.length;
  const { one, many, made: how, within } = wordsOfRun({ subjects });
  const which =
    count === 1 ? `The ${one} was` : count === 2 ? `Both ${many} were` : `All ${spelled(count)} ${many} were`;
  const made = same("train")
    ? `${which} ${how} ${count === 1 ? "" : "the same "}${integer(train)} people`
    : `Each ${one} was ${how} its own people`;
  const numbers = `Three numbers decide: what an attack reaches on people ${within}, what it reaches on people who are not, and the limit agreed beforehand.`;
  return `${made}${outsiders(subjects, same("holdout") ? holdout : null)} ${numbers}`;
}

/** `shared`: how many outsiders all have in common; undefined: none has any; null: it depends. */
function outsiders(subjects: readonly Subject[], shared: number | null | undefined): string {
  if (shared === undefined) return "; nobody outside the data was given to compare with, which leaves leaks undecided.";
  if (shared !== null) return ` and compared with ${integer(shared)} people who were left out.`;
  const without = subjects.filter(({ data }) => data.rows["holdout"] === undefined).map(({ name }) => short(name, 40));
  return ` and compared with people who were left out${without.length > 0 ? `, but for ${few(without)}` : ""}.`;
}

function contents(entries: readonly Entry[]): Markup {
  const panels = entries.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-label="Contents">
    <ol>
      <li><a href="#checks">All checks</a></li>
      ${panels}
      <li><a href="#data">Data</a></li>
      <li><a href="#repeat">Repeat it</a></li>
      <li><a href="#words">Words</a></li>
    </ol>
  </nav>`;
}
