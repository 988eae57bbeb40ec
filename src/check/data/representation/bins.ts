/** Numbers as groups: ten bins that hold as many of the target each, or are as wide each. */

export interface Bins {
  readonly labels: readonly string[];
  /** -1 = missing. */
  codesOf(values: Float64Array): Int32Array;
}

const count = 10;

/** Null: fewer than two bins would hold anybody. */
export function binned(values: Float64Array, by: "quantiles" | "widths"): Bins | null {
  const known = values.filter(Number.isFinite).toSorted();
  const [low, high] = [known[0], known.at(-1)];
  if (low === undefined || high === undefined || low === high) return null;
  const inner = Array.from({ length: count - 1 }, (_, i) => {
    const share = (i + 1) / count;
    return by === "widths" ? low + share * (high - low) : known[Math.floor(share * known.length)]!;
  });
  const edges = [...new Set(inner)].filter((edge) => edge > low);
  if (edges.length === 0) return null;
  const name = (edge: number | undefined): string => String(Number((edge ?? 0).toPrecision(4)));
  const labels = [
    `below ${name(edges[0])}`,
    ...edges.slice(1).map((edge, i) => `${name(edges[i])} to ${name(edge)}`),
    `${name(edges.at(-1))} or more`,
  ];
  return { labels, codesOf: (list) => Int32Array.from(list, (value) => place(value, edges)) };
}

function place(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return -1;
  let at = 0;
  while (at < edges.length && value >= edges[at]!) at++;
  return at;
}
