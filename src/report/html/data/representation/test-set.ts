/** The test set against the target of the training data. */
import type { HoldoutFacts } from "../../../../check/data/representation/facts.ts";
import { short } from "../../../words/names.ts";
import { advantage, counted, decimal, interval } from "../../../words/numbers.ts";
import { html, type Markup } from "../../markup.ts";
import { groupTables, type GroupWords } from "./groups.ts";

/** More features than this are not listed. */
const open = 12;

const coverage: GroupWords = {
  caption: "Groups of the test set, those that are most too few first",
  crossed: "Groups of the test set by several attributes together",
  last: [
    "a rate is known to",
    "Known to: half the width of the interval of a rate of one half among the group’s rows",
    ({ knownTo }) => `± ${decimal(knownTo, 3)}`,
  ],
};

/** How well the test set can speak of the target: whom it is far from, and who is too few to be tested. */
export function testSet(holdout: HoldoutFacts | null): Markup | null {
  if (!holdout || holdout.features.length === 0) return null;
  const { features, groups, rows } = holdout;
  return html`<h4 class="sub4">The test set</h4>
    <p class="s">
      ${counted(rows, "row")} of the holdout against the same target. A test set that is far from it says how well a
      model does for other people than those it is for.
    </p>
    <table class="tb stack" role="table">
      <caption>
        Features of the test set, farthest from their target first
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">feature</th>
          <th scope="col" role="columnheader" class="r">total variation</th>
          <th scope="col" role="columnheader" class="r">by chance</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${features.slice(0, open).map(
          ({ name, tv, noise }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader">
                <code><bdi>${short(name, 40)}</bdi></code>
              </th>
              <td role="cell" class="r" data-of="total variation">
                ${advantage(tv.value)} ${interval(tv.low, tv.high)}
              </td>
              <td role="cell" class="r" data-of="by chance">${advantage(noise)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${groupTables(groups, coverage)}`;
}
