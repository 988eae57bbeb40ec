/** What candidates are worth against what they leak: to the left and up is better. */
import { html, type Markup } from "../html/markup.ts";
import { mark, type Series } from "../html/series.ts";
import { advantage, interval } from "../words/numbers.ts";
import { linear, tenth, tickLabels, ticks } from "./scale.ts";

export interface Candidate {
  readonly name: string;
  readonly series: Series;
  readonly worst: { readonly value: number; readonly low: number | null; readonly high: number };
  readonly worth: { readonly value: number; readonly low: number | null; readonly high: number | null };
}

export interface MapOptions {
  readonly title: string;
  readonly limit: number | null;
  /** Of the vertical axis, and what real people reach. */
  readonly worth: string;
  readonly best: number | null;
}

const box = { left: 44, right: 344, top: 12, bottom: 232 };

export function map(candidates: readonly Candidate[], { title, limit, worth, best }: MapOptions): Markup {
  const across = ticks(
    Math.min(0, ...candidates.map(({ worst }) => Math.max(-0.2, worst.low ?? 0))),
    Math.max(limit ?? 0.1, ...candidates.map(({ worst }) => worst.high)),
    5,
  );
  const ends = candidates.flatMap((one) => [one.worth.low ?? one.worth.value, one.worth.high ?? one.worth.value]);
  const up = ticks(Math.min(...ends, best ?? 1), Math.max(...ends, best ?? 0), 4);
  const x = linear([across[0] ?? 0, across.at(-1) ?? 1], [box.left, box.right]);
  const y = linear([up[0] ?? 0, up.at(-1) ?? 1], [box.bottom, box.top]);
  const [acrossText, upText] = [tickLabels(across), tickLabels(up)];
  const said = candidates
    .map(
      ({ name, worst, worth: own }) =>
        `${name} ${worth} ${advantage(own.value)}, worst advantage ${advantage(worst.value)} ${interval(worst.low, worst.high)}`,
    )
    .join("; ");
  const places = apart(candidates.map(({ worth: own }) => y(own.value)));
  return html`<svg class="plot" viewBox="0 0 360 286" role="img" aria-label="${title}: ${said}">
    ${across.map(
      (tick) =>
        html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${box.top}" y2="${box.bottom}" /><text
            class="tk"
            x="${x(tick)}"
            y="${box.bottom + 16}"
            text-anchor="middle"
            >${acrossText(tick)}</text
          >`,
    )}
    ${up.map(
      (tick) =>
        html`<line class="grid" x1="${box.left}" x2="${box.right}" y1="${y(tick)}" y2="${y(tick)}" /><text
            class="tk"
            x="38"
            y="${tenth(y(tick) + 4)}"
            text-anchor="end"
            >${upText(tick)}</text
          >`,
    )}
    ${limit !== null && html`<line class="lim" x1="${x(limit)}" x2="${x(limit)}" y1="${box.top}" y2="${box.bottom}" /><text class="tk halo" x="${tenth(x(limit) + 4)}" y="${box.bottom - 5}">limit</text>`}
    ${best !== null && html`<line class="lim" x1="${box.left}" x2="${box.right}" y1="${y(best)}" y2="${y(best)}" /><text class="tk halo" x="${box.right}" y="${tenth(y(best) - 5)}" text-anchor="end">real people</text>`}
    ${candidates.map(({ name, series, worst, worth: own }, i) => {
      const [at, height] = [x(worst.value), y(own.value)];
      const [low, high] = [own.low, own.high];
      const right = at < 230;
      return html`<line
          class="w c-s${series.colour}"
          x1="${x(Math.max(worst.low ?? -1, across[0] ?? -1))}"
          x2="${x(worst.high)}"
          y1="${height}"
          y2="${height}"
        />${
          low !== null &&
          high !== null &&
          high > low &&
          html`<line class="w c-s${series.colour}" x1="${at}" x2="${at}" y1="${y(low)}" y2="${y(high)}" />`
        }<g transform="translate(${at} ${height})">${mark(series, 8.5)}</g
        ><text
          class="l halo tx-s${series.colour}"
          x="${tenth(at + (right ? 9 : -9))}"
          y="${tenth((places[i] ?? height) - 8)}"
          text-anchor="${right ? "start" : "end"}"
          >${name}</text
        >`;
    })}
    <text class="tk" x="194" y="${box.bottom + 34}" text-anchor="middle">
      worst advantage of any attack → leaks more
    </text>
    <text class="tk" x="194" y="${box.bottom + 50}" text-anchor="middle">up: ${worth}</text>
  </svg>`;
}

/** Names of candidates that are worth the same do not lie on one another. */
function apart(heights: readonly number[]): readonly number[] {
  const places: number[] = [];
  let last = -Infinity;
  for (const { i, at } of heights.map((height, place) => ({ i: place, at: height })).toSorted((a, b) => a.at - b.at)) {
    last = Math.max(at, last + 14);
    places[i] = last;
  }
  return places;
}
