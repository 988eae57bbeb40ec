/** A table of estimates: a row for each thing, its plot, and a number for each subject. On a phone the plot and the numbers stand under the name. */
import { rowAxis, rowPlot, type RowEstimate } from "../plot/row.ts";
import { linear } from "../plot/scale.ts";
import { short } from "../words/names.ts";
import { advantage } from "../words/numbers.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { key, type Series } from "./series.ts";

export interface EstimateRow {
  readonly head: Part;
  readonly estimates: readonly RowEstimate[];
  /** Dashed. */
  readonly limit: number | null;
  /** One for each column of numbers. */
  readonly cells: readonly Part[];
  /** A heading above the row. */
  readonly group?: Part;
}

export interface EstimateTable {
  readonly caption: Part;
  /** What the rows are of: the first column's heading. */
  readonly what: string;
  readonly columns: readonly { readonly name: Part; readonly aside?: boolean }[];
  /** Ticks of the axis, which begin and end it. */
  readonly at: readonly number[];
  readonly zero: number | null;
  /** Said in the caption, beside the subjects: what is dashed. */
  readonly dashed: string | null;
  readonly subjects: readonly { readonly name: string; readonly series: Series }[];
  readonly rows: readonly EstimateRow[];
}

export function estimateTable({ caption, what, columns, at, zero, dashed, subjects, rows }: EstimateTable): Markup {
  const x = linear([at[0] ?? 0, at.at(-1) ?? 1], [0, 100]);
  const legend =
    subjects.length > 1 &&
    subjects.map(({ name, series }) => html`<span>${key(series)} <bdi>${short(name, 28)}</bdi></span>`);
  const line =
    dashed !== null &&
    html`<span
      ><svg class="shp" width="9" height="14" aria-hidden="true">
        <line class="lim" x1="4" x2="4" y1="0" y2="14" />
      </svg>
      ${dashed}</span
    >`;
  const cell = (i: number): string => (columns[i]?.aside ? "r hide mute" : "r");
  return html`<table class="tb suite" role="table">
    <caption>
      ${caption}
      <span class="cap">${legend}${line}</span>
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${what}</th>
        <th scope="col" role="columnheader" class="bar">
          <span class="sr">plot from ${advantage(at[0] ?? 0)} to ${advantage(at.at(-1) ?? 1)}</span>${rowAxis(at, x)}
        </th>
        ${columns.map(({ name }, i) => html`<th scope="col" role="columnheader" class="${cell(i)}">${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ head, estimates, limit, cells, group }) =>
          html`${
              group !== undefined &&
              html`<tr role="row" class="hd">
                <th scope="rowgroup" role="rowheader" colspan="${columns.length + 2}">${group}</th>
              </tr>`
            }
            <tr role="row">
              <th scope="row" role="rowheader">${head}</th>
              <td role="cell" class="bar">${rowPlot(estimates, { x, limit, zero })}</td>
              ${cells.map((text, i) => html`<td role="cell" class="${cell(i)}">${text}</td>`)}
            </tr>`,
      )}
    </tbody>
  </table>`;
}
