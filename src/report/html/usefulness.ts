/** "Utility beside privacy": what candidates are worth against what they leak, and which of them leaks less. */
import type { Run } from "../../run/schema.ts";
import { map, type Candidate } from "../plot/map.ts";
import { brief, comparedOf, difference, differenceOf, pairs, shownMore } from "../words/compare.ts";
import { weigh } from "../words/candidates.ts";
import { isAttacked, wordsOfRun } from "../words/kinds.ts";
import { short } from "../words/names.ts";
import { advantage, interval, undefinedNumber } from "../words/numbers.ts";
import { headlineOf } from "../words/remark.ts";
import { figure } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import { key, seriesOf } from "./series.ts";

/** Null where there is one table only: its numbers stand in the panels below. */
export function candidates(run: Run): Markup | null {
  const released = run.subjects.filter(isAttacked);
  if (released.length < 2) return null;
  const { worth, tables } = weigh(run);
  const { one } = wordsOfRun({ subjects: released });
  const placed = tables.flatMap(({ subject, worst, worth: own }, i): Candidate[] =>
    worst?.headline && own?.value != null
      ? [
          {
            name: short(subject, 18),
            series: seriesOf(i),
            worst: worst.headline.estimate,
            worth: { value: own.value, low: own.low, high: own.high },
          },
        ]
      : [],
  );
  const limits = new Set(tables.flatMap(({ worst }) => worst?.limit ?? []));
  const title = "What they are worth, and what they leak";
  const drawn =
    worth && placed.length > 1
      ? figure(
          title,
          map(placed, {
            title,
            limit: limits.size === 1 ? ([...limits][0] ?? null) : null,
            worth: worth.name,
            best: worth.best,
          }),
        )
      : null;
  const compared = comparison(run);
  if (!drawn && !compared) return null;
  const rows = tables.map(
    ({ subject, worst, worth: own }, i) =>
      run.subjects[i]?.kind !== "data" &&
      html`<tr role="row">
        <th scope="row" role="rowheader">${key(seriesOf(i))} <bdi>${short(subject, 28)}</bdi></th>
        <td role="cell" class="r">
          ${worst?.headline ? html`${advantage(worst.headline.estimate.value)} <span class="mute">${interval(worst.headline.estimate.low, worst.headline.estimate.high)}</span>` : undefinedNumber}${
            worst &&
            html`<span class="kd says"
              >${[brief(worst.check), headlineOf(worst).replace(/, clearest.*/, "")].filter((text) => text !== "").join(" ")}</span
            >`
          }
        </td>
        <td role="cell" class="r">${advantage(own?.value ?? null)}</td>
      </tr>`,
  );
  const table = html`<table class="tb" role="table">
    <caption>
      The same in numbers
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${one}</th>
        <th scope="col" role="columnheader" class="r">worst advantage</th>
        <th scope="col" role="columnheader" class="r">worth</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
  return html`${
    drawn &&
    html`<div class="two even">
      <div>${drawn}</div>
      <div>${table}</div>
    </div>`
  }${compared}`;
}

function comparison(run: Run): Markup | null {
  const all = pairs(run);
  if (all.length === 0) return null;
  const { many } = wordsOfRun(run);
  const rows = all.flatMap(({ a, b, comparisons }) =>
    comparisons.map((one) => {
      const more = shownMore(one);
      const said = more === "neither" ? "no difference shown" : `${short(more === "a" ? a : b, 20)} leaks more`;
      return html`<tr role="row">
        <th scope="row" role="rowheader">
          <code>${one.check}</code><span class="id"><bdi>${comparedOf(one)}</bdi></span>
        </th>
        <td role="cell"><bdi>${short(a, 20)}</bdi> minus <bdi>${short(b, 20)}</bdi></td>
        <td role="cell" class="r">${difference(one)}<span class="kd says">${differenceOf(one)}</span></td>
        <td role="cell" class="vs">${said}</td>
      </tr>`;
    }),
  );
  return html`<h3>Which leaks less</h3>
    <ul class="plain">
      ${all.map(({ sentence }) => html`<li>${sentence}</li>`)}
    </ul>
    <table class="tb cmp stack" role="table">
      <caption>
        The same people attacked through both ${many}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">check, and where they differ most</th>
          <th scope="col" role="columnheader">${many}</th>
          <th scope="col" role="columnheader" class="r">difference, 95${"\u202f"}%</th>
          <th scope="col" role="columnheader" class="vs">shown</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows}
      </tbody>
    </table>`;
}
