/** Training data against people it is used on: columns by how far they lie apart, groups in which they do, and the label. */
import type { DriftFacts } from "../../../check/data/drift.ts";
import type { Drifted } from "../../../check/data/drift/apart.ts";
import type { Drift, GroupDrift, LabelShift } from "../../../check/data/drift/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { marginal } from "../../plot/marginal.ts";
import { short } from "../../words/names.ts";
import { advantage, decimal, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, pCell, rangeOf, whisker } from "./rates.ts";

/** Null: of another check, or nothing was compared. */
export function drift(finding: Finding): Markup | null {
  if (finding.check !== "data/drift" || !finding.facts["found"]) return null;
  const { found } = finding.facts as unknown as DriftFacts;
  return html`<p class="s">${toldApart(found)}</p>
    ${columnTable(found)}${labelTable(found.label)}${groupTable(found.groups)}`;
}

const names = { serving: "people in use", holdout: "the test set" } as const;

function toldApart({ told, part, columns }: Drift): string {
  const moved = columns.filter(({ adjusted }) => adjusted < 0.05).length;
  const first = told
    ? `A classifier tells training data from ${names[part]} with an AUC of ${advantage(told.auc)} ${interval(told.low, told.high)}; 0.5 is guessing. `
    : "";
  return `${first}Of ${integer(columns.length)} columns ${integer(moved)} lie farther apart than chance explains.`;
}

/** More columns, or groups, than this are folded. */
const open = 12;

function columnTable({ columns, part }: Drift): Markup | null {
  if (columns.length === 0) return null;
  const drawn = columns.some(({ population }) => population !== null);
  const rows = columns.map((one) => {
    const { column, tv, chance, js, ks, wasserstein, psi, adjusted } = one;
    const more = [
      ks === null ? "" : `KS ${decimal(ks, 3)}`,
      wasserstein === null ? "" : `Wasserstein ${decimal(wasserstein, 3)} sd`,
      `Jensen-Shannon ${decimal(js, 3)}`,
      `PSI ${psi === null ? "∞" : decimal(psi, 3)}`,
    ].filter((text) => text !== "");
    return html`<tr role="row">
      <th scope="row" role="rowheader">
        <code><bdi>${short(column, 36)}</bdi></code>
      </th>
      <td role="cell">${shapeOf(one, part)}</td>
      ${cell(html`${advantage(tv.value)}<span class="kd says">${interval(tv.low, tv.high)}</span>`, "total variation")}
      ${cell(advantage(chance), "by chance")}${cell(pCell(adjusted), "p, corrected")}
      <td role="cell" class="s mute">${more.join(", ")}</td>
    </tr>`;
  });
  const table = (some: readonly Markup[]): Markup =>
    html`<table class="tb stack" role="table">
      <caption>
        Columns, farthest apart first
        <span class="cap"
          >grey bars: the training data${drawn && "; line: the population"}; dashed line: ${names[part]}</span
        >
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("column", false)}${head("shape", false)}${head("total variation")}${head("by chance")}${head("p, corrected")}${head("beside it", false)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${some}
      </tbody>
    </table>`;
  return folded(rows, table, "columns");
}

function shapeOf({ column, labels, train, other, population }: Drifted, part: Drift["part"]): Markup {
  return marginal({
    column: short(column, 40),
    bins: labels.map((label) => short(label, 30)),
    train: sharesOf(train),
    tables: [
      ...(population ? [{ name: "the population", colour: 2, shares: sharesOf(population) }] : []),
      { name: names[part], colour: 3, dashed: true, shares: sharesOf(other) },
    ],
  });
}

/** Of counts; all 0 of nobody's. */
function sharesOf(counts: readonly number[]): readonly number[] {
  const all = Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
  return counts.map((count) => count / all);
}

function folded(rows: readonly Markup[], table: (some: readonly Markup[]) => Markup, what: string): Markup {
  const more = rows.slice(open);
  return html`${table(rows.slice(0, open))}${
    more.length > 0 &&
    html`<details class="fold">
      <summary>${integer(more.length)} more ${what}</summary>
      ${table(more)}
    </details>`
  }`;
}

function labelTable(label: readonly LabelShift[]): Markup | null {
  if (label.length === 0) return null;
  const drawn = label.map(({ difference }) => ({ ...difference, small: false }));
  const range = rangeOf(drawn);
  const rows = label.map(({ group, train, other, difference, rows: [n, m] }, i) => {
    const name = group ?? "everybody";
    const said = `${advantage(difference.value)} ${interval(difference.low, difference.high)}`;
    return html`<tr role="row">
      <th scope="row" role="rowheader"><bdi>${short(name, 48)}</bdi></th>
      <td role="cell">${whisker(drawn[i]!, range, `${name}: ${said}`)}</td>
      ${cell(said, "difference")}${cell(percent(train, n), "in training")}${cell(percent(other, m), "in the other")}${cell(`${integer(n)} / ${integer(m)}`, "rows")}
    </tr>`;
  });
  const table = (some: readonly Markup[]): Markup =>
    html`<table class="tb stack" role="table">
      <caption>
        How often the label is positive
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("group", false)}${head("difference, 95 %", false)}${head("difference")}${head("in training")}${head("in the other")}${head("rows")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${some}
      </tbody>
    </table>`;
  return folded(rows, table, "groups");
}

function groupTable(groups: readonly GroupDrift[]): Markup | null {
  if (groups.length === 0) return null;
  const sorted = groups.toSorted((a, b) => b.tv.value - b.chance - (a.tv.value - a.chance)).slice(0, 2 * open);
  return html`<details class="fold">
    <summary>Within groups</summary>
    <table class="tb stack" role="table">
      <caption>
        Columns within groups, farthest apart first
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("group", false)}${head("column", false)}${head("total variation")}${head("by chance")}${head("rows")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${sorted.map(
          ({ group, column, tv, chance, rows: [n, m] }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader"><bdi>${short(group, 48)}</bdi></th>
              <td role="cell">
                <code><bdi>${short(column, 36)}</bdi></code>
              </td>
              ${cell(`${advantage(tv.value)} ${interval(tv.low, tv.high)}`, "total variation")}${cell(Number.isFinite(chance) ? advantage(chance) : undefinedNumber, "by chance")}${cell(`${integer(n)} / ${integer(m)}`, "rows")}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
