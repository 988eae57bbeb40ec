/** One cell of a comparison: a mark for each subject on one line from 0 to 1, joined. */
import { html, type Markup } from "../html/markup.ts";
import { mark, type Series } from "../html/series.ts";
import type { Scale } from "./scale.ts";

export interface Dot {
  readonly series: Series;
  readonly value: number | null;
}

export function dots(all: readonly Dot[], x: Scale): Markup {
  const measured = all.flatMap(({ series, value }) =>
    value === null ? [] : [{ series, at: x(Math.max(0, Math.min(1, value))) }],
  );
  const ends = measured.map(({ at }) => at);
  return html`<svg class="la" width="100%" height="100%" aria-hidden="true">
    ${[0, 0.5, 1].map((tick) => html`<line class="grid" x1="${x(tick)}%" x2="${x(tick)}%" y1="0" y2="100%" />`)}
    ${measured.length > 1 && html`<line class="join" x1="${Math.min(...ends)}%" x2="${Math.max(...ends)}%" y1="50%" y2="50%" />`}
    ${measured.map(({ series, at }) => html`<svg x="${at}%" y="50%" overflow="visible">${mark(series, 7.4)}</svg>`)}
  </svg>`;
}
