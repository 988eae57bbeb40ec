/** Rates by group, as the panels of labels, missing values, recording and predictions share them: a forest plot, and the gaps in words. */
import type { Rates } from "../../../check/data/label/rates.ts";
import { shareAxis } from "../../plot/forest.ts";
import { linear } from "../../plot/scale.ts";
import { short } from "../../words/names.ts";
import {
  advantage,
  decimal,
  integer,
  interval,
  limit as limitText,
  percent,
  undefinedNumber,
} from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { forest, type Part, withPairs } from "./forest.ts";

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

/** How far apart the largest and the smallest group are, and what chance alone would make of it. */
function gapSentence(gap: Rates["gap"]): Markup {
  if (!gap) return html`Fewer than two groups are large enough to be compared.`;
  const { value, low, high, largest, smallest, chance, p, ratio } = gap;
  if (value === 0) return html`All groups compared have the same rate.`;
  return html`From <bdi>${short(smallest, 40)}</bdi> to <bdi>${short(largest, 40)}</bdi> the rates differ by
    ${advantage(value)} ${interval(low, high)}. Chance alone makes ${advantage(chance.mean)} of it on average, and up to
    ${advantage(chance.q95)} in 95 of 100 cases (<span class="nw">p ${pValue(p)}</span
    >).${ratio && ` The smallest is ${decimal(ratio.value, 2)} times the largest ${interval(ratio.low, ratio.high, (x) => decimal(x, 2))}.`}`;
}

export const pValue = (p: number | null | undefined): string =>
  p == null ? undefinedNumber : p < 0.001 ? "< 0.001" : `= ${advantage(p)}`;

/** The same where a column's head says what it is. */
export const pCell = (p: number | null | undefined): string => pValue(p).replace(/^= /, "");

interface Judged {
  /** As far as rates of an attribute may lie apart; null: nobody said. */
  readonly limit: number | null;
  /** Absent: groups are added up. */
  readonly everybody?: { readonly value: number; readonly n: number } | null;
}

/** Attributes one below the other on one axis; pairs of them folded. */
export function rateTables(
  all: readonly Rates[],
  of: string,
  about: string,
  { limit, everybody = together(all) }: Judged = { limit: null },
): Markup {
  if (all.length === 0) return html``;
  return withPairs(all, about, (some, caption) => {
    // Pairs of attributes are shown and not judged.
    const most = some.some(({ crossed }) => crossed) ? null : limit;
    return forest(
      some.map((rates) => partOf(rates, most)),
      {
        caption,
        of,
        columns: ["rows", "drawn to the mean", "ratio to the group of most rows"],
        axis: shareAxis(some.flatMap(({ groups }) => groups.map((one) => ({ ...one, small: false })))),
        line: everybody && {
          at: everybody.value,
          says: `everybody: ${percent(everybody.value, everybody.n)}`,
        },
        band: most === null ? null : `as far from the lowest as the limit allows: ${limitText(most)}`,
      },
    );
  });
}

/** Of all groups, of the attribute that leaves out fewest rows. Null: nobody, or rows with weights, whose sum groups do not know. */
function together(all: readonly Rates[]): { readonly value: number; readonly n: number } | null {
  const sums = all.map(({ groups }) => ({
    n: groups.reduce((sum, { n }) => sum + n, 0),
    hits: groups.reduce((sum, { hits }) => sum + hits, 0),
    weighted: groups.some(({ rows, n }) => rows !== n),
  }));
  const most = sums.toSorted((a, b) => b.n - a.n)[0];
  return most && most.n > 0 && !most.weighted ? { value: most.hits / most.n, n: most.n } : null;
}

function partOf({ attribute, groups, gap }: Rates, limit: number | null): Part {
  const share = (x: number | null, n: number): string => percent(x, n);
  const lowest = groups.find(({ group }) => group === gap?.smallest)?.value ?? null;
  return {
    name: attribute,
    rows: groups.map(({ group, hits, n, value, low, high, shrunken, status, against }) => ({
      group,
      value,
      low,
      high,
      small: status === "small",
      said: share(value, n),
      around: value === null ? "" : interval(low, high, (x) => share(x, n)),
      beside: [
        `${integer(hits)} of ${integer(n)}`,
        shrunken === null ? undefinedNumber : share(shrunken, n),
        against
          ? `${decimal(against.value, 2)} ${interval(against.low, against.high, (x) => decimal(x, 2))}`
          : undefinedNumber,
      ],
    })),
    band: limit === null || lowest === null ? null : [lowest, lowest + limit],
    sentence: gapSentence(gap),
  };
}
