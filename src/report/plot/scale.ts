/** Scales and ticks of the plots. Everything is rounded to a tenth, so that the same numbers give the same bytes. */

export type Scale = (x: number) => number;
export const tenth = (x: number): number => Math.round(x * 10) / 10;

export function linear([a, b]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  return (x) => tenth(from + ((x - a) / (b - a || 1)) * (to - from));
}

const signedRoot = (x: number): number => Math.sign(x) * Math.sqrt(Math.abs(x));

/** Per cent of the width on the signed square-root axis, which is stretched near 0, where limits lie. Clamped to the ends. */
export function rootAxis(lowest: number): Scale {
  const start = signedRoot(lowest);
  return (x) => tenth(Math.min(100, Math.max(0, ((signedRoot(x) - start) / (1 - start)) * 100)));
}

/** Where the overview's axis begins: at -0.03, or lower where an interval needs it, but not below -0.25. */
export function lowestOf(lows: readonly number[]): number {
  return Math.max(-0.25, Math.min(-0.03, ...lows));
}

/** Round numbers that cover low ... high with at most `most` steps. */
export function ticks(low: number, high: number, most = 4): readonly number[] {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * (1 - 1e-9)) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** .05 and 0 and 1: ticks have no leading zero. */
export function tickLabel(x: number): string {
  const text = String(Math.abs(x)).replace(/^0\./, ".");
  return x < 0 ? `\u2212${text}` : text;
}

/** The same with as many decimals as the finest of all ticks; 0 has none. */
export function tickLabels(all: readonly number[]): (x: number) => string {
  const digits = Math.max(...all.map((tick) => String(tick).split(".")[1]?.length ?? 0));
  return (x) => (x === 0 ? "0" : (x < 0 ? "\u2212" : "") + Math.abs(x).toFixed(digits).replace(/^0\./, "."));
}
