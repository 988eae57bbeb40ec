/** Hit rates of the same attack on people in the data, on outsiders, and of a blind guess: bars from 0 with their intervals. */
import type { Measure } from "../../check/finding.ts";
import { html, type Markup } from "../html/markup.ts";
import { interval, outOf, percent, thin } from "../words/numbers.ts";
import { linear, ticks } from "./scale.ts";

export interface Bars {
  readonly title: string;
  readonly attack: Measure;
  readonly control: Measure | null;
  readonly baseline: Measure | null;
  /** The largest share on the axis, the same for bars that are compared; else as these need. */
  readonly most?: number;
}

/** The largest share that the bars of a game reach with their intervals. */
export function mostOf(arms: readonly (Measure | null)[]): number {
  return Math.max(0.01, ...arms.map((arm) => Math.min(1, arm?.high ?? arm?.value ?? 0)));
}

const [left, right, top, step] = [104, 294, 4, 34];

export function bars({ title, attack, control, baseline, most = mostOf([attack, control, baseline]) }: Bars): Markup {
  const rows = [
    { name: "in the data", kind: "attack", measure: attack },
    { name: "not in the data", kind: "control", measure: control },
    { name: "blind guess", kind: "base", measure: baseline },
  ].flatMap(({ measure, ...row }) => (measure ? [{ ...row, measure }] : []));
  const at = ticks(0, most, 3).filter((tick) => tick <= 1);
  const x = linear([0, at.at(-1) ?? 1], [left, right]);
  const bottom = top + step * rows.length + 4;
  const grid = at.map(
    (tick, i) =>
      html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${top}" y2="${bottom}" /><text
          class="tk"
          x="${x(tick)}"
          y="${bottom + 16}"
          text-anchor="middle"
          >${Number((tick * 100).toPrecision(6))}${i === at.length - 1 ? `${thin}%` : ""}</text
        >`,
  );
  const said = rows.map(({ name, measure }) => `${name} ${spoken(measure)}`).join("; ");
  return html`<svg class="plot" viewBox="0 0 360 ${bottom + 22}" role="img" aria-label="${title}: ${said}">
    ${grid}${rows.map(({ name, kind, measure }, i) => bar({ name, kind, measure, y: top + 16 + step * i }, x))}
    <line class="base" x1="${left}" x2="${left}" y1="${top}" y2="${bottom}" />
  </svg>`;
}

function bar(
  { name, kind, measure, y }: { name: string; kind: string; measure: Measure; y: number },
  x: (share: number) => number,
): Markup {
  const { value, low, high, hits, n, status } = measure;
  const counted = hits === undefined ? "exact" : outOf(hits, n);
  const label = html`<text class="l" x="0" y="${y + 1}">${name}</text
    ><text class="tk" x="0" y="${y + 14}">${counted}</text>`;
  if (value === null) return html`${label}<text class="tk" x="${left + 6}" y="${y + 4}">not measured</text>`;
  const width = Math.max(1, x(value) - left);
  const whisker = low !== null && high !== null && high > low && [x(low), x(Math.min(1, high))];
  const path = whisker && `M${whisker[0]} ${y}H${whisker[1]}M${whisker[0]} ${y - 4}v8M${whisker[1]} ${y - 4}v8`;
  const small = status === "small";
  return html`${label}<rect
      class="b-${small ? "small" : kind}"
      x="${left}"
      y="${y - 8}"
      width="${Math.round(width * 10) / 10}"
      height="16"
    />${path && html`<path class="whb" d="${path}" /><path class="wh" d="${path}" />`}<text
      class="n"
      x="360"
      y="${y + 4}"
      text-anchor="end"
      >${small ? "" : percent(value, n)}</text
    >`;
}

function spoken({ value, low, high, hits, n }: Measure): string {
  const range =
    low !== null && high !== null && high > low ? ` ${interval(low, high, (share) => percent(share, n))}` : "";
  return `${percent(value, n)}${range}${hits === undefined ? "" : `, ${outOf(hits, n)}`}`;
}
