/** How values were recorded: round numbers, default values, values cut off, and steps, with the groups of those that differ most. */
import type { Found, Grain, Recorded } from "../../../check/data/measurement/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { short } from "../../words/names.ts";
import { advantage, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, pValue, rangeOf, rateTables, whisker } from "./rates.ts";

const open = 12;
const detailed = 5;
const level = 0.05;

/** Null: of another check, or nothing to say. */
export function measurement(finding: Finding): Markup | null {
  if (finding.check !== "data/measurement" || !Array.isArray(finding.facts["marks"])) return null;
  const { marks, grains } = finding.facts as unknown as Recorded;
  if (marks.length === 0 && grains.length === 0) return null;
  const ordered = marks.toSorted((a, b) => leastP(a) - leastP(b));
  const more = ordered.slice(open);
  return html`${ordered.length > 0 && markTable(ordered.slice(0, open))}${
    more.length > 0 &&
    html`<details class="fold">
      <summary>${integer(more.length)} more that differ less</summary>
      ${markTable(more)}
    </details>`
  }${ordered
    .filter((mark) => leastP(mark) < level)
    .slice(0, detailed)
    .map(
      (mark) =>
        html`<details class="fold">
          <summary><bdi>${short(mark.column, 40)}</bdi>: ${said(mark)}, by group</summary>
          ${rateTables(mark.by, "of values", `${short(mark.column, 30)}, ${said(mark)}`)}
        </details>`,
    )}${steps(grains)}`;
}

const leastP = ({ by }: Found): number => Math.min(1, ...by.map(({ adjusted }) => adjusted ?? 1));

function said({ kind, of }: Found): string {
  if (kind === "heaping") return `multiples of ${of["base"] ?? ""}`;
  const value = short(of["value"] ?? "", 24);
  return kind === "default" ? `the value ${value}` : `the ${of["end"] ?? ""} value ${value}`;
}

function markTable(marks: readonly Found[]): Markup {
  const range = rangeOf(marks.map(({ value, low, high }) => ({ value, low, high, small: false })));
  return html`<table class="tb stack" role="table">
    <caption>
      Round numbers, default values and values cut off
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("column", false)}${head("95 % interval", false)}${head("of values")}${head("expected")}${head("largest gap between groups")}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${marks.map((mark) => markRow(mark, range))}
    </tbody>
  </table>`;
}

function markRow(mark: Found, range: readonly [number, number]): Markup {
  const { column, value, low, high, n, expected, by } = mark;
  const around = interval(low, high, (x) => percent(x, n));
  const worst = by.filter(({ gap }) => gap).toSorted((a, b) => (b.gap?.value ?? 0) - (a.gap?.value ?? 0))[0];
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <code><bdi>${short(column, 40)}</bdi></code>
      <span class="kd says">${said(mark)}</span>
    </th>
    <td role="cell">
      ${whisker({ value, low, high, small: false }, range, `${column}, ${said(mark)}: ${percent(value, n)} ${around}`)}
    </td>
    ${cell(html`${percent(value, n)}<span class="kd says">${around}</span>`, "of values")}
    ${cell(expected === null ? undefinedNumber : percent(expected, n), "expected")}
    ${cell(
      worst?.gap
        ? html`${advantage(worst.gap.value)} ${interval(worst.gap.low, worst.gap.high)}<span class="kd says"
              >${short(worst.attribute, 24)}, p ${pValue(worst.adjusted)}</span
            >`
        : undefinedNumber,
      "largest gap between groups",
    )}
  </tr>`;
}

const written = (step: number | null): string => (step === null ? "no step" : `steps of ${step}`);

function steps(grains: readonly Grain[]): Markup | null {
  const other = grains.filter(({ others }) => others.length > 0);
  if (other.length === 0) return null;
  return html`<h4 class="sub4">Written in other steps</h4>
    ${other.map(
      ({ column, step, others }) =>
        html`<p class="s">
          <code><bdi>${short(column, 40)}</bdi></code> is written in ${written(step)}, and in
          ${others.slice(0, open).map(({ group, step: own }, i) => html`${i > 0 && "; in "}<bdi>${short(group, 40)}</bdi> in ${written(own)}`)}.
        </p>`,
    )}`;
}
