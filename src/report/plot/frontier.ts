/** How much can be had at a gap of at most so much: a rising line, and beside it where the decisions stand now. */
import { html, type Markup } from "../html/markup.ts";
import { linear, tenth, tickLabels, ticks } from "./scale.ts";

export interface Frontier {
  readonly title: string;
  /** Under the horizontal axis. */
  readonly x: string;
  /** Of `value`: "accuracy" or "cost". */
  readonly y: string;
  readonly points: readonly { readonly within: number; readonly value: number }[];
  readonly now: { readonly within: number; readonly value: number } | null;
  /** Of the vertical axis, the same for frontiers that are compared. */
  readonly range: readonly [low: number, high: number];
}

const box = { left: 44, right: 346, top: 10, bottom: 168 };

export function frontierPlot({ title, x: below, y: beside, points, now, range }: Frontier): Markup {
  const widest = Math.max(0.01, now?.within ?? 0, ...points.map(({ within }) => within));
  const [across, up] = [ticks(0, widest, 4), ticks(...range, 4)];
  const x = linear([0, across.at(-1) ?? 1], [box.left, box.right]);
  const y = linear([up[0] ?? 0, up.at(-1) ?? 1], [box.bottom, box.top]);
  const [acrossText, upText] = [tickLabels(across), tickLabels(up)];
  const line = points.map(({ within, value }) => `${x(within)} ${y(value)}`).join("L");
  // No more is gained beyond the last point: the line goes on level.
  const level = points.length > 0 ? `H${box.right}` : "";
  const leftOf = now !== null && x(now.within) > 290;
  return html`<svg class="plot" viewBox="0 0 360 208" role="img" aria-label="${spoken(title, beside, points, now)}">
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
    ${across.map((tick) => html`<text class="tk" x="${x(tick)}" y="184" text-anchor="middle">${acrossText(tick)}</text>`)}
    <line class="base" x1="${box.left}" x2="${box.right}" y1="${box.bottom}" y2="${box.bottom}" />
    ${line !== "" && html`<path class="ln c-s0" d="M${line}${level}" />`}
    ${points.map(({ within, value }) => html`<circle class="p p-s0" cx="${x(within)}" cy="${y(value)}" r="2" />`)}
    ${
      now &&
      html`<rect
          class="p p-s1"
          x="${tenth(x(now.within) - 4)}"
          y="${tenth(y(now.value) - 4)}"
          width="8"
          height="8"
        /><text
          class="l halo tx-s1"
          x="${tenth(x(now.within) + (leftOf ? -8 : 8))}"
          y="${tenth(y(now.value) + 14)}"
          text-anchor="${leftOf ? "end" : "start"}"
          >now</text
        >`
    }
    <text class="tk" x="195" y="204" text-anchor="middle">${below}</text>
  </svg>`;
}

function spoken(title: string, beside: string, points: Frontier["points"], now: Frontier["now"]): string {
  const at = ({ within, value }: { readonly within: number; readonly value: number }): string =>
    `${value.toFixed(3)} at ${within.toFixed(3)}`;
  // Five of the points say how it goes.
  const some = points.filter((_, i) => points.length < 6 || i % Math.ceil((points.length - 1) / 4) === 0);
  return `${title}: ${beside} ${some.map(at).join(", ")}${now ? `; now ${at(now)}` : ""}`;
}
