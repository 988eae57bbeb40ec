/** The seven sources of harm: which checks speak of each, and what people answered. */
import type { SourcesFacts } from "../../../check/data/sources.ts";
import type { Finding } from "../../../check/finding.ts";
import { capital, short, uncapital } from "../../words/names.ts";
import { advantage, interval, outOf } from "../../words/numbers.ts";
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
        Where harm may come from
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

type Check = SourcesFacts["sources"][number]["checks"][number];

/** What a check says of the source, or why it says nothing. */
function spoken({ check, measures, lacks }: Check, beside: readonly Finding[]): Markup {
  const finding = beside.find((one) => one.check === check);
  const silent = !finding ? "not played" : (lacks ?? unplayed(finding));
  if (silent !== null) return html`<div class="mute">${check}: ${silent}</div>`;
  const text = finding ? found(finding, measures) : "";
  return html`<div><a href="#${slug(check)}">${check}</a>${text !== "" && html`: <bdi>${text}</bdi>`}</div>`;
}

const unplayed = ({ verdict, reason }: Finding): string | null =>
  verdict === "not-applicable" || verdict === "error"
    ? uncapital((reason?.message ?? "not played").replace(/\.$/, ""))
    : null;

/** What bears on the source, of all rows where there is such a number, else the one that is surely largest: chance makes small groups differ most: "base-rate.difference 0.196 [0.186, 0.205] (sex)". */
function found({ headline, measures: all }: Finding, ids: readonly string[]): string {
  const written = (value: number | null, low: number | null, high: number | null): string =>
    `${advantage(value)} ${interval(low, high)}`;
  if (ids.length === 0) {
    if (!headline) return "";
    const { measure, estimate, of } = headline;
    return `${measure} ${written(estimate.value, estimate.low, estimate.high)}${names(of)}`;
  }
  const bearing = all.filter(({ id, status, value }) => ids.includes(id) && status === "ok" && value !== null);
  const whole = bearing.filter(({ of }) => Object.keys(of ?? {}).length === 0);
  const [largest] = (whole.length > 0 ? whole : bearing).toSorted((x, y) => sure(y) - sure(x));
  if (!largest) return "nothing to report";
  return `${largest.id} ${written(largest.value, largest.low, largest.high)}${names(largest.of)}`;
}

/** How far from 0 it is at least. */
const sure = ({ value, low, high }: Finding["measures"][number]): number => {
  if (low === null || high === null) return Math.abs(value ?? 0);
  return low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
};

const names = (of: Finding["measures"][number]["of"] | null): string =>
  of && Object.keys(of).length > 0 ? ` (${short(Object.values(of).join(", "), 60)})` : "";
