/**
 * The relaxed space of a table: numbers and times in standard deviations of the pool, categories as one coordinate a label. A point is rounded to a valid row: whole
 * numbers where the column has them, the label with the largest coordinate, and nothing that the pool never reaches.
 */
import type { Columns } from "../../../learn/trainers/data.ts";
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from "../../../table/types.ts";
import type { Block, Space } from "./space.ts";
import { spreadOf } from "./spread.ts";

/** One column's part of the space. */
interface Part {
  readonly block: Block;
  readonly low: number;
  readonly high: number;
  readonly rounded: boolean;
  place(row: number, into: Float64Array): void;
  free(row: number): boolean;
  column(people: Uint32Array, points: readonly Float64Array[]): Column;
}

export function columnSpace(pool: Columns): Space {
  let width = 0;
  const parts = pool.columns.map((column): Part => {
    const part = column.kind === "category" ? categoryPart(column, width) : numberPart(column, width);
    width += sizeOf(part.block);
    return part;
  });
  const bounds = (of: "low" | "high"): Float64Array =>
    Float64Array.from(parts.flatMap((part) => Array.from({ length: sizeOf(part.block) }, () => part[of])));
  return {
    width,
    blocks: parts.map(({ block }) => block),
    low: bounds("low"),
    high: bounds("high"),
    rounded: parts.some(({ rounded }) => rounded),
    pointOf(row) {
      const point = new Float64Array(width);
      for (const part of parts) part.place(row, point);
      return point;
    },
    free: (row) =>
      Uint32Array.from(
        parts.flatMap((part) =>
          part.low < part.high && part.free(row)
            ? Array.from({ length: sizeOf(part.block) }, (_, i) => part.block.at + i)
            : [],
        ),
      ),
    rowsAt: (people, points) => ({
      kind: "columns",
      rows: points.length,
      columns: parts.map((part) => part.column(people, points)),
    }),
  };
}

const sizeOf = (block: Block): number => (block.kind === "category" ? block.places : 1);

function numberPart(column: NumberColumn | TimeColumn, at: number): Part {
  const { values } = column;
  const { low, high, deviation, bits } = spreadOf(values.length, (row) => values[row]!);
  const unit = bits ? 1 : deviation;
  const whole = column.kind === "time" || column.integer;
  const known = (row: number): boolean => Number.isFinite(values[row]!);
  const middle = (low + high) / 2 / unit; // of a number that is missing: it is never moved
  const value = (row: number, coordinate: number): number => {
    if (!known(row) || coordinate === values[row]! / unit) return values[row]!;
    const found = Math.min(high, Math.max(low, coordinate * unit));
    return whole ? Math.round(found) : found;
  };
  return {
    block: { kind: bits ? "bit" : "number", at },
    low: low / unit,
    high: high / unit,
    rounded: whole,
    place(row, into) {
      into[at] = known(row) ? values[row]! / unit : middle;
    },
    free: known,
    column: (people, points) => ({
      ...column,
      values: Float64Array.from(points, (point, i) => value(people[i]!, point[at]!)),
    }),
  };
}

/** More labels make a space in which nothing is found; the rarer ones have the last place in common, which stands for the row's own label. */
const mostPlaces = 100;

function categoryPart(column: CategoryColumn, at: number): Part {
  const { codes } = column;
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1); // missing (-1) is a label as any other
  const frequent = [...counts.keys()].toSorted((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const named = frequent.slice(0, mostPlaces);
  const placeOf = new Map(named.map((code, place) => [code, place]));
  const places = named.length + (frequent.length > named.length ? 1 : 0);
  const code = (row: number, point: Float64Array): number => {
    const own = placeOf.get(codes[row]!) ?? named.length;
    let best = own; // of places that tie, the row's own
    for (let place = 0; place < places; place++) if (point[at + place]! > point[at + best]!) best = place;
    return best === own ? codes[row]! : (named[best] ?? codes[row]!);
  };
  return {
    block: { kind: "category", at, places },
    low: 0,
    high: places > 1 ? 1 : 0,
    rounded: true,
    place(row, into) {
      into[at + (placeOf.get(codes[row]!) ?? named.length)] = 1;
    },
    free: () => true,
    column: (people, points) => ({
      ...column,
      codes: Int32Array.from(points, (point, i) => code(people[i]!, point)),
    }),
  };
}
