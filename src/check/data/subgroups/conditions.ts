/** Conditions that a row may meet: values of columns as they are, numbers and times in fifths; who has no value meets "missing". */
import type { Cast } from "../../../subject/data.ts";
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from "../../../table/types.ts";

export interface Described {
  readonly name: string;
  /** By level. */
  readonly labels: readonly string[];
  /** Positions in `labels`, never -1. */
  readonly codes: Int32Array;
}

const bins = 5;
/** Numbers of so few different values are taken as they are. */
const fewValues = 6;
const missing = "missing";

/** A column whose groups are compared elsewhere has the same groups here. */
export function describedOf(column: Column, { attributes }: Pick<Cast, "attributes">): Described {
  const own = attributes.find(({ name }) => name === column.name);
  if (own) return own;
  const { name } = column;
  return column.kind === "category" ? { name, ...valuesOf(column) } : { name, ...fifthsOf(column) };
}

const valuesOf = ({ codes, labels }: CategoryColumn): Omit<Described, "name"> => withMissing(labels, codes);

function fifthsOf(column: NumberColumn | TimeColumn): Omit<Described, "name"> {
  const known = column.values.filter(Number.isFinite).toSorted();
  const write =
    column.kind === "time"
      ? (x: number): string => new Date(x).toISOString().slice(0, 10)
      : (x: number): string => String(Number(x.toPrecision(6)));
  const distinct = [...new Set(known)];
  if (column.kind === "number" && distinct.length <= fewValues) {
    const codes = Int32Array.from(column.values, (value) => distinct.indexOf(value));
    return withMissing(distinct.map(write), codes);
  }
  const edges = edgesOf(known, distinct);
  return withMissing(
    rangesOf(edges, write),
    Int32Array.from(column.values, (value) => placeOf(value, edges)),
  );
}

/** Between fifths of the values. Where most values are the smallest one, it is set apart from all others. */
function edgesOf(known: Float64Array, distinct: readonly number[]): readonly number[] {
  const low = distinct[0] ?? 0;
  const at = Array.from({ length: bins - 1 }, (_, i) => known[Math.floor(((i + 1) * known.length) / bins)] ?? low);
  const edges = [...new Set(at)].filter((edge) => edge > low);
  return edges.length > 0 || distinct.length < 2 ? edges : [distinct[1]!];
}

const rangesOf = (edges: readonly number[], write: (x: number) => string): string[] =>
  edges.length === 0
    ? ["any"]
    : [
        `below ${write(edges[0]!)}`,
        ...edges.slice(1).map((edge, i) => `${write(edges[i]!)} to below ${write(edge)}`),
        `${write(edges.at(-1)!)} and more`,
      ];

/** -1 = missing; infinite values are the largest and smallest. */
function placeOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return -1;
  let at = 0;
  while (at < edges.length && value >= edges[at]!) at++;
  return at;
}

const withMissing = (labels: readonly string[], codes: Int32Array): Omit<Described, "name"> =>
  codes.includes(-1)
    ? { labels: [...labels, missing], codes: codes.map((code) => (code < 0 ? labels.length : code)) }
    : { labels, codes };
