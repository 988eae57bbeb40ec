/** One check: its question, the result for each subject, who the adversary is, the plots, and whether it can be believed. */
import type { Finding } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { bars, mostOf } from "../plot/bars.ts";
import { curves } from "../plot/curve.ts";
import { curveWords } from "../words/curve.ts";
import { games, headlineGame } from "../words/games.ts";
import { options, players } from "../words/id-line.ts";
import { short } from "../words/names.ts";
import { advantage, date, interval, undefinedNumber } from "../words/numbers.ts";
import { barsTitle } from "../words/phrases.ts";
import { headlineOf } from "../words/remark.ts";
import { explanation, passReads, reference } from "../words/result.ts";
import { soundness } from "../words/soundness.ts";
import { adversaryCard } from "./adversary.ts";
import { command } from "./command.ts";
import { verdictOf } from "./glyphs.ts";
import { html, slug, type Markup } from "./markup.ts";
import { seriesOf } from "./series.ts";
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
  const passes = findings.map(passReads).find((text) => text !== "");
  return html`<article class="check" id="${id}" aria-labelledby="${id}-q">
    <header>
      <h3 class="q" id="${id}-q">${first.about.question}</h3>
      <div class="row"><code>${first.check}</code>${line.map((text) => html`<span>${text}</span>`)}</div>
    </header>
    <div class="main">
      <div class="res">${findings.map((finding) => result(finding, several))}</div>
      ${plots(played, several)}${suites(played)}${passes && html`<p class="s mute after">${passes}</p>`}
    </div>
    <div class="side">${adversaryCard(first.about.adversary)}</div>
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

function result(finding: Finding, several: boolean): Markup {
  const { headline, accepted, subject } = finding;
  const of = headlineOf(finding);
  const who = [several ? short(subject, 40) : "", of].filter((text) => text !== "").join(", ");
  const number = headline
    ? html`${advantage(headline.estimate.value)}
        <small>${interval(headline.estimate.low, headline.estimate.high)}</small>`
    : html`<span class="mute">${undefinedNumber}</span>`;
  const note =
    accepted &&
    html`<p class="note s">
      accepted by ${accepted.by} until ${date(accepted.until)}: “${accepted.reason}” The finding returns when the date
      has passed.
    </p>`;
  return html`<div>
    ${who !== "" && html`<bdi class="who">${who}</bdi>`}
    <div class="big">${number}</div>
    <span class="ref-t">${[reference(finding), explanation(finding)].filter((text) => text !== "").join(". ")}</span
    >${verdictOf(finding)}${note}
  </div>`;
}

/** Bars for each subject, all games where there are few, else the one that the headline names; then curves, subjects together. */
function plots(played: readonly Played[], several: boolean): Markup | null {
  const shown = played.flatMap(({ finding }) => {
    const all = games(finding);
    const named = headlineGame(finding);
    return (all.length <= 3 ? all : named ? [named] : []).map((game) => ({ finding, game }));
  });
  // One scale, so that bars of two tables or of two games compare.
  const most = mostOf(shown.flatMap(({ game }) => [game.attack, game.control, game.baseline]));
  const drawn = shown.flatMap(({ finding, game: { name, attack, control, baseline } }) => {
    if (!attack) return [];
    const title = `${several ? `${short(finding.subject, 24)}: ` : ""}${barsTitle(finding.check, short(name, 24))}`;
    return [figure(title, bars({ title, attack, control, baseline, most }))];
  });
  const ids = shownCurves(played);
  const lines = ids.flatMap((id) => {
    const of = played.flatMap(({ finding, series }) =>
      finding.curves
        .filter((curve) => curve.id === id)
        .map((curve) => ({ curve, series, name: short(finding.subject, 16) })),
    );
    const [first] = of;
    if (!first) return [];
    const limit = played[0]?.finding.limit ?? null;
    const words = curveWords(first.curve);
    return [figure(words.title, curves(of, { ...words, limit: words.judged ? limit : null, named: several }))];
  });
  return drawn.length + lines.length > 0 ? html`<div class="plots">${drawn}${lines}</div>` : null;
}

/** Rates of single arms only where there is no advantage to show. */
function shownCurves(played: readonly Played[]): readonly string[] {
  const ids = [
    ...new Set(
      played.flatMap(({ finding }) => finding.curves.filter(({ points }) => points.length > 1).map(({ id }) => id)),
    ),
  ];
  const best = ids.filter((id) => id.startsWith("advantage"));
  return best.length > 0 ? best : ids;
}

const figure = (title: string, plot: Markup): Markup =>
  html`<figure>
    <figcaption>${title}</figcaption>
    ${plot}
  </figure>`;

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
