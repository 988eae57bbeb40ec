/** Who is found at how many false alarms, both axes logarithmic: what counts is the lower left corner, where an accusation means something. */
import type { Curve, Measure } from "../../check/finding.ts";
import { html, type Markup } from "../html/markup.ts";
import { mark, type Series } from "../html/series.ts";
import { share } from "../words/limits.ts";
import { interval, percent, thin } from "../words/numbers.ts";
import { tenth, type Scale } from "./scale.ts";

export interface RocLine {
  readonly name: string;
  readonly series: Series;
  readonly curve: Curve;
  /** The simplest attack, for comparison; null when it is the one shown. */
  readonly simple: Curve | null;
  readonly outsiders: number;
  /** At 10 % and 1 % false alarms. */
  readonly points: readonly { readonly rate: number; readonly found: Measure }[];
}

const box = { left: 44, right: 350, top: 8, bottom: 282 };
type Point = readonly [x: number, y: number];

export interface RocOptions {
  readonly title: string;
  readonly named: boolean;
  /** Where the people are who are looked for. */
  readonly within?: string;
}

export function roc(lines: readonly RocLine[], { title, named, within = "in the data" }: RocOptions): Markup {
  const fewest = Math.min(...lines.map(({ outsiders }) => outsiders));
  const lowest = Math.min(0.05, Math.max(2 / Math.max(fewest, 1), 1e-5));
  const x = logarithmic(lowest, [box.left, box.right]);
  const y = logarithmic(lowest, [box.bottom, box.top]);
  const hatched = x(Math.min(1, 10 / fewest));
  const said = lines.map((line) => spoken(line, { named, within })).join("; ");
  return html`<svg class="plot" viewBox="0 0 360 322" role="img" aria-label="${title}: ${said}">
    <rect
      x="${box.left}"
      y="${box.top}"
      width="${tenth(hatched - box.left)}"
      height="${box.bottom - box.top}"
      fill="url(#hatch)"
    />
    ${grid(lowest, x, y)}
    <line class="chance" x1="${box.left}" y1="${box.bottom}" x2="${box.right}" y2="${box.top}" />
    <text class="tk halo" x="${tenth(x(0.42))}" y="${tenth(y(0.42) + 22)}">chance</text>
    ${lines.map((line) => drawn(line, x, y))}${labels(lines, { x, y, named })}
    <text class="tk" x="197" y="318" text-anchor="middle">outsiders wrongly taken for people ${within}</text>
  </svg>`;
}

/** Clamped to the box: what lies below the lowest shown lies on its edge. */
function logarithmic(lowest: number, [from, to]: readonly [number, number]): Scale {
  const span = Math.log(1 / lowest);
  return (value) => tenth(from + (Math.log(Math.min(1, Math.max(value, lowest)) / lowest) / span) * (to - from));
}

function grid(lowest: number, x: Scale, y: Scale): readonly Markup[] {
  const ticks = [1, 0.1, 0.01, 0.001, 0.0001].filter((tick) => tick >= lowest);
  return ticks.map((tick) => {
    const text = share(tick);
    return html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${box.top}" y2="${box.bottom}" /><line
        class="grid"
        x1="${box.left}"
        x2="${box.right}"
        y1="${y(tick)}"
        y2="${y(tick)}"
      /><text class="tk" x="${tick === 1 ? box.right : x(tick)}" y="298" text-anchor="${tick === 1 ? "end" : "middle"}"
        >${text}</text
      ><text class="tk" x="38" y="${tenth(y(tick) + 4)}" text-anchor="end">${text}</text>`;
  });
}

function drawn({ series, curve, simple, points }: RocLine, x: Scale, y: Scale): Markup {
  const shown = curve.points.filter((point) => point.x > 0);
  const upper = thinned(shown.map((point): Point => [x(point.x), y(point.high)]));
  const lower = thinned(shown.map((point): Point => [x(point.x), y(point.low)]));
  const line = thinned(shown.map((point): Point => [x(point.x), y(point.value)]));
  const dashed = simple
    ? thinned(simple.points.filter((point) => point.x > 0).map((point): Point => [x(point.x), y(point.value)]))
    : [];
  return html`<path class="band band-s${series.colour}" d="${path([...upper, ...lower.toReversed()])}Z" />${
      dashed.length > 1 && html`<path class="ln simple c-s${series.colour}" d="${path(dashed)}" />`
    }<path class="ln c-s${series.colour}" d="${path(line)}" />${points.map(
      ({ rate, found }) =>
        found.value !== null && html`<g transform="translate(${x(rate)} ${y(found.value)})">${mark(series, 8)}</g>`,
    )}`;
}

const path = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");

/** Without points that nobody can tell from their neighbours: a page stays small. */
function thinned(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const [i, point] of points.entries()) {
    const last = kept.at(-1);
    const apart = last ? Math.hypot(point[0] - last[0], point[1] - last[1]) : Infinity;
    if (apart >= 2.5 || i === points.length - 1) kept.push(point);
  }
  return kept;
}

/** Operating points of the first two subjects, above the one and below the other; names where the lines begin. */
function labels(lines: readonly RocLine[], { x, y, named }: { x: Scale; y: Scale; named: boolean }): Markup {
  const operating = lines.slice(0, 2).flatMap(({ points, series }, i) =>
    points.flatMap(({ rate, found }) => {
      if (found.value === null) return [];
      // Near the top there is no room above the line.
      const above = i === 0 && y(found.value) > box.top + (x(rate) > 150 ? 22 : 60);
      const left = above && x(rate) > 150;
      const text = `${percent(found.value, found.n)} at ${share(rate)}`;
      return [
        html`<text
          class="n halo${named ? ` tx-s${series.colour}` : ""}"
          x="${tenth(x(rate) + (above ? -6 : 7))}"
          y="${tenth(Math.max(box.top + 12, Math.min(box.bottom - 4, y(found.value) + (left ? -9 : above ? -30 : 18))))}"
          text-anchor="${left ? "end" : "start"}"
          >${text}</text
        >`,
      ];
    }),
  );
  if (!named) return html`${operating}`;
  const starts = lines
    .map(({ curve, name, series }) => {
      const first = curve.points.find((point) => point.x > 0 && x(point.x) > box.left);
      return { name, series, at: y(first?.value ?? 0) - 10 };
    })
    .toSorted((a, b) => a.at - b.at);
  let last = -Infinity;
  const names = starts.map(({ name, series, at }) => {
    last = Math.max(at, last + 14, box.top + 12);
    return html`<text class="l halo tx-s${series.colour}" x="${box.left + 5}" y="${tenth(last)}">${name}</text>`;
  });
  return html`${operating}${names}`;
}

function spoken(
  { name, points, outsiders }: RocLine,
  { named, within }: { readonly named: boolean; readonly within: string },
): string {
  const said = points.flatMap(({ rate, found: { value, low, high, n } }) =>
    value === null
      ? []
      : [
          `${percent(value, n)}${low === null || high === null ? "" : ` ${interval(low, high, (one) => percent(one, n))}`} of the people ${within} are found at ${share(rate)} false alarms`,
        ],
  );
  const what = said.length > 0 ? said.join(", ") : `measured against ${outsiders} outsiders`;
  return `${named ? `${name} ` : ""}${what.replaceAll(thin, " ")}`;
}
