/** How subjects are told apart in plots: by a shape and a colour that belong to their place in the run, never by a verdict's colour. */
import { html, type Markup } from "./markup.ts";

export interface Series {
  /** Class suffix of the colour: --series-0 ... */
  readonly colour: number;
  readonly shape: "square" | "circle" | "triangle" | "cross";
  readonly hollow: boolean;
}
const shapes: readonly Series["shape"][] = ["square", "circle", "triangle", "cross"];

export function seriesOf(place: number): Series {
  return { colour: place % 4, shape: shapes[place % 4] ?? "circle", hollow: Math.floor(place / 4) % 2 === 1 };
}

/** The mark around 0, 0, about `size` wide. */
export function mark({ colour, shape, hollow }: Series, size = 7): Markup {
  const r = size / 2;
  const name = `p p-s${colour}${hollow ? " hol" : ""}`;
  if (shape === "square") return html`<rect class="${name}" x="${-r}" y="${-r}" width="${size}" height="${size}" />`;
  if (shape === "circle") return html`<circle class="${name}" r="${r + 0.3}" />`;
  if (shape === "triangle") return html`<path class="${name}" d="M0 ${-r - 0.7}L${r + 0.9} ${r}H${-r - 0.9}Z" />`;
  return html`<path class="p c-s${colour} x" d="M${-r} ${-r}L${r} ${r}M${r} ${-r}L${-r} ${r}" />`;
}

/** For the key above a plot. */
export function key(series: Series): Markup {
  return html`<svg class="shp" width="11" height="11" viewBox="-5.5 -5.5 11 11" aria-hidden="true">
    ${mark(series, 8)}
  </svg>`;
}
