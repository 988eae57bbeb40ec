/** This much privacy costs this much accuracy: a row for each defence, the advantage left and the accuracy left with their intervals. */
import type { Finding, Measure } from "../../check/finding.ts";
import { rowAxis, rowDomain, rowPlot, type RowEstimate } from "../plot/row.ts";
import { linear, ticks, type Scale } from "../plot/scale.ts";
import { defenceSentence, defencesOf, groupWords, promiseWords, type Defence } from "../words/defences.ts";
import { short } from "../words/names.ts";
import { advantage, interval, percent } from "../words/numbers.ts";
import { html, type Markup } from "./markup.ts";
import type { Series } from "./series.ts";
import type { Played } from "./suite.ts";

/** A table for each subject; null where no finding is about defences. */
export function defences(played: readonly Played[], several: boolean): Markup | null {
  const tables = played.flatMap(({ finding, series }) => {
    const all = defencesOf(finding);
    return all.length > 0 ? [tableOf(finding, { all, series, several })] : [];
  });
  return tables.length > 0 ? html`${tables}` : null;
}

interface Axis {
  readonly at: readonly number[];
  readonly x: Scale;
}
const axisOf = (at: readonly number[]): Axis => ({ at, x: linear([at[0] ?? 0, at.at(-1) ?? 1], [0, 100]) });

function tableOf(
  finding: Finding,
  { all, series, several }: { readonly all: readonly Defence[]; readonly series: Series; readonly several: boolean },
): Markup {
  const drawn = (measure: Measure | null): RowEstimate => ({
    series,
    value: measure?.value ?? null,
    low: measure?.low ?? null,
    high: measure?.high ?? null,
    small: measure?.status === "small",
  });
  const usual = all.find(({ group }) => group === "none") ?? null;
  const privacy = axisOf(
    rowDomain(
      all.map((one) => drawn(one.advantage)),
      null,
    ),
  );
  const rights = all.flatMap(({ accuracy }) => [accuracy?.low ?? [], accuracy?.high ?? []].flat());
  // At least a fifth of the scale, so that small differences look small.
  const best = Math.max(0.2, ...rights);
  const useful = axisOf(ticks(Math.min(best - 0.2, ...rights), best, 3));
  const few = all.some((one) => one.few !== null);
  let group = "none";
  const rows = all.map((one) => {
    const begins = one.group !== group;
    group = one.group;
    const promise = promiseWords(one);
    const right = (x: number | null): string => percent(x, one.accuracy?.n ?? 0);
    return html`${
        begins &&
        html`<tr role="row" class="hd">
          <th scope="rowgroup" role="rowheader" colspan="${few ? 6 : 5}">${groupWords[one.group] ?? one.group}</th>
        </tr>`
      }
      <tr role="row">
        <th scope="row" role="rowheader">
          <bdi>${short(one.name, 40)}</bdi
          >${one.plain !== "" && html` <span class="kd says">${short(one.plain, 90)}</span>`}${promise !== "" && html` <span class="kd says">${promise}</span>`}
        </th>
        <td role="cell" class="bar">
          ${rowPlot([drawn(one.advantage)], { x: privacy.x, limit: usual?.advantage?.value ?? null })}
        </td>
        <td role="cell" class="r">
          ${advantage(one.advantage?.value ?? null)}<span class="sr">
            ${one.advantage && interval(one.advantage.low, one.advantage.high)}</span
          >
        </td>
        ${few && html`<td role="cell" class="r hide mute">${advantage(one.few?.value ?? null)}</td>`}
        <td role="cell" class="bar">
          ${rowPlot([drawn(one.accuracy)], { x: useful.x, limit: usual?.accuracy?.value ?? null, zero: null })}
        </td>
        <td role="cell" class="r">
          ${right(one.accuracy?.value ?? null)}<span class="sr">
            ${one.accuracy && interval(one.accuracy.low, one.accuracy.high, right)}</span
          >
        </td>
      </tr>`;
  });
  const said = defenceSentence(all);
  return html`${
      said !== "" &&
      html`<p class="s">${several && html`<bdi class="nm">${short(finding.subject, 40)}.</bdi> `}${said}</p>`
    }
    <table class="tb suite cost" role="table">
      <caption>
        What is left of the leak, and of the accuracy on people it has not seen, with 95${"\u202f"}% interval
        <span class="cap"
          ><span
            ><svg class="shp" width="9" height="14" aria-hidden="true">
              <line class="lim" x1="4" x2="4" y1="0" y2="14" />
            </svg>
            as it is</span
          ></span
        >
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">defence</th>
          ${plotHead("advantage", privacy)}
          <th scope="col" role="columnheader" class="r">advantage</th>
          ${few && html`<th scope="col" role="columnheader" class="r hide">found at 1${"\u202f"}%</th>`}
          ${plotHead("accuracy", useful)}
          <th scope="col" role="columnheader" class="r">accuracy</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows}
      </tbody>
    </table>
    <p class="s mute after">
      Other answers promise nothing, and are void for whoever has the
      file.${all.some((one) => one.promise !== null) && " A promise also covers attacks that nobody knows yet; what is measured beside it may be far below."}
    </p>`;
}

const plotHead = (of: string, { at, x }: Axis): Markup =>
  html`<th scope="col" role="columnheader" class="bar">
    <span class="sr">plot of ${of} from ${advantage(at[0] ?? 0)} to ${advantage(at.at(-1) ?? 1)}</span>${rowAxis(at, x)}
  </th>`;
