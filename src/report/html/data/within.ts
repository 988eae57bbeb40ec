/** Groups compared within strata of the columns that may rightly explain a difference: what is left of it there. */
import type { WithinStrata } from "../../../check/data/label/strata.ts";
import { short } from "../../words/names.ts";
import { advantage, interval, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, pCell } from "./rates.ts";

/** `outcome`: "the label", "a yes". Null: no group is large enough. */
export function withinTables(
  all: readonly WithinStrata[],
  { strata, outcome }: { readonly strata: readonly string[]; readonly outcome: string },
): Markup | null {
  const some = all.filter(({ groups }) => groups.length > 0);
  if (some.length === 0) return null;
  return html`${some.map((each) => table(each, strata))}
    <p class="s mute">
      Disparity: the group's share of those without ${outcome} minus its share of those with it. Above 0, the group gets
      ${outcome} less often than everybody else.
    </p>`;
}

function table({ attribute, groups }: WithinStrata, strata: readonly string[]): Markup {
  const around = (x: { readonly value: number; readonly low: number; readonly high: number } | null): string =>
    x ? `${advantage(x.value)} ${interval(x.low, x.high)}` : undefinedNumber;
  return html`<table class="tb stack" role="table">
    <caption>
      ${short(attribute, 30)} within equal ${strata.map((name) => short(name, 24)).join(", ")}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("group", false)}${head("disparity in all")}${head("disparity within")}${head("odds ratio within")}${head("p of no difference")}${head("p of the same in all")}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${groups.map(
        ({ group, plain, conditional, odds, p, alikeP }) =>
          html`<tr role="row">
            <th scope="row" role="rowheader"><bdi>${short(group, 48)}</bdi></th>
            ${cell(around(plain), "disparity in all")}${cell(around(conditional), "disparity within")}${cell(around(odds), "odds ratio within")}${cell(pCell(p), "p of no difference")}${cell(pCell(alikeP), "p of the same in all")}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
