/** A suite as a table: each secret, split or mode with its plain interval, one column of numbers for each subject. Not judged one by one. */
import type { Finding, Measure } from "../../check/finding.ts";
import { rowAxis, rowDomain, rowPlot, type RowEstimate } from "../plot/row.ts";
import { linear } from "../plot/scale.ts";
import { games, judgedRow, kindOf, nameOf, subjectName, suiteOf, type GameRow } from "../words/games.ts";
import { attackUses } from "../words/attacks.ts";
import { short, visible } from "../words/names.ts";
import { advantage, outOf, percent, undefinedNumber } from "../words/numbers.ts";
import { html, type Markup } from "./markup.ts";
import { key, seriesOf, type Series } from "./series.ts";

export interface Played {
  readonly finding: Finding;
  readonly series: Series;
}

/** More columns of numbers than this do not fit beside the plot: further subjects get a table of their own. */
const abreast = 3;

export function suiteTables(played: readonly Played[]): readonly Markup[] {
  const tables: Markup[] = [];
  // With the areas under the curves each subject takes two columns.
  const most = played.some(({ finding }) => games(finding).some(({ auc }) => auc)) ? abreast - 1 : abreast;
  for (let i = 0; i < played.length; i += most) tables.push(suiteTable(played.slice(i, i + most)));
  return tables;
}

function suiteTable(played: readonly Played[]): Markup {
  const all = played.map(({ finding }) => games(finding));
  const rows = rowsOf(all);
  const first = played[0]?.finding;
  const limits = new Set(played.map(({ finding }) => finding.limit));
  const limit = limits.size === 1 ? (first?.limit ?? null) : null;
  const estimates = rows.map(({ of }) => of.map((game, i) => estimate(game, played[i])));
  const at = rowDomain(estimates.flat(), limit);
  const x = linear([at[0] ?? 0, at.at(-1) ?? 1], [0, 100]);
  const what = first ? (suiteOf(first) ?? "game") : "game";
  const several = played.length > 1;
  const subjects = played.map(
    ({ finding, series }) => html`<span>${key(series)} <bdi>${short(finding.subject, 28)}</bdi></span>`,
  );
  const heads = played.map(
    ({ finding }) =>
      html`<th scope="col" role="columnheader" class="r">
        <bdi>${several ? short(finding.subject, 16) : "advantage"}</bdi>
      </th>`,
  );
  const outside = rows.some(({ of }) => of.some((game) => game?.control));
  const ranked = rows.some(({ of }) => of.some((game) => game?.auc));
  const few = played.length === 1 ? rows.map(({ of }) => foundFew(played[0]?.finding, of[0] ?? null)) : [];
  const narrow = few.some((text) => text !== undefinedNumber);
  const last = ranked
    ? played.map(
        ({ finding }) =>
          html`<th scope="col" role="columnheader" class="r hide">
            AUC${several && html`<br /><bdi>${short(finding.subject, 16)}</bdi>`}
          </th>`,
      )
    : html`<th scope="col" role="columnheader" class="r hide">${outside ? "outsiders right" : "blind guess"}</th>`;
  return html`<table class="tb suite" role="table">
    <caption>
      ${measureName(first)} for each ${what}, with 95${"\u202f"}% interval
      <span class="cap"
        >${several && subjects}${
          limit !== null &&
          html`<span
            ><svg class="shp" width="9" height="14" aria-hidden="true">
              <line class="lim" x1="4" x2="4" y1="0" y2="14" />
            </svg>
            limit</span
          >`
        }</span
      >
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${what}</th>
        <th scope="col" role="columnheader" class="bar">
          <span class="sr">plot from ${advantage(at[0] ?? 0)} to ${advantage(at.at(-1) ?? 1)}</span>${rowAxis(at, x)}
        </th>
        ${heads}${narrow && html`<th scope="col" role="columnheader" class="r hide">found at 1${"\u202f"}%</th>`}${last}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ name, kind, uses, first: begins, of }, i) =>
          html`<tr role="row" class="${begins ? "first" : "more-of"}">
            <th scope="row" role="rowheader">
              <code class="${begins ? "nm-c" : "sr"}"><bdi>${short(name, 34)}</bdi></code
              >${kind !== null && html` <span class="kd">${kindName(kind)}</span>`}${uses !== "" && html` <span class="kd hide">${uses}</span>`}
            </th>
            <td role="cell" class="bar">${rowPlot(estimates[i] ?? [], { x, limit })}</td>
            ${of.map((game, j) => number(game, played[j]?.finding))}${narrow && html`<td role="cell" class="r hide">${few[i]}</td>`}
            ${ranked ? of.map((game) => html`<td role="cell" class="r hide mute">${advantage(game?.auc?.value ?? null)}</td>`) : html`<td role="cell" class="r hide mute">${referenceOf(of)}</td>`}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

interface Row {
  readonly name: string;
  /** The attacker, where several go for each secret. */
  readonly kind: string | null;
  /** What an attack on a model uses. */
  readonly uses: string;
  /** Of the rows with this name. */
  readonly first: boolean;
  readonly of: readonly (GameRow | null)[];
}

/** In the order in which they were played; what several attackers go for stands together. */
function rowsOf(all: readonly (readonly GameRow[])[]): readonly Row[] {
  const groups = new Map<string, Map<string, Row>>();
  for (const { name, of } of all.flat()) {
    const group = groups.get(subjectName(of)) ?? new Map<string, Row>();
    groups.set(subjectName(of), group);
    if (group.has(name)) continue;
    const own = all.map((one) => one.find((game) => game.name === name) ?? null);
    group.set(name, {
      name: subjectName(of),
      kind: kindOf(of),
      uses: attackUses(of?.["attack"] ?? ""),
      first: group.size === 0,
      of: own,
    });
  }
  return [...groups.values()].flatMap((group) => [...group.values()]);
}
const kindName = (kind: string): string =>
  kind === "nearest" ? "nearest row" : kind === "learned" ? "learned model" : visible(kind);

const measureName = (finding: Finding | undefined): string =>
  finding?.headline?.measure === "excess" ? "Excess" : "Advantage";

function estimate(game: GameRow | null, played: Played | undefined): RowEstimate {
  const measure = game && played ? judgedRow(played.finding, game) : null;
  return {
    series: played?.series ?? seriesOf(0),
    value: measure?.value ?? null,
    low: measure?.low ?? null,
    high: measure?.high ?? null,
    small: measure?.status === "small",
  };
}

/** What it finds where an accusation is worth most. */
function foundFew(finding: Finding | undefined, game: GameRow | null): string {
  const found = finding?.measures.find(
    ({ id, of }) => id === "tpr@fpr=0.01" && nameOf(of) === game?.name && !(of && "best" in of),
  );
  return found && found.status !== "not-measurable" ? advantage(found.value) : undefinedNumber;
}

/** Counts instead of a number when fewer than 30 stand behind it. */
function number(game: GameRow | null, finding: Finding | undefined): Markup {
  const measure: Measure | null = game && finding ? judgedRow(finding, game) : null;
  if (game === null || measure === null || measure.value === null) {
    const why = measure?.status === "not-measurable" ? "not measurable" : undefinedNumber;
    return html`<td role="cell" class="r mute kd">${why}</td>`;
  }
  if (measure.status === "small" && game.attack?.hits !== undefined)
    return html`<td role="cell" class="r mute">${outOf(game.attack.hits, game.attack.n)}</td>`;
  return html`<td role="cell" class="r">${advantage(measure.value)}</td>`;
}

/** Outsiders are the same for all subjects as a rule: the first that has them. */
function referenceOf(of: readonly (GameRow | null)[]): string {
  const measure = of.find((game) => game?.control)?.control ?? of.find((game) => game?.baseline)?.baseline;
  return measure ? percent(measure.value, 0) : undefinedNumber;
}
