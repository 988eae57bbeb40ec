/** What changed since the baseline: worst first; what shows no difference is only counted. */
import type { Run } from "../../run/schema.ts";
import { changesSentence, changeWords, sinceSentence, sorted } from "../changes.ts";
import { capital } from "../words/names.ts";
import { html, type Markup } from "./markup.ts";

export function since({ summary: { baseline } }: Run): Markup | null {
  if (!baseline) return null;
  const shown = sorted(baseline.changes).filter(({ kind }) => kind !== "same");
  const rows = shown.map((change) => {
    const [kind, name, before = "", after = "", difference = ""] = changeWords(change);
    return html`<tr role="row">
      <th scope="row" role="rowheader">
        ${capital(kind)}<span class="id"><bdi>${name}</bdi></span>
      </th>
      <td role="cell" data-of="before">${before}</td>
      <td role="cell" data-of="after">${after}</td>
      <td role="cell" class="r" data-of="difference">${difference}</td>
    </tr>`;
  });
  const table =
    rows.length > 0 &&
    html`<table class="tb stack" role="table" aria-label="What changed since the baseline">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">change</th>
          <th scope="col" role="columnheader">before</th>
          <th scope="col" role="columnheader">now</th>
          <th scope="col" role="columnheader" class="r">difference, 95${"\u202f"}%</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows}
      </tbody>
    </table>`;
  return html`<section id="since" aria-labelledby="h-since">
    <h2 id="h-since">Since the baseline</h2>
    <p class="lead">${sinceSentence(baseline)}</p>
    <p class="mute">${changesSentence(baseline.changes)}</p>
    ${table}
  </section>`;
}
