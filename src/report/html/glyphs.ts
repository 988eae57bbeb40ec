/** Shapes of verdicts, drawn once per page, and the verdict beside its shape. Shape and word carry the meaning, colour only repeats it. */
import type { Printed } from "../words/verdict.ts";
import { html, type Markup, type Part } from "./markup.ts";

export const glyphDefinitions: Markup = html`<svg width="0" height="0" class="defs" aria-hidden="true">
  <defs>
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line class="hatch" x1="0" x2="0" y1="0" y2="6" />
    </pattern>
    <symbol id="g-leak" viewBox="0 0 16 16">
      <path d="M8 .6 15.4 8 8 15.4.6 8Z" fill="currentColor" />
      <path class="on" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" />
    </symbol>
    <symbol id="g-ok" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="7.2" fill="currentColor" />
      <path class="on" d="M4.6 8.3l2.4 2.4 4.5-5" />
    </symbol>
    <symbol id="g-open" viewBox="0 0 16 16">
      <circle class="line" cx="8" cy="8" r="6.5" />
      <path class="line" d="M6 6.3c.1-2.6 4.1-2.4 4 .1 0 1.5-2 1.6-2 3.1" />
      <circle cx="8" cy="11.7" r="1" fill="currentColor" />
    </symbol>
    <symbol id="g-na" viewBox="0 0 16 16"><path class="line" d="M3 8h10" /></symbol>
    <symbol id="g-diag" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="5.5" /></symbol>
    <symbol id="g-acc" viewBox="0 0 16 16"><path class="line" d="M4 15V1.5M4 2h8.5l-2 3 2 3H4" /></symbol>
    <symbol id="g-err" viewBox="0 0 16 16">
      <path class="line" d="M8 1.7 14.8 14H1.2Z" />
      <path class="line" d="M8 6v3.7" />
      <circle cx="8" cy="11.8" r="1" fill="currentColor" />
    </symbol>
  </defs>
</svg>`;

export function glyph({ tone }: Printed): Markup {
  return html`<svg class="gl" viewBox="0 0 16 16" aria-hidden="true"><use href="#g-${tone}" /></svg>`;
}

export function verdict(printed: Printed, note: Part = null): Markup {
  return html`<span class="v v-${printed.tone}">${glyph(printed)}<b>${printed.word}</b></span
    >${note && html`<span class="vn">${note}</span>`}`;
}
