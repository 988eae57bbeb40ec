/** The shape of a column: bars of its histogram; over them, as a step line, the shape that it is compared with. */
import { html, type Markup } from "../html/markup.ts";
import { tenth } from "./scale.ts";

const [width, height] = [88, 17];

/** Shares, so that tables of different size compare; null when the histogram is empty. */
export function shares(histogram: readonly number[]): readonly number[] | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  return total > 0 ? histogram.map((count) => count / total) : null;
}

/** Total variation distance of two histograms on the same bins: the share that would have to move. Null unless both have people. */
export function distance(a: readonly number[], b: readonly number[]): number | null {
  const [p, q] = [shares(a), shares(b)];
  if (!p || !q || p.length !== q.length) return null;
  return p.reduce((sum, share, i) => sum + Math.abs(share - (q[i] ?? 0)), 0) / 2;
}

export function sparkline(histogram: readonly number[], compared?: readonly number[]): Markup | null {
  const bars = shares(histogram);
  if (!bars) return null;
  const outline = compared && shares(compared);
  const most = Math.max(...bars, ...(outline ?? []));
  const step = Math.min(width / bars.length, 11);
  const y = (share: number): number => tenth(height - (share / most) * height);
  const drawn = bars.map((share, i) => {
    const top = y(share);
    return (
      share > 0 &&
      html`<rect
        x="${tenth(i * step)}"
        y="${top}"
        width="${tenth(Math.max(0.8, step - 0.8))}"
        height="${tenth(height - top)}"
      />`
    );
  });
  const line =
    outline && outline.length === bars.length
      ? html`<path
          class="outline"
          d="M0 ${height}${outline.map((share, i) => `V${y(share)}H${tenth((i + 1) * step)}`).join("")}V${height}"
        />`
      : null;
  return html`<svg
    class="spark"
    width="${width}"
    height="${height + 1}"
    viewBox="0 0 ${width} ${height + 1}"
    aria-hidden="true"
  >
    ${drawn}${line}
  </svg>`;
}
