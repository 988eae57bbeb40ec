/** What the way of recording left in a column: rows that bear the mark, and those that could. */
import { clipped, defaultValues, heaping, type Spike } from "../../../bias/heaping.ts";
import type { Column } from "../../../table/types.ts";

export type Kind = "heaping" | "default" | "clipping";
export interface Mark {
  readonly kind: Kind;
  /** { base: "5" }, { value: "999" }, { end: "largest", value: "99" }. */
  readonly of: { readonly [what: string]: string };
  /** What a smooth distribution would have; null: there is no such number. */
  readonly expected: number | null;
  /** As of `ratesOf`. */
  readonly hit: Int8Array;
}

const bases = [5, 10] as const;

/** Of a column of numbers or times; of others none. */
export function marksOf(column: Column): Mark[] {
  if (column.kind === "category") return [];
  const { values } = column;
  const standing = defaultValues(values);
  const ends = clipped(values);
  const write = (value: number): string => (column.kind === "time" ? new Date(value).toISOString() : String(value));
  const spike = (kind: Kind, { value }: Spike, more: { readonly end?: string } = {}): Mark => ({
    kind,
    of: { ...more, value: write(value) },
    expected: null,
    hit: Int8Array.from(values, (x) => (Number.isNaN(x) ? -1 : x === value ? 1 : 0)),
  });
  const cut = (end: Spike | null, name: string): Mark[] =>
    end && !standing.some(({ value }) => value === end.value) ? [spike("clipping", end, { end: name })] : [];
  return [
    ...(column.kind === "number" && column.integer ? bases.flatMap((base) => heapedAt(values, base)) : []),
    ...standing.map((each) => spike("default", each)),
    ...cut(ends.low, "smallest"),
    ...cut(ends.high, "largest"),
  ];
}

function heapedAt(values: Float64Array, base: number): Mark[] {
  const found = heaping(values, base);
  return found ? [{ kind: "heaping", of: { base: String(base) }, expected: 1 / base, hit: found.round }] : [];
}
