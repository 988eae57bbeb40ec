/**
 * Independent marginals: every column by itself, from a bar chart whose bars are many people, so that nothing of one person remains.
 * Categories (and numbers with few values) that fewer people have than a bar needs are not drawn at all; other numbers are drawn evenly within bars of equally many people, and rounded as the real ones are.
 */
import { stream, type Stream } from "../stats/stream.ts";
import { valuesOf } from "../table/columns.ts";
import type { Column, Table } from "../table/types.ts";
import type { Output, Work } from "../work.ts";
import { asOutput, generable, partOf, sealed, type PartInput } from "./part.ts";

export interface MarginalsOptions {
  readonly rows: number;
  readonly seed: number;
  /** Fewest people in a bar; default 20. */
  readonly bar?: number;
}

/** Keys and free text are left out. */
export function generateMarginals(real: Table, { rows, seed, bar = 20 }: MarginalsOptions): Table {
  const made = generable(real).map((column, at) =>
    columnOf(column, { rows: real.rows === 0 ? 0 : rows, bar, s: stream(seed, "generate/marginals", at) }),
  );
  return sealed(made, real.rows === 0 ? 0 : rows);
}

interface Draw {
  readonly rows: number;
  readonly bar: number;
  readonly s: Stream;
}

function columnOf(column: Column, { rows, bar, s }: Draw): Column {
  const values = valuesOf(column);
  const missing = column.kind === "category" ? (value: number) => value < 0 : Number.isNaN;
  const sorted = Float64Array.from(values)
    .filter((value) => !missing(value))
    .toSorted();
  const draw = sorted.length === 0 ? null : drawerOf(column, sorted, bar);
  const nothing = column.kind === "category" ? -1 : Number.NaN;
  const absent = values.length - sorted.length;
  const drawn = Float64Array.from({ length: rows }, () => (draw && s.int(values.length) >= absent ? draw(s) : nothing));
  return column.kind === "category" ? { ...column, codes: Int32Array.from(drawn) } : { ...column, values: drawn };
}

function drawerOf(column: Column, sorted: Float64Array, bar: number): (s: Stream) => number {
  const common = frequent(sorted, bar);
  // Whatever hardly anybody has is left to numbers that have enough company; a category where all are rare shows its commonest.
  if (column.kind === "category" || common.length > 0.9 * sorted.length) {
    const from = common.length > 0 ? common : commonest(sorted);
    return (s) => from[s.int(from.length)]!;
  }
  const bars = Math.max(1, Math.floor(sorted.length / bar));
  const edge = (at: number): number => sorted[Math.round((at / bars) * (sorted.length - 1))]!;
  const digits = digitsOf(sorted);
  return (s) => {
    const at = s.int(bars);
    const [low, high] = [edge(at), edge(at + 1)];
    const value = low + (high - low) * s.next();
    return rounded(value, digits);
  };
}

/** As many decimals as the values have; negative: they end in so many zeros. More than six: as they are. */
function digitsOf(values: Float64Array): number {
  for (let digits = -3; digits <= 6; digits++)
    if (values.every((value) => rounded(value, digits) === value)) return digits;
  return Infinity;
}
function rounded(value: number, digits: number): number {
  if (digits > 6) return value;
  const unit = 10 ** Math.abs(digits);
  return digits < 0 ? Math.round(value / unit) * unit : Math.round(value * unit) / unit;
}

/** The values that at least `least` rows have, as often as they have them. */
function frequent(sorted: Float64Array, least: number): Float64Array {
  const keep = new Uint8Array(sorted.length);
  for (let start = 0, i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    if (i - start >= least) keep.fill(1, start, i);
    start = i;
  }
  return sorted.filter((_, i) => keep[i]);
}

function commonest(sorted: Float64Array): Float64Array {
  let [best, most] = [sorted[0]!, 0];
  for (let start = 0, i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    if (i - start > most) [best, most] = [sorted[start]!, i - start];
    start = i;
  }
  return Float64Array.of(best);
}

export const marginals: Work<PartInput, Output> = {
  id: "generate/marginals@1",
  run: async (input, reader) => asOutput(generateMarginals(await partOf(input, reader), input)),
};
