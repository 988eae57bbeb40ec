/** Whether predictions treat groups alike: rates by group with their gaps, and what a score means in each. */
import type { FairnessFacts } from "../../../check/data/fairness.ts";
import type { RateId } from "../../../check/data/fairness/hits.ts";
import type { Curves } from "../../../check/data/fairness/scores.ts";
import type { OfClass } from "../../../check/data/fairness/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { short } from "../../words/names.ts";
import { decimal, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, rateTables, whisker } from "./rates.ts";

/** Null: of another check, or nothing was found. */
export function fairness(finding: Finding): Markup | null {
  if (finding.check !== "data/fairness" || !finding.facts["fair"]) return null;
  const { fair, needed } = finding.facts as unknown as FairnessFacts;
  const several = fair.classes.length > 1;
  return html`${fair.classes.map((one) => classPart(one, several))}${fair.curves.map(curveTable)}${neededTable(needed)}`;
}

const shown: readonly (readonly [RateId, string, string])[] = [
  ["tpr", "found", "Positives that are found"],
  ["fpr", "called positive", "Negatives called positive"],
  ["selection-rate", "called positive", "All who are called positive"],
  ["ppv", "rightly so", "Called positive, and rightly so,"],
  ["accuracy", "right", "Predictions that are right"],
  ["base-rate", "with the label", "All with the label"],
];
const open = 2;

function classPart({ class: name, rates }: OfClass, several: boolean): Markup {
  const tables = shown.flatMap(([id, of, about]) => {
    const found = rates.find((one) => one.id === id);
    return found ? [rateTables(found.by, of, several ? `${short(name, 30)}: ${about}` : about)] : [];
  });
  const more = tables.slice(open);
  return html`${tables.slice(0, open)}${
    more.length > 0 &&
    html`<details class="fold">
      <summary>More rates by group</summary>
      ${more}
    </details>`
  }`;
}

function curveTable({ attribute, groups }: Curves): Markup {
  const rows = groups.flatMap(({ group, points }) => points.map((point) => ({ group, ...point })));
  return html`<details class="fold">
    <summary>What a score means, by ${short(attribute, 30)}</summary>
    <table class="tb stack" role="table">
      <caption>
        Share of positives in each tenth of the score, by ${short(attribute, 30)}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("group", false)}${head("95 % interval", false)}${head("mean score")}${head("positives")}${head("rows")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(({ group, score, rows: n, value, low, high }) => {
          const around = `${percent(value, n)} ${interval(low, high, (x) => percent(x, n))}`;
          return html`<tr role="row">
            <th scope="row" role="rowheader"><bdi>${short(group, 48)}</bdi></th>
            <td role="cell">
              ${whisker({ value, low, high, small: false }, [0, 1], `${group}, score ${decimal(score, 2)}: ${around}`)}
            </td>
            ${cell(decimal(score, 2), "mean score")}${cell(around, "positives")}${cell(integer(n), "rows")}
          </tr>`;
        })}
      </tbody>
    </table>
    <p class="s mute">A score means the same in all groups where equal scores go with equal shares of positives.</p>
  </details>`;
}

function neededTable(needed: FairnessFacts["needed"]): Markup | null {
  if (needed.length === 0) return null;
  return html`<details class="fold">
    <summary>How many rows it would take</summary>
    <table class="tb stack" role="table">
      <caption>
        Rows of each group that show a gap four times in five
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("attribute", false)}${head("rate", false)}${head("gap")}${head("rows of each group")}${head("the smallest has")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${needed.map(
          ({ attribute, rate, class: name, gap, rows, smallest }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader"><bdi>${short(attribute, 40)}</bdi></th>
              <td role="cell">${rate}${name !== null && ` of ${short(name, 24)}`}</td>
              ${cell(decimal(gap, 2), "gap")}${cell(rows === null ? undefinedNumber : integer(rows), "rows of each group")}${cell(integer(smallest), "the smallest has")}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
