/** One row of the overview: interval with caps, mark, limit and chance, with x in per cent of the cell, so that it is fluid and the lines of all rows meet. */
import { html, type Markup } from "../html/markup.ts";
import type { Tone } from "../words/verdict.ts";
import { tickLabel, type Scale } from "./scale.ts";

export interface OverviewRow {
  readonly tone: Tone;
  readonly value: number | null;
  /** Null: open below. */
  readonly low: number | null;
  readonly high: number | null;
  readonly limit: number | null;
}

export function overviewRow({ tone, value, low, high, limit }: OverviewRow, x: Scale): Markup {
  return html`<svg class="fr" width="100%" height="100%" aria-hidden="true">
    ${vertical("zero", x(0))}${limit !== null && vertical("lim", x(limit))}${value !== null && high !== null && drawn({ tone, value, low: low ?? -Infinity, high }, x)}
  </svg>`;
}

function drawn({ tone, value, low, high }: { tone: Tone; value: number; low: number; high: number }, x: Scale): Markup {
  const [from, to] = [x(Math.max(low, -1)), x(high)];
  const cut = low < -0.25; // beyond the axis: an arrow instead of a cap
  const left = cut
    ? html`<path class="w k-${tone}" fill="none" d="M5 -4L1 0L5 4" />`
    : html`<line class="w k-${tone}" y1="-5" y2="5" />`;
  return html`<line class="w k-${tone}" x1="${from}%" x2="${to}%" y1="50%" y2="50%" /><svg
      x="${from}%"
      y="50%"
      overflow="visible"
    >
      ${left}</svg
    ><svg x="${to}%" y="50%" overflow="visible"><line class="w k-${tone}" y1="-5" y2="5" /></svg
    ><svg x="${x(value)}%" y="50%" overflow="visible">${toneMark(tone, 6.8)}</svg>`;
}

/** Diamond for a leak, filled circle within, hollow otherwise: readable without colour. */
export function toneMark(tone: Tone, size: number): Markup {
  const r = size / 2;
  if (tone === "leak" || tone === "acc")
    return html`<rect
      class="m m-${tone}"
      x="${-r}"
      y="${-r}"
      width="${size}"
      height="${size}"
      transform="rotate(45)"
    />`;
  return html`<circle class="m m-${tone}" r="${r + 0.6}" />`;
}

const vertical = (name: string, at: number): Markup =>
  html`<line class="${name}" x1="${at}%" x2="${at}%" y1="0" y2="100%" />`;

/** The axis above the rows. */
export function overviewAxis(x: Scale): Markup {
  const at = [0, 0.05, 0.25, 0.5, 1].map(
    (tick) =>
      html`<line class="tick" x1="${x(tick)}%" x2="${x(tick)}%" y1="24" y2="30" /><text
          x="${x(tick)}%"
          y="20"
          text-anchor="${tick === 1 ? "end" : "middle"}"
          >${tickLabel(tick)}</text
        >`,
  );
  return html`<svg class="ax" width="100%" height="30" aria-hidden="true">${at}</svg>`;
}
