/** What a score means in each group: a plot for each attribute, and the numbers folded below. */
import type { Curves } from "../../../../check/data/fairness/scores.ts";
import { reliabilityKey, reliabilityPlot } from "../../../plot/reliability.ts";
import { short } from "../../../words/names.ts";
import { decimal, integer, interval, percent } from "../../../words/numbers.ts";
import { html, type Markup } from "../../markup.ts";
import { cell, head } from "../rates.ts";

/** More lines than this nobody can tell apart. */
const most = 6;
/** Groups of fewer rows have no line. */
const fewest = 30;

/** Null: there is no score. */
export function curvePart(all: readonly Curves[]): Markup | null {
  const known = all.filter(({ groups }) => groups.some(({ points }) => points.length > 0));
  if (known.length === 0) return null;
  return html`<h4 class="sub4">What a score means</h4>
    <p class="s">
      Each tenth of the score, and the share of positives there, with 95${"\u202f"}% intervals. On the thin diagonal a
      score is what it says. Where lines of groups lie apart, equal scores mean different things.
    </p>
    <div class="plots">${known.map(figureOf)}</div>
    ${known.map(table)}`;
}

type Group = Curves["groups"][number];
const rowsOf = ({ points }: Group): number => points.reduce((sum, { rows }) => sum + rows, 0);

function figureOf({ attribute, groups }: Curves): Markup | null {
  const large = groups.filter((group) => rowsOf(group) >= fewest);
  if (large.length === 0) return null;
  const shown = new Set(large.toSorted((a, b) => rowsOf(b) - rowsOf(a)).slice(0, most));
  const drawn = large.filter((group) => shown.has(group)); // in their usual order
  const title = `Share of positives by mean score, by ${short(attribute, 30)}`;
  const left = groups.length - drawn.length;
  return html`<figure>
    <figcaption>by <bdi>${short(attribute, 30)}</bdi></figcaption>
    ${reliabilityPlot(
      drawn.map(({ group, points }) => ({ name: short(group, 40), points })),
      { title },
    )}
    <div class="key">
      ${drawn.map(({ group }, place) => html`<span>${reliabilityKey(place)} <bdi>${valueOf(group, attribute)}</bdi></span>`)}${left > 0 && html` <span>${integer(left)} smaller ${left === 1 ? "group is" : "groups are"} not drawn</span>`}
    </div>
  </figure>`;
}

/** "Black" of race=Black, where everything is about race. */
const valueOf = (group: string, attribute: string): string =>
  short(group.startsWith(`${attribute}=`) ? group.slice(attribute.length + 1) : group, 28);

function table({ attribute, groups }: Curves): Markup {
  const rows = groups.flatMap(({ group, points }) => points.map((point) => ({ group, ...point })));
  return html`<details class="fold">
    <summary>What a score means, by <bdi>${short(attribute, 30)}</bdi>, in numbers</summary>
    <table class="tb stack" role="table">
      <caption>
        Share of positives in each tenth of the score, by
        <bdi>${short(attribute, 30)}</bdi>
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head("group", false)}${head("mean score")}${head("positives")}${head("95 % interval")}${head("rows")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(({ group, score, rows: n, value, low, high }) => {
          const share = (x: number | null): string => percent(x, n);
          return html`<tr role="row">
            <th scope="row" role="rowheader"><bdi>${short(group, 48)}</bdi></th>
            ${cell(decimal(score, 2), "mean score")}${cell(share(value), "positives")}${cell(interval(low, high, share), "95 % interval")}${cell(integer(n), "rows")}
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}
