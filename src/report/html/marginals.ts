/** Each column's shares, the table against people in the data: small plots, folded away where there are many. */
import { marginal } from "../plot/marginal.ts";
import { marginalsOf } from "../words/facts.ts";
import { short } from "../words/names.ts";
import { advantage, counted } from "../words/numbers.ts";
import { html, type Markup } from "./markup.ts";
import { key } from "./series.ts";
import type { Played } from "./suite.ts";

/** More plots than this are folded. */
const open = 12;

export function marginals(played: readonly Played[]): Markup | null {
  const tables = played.map(({ finding, series }) => ({ finding, series, shares: marginalsOf(finding) }));
  const [first] = tables;
  if (!first || first.shares.length === 0) return null;
  const several = played.length > 1;
  const plots = first.shares.map(({ column, bins, train }) => {
    const own = tables.flatMap(({ finding, series, shares }) => {
      const found = shares.find((one) => one.column === column);
      // Another subject may have been cut into other bins.
      return found && found.bins.length === bins.length
        ? [{ name: short(finding.subject, 20), colour: series.colour, shares: found.synthetic }]
        : [];
    });
    const shapes = tables.flatMap(({ finding }) => {
      const shape = finding.measures.find(({ id, of }) => id === "shape" && of?.["column"] === column);
      return shape?.value == null ? [] : [advantage(shape.value)];
    });
    return html`<figure>
      <figcaption>
        <code><bdi>${short(column, 22)}</bdi></code> <span class="kd">${shapes.join(" / ")}</span>
      </figcaption>
      ${marginal({ column: short(column, 40), bins, train, tables: own })}
    </figure>`;
  });
  const legend = html`<p class="s mute">
    Grey bars: people in the data; lines:
    ${tables.map(({ finding, series }, i) => html`${i > 0 && ", "}${several ? html`${key(series)} <bdi>${short(finding.subject, 24)}</bdi>` : "the table"}`)}.
    The number is the likeness of the shape; 1 is the same.
  </p>`;
  const body = html`${legend}
    <div class="margs">${plots}</div>`;
  return plots.length > open
    ? html`<details class="fold">
        <summary>${counted(plots.length, "column")}, one by one</summary>
        ${body}
      </details>`
    : html`<h4 class="sub4">Column by column</h4>
        ${body}`;
}
