/** "Fairness beside privacy": what leaks of each group, next to how often predictions are wrong for it. */
import type { Run } from "../../run/schema.ts";
import { type Beside, besideOf, type BesideOf, besideSentence } from "../words/beside.ts";
import { bits } from "../words/bearing.ts";
import { short } from "../words/names.ts";
import { integer, interval, percent, undefinedNumber } from "../words/numbers.ts";
import { cell, head, rangeOf, whisker } from "./data/rates.ts";
import { html, type Markup } from "./markup.ts";
import { term } from "./term.ts";

/** Null: the run has no exposure by group, or no errors of the same groups. */
export function beside(run: Run): Markup | null {
  const all = besideOf(run);
  const [first] = all;
  if (!first) return null;
  return html`<section id="beside" aria-labelledby="h-beside">
    <h2 id="h-beside">Fairness beside privacy</h2>
    <div class="p mute">
      The same groups twice: their mean ${term("exposure", "exposure")} over outsiders of the same group, and how often
      what is predicted of them is wrong, in <bdi>${short(first.judged, 40)}</bdi>. Records that a model finds hard are
      often those that it remembers.
    </div>
    ${all.map((one) => tableOf(one, all.length > 1))}
  </section>`;
}

function tableOf(found: BesideOf, several: boolean): Markup {
  const { groups, leaking, check } = found;
  const all = { leaks: rangeOf(groups.map(drawnLeak)), errors: rangeOf(groups.map(drawnError)) };
  return html`<table class="tb stack" role="table">
      <caption>
        ${several && html`<bdi>${short(leaking, 40)}</bdi>, `}exposure by
        <code>${check}</code>
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("group", false)}${head("exposure, 95 %", false)}${head("bits")}${head("errors, 95 %", false)}${head("wrong")}${head("false positives")}${head("false negatives")}${head("rows")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${groups.map((group) => row(group, all))}
      </tbody>
    </table>
    <p class="s">${besideSentence(found)}</p>`;
}

type Range = readonly [number, number];
const drawnLeak = ({ leak, small }: Beside): Parameters<typeof whisker>[0] => ({ ...leak, small });
const drawnError = ({ error, small }: Beside): Parameters<typeof whisker>[0] => ({ ...error, small });

function row(group: Beside, { leaks, errors }: { readonly leaks: Range; readonly errors: Range }): Markup {
  const { group: name, leak, error, fpr, fnr, people, small } = group;
  const share = (x: number | null): string => percent(x, people);
  const leakSaid = `${bits(leak.value)} ${interval(leak.low, leak.high, bits)}`;
  const errorSaid = `${share(error.value)} ${interval(error.low, error.high, share)}`;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <bdi>${short(name, 40)}</bdi>${small && html` <span class="kd says">too few to be compared</span>`}
    </th>
    <td role="cell">${whisker(drawnLeak(group), leaks, `${name}: exposure ${leakSaid}`)}</td>
    ${cell(leakSaid, "bits")}
    <td role="cell">${whisker(drawnError(group), errors, `${name}: wrong ${errorSaid}`)}</td>
    ${cell(errorSaid, "wrong")}${cell(fpr ? share(fpr.value) : undefinedNumber, "false positives")}${cell(fnr ? share(fnr.value) : undefinedNumber, "false negatives")}${cell(integer(people), "rows")}
  </tr>`;
}
