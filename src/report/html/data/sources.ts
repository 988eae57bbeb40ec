/** The seven sources of harm: which checks speak of each, and what people answered. */
import type { SourcesFacts } from "../../../check/data/sources.ts";
import type { Finding } from "../../../check/finding.ts";
import { capital, short } from "../../words/names.ts";
import { outOf } from "../../words/numbers.ts";
import { type Speaking, spokenOf } from "../../words/sources.ts";
import { html, slug, type Markup } from "../markup.ts";
import { cell, head } from "./rates.ts";

/** `beside`: all findings of the same table. Null: of another check. */
export function sources(finding: Finding, beside: readonly Finding[]): Markup | null {
  if (finding.check !== "data/sources" || !finding.facts["sources"]) return null;
  const { sources: all } = finding.facts as unknown as SourcesFacts;
  const rows = all.map(({ id, text, checks, questions }) => {
    const answered = questions.filter(({ answer }) => answer !== null).length;
    return html`<tr role="row">
      <th scope="row" role="rowheader">${capital(id)}<span class="kd says">${text}</span></th>
      <td role="cell">${checks.map((one) => spoken(one, beside))}</td>
      ${cell(answered === 0 ? html`<span class="mute">not assessed</span>` : outOf(answered, questions.length), "questions answered")}
    </tr>`;
  });
  return html`<table class="tb stack" role="table">
      <caption>
        Sources of harm, and what was found of each
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("source", false)}${head("checks that speak of it", false)}${head("questions answered")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows}
      </tbody>
    </table>
    <details class="fold">
      <summary>What only people can tell</summary>
      <dl>
        ${all
          .flatMap(({ questions }) => questions)
          .map(
            ({ text, answer }) =>
              html`<dt>${text}</dt>
                <dd>
                  ${answer === null ? html`<span class="mute">not assessed</span>` : html`<bdi>${short(answer, 2000)}</bdi>`}
                </dd>`,
          )}
      </dl>
    </details>`;
}

function spoken(check: Speaking, beside: readonly Finding[]): Markup {
  const { title, says, silent } = spokenOf(check, beside);
  if (silent) return html`<div class="mute">${title}: ${says}</div>`;
  return html`<div><a href="#${slug(check.check)}">${title}</a>${says !== "" && html`: <bdi>${says}</bdi>`}</div>`;
}
