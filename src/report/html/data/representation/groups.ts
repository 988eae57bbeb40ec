/** Groups of people against the target's: a forest plot of their shares over it. */
import type { AttributeFacts, GroupFacts } from "../../../../check/data/representation/facts.ts";
import { numberAxis } from "../../../plot/forest.ts";
import { decimal, integer, interval, percent } from "../../../words/numbers.ts";
import { html, type Markup } from "../../markup.ts";
import { forest, type Row } from "../forest.ts";

/** Shares over those of the target, group by group. */
export function groupTables(all: readonly AttributeFacts[], said: GroupWords): Markup {
  const [single, crossed] = [all.filter((one) => !one.crossed), all.filter((one) => one.crossed)];
  return html`${groupTable(single, said)}${
    crossed.length > 0 &&
    html`<details class="fold">
      <summary>${said.crossed}</summary>
      ${groupTable(crossed, said)}
    </details>`
  }`;
}

export interface GroupWords {
  readonly caption: string;
  readonly crossed: string;
  /** What stands last in each row, and what it means. */
  readonly last: readonly [name: string, meaning: string, of: (group: GroupFacts) => string];
}

export const shortfall: GroupWords = {
  caption: "Groups, those that are most too few first",
  crossed: "Groups by several attributes together",
  last: [
    "to collect",
    "To collect: rows of the group that, added, would bring it there",
    ({ collect }) => integer(collect),
  ],
};
function groupTable(some: readonly AttributeFacts[], { caption, last }: GroupWords): Markup | null {
  if (some.length === 0) return null;
  const parts = some.map(({ attribute, n, groups }) => ({
    name: attribute,
    rows: groups.map((group) => groupRow(group, n, last[2](group))),
    band: null,
    sentence: null,
  }));
  return forest(parts, {
    caption,
    of: "share over target",
    columns: ["share", "target", last[0]],
    axis: numberAxis(
      parts.flatMap(({ rows }) => rows),
      [0, 1],
    ),
    line: { at: 1, says: `1: as in the target. ${last[1]}` },
    band: null,
  });
}

const groupRow = ({ group, small, share, target, ratio }: GroupFacts, n: number, last: string): Row => ({
  group,
  value: ratio?.value ?? null,
  low: ratio?.low ?? null,
  high: ratio?.high ?? null,
  small,
  said: decimal(ratio?.value ?? null, 2),
  around: ratio ? interval(ratio.low, ratio.high, (x) => decimal(x, 2)) : "",
  beside: [
    `${percent(share.value, n)} ${interval(share.low, share.high, (x) => percent(x, n))}`,
    percent(target, n),
    last,
  ],
});
