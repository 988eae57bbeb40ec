/** Rates by group, as the panels of labels, missing values and recording share them: a table with an interval drawn in each row, and the gap in words. */
import type { Rates } from "../../../check/data/label/rates.ts";
import { linear } from "../../plot/scale.ts";
import { short } from "../../words/names.ts";
import { advantage, decimal, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";

export interface Drawn {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly small: boolean;
}

const [width, height] = [150, 16];

/** One estimate with its interval, on an axis that all rows of a table share. `said` holds its numbers. */
export function whisker({ value, low, high, small }: Drawn, range: readonly [number, number], said: string): Markup {
  const x = linear(range, [4, width - 4]);
  const y = height / 2;
  return html`<svg class="marg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${said}">
    <line class="grid" x1="4" x2="${width - 4}" y1="${y}" y2="${y}" />
    ${
      value !== null &&
      html`<line
          class="w c-s${small ? "small" : "1"}"
          x1="${x(low ?? value)}"
          x2="${x(high ?? value)}"
          y1="${y}"
          y2="${y}"
        /><circle class="p p-s1${small && " hol"}" cx="${x(value)}" cy="${y}" r="3.5" />`
    }
  </svg>`;
}

/** From the lowest to the highest end, and 0. */
export function rangeOf(all: readonly Drawn[]): readonly [number, number] {
  const ends = all.flatMap(({ value, low, high }) => (value === null ? [] : [low ?? value, high ?? value]));
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

/** On a phone, where rows become blocks, a cell says what it is of. */
export const cell = (text: string | Markup, of: string): Markup =>
  html`<td role="cell" class="r" data-of="${of}">${text}</td>`;
export const head = (text: string, right = true): Markup =>
  html`<th scope="col" role="columnheader" class="${right ? "r" : ""}">${text}</th>`;

/** More groups than this are folded. */
const open = 12;

export interface Asked {
  /** What a rate is of: "positive", "missing". */
  readonly of: string;
  readonly caption: string;
}

/** The groups of one attribute, with the gap below. */
export function rateTable({ groups, gap }: Rates, { of, caption }: Asked): Markup {
  const range = rangeOf(groups.map((one) => ({ ...one, small: false })));
  const share = (x: number | null, n: number): string => percent(x, n);
  const rows = groups.map(({ group, rows: n, hits, n: worth, value, low, high, shrunken, status, against }) => {
    const small = status === "small";
    const around = value === null ? undefinedNumber : interval(low, high, (x) => share(x, n));
    const said = `${group}: ${share(value, n)} ${around}`;
    return html`<tr role="row">
      <th scope="row" role="rowheader">
        <bdi>${short(group, 48)}</bdi>${small && html` <span class="kd says">too few to be compared</span>`}
      </th>
      <td role="cell">${whisker({ value, low, high, small }, range, said)}</td>
      ${cell(html`${share(value, n)}<span class="kd says">${around}</span>`, of)}
      ${cell(`${integer(hits)} of ${integer(worth)}`, "rows")}
      ${cell(shrunken === null ? undefinedNumber : share(shrunken, n), "drawn to the mean")}
      ${cell(against ? `${decimal(against.value, 2)} ${interval(against.low, against.high, (x) => decimal(x, 2))}` : undefinedNumber, "ratio to the group of most rows")}
    </tr>`;
  });
  const table = (some: readonly Markup[]): Markup =>
    html`<table class="tb stack" role="table">
      <caption>
        ${caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("group", false)}${head("95 % interval", false)}${head(of)}${head("rows")}${head("drawn to the mean")}${head("ratio to the group of most rows")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${some}
      </tbody>
    </table>`;
  const more = rows.slice(open);
  return html`${table(rows.slice(0, open))}${
      more.length > 0 &&
      html`<details class="fold">
        <summary>${integer(more.length)} more groups</summary>
        ${table(more)}
      </details>`
    }
    <p class="s">${gapSentence(gap)}</p>`;
}

export function gapSentence(gap: Rates["gap"]): string {
  if (!gap) return "Fewer than two groups are large enough to be compared.";
  const { value, low, high, largest, smallest, chance, p } = gap;
  const ratio = gap.ratio
    ? ` The smallest is ${decimal(gap.ratio.value, 2)} times the largest ${interval(gap.ratio.low, gap.ratio.high, (x) => decimal(x, 2))}.`
    : "";
  if (value === 0) return "All groups compared have the same rate.";
  return `From ${short(smallest, 40)} to ${short(largest, 40)} the rates differ by ${advantage(value)} ${interval(low, high)}. Chance alone makes ${advantage(chance.mean)} of it on average, and up to ${advantage(chance.q95)} in 95 of 100 cases (p ${pValue(p)}).${ratio}`;
}

export const pValue = (p: number | null | undefined): string =>
  p == null ? undefinedNumber : p < 0.001 ? "< 0.001" : `= ${advantage(p)}`;

/** The same where a column's head says what it is. */
export const pCell = (p: number | null | undefined): string => pValue(p).replace(/^= /, "");

/** Attributes one by one; pairs of them folded. */
export function rateTables(all: readonly Rates[], of: string, about: string): Markup {
  const one = (rates: Rates): Markup =>
    rateTable(rates, {
      of,
      caption: `${about} by ${rates.attribute
        .split("&")
        .map((name) => short(name, 30))
        .join(" and ")}`,
    });
  const crossed = all.filter((rates) => rates.crossed);
  return html`${all.filter((rates) => !rates.crossed).map(one)}${
    crossed.length > 0 &&
    html`<details class="fold">
      <summary>${about}: two attributes together</summary>
      ${crossed.map(one)}
    </details>`
  }`;
}
