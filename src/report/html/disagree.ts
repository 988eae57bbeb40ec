/** Where metrics disagree: what attacks found, and beside it what metrics in common use say by their authors' own thresholds. */
import type { Finding } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { dots } from "../plot/dots.ts";
import { linear } from "../plot/scale.ts";
import { rowAxis } from "../plot/row.ts";
import { disagreement, standWords, type Metric, type Stand } from "../words/disagree.ts";
import { kindOfCheck } from "../words/kinds.ts";
import { measured, measureWords } from "../words/measures.ts";
import { capital, sentenceEnd, short, visible } from "../words/names.ts";
import { decimal, undefinedNumber } from "../words/numbers.ts";
import { printedVerdict, type Printed } from "../words/verdict.ts";
import { glyph, verdict } from "./glyphs.ts";
import { html, scrolling, type Markup } from "./markup.ts";
import { key, seriesOf } from "./series.ts";

const tones: { readonly [S in Stand]: Printed["tone"] } = {
  prefers: "leak",
  misses: "leak",
  alarms: "open",
  blind: "open",
  agrees: "ok",
  open: "diag",
};

export function disagree(run: Run): Markup | null {
  const found = disagreement(run);
  if (!found) return null;
  const x = linear([0, 1], [0, 100]);
  const columns = run.subjects.map(
    ({ name }, i) =>
      html`<th scope="col" role="columnheader" class="r">${key(seriesOf(i))} <bdi>${short(name, 14)}</bdi></th>`,
  );
  const heading = (text: string): Markup =>
    html`<tr role="row" class="hd">
      <th scope="rowgroup" role="rowheader" colspan="${columns.length + 3}">${text}</th>
    </tr>`;
  const table = html`<table class="tb suite dis" role="table">
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">measure</th>
        <th scope="col" role="columnheader" class="bar">
          <span class="sr">plot from 0, worst, to 1, best, by its own claim</span>${rowAxis([0, 0.5, 1], x)}
        </th>
        ${columns}
        <th scope="col" role="columnheader" class="vs">against the attacks</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${heading("What attacks found (1 \u2212 advantage)")}${attacks(run, x)}${heading("What metrics in common use say, and what their authors would conclude")}${found.metrics.map((metric) => line(metric, x))}
    </tbody>
  </table>`;
  return html`<section id="disagree" aria-labelledby="h-dis">
    <h2 id="h-dis">Where metrics disagree</h2>
    <p class="lead">${found.lead}</p>
    ${scrolling(table, run.subjects.length, "Metrics and attacks")} ${reasons(found.metrics)}
  </section>`;
}

type Scale = (value: number) => number;

function attacks({ findings, subjects }: Run, x: Scale): readonly Markup[] {
  const checks = [
    ...new Set(
      findings
        .filter(({ headline, check }) => headline !== null && kindOfCheck(check) !== "data")
        .map(({ check }) => check),
    ),
  ];
  return checks.map((check) => {
    const own = subjects.map(({ name }) => findings.find((one) => one.check === check && one.subject === name) ?? null);
    const first = own.find((finding) => finding !== null);
    const values = own.map((finding) => (finding?.headline ? 1 - finding.headline.estimate.value : null));
    return html`<tr role="row">
      <th scope="row" role="rowheader">${capital(first?.about.title ?? check)}</th>
      <td role="cell" class="bar">
        ${dots(
          values.map((value, i) => ({ series: seriesOf(i), value })),
          x,
        )}
      </td>
      ${own.map((finding, i) => html`<td role="cell" class="r">${decimal(values[i] ?? null, 3)}${finding && mini(finding)}</td>`)}
      <td role="cell" class="vs"></td>
    </tr>`;
  });
}

const mini = (finding: Finding): Markup => {
  const printed = printedVerdict(finding);
  return html` <span class="v v-${printed.tone} mini">${glyph(printed)}<span class="sr">${printed.word}</span></span>`;
};

function line({ measures, marks, stand }: Metric, x: Scale): Markup {
  const first = measures.find((measure) => measure !== null);
  if (!first) return html``;
  const { name, reads } = measureWords(first);
  const tool = measures.find((measure) => measure?.published)?.published?.tool ?? "";
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <bdi>${short(name, 80)}</bdi> <span class="kd">${tool === "" || tool.length > 48 ? reads : visible(tool)}</span>
    </th>
    <td role="cell" class="bar">
      ${dots(
        marks.map((value, i) => ({ series: seriesOf(i), value })),
        x,
      )}
    </td>
    ${measures.map(
      (measure) =>
        html`<td role="cell" class="r">
          ${measure ? measured(measure) : undefinedNumber}${
            measure?.published && html`<span class="kd says">“${measure.published.verdict}”</span>`
          }
        </td>`,
    )}
    <td role="cell" class="vs">
      ${verdict({ tone: tones[stand], word: standWords[stand], brief: "", glyph: "", ascii: "" })}
    </td>
  </tr>`;
}

/** Why, once for metrics that have the same reason; and the thresholds, so that nobody has to look them up. */
function reasons(metrics: readonly Metric[]): Markup {
  const why = new Map<string, string[]>();
  for (const { reason, measures } of metrics) {
    const first = measures.find((measure) => measure !== null);
    if (reason === "" || !first) continue;
    why.set(reason, [...(why.get(reason) ?? []), measureWords(first).name]);
  }
  const rules = metrics.flatMap(({ measures }) => {
    const first = measures.find((measure) => measure?.published);
    return first?.published ? [{ name: measureWords(first).name, ...first.published }] : [];
  });
  return html`${
    why.size > 0 &&
    html`<ul class="plain s">
      ${[...why].map(([reason, names]) => html`<li><b>${names.join("; ")}.</b> ${reason}</li>`)}
    </ul>`
  }
  ${
    rules.length > 0 &&
    html`<details class="more">
      <summary>The authors’ thresholds</summary>
      <ul>
        ${rules.map(({ name, rule, tool }) => html`<li>${name}: ${sentenceEnd(rule)} (${tool})</li>`)}
      </ul>
    </details>`
  }`;
}
