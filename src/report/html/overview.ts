/** All checks of all subjects in one table: number, interval, plot, limit, verdict. On a phone each row becomes a block. */
import type { Finding } from "../../check/finding.ts";
import type { Run, Subject } from "../../run/schema.ts";
import { overviewAxis, overviewRow, toneMark } from "../plot/overview-row.ts";
import { lowestOf, rootAxis, type Scale } from "../plot/scale.ts";
import { short } from "../words/names.ts";
import { advantage, integer, interval, limit, undefinedNumber } from "../words/numbers.ts";
import { headlineOf, remark } from "../words/remark.ts";
import { printedVerdict } from "../words/verdict.ts";
import { verdictOf } from "./glyphs.ts";
import { html, slug, type Markup } from "./markup.ts";
import { term } from "./term.ts";
import { fileOf } from "./top.ts";

export function overview({ findings, subjects }: Run): Markup {
  const lows = findings.flatMap(({ headline }) => (headline ? [headline.estimate.low ?? -Infinity] : []));
  const x = rootAxis(lowestOf(lows));
  const bodies = subjects.map((subject) =>
    body(
      subject,
      findings.filter((finding) => finding.subject === subject.name),
      x,
    ),
  );
  return html`<section id="checks" aria-labelledby="h-checks">
    <h2 id="h-checks">All checks</h2>
    <div class="p mute">
      The ${term("advantage", "advantage")} is 0 for an attack that does no better on people in the data than on people
      outside, and 1 for certainty. Behind each number stands its 95${"\u202f"}% ${term("interval", "interval")}; the
      dashed line is the ${term("limit", "limit")}.
    </div>
    ${key()}
    <table class="ov" role="table" aria-label="All checks with advantage, interval, limit and verdict">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">question</th>
          <th scope="col" role="columnheader" class="num">advantage</th>
          <th scope="col" role="columnheader" class="ci">95${"\u202f"}% interval</th>
          <th scope="col" role="columnheader" class="fc">
            <span class="sr">plot, 0 to 1, stretched near 0</span>${overviewAxis(x)}
          </th>
          <th scope="col" role="columnheader" class="lm">limit</th>
          <th scope="col" role="columnheader" class="vd">verdict</th>
        </tr>
      </thead>
      ${bodies}
    </table>
    <p class="s mute after">
      The axis is stretched near 0 (square-root scale), because that is where limits lie. A number below 0 means that
      the attack did worse on people in the data; it is shown as measured.
    </p>
  </section>`;
}

function body(subject: Subject, findings: readonly Finding[], x: Scale): Markup {
  const { name, files, data } = subject;
  const rows = data.rows["synthetic"];
  const about = [fileOf(files, name), rows === undefined ? "" : `${integer(rows)} rows`, madeFrom(data.rows["train"])]
    .filter((text) => text !== "")
    .join(", ");
  return html`<tbody role="rowgroup">
    <tr class="sub" role="row">
      <th role="rowheader" scope="rowgroup" colspan="6">
        <bdi><b>${short(name, 80)}</b></bdi> <span>${about}</span>
      </th>
    </tr>
    ${findings.map((finding) => line(finding, x))}
  </tbody>`;
}
const madeFrom = (people: number | undefined): string =>
  people === undefined ? "" : `made from ${integer(people)} people`;

function line(finding: Finding, x: Scale): Markup {
  const { check, about, headline } = finding;
  const estimate = headline?.estimate;
  const of = headlineOf(finding);
  const excess = headline !== null && headline.measure !== "advantage" ? ` · ${headline.measure}` : "";
  const plot = overviewRow(
    {
      tone: printedVerdict(finding).tone,
      value: estimate?.value ?? null,
      low: estimate?.low ?? null,
      high: estimate?.high ?? null,
      limit: estimate ? finding.limit : null,
    },
    x,
  );
  const limitText = finding.limit !== null && estimate ? limit(finding.limit) : "";
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <a href="#${slug(check)}">${about.short}</a
      ><span class="id">${check}${excess}${of === "" ? null : html` · <bdi>${short(of, 60)}</bdi>`}</span>
    </th>
    <td role="cell" class="num">${estimate ? advantage(estimate.value) : undefinedNumber}</td>
    <td role="cell" class="ci">${estimate ? interval(estimate.low, estimate.high) : ""}</td>
    <td role="cell" class="fc">${plot}</td>
    <td role="cell" class="lm">${limitText}</td>
    <td role="cell" class="vd">${verdictOf(finding, remark(finding) || null)}</td>
  </tr>`;
}

function key(): Markup {
  const sample = (tone: "leak" | "open" | "ok", text: string): Markup =>
    html`<span
      ><svg width="54" height="14">
        <line class="w k-${tone}" x1="4" x2="50" y1="7" y2="7" />
        <g transform="translate(27 7)">${toneMark(tone, 9)}</g></svg
      >${text}</span
    >`;
  const upright = (name: string, text: string): Markup =>
    html`<span
      ><svg width="14" height="16"><line class="${name}" x1="7" x2="7" y1="0" y2="16" /></svg>${text}</span
    >`;
  return html`<div class="key" aria-hidden="true">
    ${sample("leak", "above the limit")}${sample("open", "undecided")}${sample("ok", "within the limit")}${upright("zero", "no better than on outsiders")}${upright("lim", "limit")}
  </div>`;
}
