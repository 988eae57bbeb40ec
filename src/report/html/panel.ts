/** One check: its question, the result for each subject, who the adversary is, the plots, and whether it can be believed. */
import type { Finding } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { games } from "../words/games.ts";
import { options, players } from "../words/id-line.ts";
import { short } from "../words/names.ts";
import { passReads } from "../words/result.ts";
import { soundness } from "../words/soundness.ts";
import { adversaryCard } from "./adversary.ts";
import { command } from "./command.ts";
import { figureNotes, figures } from "./figures.ts";
import { html, slug, type Markup } from "./markup.ts";
import { results } from "./result.ts";
import { seriesOf } from "./series.ts";
import { standing } from "./standing.ts";
import { suiteTables, type Played } from "./suite.ts";

/** `findings`: of one check, one for each subject that it was played on. */
export function panel(findings: readonly Finding[], run: Run): Markup {
  const [first] = findings;
  if (!first) return html``;
  const id = slug(first.check);
  const played = findings.map((finding) => ({
    finding,
    series: seriesOf(run.subjects.findIndex(({ name }) => name === finding.subject)),
  }));
  const several = run.subjects.length > 1;
  const line = [players(findings), options(first)].filter((text) => text !== "");
  const notes = figureNotes(played);
  const recognised = findings.some(({ exposure }) => exposure !== null);
  const passes = findings.map(passReads).find((text) => text !== "");
  const shown = html`${figures(played, several)}${notes !== "" && html`<p class="s mute">${notes}</p>`}${standing(played, several)}${suites(played)}${passes && html`<p class="s mute after">${passes}</p>`}`;
  return html`<article class="check" id="${id}" aria-labelledby="${id}-q">
    <header>
      <h3 class="q" id="${id}-q">${first.about.question}</h3>
      <div class="row"><code>${first.check}</code>${line.map((text) => html`<span>${text}</span>`)}</div>
    </header>
    <div class="main">${numbers(findings, several)}${!recognised && shown}</div>
    <div class="side">${adversaryCard(findings)}</div>
    ${recognised && html`<div class="full">${shown}</div>`}
    <div class="foot">
      <div>
        <h4>Is the measurement sound?</h4>
        ${sound(findings, several)}
      </div>
      <div>
        <h4>What reduces it</h4>
        <p>${first.about.remedy}</p>
      </div>
      <div>
        <h4>Repeat this check</h4>
        <p><code>${command(repeat(run, first.check))}</code></p>
        ${sources(first)}
      </div>
    </div>
  </article>`;
}

/** Side by side; where a check has several limits, a line for each subject. */
function numbers(findings: readonly Finding[], several: boolean): readonly Markup[] {
  const all = findings.map((finding) => results(finding, several));
  if (all.every((blocks) => blocks.length === 1)) return [html`<div class="res">${all}</div>`];
  return all.map((blocks) => html`<div class="res">${blocks}</div>`);
}

function suites(played: readonly Played[]): Markup | null {
  const wide = played.filter(({ finding }) => games(finding).length > 3);
  return wide.length > 0 ? html`${suiteTables(wide)}` : null;
}

function sound(findings: readonly Finding[], several: boolean): Markup {
  const answers = findings.map((finding) => ({ subject: finding.subject, ...soundness(finding) }));
  const same = new Set(answers.map(({ answer, remarks }) => JSON.stringify([answer, remarks]))).size === 1;
  const shown = same ? answers.slice(0, 1) : answers;
  return html`${shown.map(({ subject, answer, remarks }) => {
    const who = several && !same && html`<bdi class="nm">${short(subject, 40)}.</bdi> `;
    const [only] = remarks;
    if (remarks.length < 2 || only === undefined) return html`<p>${who}${answer} ${only}</p>`;
    return html`<p>${who}${answer}</p>
      <ul class="plain">
        ${remarks.map((remark) => html`<li>${remark}</li>`)}
      </ul>`;
  })}`;
}

/** The command of the run, for this check alone. */
function repeat({ command: line, seed }: Run, check: string): string {
  const base = line.trim() === "" ? "telltale audit" : line;
  const seeded = /(^|\s)--seed(\s|=)/.test(base) ? base : `${base} --seed ${seed}`;
  return `${seeded} --check ${check}`;
}

function sources({ about }: Finding): Markup | null {
  if (about.sources.length === 0) return null;
  const items = about.sources.map(
    ({ text, url }) =>
      html`<li>${url !== null && /^https?:\/\//.test(url) ? html`<a href="${url}">${text}</a>` : text}</li>`,
  );
  return html`<details class="more">
    <summary>Sources</summary>
    <ul>
      ${items}
    </ul>
  </details>`;
}
