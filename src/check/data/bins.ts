/** Numbers as levels that can be counted: tenths that hold as many each, or are as wide each; values that many have are levels of their own. */

export interface Bins {
  readonly labels: readonly string[];
  /** -1 = missing. */
  codesOf(values: Float64Array): Int32Array;
}

/** A level begins here: at the value, or right above it. */
interface Bound {
  readonly at: number;
  readonly above: boolean;
}

const count = 10;

/** Cut by `values`, so that every bound has somebody of them or of `others` on both sides. Null: nobody has a value, or all have the same one. */
export function binned(
  values: Float64Array,
  by: "quantiles" | "widths",
  others: readonly Float64Array[] = [],
): Bins | null {
  const known = values.filter(Number.isFinite).toSorted();
  const [low, high] = [known[0], known.at(-1)];
  if (low === undefined || high === undefined) return null;
  const all = by === "quantiles" ? boundsOf(known) : widths(low, high);
  const [least, most] = others.reduce(([min, max], list) => rangeWith(list, min, max), [low, high]);
  const bounds = all.filter(({ at, above }) => (above ? at < most : at > least));
  if (bounds.length === 0) return null;
  const labels = Array.from({ length: bounds.length + 1 }, (_, i) => nameOf(bounds[i - 1], bounds[i]));
  return { labels, codesOf: (list) => Int32Array.from(list, (x) => (Number.isNaN(x) ? -1 : levelOf(x, bounds))) };
}

/** Of sorted numbers: where tenths of them begin. A value that takes two of them is a level of its own: tenths of a number that is mostly 0 would all be one. */
export function boundsOf(sorted: Float64Array): readonly Bound[] {
  const cuts = Array.from({ length: count - 1 }, (_, i) => sorted[Math.floor(((i + 1) / count) * sorted.length)] ?? 0);
  return [...new Set(cuts)].flatMap((at): Bound[] =>
    cuts.indexOf(at) === cuts.lastIndexOf(at)
      ? [{ at, above: false }]
      : [
          { at, above: false },
          { at, above: true },
        ],
  );
}

export function levelOf(x: number, bounds: readonly Bound[]): number {
  let level = 0;
  while (level < bounds.length && (bounds[level]!.above ? x > bounds[level]!.at : x >= bounds[level]!.at)) level++;
  return level;
}

const widths = (low: number, high: number): readonly Bound[] =>
  high > low
    ? Array.from({ length: count - 1 }, (_, i) => ({ at: low + ((i + 1) / count) * (high - low), above: false }))
    : [];

const rangeWith = (list: Float64Array, low: number, high: number): [number, number] =>
  list.reduce<[number, number]>(
    ([least, most], x) => (Number.isFinite(x) ? [Math.min(least, x), Math.max(most, x)] : [least, most]),
    [low, high],
  );

/** "below 3", "3", "3 to 5", "above 3 to 5", "5 or more". */
function nameOf(from: Bound | undefined, to: Bound | undefined): string {
  const said = ({ at }: Bound): string => String(Number(at.toPrecision(4)));
  if (!from) return to ? `${to.above ? "" : "below "}${said(to)}` : "all"; // nobody is below it
  if (!to) return from.above ? `above ${said(from)}` : `${said(from)} or more`;
  if (from.at === to.at) return said(from);
  return `${from.above ? "above " : ""}${said(from)} to ${said(to)}`;
}
