/** Groups that nobody marked: found on one half of the rows, measured on the other, with each condition's share. */
import type { SubgroupsFacts } from "../../../check/data/subgroups.ts";
import type { Searched, Subgroup } from "../../../check/data/subgroups/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { linear } from "../../plot/scale.ts";
import { short } from "../../words/names.ts";
import { counted, decimal, integer, interval, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, pCell, rangeOf, whisker } from "./rates.ts";

/** Null: of another check, or nothing was searched. */
export function subgroups(finding: Finding): Markup | null {
  if (finding.check !== "data/subgroups" || !finding.facts["found"]) return null;
  const { found } = finding.facts as unknown as SubgroupsFacts;
  if (found.outcomes.length === 0) return null;
  return html`<p class="s">
      ${integer(found.rows.search)} random rows were searched, and what was found there was measured on the
      ${integer(found.rows.confirm)} others, which no search has seen. A subgroup has at least
      ${counted(found.support, "row")}.
    </p>
    ${found.outcomes.map(outcomePart)}`;
}

const names: { readonly [outcome: string]: string } = {
  "base-rate": "Who has the label",
  "error-rate": "For whom predictions are wrong",
  fpr: "Which negatives are called positive",
  fnr: "Which positives are missed",
  "mean-label": "Who has a larger or smaller label",
  "absolute-error": "For whom predictions are far off",
};

/** More subgroups than this are folded. */
const open = 5;

function outcomePart({ outcome, class: of, looked, p, subgroups: all, search }: Searched): Markup {
  const title = `${names[outcome] ?? outcome}${of === null ? "" : `, ${short(of, 30)}`}`;
  const confirmed = all.filter(({ status }) => status === "confirmed").length;
  const sorted = all.toSorted((a, b) => Math.abs(b.search.divergence) - Math.abs(a.search.divergence));
  const range = rangeOf(
    all.flatMap(({ measured: { divergence } }) => (divergence ? [{ ...divergence, small: false }] : [])),
  );
  const more = sorted.slice(open);
  return html`${table(title, sorted.slice(0, open), range)}${
      more.length > 0 &&
      html`<details class="fold">
        <summary>${integer(more.length)} more subgroups</summary>
        ${table(title, more, range)}
      </details>`
    }
    <p class="s">
      ${counted(looked, "subgroup")} were looked at. On the other half ${integer(confirmed)} of ${integer(all.length)}
      are confirmed, corrected for all of them. With outcomes reshuffled a search as wide finds one that stands out as
      much in ${decimal(100 * p, 0)} of 100 cases. All rows: ${decimal(search.mean, 3)}.
    </p>`;
}

function table(title: string, some: readonly Subgroup[], range: readonly [number, number]): Markup | null {
  if (some.length === 0) return null;
  return html`<table class="tb stack" role="table">
    <caption>
      ${title}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("subgroup", false)}${head("apart from all rows, 95 %", false)}${head("measured")}${head("found")}${head("rows")}${head("p, corrected")}${head("share of each condition", false)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${some.map((one) => row(one, range))}
    </tbody>
  </table>`;
}

function row({ conditions, search, measured, adjusted, status }: Subgroup, range: readonly [number, number]): Markup {
  const name = conditions.map(({ column, value }) => `${short(column, 24)} ${short(value, 28)}`).join(", ");
  const { divergence, shares, rows } = measured;
  const said = divergence
    ? `${signed(divergence.value)} ${interval(divergence.low, divergence.high, signed)}`
    : "too few rows";
  return html`<tr role="row">
    <th scope="row" role="rowheader"><bdi>${name}</bdi><span class="kd says">${status}</span></th>
    <td role="cell">
      ${divergence && whisker({ ...divergence, small: status !== "confirmed" }, range, `${name}: ${said}`)}
    </td>
    ${cell(said, "measured")}${cell(signed(search.divergence), "found")}${cell(integer(rows), "rows")}
    ${cell(adjusted === null ? undefinedNumber : pCell(adjusted), "p, corrected")}
    <td role="cell">${shares.length > 0 && bars(conditions, shares)}</td>
  </tr>`;
}

const signed = (x: number | null): string => (x !== null && x > 0 ? `+${decimal(x, 3)}` : decimal(x, 3));

const [width, line] = [110, 8];

/** Shapley shares of the divergence, from a line at 0. */
function bars(conditions: Subgroup["conditions"], shares: readonly number[]): Markup {
  const x = linear([Math.min(0, ...shares), Math.max(0, ...shares)], [2, width - 2]);
  const said = conditions.map(({ column }, i) => `${short(column, 24)} ${signed(shares[i] ?? 0)}`).join(", ");
  const height = line * shares.length;
  return html`<svg
      class="marg"
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      role="img"
      aria-label="${said}"
    >
      ${shares.map((share, i) => html`<line class="w c-s1" x1="${x(0)}" x2="${x(share)}" y1="${line * (i + 0.5)}" y2="${line * (i + 0.5)}" />`)}
      <line class="zero" x1="${x(0)}" x2="${x(0)}" y1="0" y2="${height}" /></svg
    ><span class="kd says">${said}</span>`;
}
