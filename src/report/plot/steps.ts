/** What is left after each step, one below the other: points with their intervals, joined, and a line where chance is. */
import { html, type Markup } from "../html/markup.ts";
import { linear, tenth, tickLabels, ticks } from "./scale.ts";

export interface Steps {
  readonly title: string;
  readonly points: readonly {
    readonly name: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Where nothing is left. */
  readonly chance: number;
}

const [left, right, top, gap] = [150, 346, 14, 24];

export function stepsPlot({ title, points, chance }: Steps): Markup {
  const across = ticks(
    Math.min(chance, ...points.map(({ low }) => low)),
    Math.max(chance, ...points.map(({ high }) => high)),
    4,
  );
  const x = linear([across[0] ?? 0, across.at(-1) ?? 1], [left, right]);
  const y = (step: number): number => top + step * gap;
  const bottom = y(points.length - 1) + 14;
  const text = tickLabels(across);
  const said = points.map(({ name, value }) => `${name} ${value.toFixed(3)}`).join(", ");
  return html`<svg class="plot" viewBox="0 0 360 ${bottom + 20}" role="img" aria-label="${title}: ${said}">
    ${across.map(
      (tick) =>
        html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="4" y2="${bottom}" /><text
            class="tk"
            x="${x(tick)}"
            y="${bottom + 15}"
            text-anchor="middle"
            >${text(tick)}</text
          >`,
    )}
    <line class="chance" x1="${x(chance)}" x2="${x(chance)}" y1="4" y2="${bottom}" />
    ${points.length > 1 && html`<path class="ln c-s0" d="M${points.map(({ value }, i) => `${x(value)} ${y(i)}`).join("L")}" />`}
    ${points.map(
      ({ name, value, low, high }, i) =>
        html`<text class="tk" x="${left - 10}" y="${tenth(y(i) + 4)}" text-anchor="end">${name}</text
          ><line class="w c-s1" x1="${x(low)}" x2="${x(high)}" y1="${y(i)}" y2="${y(i)}" /><circle
            class="p p-s1"
            cx="${x(value)}"
            cy="${y(i)}"
            r="3.5"
          />`,
    )}
  </svg>`;
}
