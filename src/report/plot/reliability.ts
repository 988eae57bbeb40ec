/** Whether a score means what it says: the share of positives against the mean score, group by group, beside the diagonal of a score that does. */
import { html, type Markup } from "../html/markup.ts";
import { mark, type Series, seriesOf } from "../html/series.ts";
import { interval, percent, thin } from "../words/numbers.ts";
import { linear, tenth, tickLabel } from "./scale.ts";

export interface Reliable {
  readonly name: string;
  readonly points: readonly {
    readonly score: number;
    readonly rows: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

const box = { left: 46, right: 350, top: 24, bottom: 278 };
const x = linear([0, 1], [box.left, box.right]);
const y = linear([0, 1], [box.bottom, box.top]);

/** Strokes that are told apart without colours; the first is a full line. */
const dashes = ["none", "7 3", "2 3", "9 3 2 3", "4 4", "12 4"];
const dashOf = (place: number): string => dashes[place % dashes.length] ?? "none";

export function reliabilityPlot(groups: readonly Reliable[], { title }: { readonly title: string }): Markup {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return html`<svg
    class="plot"
    viewBox="0 0 360 316"
    role="img"
    aria-label="${title}: ${groups.map(spoken).join("; ")}"
  >
    ${ticks.map((tick) => {
      const text = percent(tick, 0);
      return html`<line class="grid" x1="${box.left}" x2="${box.right}" y1="${y(tick)}" y2="${y(tick)}" /><line
          class="grid"
          x1="${x(tick)}"
          x2="${x(tick)}"
          y1="${box.top}"
          y2="${box.bottom}"
        /><text class="tk" x="40" y="${tenth(y(tick) + 4)}" text-anchor="end">${text}</text
        ><text class="tk" x="${x(tick)}" y="295" text-anchor="${tick === 1 ? "end" : "middle"}"
          >${tickLabel(tick)}</text
        >`;
    })}
    <line class="base" x1="${box.left}" x2="${box.right}" y1="${box.bottom}" y2="${box.bottom}" />
    <line class="chance" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" />
    ${groups.map(({ points }, place) => intervals(points, seriesOf(place)))}${groups.map(({ points }, place) => lineOf(points, place))}
    <text class="tk" x="0" y="12">share of positives</text>
    <text class="tk" x="198" y="312" text-anchor="middle">mean score</text>
  </svg>`;
}

const intervals = (points: Reliable["points"], { colour }: Series): readonly Markup[] =>
  points.map(
    ({ score, low, high }) =>
      html`<line
        class="c-s${colour}"
        stroke-width="1.2"
        opacity=".6"
        x1="${x(score)}"
        x2="${x(score)}"
        y1="${y(low)}"
        y2="${y(high)}"
      />`,
  );

function lineOf(points: Reliable["points"], place: number): Markup {
  const series = seriesOf(place);
  const line = points.map(({ score, value }) => `${x(score)} ${y(value)}`).join("L");
  return html`${points.length > 1 && html`<path class="ln thin c-s${series.colour}" stroke-dasharray="${dashOf(place)}" d="M${line}" />`}${points.map(
    ({ score, value }) => html`<g transform="translate(${x(score)} ${y(value)})">${mark(series, 6.4)}</g>`,
  )}`;
}

/** The line and mark of a group, for the key above the plot. */
export function reliabilityKey(place: number): Markup {
  const series = seriesOf(place);
  return html`<svg class="shp" width="30" height="11" viewBox="-15 -5.5 30 11" aria-hidden="true">
    <path class="ln thin c-s${series.colour}" stroke-dasharray="${dashOf(place)}" d="M-15 0H15" />
    ${mark(series, 7)}
  </svg>`;
}

/** Its ends, and where it lies farthest from what the score says. */
function spoken({ name, points }: Reliable): string {
  const at = ({ score, value, low, high, rows }: Reliable["points"][number]): string =>
    `${percent(value, rows)} ${interval(low, high, (share) => percent(share, rows))} at a score of ${score.toFixed(2)}`;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return `${name}: nothing`;
  const far = points.toSorted((a, b) => Math.abs(b.value - b.score) - Math.abs(a.value - a.score))[0]!;
  const ends = first === last ? at(first) : `from ${at(first)} to ${at(last)}`;
  const beyond = far === first || far === last ? "" : `, farthest from the score with ${at(far)}`;
  return `${name} ${ends}${beyond}`.replaceAll(thin, " ");
}
