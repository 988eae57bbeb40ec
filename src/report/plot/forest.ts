/** One row of a forest plot, with x in per cent of the cell: rows of a table share an axis, and what everybody is held against runs through all of them. */
import { html, type Markup } from "../html/markup.ts";
import { linear, tickLabels, ticks, type Scale } from "./scale.ts";

export interface Estimate {
  readonly value: number | null;
  /** Null: open. */
  readonly low: number | null;
  readonly high: number | null;
  /** Too few people: hollow and grey. */
  readonly small: boolean;
  /** Where the middle half lies, of a row that is no estimate but says how people spread. */
  readonly box?: readonly [from: number, to: number];
}

export interface Axis {
  readonly x: Scale;
  readonly at: readonly number[];
  readonly label: (tick: number) => string;
}
export interface Guides {
  readonly axis: Axis;
  /** What all groups together have, or what there would be without a difference; null: nothing to be held against. */
  readonly line: number | null;
  /** As far as groups may lie apart; null: nobody said. */
  readonly band: readonly [from: number, to: number] | null;
}

/** Narrower axes make much of little. */
const narrowest = 0.1;

/** Shares, in per cent: all intervals, and 0 where it is near. */
export function shareAxis(all: readonly Estimate[]): Axis {
  const [low, high] = endsOf(all, [0, 1]);
  const wide = Math.max(0, Math.min(low, high - narrowest));
  const at = ticks(low < high / 2 ? 0 : wide, Math.max(high, 1e-3), 4);
  const percent = (tick: number): number => Number((100 * tick).toPrecision(6));
  const label = tickLabels(at.map(percent));
  return { ...placed(at), label: (tick) => `${label(percent(tick)).replace(/^\./, "0.")}\u202f%` };
}

/** Numbers: all intervals, and `also`. */
export function numberAxis(all: readonly Estimate[], also: readonly number[] = []): Axis {
  const [low, high] = endsOf(all, [0, 1]);
  const at = ticks(Math.min(low, ...also), Math.max(high, ...also), 4);
  const largest = Math.max(...at.map(Math.abs));
  const long = largest >= 1e5 || largest < 1e-3;
  return { ...placed(at), label: long ? (tick) => briefly(tick, largest) : tickLabels(at) };
}

/** 1.5M, 2e-5: five long numbers do not fit on a phone. */
function briefly(tick: number, largest: number): string {
  const text = largest < 1 && tick !== 0 ? tick.toExponential() : compact.format(tick);
  return text.replaceAll("-", "\u2212");
}
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

function endsOf(all: readonly Estimate[], none: readonly [number, number]): readonly [number, number] {
  const ends = all.flatMap(({ value, low, high }) => (value === null ? [] : [value, low ?? value, high ?? value]));
  const known = ends.filter(Number.isFinite);
  return known.length === 0 ? none : [Math.min(...known), Math.max(...known)];
}

const placed = (at: readonly number[]): Omit<Axis, "label"> => ({
  at,
  x: linear([at[0] ?? 0, at.at(-1) ?? 1], [0, 100]),
});

/** `said` holds the numbers. What lies at the ticks is drawn by the style of the table, not again in every row. */
export function forestRow(estimate: Estimate, { axis, line, band }: Guides, said: string): Markup {
  const { x, at } = axis;
  const clamped = (value: number): number => x(Math.min(at.at(-1) ?? 1, Math.max(at[0] ?? 0, value)));
  const [from, to] = band ? [clamped(band[0]), clamped(band[1])] : [0, 0];
  return html`<svg class="la" width="100%" height="100%" role="img" aria-label="${said}">
    ${band && html`<rect class="band band-s1" x="${from}%" y="0" width="${rounded(to - from)}%" height="100%" />`}
    ${band && band[1] < (at.at(-1) ?? 1) && html`<line class="lim" x1="${to}%" x2="${to}%" y1="0" y2="100%" />`}
    ${line !== null && html`<line class="ref0" x1="${clamped(line)}%" x2="${clamped(line)}%" y1="0" y2="100%" />`}${interval(estimate, axis, clamped)}
  </svg>`;
}
const rounded = (x: number): number => Math.round(x * 10) / 10;

/** What lies beyond the axis is pointed at, not drawn at its end. */
function interval({ value, low, high, small, box }: Estimate, { at }: Axis, clamped: Scale): Markup | null {
  if (value === null) return null;
  const [first, last] = [at[0] ?? 0, at.at(-1) ?? 1];
  const colour = `c-s${small ? "small" : "1"}`;
  const arrow = (end: number, path: string): Markup =>
    html`<svg x="${end}%" y="50%" overflow="visible"><path class="w ${colour}" fill="none" d="${path}" /></svg>`;
  return html`<line
      class="w ${colour}"
      x1="${clamped(low ?? first)}%"
      x2="${clamped(high ?? last)}%"
      y1="50%"
      y2="50%"
    />${box && html`<line class="c-s1" stroke-width="9" x1="${clamped(box[0])}%" x2="${clamped(box[1])}%" y1="50%" y2="50%" />`}${(low === null || low < first) && arrow(0, "M5 -4L1 0L5 4")}${(high === null || high > last) && arrow(100, "M-5 -4L-1 0L-5 4")}${
      value >= first &&
      value <= last &&
      html`<circle class="p p-s1${(small || box) && " hol"}" cx="${clamped(value)}%" cy="50%" r="3.5" />`
    }`;
}

/** Above the rows. */
export function forestAxis({ at, x, label }: Axis): Markup {
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
