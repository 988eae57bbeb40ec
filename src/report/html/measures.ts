/** Numbers beside the attacks as a table: a line for each measure, a column for each subject; never judged. */
import type { Finding, Measure } from "../../check/finding.ts";
import { nameOf } from "../words/games.ts";
import { measured, measureWords } from "../words/measures.ts";
import { short } from "../words/names.ts";
import { counted, undefinedNumber } from "../words/numbers.ts";
import { html, scrolling, type Markup } from "./markup.ts";

export interface Options {
  readonly caption: string;
  readonly several: boolean;
  /** Many are folded away. */
  readonly folded?: boolean;
  readonly shown: (measure: Measure, finding: Finding) => boolean;
}

export function measureTable(
  findings: readonly Finding[],
  { caption, several, shown, folded = false }: Options,
): Markup | null {
  const key = ({ id, of }: Measure): string => `${id}\n${nameOf(of)}`;
  const columns = findings.map((finding) => {
    const own = finding.measures.filter((measure) => shown(measure, finding));
    return new Map(own.map((measure) => [key(measure), measure]));
  });
  const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  if (keys.length === 0) return null;
  const rows = keys.map((one) => {
    const cells = columns.map((column) => column.get(one) ?? null);
    const first = cells.find((cell) => cell !== null);
    if (!first) return null;
    const { name, reads, known } = measureWords(first);
    return html`<tr role="row">
      <th scope="row" role="rowheader">
        ${known ? html`<bdi>${short(name, 90)}</bdi>` : html`<code><bdi>${short(name, 60)}</bdi></code>`}
        ${reads !== "" && html`<span class="kd">${reads}</span>`}
      </th>
      ${cells.map(
        (cell, i) =>
          html`<td role="cell" class="r" ${several && html` data-of="${short(findings[i]?.subject ?? "", 20)}"`}>
            ${cell ? measured(cell) : undefinedNumber}
          </td>`,
      )}
    </tr>`;
  });
  const table = html`<table class="tb vals stack" role="table">
    <caption>
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">number</th>
        ${findings.map(
          ({ subject }) =>
            html`<th scope="col" role="columnheader" class="r">
              <bdi>${several ? short(subject, 20) : "value"}</bdi>
            </th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
  const shownTable = scrolling(table, findings.length, caption);
  if (!folded || keys.length <= 8) return shownTable;
  return html`<details class="fold">
    <summary>${caption}: ${counted(keys.length, "number")}</summary>
    ${shownTable}
  </details>`;
}
