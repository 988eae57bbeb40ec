/** Whether predictions treat groups alike: rates by group with their gaps, and what a score means in each. */
import type { FairnessFacts } from "../../../check/data/fairness.ts";
import type { Derived } from "../../../check/data/fairness/derived.ts";
import type { RateId } from "../../../check/data/fairness/hits.ts";
import type { Fair, OfClass } from "../../../check/data/fairness/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { short } from "../../words/names.ts";
import { decimal, integer, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { derivedPart } from "./derived.ts";
import { curvePart } from "./fairness/curves.ts";
import { errorPart, scorePart, summaryPart } from "./fairness/scores.ts";
import { cell, head, rateTables } from "./rates.ts";
import { withinTables } from "./within.ts";

/** Null: of another check, or nothing was found. */
export function fairness(finding: Finding): Markup | null {
  if (finding.check !== "data/fairness" || !finding.facts["fair"]) return null;
  const { fair, needed, derived, strata } = finding.facts as unknown as FairnessFacts;
  return html`${classParts(fair, finding)}${errorPart(fair)}${curvePart(fair.curves)}${scorePart(fair)}${summaryPart(fair)}${derived && strata.length > 0 && strataPart(derived.within, strata)}${derived && derivedPart(derived, fair)}${neededTable(needed)}`;
}

const shown: readonly (readonly [RateId, string, string])[] = [
  ["tpr", "found", "Positives that are found"],
  ["fpr", "called positive", "Negatives called positive"],
  ["selection-rate", "called positive", "All who are called positive"],
  ["ppv", "rightly so", "Called positive, and rightly so"],
  ["accuracy", "right", "Predictions that are right"],
  ["base-rate", "with the label", "All with the label"],
];

/** Class by class, the one that is judged first and the others folded. */
function classParts({ classes }: Fair, { headline, limit }: Finding): Markup {
  if (classes.length < 2) return html`${classes.map((one) => classPart(one, "", { headline, limit }))}`;
  const most = headline?.of?.["class"];
  const sorted = classes.toSorted((a, b) => Number(b.class === most) - Number(a.class === most));
  return html`${sorted.map(
    (one, i) =>
      html`<details class="fold" ${i === 0 && html` open`}>
        <summary>Class <bdi>${short(one.class, 40)}</bdi> against all others</summary>
        ${classPart(one, `${short(one.class, 30)}: `, { headline, limit })}
      </details>`,
  )}`;
}

/** First the rates that are judged, with what the limit allows. */
function classPart(
  { rates, summaries }: OfClass,
  before: string,
  { headline, limit }: Pick<Finding, "headline" | "limit">,
): Markup {
  const judged = new Set(headline?.counts.map(({ of }) => of?.["rate"]));
  const known = shown.flatMap(([id, of, about]) => {
    const by = rates.find((one) => one.id === id)?.by;
    const all = summaries.everybody.find((one) => one.id === id);
    const everybody = all && all.value !== null ? { value: all.value, n: all.n } : null;
    return by ? [{ id, of, by, about: `${before}${about}`, everybody }] : [];
  });
  const first = known.filter(({ id }) => judged.has(id));
  // Of rates that nothing is said about, the first two.
  const open = first.length > 0 ? first : known.slice(0, 2);
  const more = known.filter((one) => !open.includes(one));
  return html`${open.map(({ id, of, by, about, everybody }) => rateTables(by, of, about, { limit: judged.has(id) ? limit : null, everybody }))}${
    more.length > 0 &&
    html`<details class="fold">
      <summary>${before}${before === "" ? "More" : "more"} rates by group</summary>
      ${more.map(({ of, by, about, everybody }) => rateTables(by, of, about, { limit: null, everybody }))}
    </details>`
  }`;
}

function strataPart(within: Derived["within"], strata: readonly string[]): Markup {
  return html`<h4 class="sub4">
      Called positive among those who are alike in
      ${strata.map((name, i) => html`${i > 0 && ", "}<bdi>${short(name, 24)}</bdi>`)}
    </h4>
    ${withinTables(within, { strata, outcome: "a yes" })}`;
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
