/** A number as it depends on another (advantage by k): a line with its band for each subject, labelled at its end. Drawn by Observable Plot. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Curve } from "../../check/finding.ts";
import { html, trusted, type Markup } from "../html/markup.ts";
import type { Series } from "../html/series.ts";
import { advantage, interval } from "../words/numbers.ts";
import { tickLabels, ticks } from "./scale.ts";

export interface Line {
  readonly curve: Curve;
  readonly series: Series;
  readonly name: string;
}

export interface CurveOptions {
  readonly title: string;
  /** Under the horizontal axis. */
  readonly x: string;
  readonly limit: number | null;
  /** Each line has its subject's name at its end. */
  readonly named: boolean;
  /** The horizontal axis is one of doublings. */
  readonly log?: boolean;
}

export function curves(lines: readonly Line[], { title, x: xLabel, limit, named, log = false }: CurveOptions): Markup {
  const points = lines.flatMap(({ curve }) => curve.points);
  const [first] = lines;
  if (!first || points.length === 0) return html``;
  const y = ticks(
    Math.min(0, limit ?? 0, ...points.map(({ low }) => Math.max(-1, low))),
    Math.max(limit ?? 0, ...points.map(({ high }) => high)),
    5,
  );
  const place = log ? Math.log2 : (at: number): number => at;
  const x = [...new Set(points.map((point) => place(point.x)))].toSorted((a, b) => a - b);
  const apart = labelPlaces(lines, y);
  const at = (point: Curve["points"][number]): number => place(point.x);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = Plot.plot({
    document,
    width: 360,
    height: 208,
    marginTop: 10,
    marginBottom: 40,
    marginLeft: 34,
    marginRight: named || limit !== null ? 78 : 12,
    className: "curve",
    x: { domain: [x[0] ?? 0, x.at(-1) ?? 1], type: "linear" },
    y: { domain: [y[0] ?? 0, y.at(-1) ?? 1] },
    marks: [
      Plot.gridY(y, { className: "grid", stroke: "var(--hair)", strokeOpacity: 1 }),
      Plot.axisY(y, { tickSize: 0, label: null, tickFormat: tickLabels(y), className: "tk" }),
      Plot.axisX(x, {
        tickSize: 4,
        label: null,
        tickFormat: (tick: number) => String(log ? Math.round(2 ** tick) : tick),
        className: "tk",
      }),
      Plot.ruleY([0], { className: "zero" }),
      ...(limit === null ? [] : [Plot.ruleY([limit], { className: "lim" })]),
      ...lines.flatMap(({ curve, series }) => [
        Plot.areaY(curve.points, { x: at, y1: "low", y2: "high", className: `band band-s${series.colour}` }),
        Plot.lineY(curve.points, { x: at, y: "value", className: `ln c-s${series.colour}` }),
        Plot.dot(curve.points, {
          x: at,
          y: "value",
          r: 3.2,
          stroke: "none",
          symbol: series.shape === "cross" ? "times" : series.shape,
          className: `p p-s${series.colour}${series.hollow ? " hol" : ""}`,
        }),
      ]),
    ],
  });
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const part of svg.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  const labels = [
    ...(named
      ? lines.map(
          ({ name, series }, i) =>
            html`<text class="l halo tx-s${series.colour}" x="288" y="${apart[i] ?? 0}">${name}</text>`,
        )
      : []),
    ...(limit === null
      ? []
      : [
          html`<text class="tk" x="288" y="${yAt(limit, y) + 4}"
            >${labelled(limit, lines, y, named) ? "" : "limit"}</text
          >`,
        ]),
  ];
  const said = lines.map((line) => spoken(line, named)).join("; ");
  return html`<svg class="plot" viewBox="0 0 360 208" role="img" aria-label="${title}: ${said}">
    ${trusted(svg.innerHTML)}
    <text class="tk" x="158" y="204" text-anchor="middle">${xLabel}</text>
    ${labels}
  </svg>`;
}

const [top, bottom] = [10, 168];
const yAt = (value: number, y: readonly number[]): number => {
  const [low, high] = [y[0] ?? 0, y.at(-1) ?? 1];
  return Math.round((bottom - ((value - low) / (high - low)) * (bottom - top)) * 10) / 10;
};

/** Labels stand at the ends of their lines, at least 14 apart. */
function labelPlaces(lines: readonly Line[], y: readonly number[]): readonly number[] {
  const wanted = lines.map(({ curve }, i) => ({ i, at: yAt(curve.points.at(-1)?.value ?? 0, y) + 4 }));
  const places: number[] = [];
  let last = -Infinity;
  for (const { i, at } of wanted.toSorted((a, b) => a.at - b.at)) {
    last = Math.max(at, last + 14);
    places[i] = last;
  }
  return places;
}

/** The word "limit" gives way to the name of a line that ends there. */
const labelled = (limit: number, lines: readonly Line[], y: readonly number[], named: boolean): boolean =>
  named && labelPlaces(lines, y).some((at) => Math.abs(at - yAt(limit, y) - 4) < 12);

function spoken({ curve: { x, points }, name }: Line, named: boolean): string {
  const said = points.map((point) => `${advantage(point.value)} ${interval(point.low, point.high)} at ${x} ${point.x}`);
  return `${named ? `${name} ` : ""}${said.join(", ")}`;
}
