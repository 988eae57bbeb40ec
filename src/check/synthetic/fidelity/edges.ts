/** Where a number or a time is cut into about ten bins of equally many people, at round places: an edge must not be somebody's value to the last digit. */

export interface Cut {
  /** Bins at most. */
  readonly most: number;
  /** People in a bin at least. */
  readonly fewest: number;
  /** How an edge may be rounded. */
  readonly round: (above: number, upTo: number) => number;
}

/** An edge may lie off its quantile by so large a share of the people. */
const slack = 0.005;

/**
 * Inner edges, rising: bin i holds edge[i-1] <= value < edge[i], the outer bins are open. A value that many people have gets
 * a bin of its own, and the others share the rest. `sorted` rises and has no NaN.
 */
export function edgesOf(sorted: Float64Array, { most, fewest, round }: Cut): number[] {
  const n = sorted.length;
  const edges: number[] = [];
  let start = 0;
  const target = (): number => Math.max(fewest, (n - start) / (most - edges.length));
  const cut = (at: number): void => {
    if (edges.length >= most - 1 || at - start < fewest || n - at < fewest) return;
    const room = Math.floor(Math.min(slack * n, target() / 10, at - start - fewest, n - at - fewest));
    const above = sorted[Math.max(start, at - 1 - room)]!;
    const edge = round(above, sorted[Math.min(n - 1, at + room)]!);
    edges.push(edge);
    start = firstAtLeast(sorted, edge);
  };
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && sorted[to] === sorted[from]) to++;
    if (to - from >= target()) cut(from);
    if (to - start >= target()) cut(to);
    from = Math.max(to, start);
  }
  return edges;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number with the fewest digits that is above one and at most the other. */
export function roundNumber(above: number, upTo: number): number {
  if (above < 0 && upTo >= 0) return 0;
  const largest = Math.ceil(Math.log10(Math.max(Math.abs(above), Math.abs(upTo)))) + 1;
  for (let power = largest; power > largest - 18; power--)
    for (const step of [1, 0.5, 0.2]) {
      const found = multiple(upTo, step, power);
      if (found > above && found <= upTo) return found;
    }
  return upTo;
}

/** The largest multiple of step * 10^power that is not above the value; a division where the unit is no whole number, so that 0.3 is 0.3. */
function multiple(value: number, step: number, power: number): number {
  if (power > 0) {
    const unit = step * 10 ** power;
    return Math.floor(value / unit) * unit;
  }
  const units = 10 ** -power / step;
  return Math.floor(value * units) / units;
}

/** The start of a year, else of a month, a day, an hour, a minute, in UTC. */
export function roundTime(above: number, upTo: number): number {
  const date = new Date(upTo);
  const year = date.getUTCFullYear();
  const starts = [
    Date.UTC(year, 0),
    Date.UTC(year, date.getUTCMonth()),
    ...[86_400_000, 3_600_000, 60_000].map((unit) => Math.floor(upTo / unit) * unit),
  ];
  return starts.find((start) => start > above && start <= upTo) ?? upTo;
}
