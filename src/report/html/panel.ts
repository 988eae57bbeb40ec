/** One check: its question, the result for each subject, who the adversary is, the plots, and whether it can be believed. */
import type { Finding } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { games } from "../words/games.ts";
import { options, players } from "../words/id-line.ts";
import { isPlain } from "../words/measures.ts";
import { provenOf } from "../words/promise.ts";
import { passReads } from "../words/result.ts";
import { accuracy } from "./accuracy.ts";
import { adversaryCard } from "./adversary.ts";
import { dataPanels } from "./data/each.ts";
import { figureNotes, figures } from "./figures.ts";
import { measureTable } from "./measures.ts";
import { html, slug, type Markup } from "./markup.ts";
import { foot } from "./foot.ts";
import { leftOut } from "./left.ts";
import { promise } from "./promise.ts";
import { results } from "./result.ts";
import { seriesOf } from "./series.ts";
import { shadowCurves } from "./shadows.ts";
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
  // What others would print of it, of the game that the headline names.
  const beside = measureTable(findings, {
    caption: "Beside it, not judged",
    folded: true,
    several,
    shown: (measure, { headline }) =>
      isPlain(measure) && (measure.of?.["secret"] === undefined || measure.of["secret"] === headline?.of?.["secret"]),
  });
  if (findings.some(ofGap)) return gapPanel(findings, run);
  const shown = html`${figures(played, several)}${notes}${standing(played, several)}${suites(played)}${leftOut(findings)}${shadowCurves(played, several)}${beside}${passes && html`<p class="s mute after">${passes}</p>`}`;
  return html`<article class="check" id="${id}" aria-labelledby="${id}-q">
    <header>
      <h3 class="q" id="${id}-q">${first.about.question}</h3>
      <div class="row"><code>${first.check}</code>${line.map((text) => html`<span>${text}</span>`)}</div>
    </header>
    <div class="main">
      ${findings.every((finding) => provenOf(finding)?.claimed) ? null : numbers(findings, several)}${promise(played, several)}${accuracy(played, several)}${!recognised && shown}
    </div>
    <div class="side">${adversaryCard(findings)}</div>
    ${recognised && html`<div class="full">${shown}</div>`} ${foot(findings, run, "What reduces it")}
  </article>`;
}

const ofGap = ({ headline }: Finding): boolean => headline?.counts.some(({ design }) => design === "gap") ?? false;

/** Groups of people held against one another: nobody attacks, so that there is no adversary to describe. */
function gapPanel(findings: readonly Finding[], run: Run): Markup {
  const [first] = findings;
  if (!first) return html``;
  const id = slug(first.check);
  const several = run.subjects.length > 1;
  const line = [players(findings), options(first)].filter((text) => text !== "");
  const passes = findings.map(passReads).find((text) => text !== "");
  const beside = measureTable(findings, { caption: "Numbers", folded: true, several, shown: isPlain });
  return html`<article class="check" id="${id}" aria-labelledby="${id}-q">
    <header>
      <h3 class="q" id="${id}-q">${first.about.question}</h3>
      <div class="row"><code>${first.check}</code>${line.map((text) => html`<span>${text}</span>`)}</div>
    </header>
    <div class="full">
      ${numbers(findings, several)}${passes && html`<p class="s mute after">${passes}</p>`}${dataPanels(findings, run)}${beside}
    </div>
    ${foot(findings, run, "What reduces it")}
  </article>`;
}

/** Side by side; where a check has several limits, a line for each subject. */
function numbers(findings: readonly Finding[], several: boolean): readonly Markup[] {
  const all = findings.map((finding) => results(finding, several));
  if (all.every((blocks) => blocks.length === 1)) return [html`<div class="res">${all}</div>`];
  return all.map((blocks) => html`<div class="res">${blocks}</div>`);
}

/** Few games of counts are drawn as bars; scores have none. */
function suites(played: readonly Played[]): Markup | null {
  const wide = played.filter(({ finding }) => {
    // Canaries are no people.
    if (provenOf(finding)) return false;
    const all = games(finding);
    return all.length > 3 || (all.length > 1 && all.every(({ attack }) => attack === null));
  });
  return wide.length > 0 ? html`${suiteTables(wide)}` : null;
}
