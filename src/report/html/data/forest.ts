/** A forest plot as a table: groups as rows, attribute by attribute, on one axis, with the numbers beside it. */
import { type Axis, type Estimate, forestAxis, forestRow } from "../../plot/forest.ts";
import { short } from "../../words/names.ts";
import { integer, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";

export interface Row extends Estimate {
  readonly group: string;
  /** "61 %", and its interval. */
  readonly said: string;
  readonly around: string;
  /** In the order of the columns. */
  readonly beside: readonly string[];
  /** What this row alone is held against. */
  readonly line?: number;
  /** Below its name. */
  readonly remark?: Markup;
}
/** The groups of one attribute; null: of none. */
export interface Part {
  readonly name: string | null;
  readonly rows: readonly Row[];
  /** As far as groups may lie apart. */
  readonly band: readonly [from: number, to: number] | null;
  /** What they come to, below them. */
  readonly sentence: Markup | null;
}
export interface Forest {
  readonly caption: string;
  /** What rows are, if not groups. */
  readonly rows?: string;
  /** What is drawn, if not intervals. */
  readonly drawn?: string;
  /** What the numbers are of: "found", "mean". */
  readonly of: string;
  /** Heads of further columns. */
  readonly columns: readonly string[];
  readonly axis: Axis;
  /** What the rows are held against; `at` null: each has a line of its own. */
  readonly line: { readonly at: number | null; readonly says: string } | null;
  /** What a band means. */
  readonly band: string | null;
}

/** More groups of an attribute than this are folded. */
const open = 12;

export function forest(parts: readonly Part[], of: Forest): Markup {
  const shown = parts.map((part) => ({ ...part, rows: part.rows.slice(0, open) }));
  const more = parts.filter(({ rows }) => rows.length > open);
  return html`${table(shown, of)}${more.map(
    (part) =>
      html`<details class="fold">
        <summary>${integer(part.rows.length - open)} more groups of <bdi>${nameOf(part.name ?? "")}</bdi></summary>
        ${table([{ ...part, rows: part.rows.slice(open), sentence: null }], of)}
      </details>`,
  )}`;
}

/** A table of single attributes, and folded below it one of pairs of them. */
export function withPairs<T extends { readonly crossed: boolean }>(
  all: readonly T[],
  caption: string,
  drawn: (some: readonly T[], caption: string) => Markup,
): Markup {
  const [single, pairs] = [all.filter((one) => !one.crossed), all.filter((one) => one.crossed)];
  return html`${single.length > 0 && drawn(single, caption)}${
    pairs.length > 0 &&
    html`<details class="fold">
      <summary>${caption}: two attributes together</summary>
      ${drawn(pairs, `${caption}, by two attributes`)}
    </details>`
  }`;
}

/** "race and sex" of race&sex. */
export const nameOf = (attribute: string): string =>
  attribute
    .split("&")
    .map((name) => short(name, 30))
    .join(" and ");

function table(parts: readonly Part[], drawn: Forest): Markup {
  const { caption, of, columns, axis, line } = drawn;
  const [first, last] = [axis.at[0] ?? 0, axis.at.at(-1) ?? 1];
  return html`<table class="tb stack forest steps${axis.at.length - 1}" role="table">
    <caption>
      ${caption} ${keyOf(parts, drawn)}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${drawn.rows ?? "group"}</th>
        <th scope="col" role="columnheader" class="bar">
          <span class="sr">${drawn.drawn ?? "95 % interval"}, from ${axis.label(first)} to ${axis.label(last)}</span
          >${forestAxis(axis)}
        </th>
        ${[of, ...columns].map((name) => html`<th scope="col" role="columnheader" class="r">${twoLines(name)}</th>`)}
      </tr>
    </thead>
    ${parts.map(
      ({ name, rows, band, sentence }) =>
        html`<tbody role="rowgroup">
          ${
            name !== null &&
            html`<tr role="row" class="hd">
              <th scope="rowgroup" role="rowheader" colspan="${columns.length + 3}">by <bdi>${nameOf(name)}</bdi></th>
            </tr>`
          }
          ${rows.map((row) => rowOf(row, { drawn, guides: { axis, band, line: line?.at ?? null } }))}${
            sentence &&
            html`<tr role="row">
              <td role="cell" colspan="${columns.length + 3}"><p class="s">${sentence}</p></td>
            </tr>`
          }
        </tbody>`,
    )}
  </table>`;
}

function rowOf(
  row: Row,
  { drawn, guides }: { readonly drawn: Forest; readonly guides: Parameters<typeof forestRow>[1] },
): Markup {
  const { group, said, around, small, beside } = row;
  // On a phone, where rows become blocks, a cell says what it is of, or is left out if it says nothing.
  const cell = (text: string | Markup, of: string): Markup =>
    html`<td role="cell" class="r${text === undefinedNumber && " hide"}" data-of="${of}">${text}</td>`;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <bdi>${short(group, 48)}</bdi
      >${small && html` <span class="kd says">too few to be compared</span>`}${row.remark && html` <span class="kd says">${row.remark}</span>`}
    </th>
    <td role="cell" class="bar">
      ${forestRow(row, row.line === undefined ? guides : { ...guides, line: row.line }, `${short(group, 48)}: ${said} ${around}`)}
    </td>
    ${cell(html`${said}<span class="kd says">${around}</span>`, drawn.of)}${beside.map((text, i) => cell(text, drawn.columns[i] ?? ""))}
  </tr>`;
}

/** A long head stands on two lines, since a cell of numbers has none. */
function twoLines(name: string): Markup {
  if (name.length < 16) return html`${name}`;
  const middle = name.indexOf(" ", Math.floor(name.length / 2) - 3);
  return middle < 0 ? html`${name}` : html`${name.slice(0, middle)}<br />${name.slice(middle + 1)}`;
}

function keyOf(parts: readonly Part[], { line, band }: Forest): Markup | null {
  const banded = band !== null && parts.some((part) => part.band);
  if (!line && !banded) return null;
  return html`<span class="cap"
    >${
      line &&
      html`<span
        ><svg class="shp" width="9" height="14" aria-hidden="true">
          <line class="ref0" x1="4" x2="4" y1="0" y2="14" />
        </svg>
        ${line.says}</span
      >`
    }${
      banded &&
      html` <span
        ><svg class="shp" width="15" height="14" aria-hidden="true">
          <rect class="band band-s1" x="0" y="0" width="12" height="14" />
          <line class="lim" x1="12" x2="12" y1="0" y2="14" />
        </svg>
        ${band}</span
      >`
    }</span
  >`;
}
