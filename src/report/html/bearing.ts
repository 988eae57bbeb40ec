/** "Who bears it": the leak of each group over outsiders of the same group, and the worst subgroup. */
import type { Exposure } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { rowDomain, type RowEstimate } from "../plot/row.ts";
import {
  against,
  bearingSentence,
  fewSentence,
  bits,
  columnOf,
  conditions,
  groupName,
  worstChance,
  worstSize,
  worstWord,
  type Group,
} from "../words/bearing.ts";
import { wordsOfCheck, wordsOfRun } from "../words/kinds.ts";
import { short } from "../words/names.ts";
import { integer, interval } from "../words/numbers.ts";
import { glyph } from "./glyphs.ts";
import { html, type Markup } from "./markup.ts";
import { estimateTable, type EstimateRow } from "./rows.ts";
import { seriesOf, type Series } from "./series.ts";
import { term } from "./term.ts";

interface Shown {
  readonly subject: string;
  /** Where several checks say who bears it: the one that is shown. */
  readonly check: string;
  readonly within: string;
  readonly series: Series;
  readonly exposure: Exposure;
}

export function bearing({ findings, subjects }: Run): Markup | null {
  // Of several attacks on a subject the first in the order of checks: choosing the one that shows most would be a choice to correct for.
  const shown = subjects.flatMap(({ name }, place): Shown[] => {
    const all = findings.filter(({ subject, exposure }) => subject === name && exposure !== null);
    const found = all.find(({ exposure }) => exposure && (exposure.groups.length > 0 || exposure.worst));
    return found?.exposure
      ? [
          {
            subject: name,
            check: all.length > 1 ? found.check : "",
            series: seriesOf(place),
            exposure: found.exposure,
            within: wordsOfCheck(found.check).within,
          },
        ]
      : [];
  });
  if (shown.length === 0) return null;
  const { one, within } = wordsOfRun({ subjects });
  const several = subjects.length > 1;
  const tables: Markup[] = [];
  for (let i = 0; i < shown.length; i += 3) tables.push(groupTable(shown.slice(i, i + 3), several));
  const worst = shown.flatMap(({ subject, exposure, within: where }) =>
    exposure.worst ? [card(exposure.worst, { subject: several ? subject : "", within: where })] : [],
  );
  return html`<section id="who" aria-labelledby="h-who">
    <h2 id="h-who">Who bears it</h2>
    ${leads(shown, several)}
    <div class="two">
      <div>
        ${tables}
        <p class="s mute after">${fewSentence(shown.map(({ exposure }) => exposure))}</p>
      </div>
      <div>
        ${worst}
        <div class="p s">
          ${alike(one, several)}, and so do outsiders of the same group. Only what people ${within} show beyond those
          outsiders is a leak: the difference of their mean ${term("exposure", "exposure")}, in ${term("bits", "bits")}.
        </div>
      </div>
    </div>
  </section>`;
}

/** Why groups are held against outsiders of their own. */
function alike(one: string, several: boolean): string {
  if (one === "model") return `To ${several ? "a" : "the"} model some groups look more familiar than others`;
  return `Some groups look more like ${several ? "a" : "the"} table’s rows than others`;
}

/** Once, where it is the same for all. */
function leads(shown: readonly Shown[], several: boolean): readonly Markup[] {
  const said = shown.map(({ exposure }) => bearingSentence(exposure));
  if (new Set(said).size === 1) return [html`<p class="lead">${said[0]}</p>`];
  return shown.map(
    ({ subject }, i) =>
      html`<p class="lead">${several && html`<bdi class="nm">${short(subject, 40)}.</bdi> `}${said[i]}</p>`,
  );
}

function groupTable(shown: readonly Shown[], several: boolean): Markup {
  const names = new Map<string, Group>();
  for (const { exposure } of shown)
    for (const group of exposure.groups) names.set(conditions(group.of), names.get(conditions(group.of)) ?? group);
  let column = "";
  const rows = [...names].map(([name, first]): EstimateRow => {
    const own = shown.map(({ exposure }) => exposure.groups.find((group) => conditions(group.of) === name) ?? null);
    const begins = columnOf(first) !== column;
    column = columnOf(first);
    const small = own.every((group) => group === null || group.status === "small");
    return {
      ...(begins && { group: html`<code><bdi>${short(column, 40)}</bdi></code>` }),
      head: html`<bdi${small && html` class="mute"`}>${short(groupName(first), 34)}</bdi>`,
      estimates: own.map((group, i) => estimate(group, shown[i])),
      limit: null,
      cells: [...own.map(number), `${integer(first.members)} / ${integer(first.outsiders)}`],
    };
  });
  if (rows.length === 0) return html``;
  return estimateTable({
    caption: html`Leak in bits, with 95${"\u202f"}%
    interval${shown[0]?.check && html` <span class="kd">by <code>${shown[0].check}</code></span>`}`,
    what: "group",
    columns: [
      ...shown.map(({ subject }) => ({ name: html`<bdi>${several ? short(subject, 16) : "leak"}</bdi>` })),
      { name: "people in / out", aside: true },
    ],
    at: rowDomain(
      rows.flatMap(({ estimates }) => estimates),
      null,
    ),
    zero: 0,
    dashed: null,
    subjects: shown.map(({ subject, series }) => ({ name: subject, series })),
    rows,
  });
}

function estimate(group: Group | null, shown: Shown | undefined): RowEstimate {
  return {
    series: shown?.series ?? seriesOf(0),
    value: group?.leak?.value ?? null,
    low: group?.leak?.low ?? null,
    high: group?.leak?.high ?? null,
    small: group?.status === "small",
  };
}

function number(group: Group | null): Markup {
  if (group === null || group.leak === null) return html`<span class="mute">too few</span>`;
  const said = against(group);
  return html`<span class="${group.status === "small" ? "mute" : "val"}">${bits(group.leak.value)}</span
    ><span class="sr"> ${interval(group.leak.low, group.leak.high, bits)}</span
    >${said !== "" && html`<span class="kd says">${said}</span>`}`;
}

function card(
  worst: NonNullable<Exposure["worst"]>,
  { subject, within }: { readonly subject: string; readonly within: string },
): Markup {
  const word = worstWord(worst);
  const chance = word === "could be chance";
  return html`<div class="adv">
    <h3>
      Worst subgroup of ${integer(worst.searched)} searched${subject !== "" && html`, <bdi>${short(subject, 40)}</bdi>`}
    </h3>
    <p class="worst"><bdi>${conditions(worst.of)}</bdi></p>
    <p class="s">${worstSize(worst, within)}</p>
    <p class="s">${worstChance(worst)}</p>
    <span class="v v-diag"
      >${chance && glyph({ tone: "diag", word, brief: word, glyph: "", ascii: "" })}<b>${word}</b></span
    >
  </div>`;
}
