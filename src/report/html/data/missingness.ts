/** Whose values are missing: columns with what tells of it, and the groups of those that differ most. */
import type { Lacking, Missing } from "../../../check/data/missingness/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { short } from "../../words/names.ts";
import { advantage, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, pValue, rangeOf, rateTables, whisker } from "./rates.ts";

/** More columns than this are folded. */
const open = 12;
/** Columns whose groups are shown one by one. */
const detailed = 5;
const level = 0.05;

/** Null: of another check, or nothing is missing. */
export function missingness(finding: Finding): Markup | null {
  if (finding.check !== "data/missingness" || !Array.isArray(finding.facts["columns"])) return null;
  const { rows, complete, kept, columns } = finding.facts as unknown as Missing;
  if (columns.length === 0) return null;
  const more = columns.slice(open);
  const differing = columns.filter(({ by }) => by.some(({ adjusted }) => adjusted !== null && adjusted < level));
  return html`<p class="s">
      ${integer(complete)} of ${integer(rows)} rows (${percent(complete / Math.max(1, rows), rows)}) have a value in
      every column.
    </p>
    ${columnTable(columns.slice(0, open))}${
      more.length > 0 &&
      html`<details class="fold">
        <summary>${integer(more.length)} fuller columns</summary>
        ${columnTable(more)}
      </details>`
    }${differing.slice(0, detailed).map(
      ({ column, by }) =>
        html`<details class="fold">
          <summary>Who lacks <bdi>${short(column, 40)}</bdi></summary>
          ${rateTables(by, "missing", `Missing ${short(column, 30)}`)}
        </details>`,
    )}${
      kept.length > 0 &&
      html`<details class="fold">
        <summary>Who is left when incomplete rows are dropped</summary>
        ${rateTables(kept, "complete", "Complete rows")}
      </details>`
    }`;
}

function columnTable(columns: readonly Lacking[]): Markup {
  const range = rangeOf(columns.map(({ value, low, high }) => ({ value, low, high, small: false })));
  return html`<table class="tb stack" role="table">
    <caption>
      Columns, the emptiest first
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("column", false)}${head("95 % interval", false)}${head("missing")}${head("told by other columns (AUC)")}${head("goes with")}${head("largest gap between groups")}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${columns.map((one) => columnRow(one, range))}
    </tbody>
  </table>`;
}

const names = { population: "in the population", serving: "of people in use", holdout: "in the holdout" } as const;

const besideIt = ({ part, rows, missing }: Lacking["elsewhere"][number]): Markup =>
  html`<span class="kd says">${percent(missing / rows, rows)} ${names[part]}</span>`;

function columnRow(
  { column, rows, missing, value, low, high, elsewhere, model, linked, together, by }: Lacking,
  range: readonly [number, number],
): Markup {
  const around = interval(low, high, (x) => percent(x, rows));
  const worst = by
    .filter(({ crossed, gap }) => !crossed && gap)
    .toSorted((a, b) => (b.gap?.value ?? 0) - (a.gap?.value ?? 0))[0];
  const first = linked[0];
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <code><bdi>${short(column, 40)}</bdi></code>
      ${
        together.length > 0 &&
        html`<span class="kd says"
          >together with
          ${together
            .slice(0, 3)
            .map((name) => short(name, 24))
            .join(", ")}</span
        >`
      }
    </th>
    <td role="cell">
      ${whisker({ value, low, high, small: false }, range, `${column}: ${percent(value, rows)} ${around}`)}
    </td>
    ${cell(html`${percent(value, rows)}<span class="kd says">${integer(missing)} of ${integer(rows)}</span>${elsewhere.map(besideIt)}`, "missing")}
    ${cell(model ? `${advantage(model.auc)} ${interval(model.low, model.high)}` : undefinedNumber, "told by other columns")}
    ${cell(first ? `${short(first.column, 24)} (V ${advantage(first.cramersV)})` : undefinedNumber, "goes with")}
    ${cell(
      worst?.gap
        ? html`${advantage(worst.gap.value)} ${interval(worst.gap.low, worst.gap.high)}<span class="kd says"
              >${short(worst.attribute, 24)}, V ${advantage(worst.gap.cramersV)}, p ${pValue(worst.adjusted)}</span
            >`
        : undefinedNumber,
      "largest gap between groups",
    )}
  </tr>`;
}
