/** One cell of a row plot: estimates of several subjects for the same secret, split or mode, with x in per cent of the cell. */
import { html, type Markup } from "../html/markup.ts";
import { mark, type Series } from "../html/series.ts";
import { tickLabels, ticks, type Scale } from "./scale.ts";

export interface RowEstimate {
  readonly series: Series;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Too few people: hollow and grey. */
  readonly small: boolean;
}

/** Round ticks that cover all estimates, 0 and the limit; open or far ends are cut at -1. */
export function rowDomain(estimates: readonly RowEstimate[], limit: number | null): readonly number[] {
  const ends = estimates.flatMap(({ value, low, high }) =>
    value === null ? [] : [Math.max(low ?? -1, -1), high ?? 1, value],
  );
  return ticks(Math.min(0, limit ?? 0, ...ends), Math.max(0.1, limit ?? 0, ...ends), 4);
}

export interface RowOptions {
  readonly x: Scale;
  /** Dashed. */
  readonly limit: number | null;
  /** Where nothing leaks; null: nowhere on this axis. */
  readonly zero?: number | null;
}

export function rowPlot(estimates: readonly RowEstimate[], { x, limit, zero = 0 }: RowOptions): Markup {
  const measured = estimates.filter(({ value }) => value !== null);
  const lines = measured.map(({ series, value, low, high, small }, i) => {
    const y = tenthOf((100 * (i + 1)) / (measured.length + 1));
    return html`<line
        class="w c-s${small ? "small" : series.colour}"
        x1="${x(Math.max(low ?? -1, -1))}%"
        x2="${x(high ?? 1)}%"
        y1="${y}%"
        y2="${y}%"
      /><svg x="${x(value ?? 0)}%" y="${y}%" overflow="visible" class="${small ? "few" : "enough"}">
        ${mark(small ? { ...series, hollow: true } : series, measured.length > 2 ? 5.6 : 6.8)}
      </svg>`;
  });
  return html`<svg class="la" width="100%" height="100%" aria-hidden="true">
    ${zero !== null && html`<line class="ref0" x1="${x(zero)}%" x2="${x(zero)}%" y1="0" y2="100%" />`}
    ${limit !== null && html`<line class="lim" x1="${x(limit)}%" x2="${x(limit)}%" y1="0" y2="100%" />`}${lines}
  </svg>`;
}
const tenthOf = (x: number): number => Math.round(x * 10) / 10;

export function rowAxis(at: readonly number[], x: Scale): Markup {
  const label = tickLabels(at);
  const marks = at.map((tick, i) => {
    const anchor = i === 0 ? "start" : i === at.length - 1 ? "end" : "middle";
    return html`<line class="tick" x1="${x(tick)}%" x2="${x(tick)}%" y1="18" y2="23" /><text
        x="${x(tick)}%"
        y="14"
        text-anchor="${anchor}"
        >${label(tick)}</text
      >`;
  });
  return html`<svg class="ax" width="100%" height="23" aria-hidden="true">${marks}</svg>`;
}
