/** Small tables for the tests of the neighbour kernel. */
import { stream } from "../../stats/stream.ts";
import type { Column, Table } from "../types.ts";

export const number = (name: string, values: readonly number[]): Column => ({
  kind: "number",
  name,
  integer: false,
  values: Float64Array.from(values),
});
export const category = (name: string, codes: readonly number[], labels: number): Column => ({
  kind: "category",
  name,
  codes: Int32Array.from(codes),
  labels: Array.from({ length: labels }, (_, i) => String(i)),
  flag: null,
});
export const table = (...columns: Column[]): Table => {
  const [first] = columns;
  const rows = first?.kind === "category" ? first.codes.length : (first?.values.length ?? 0);
  return { digest: "", rows, columns };
};
export const inOrder = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);
export const names = ({ columns }: Table): string[] => columns.map(({ name }) => name);

export const cells = ({ columns }: Table): (Int32Array | Float64Array)[] =>
  columns.map((column) => (column.kind === "category" ? column.codes : column.values));

const cell = (kind: string, s: { next(): number; int(n: number): number }): number => {
  if (kind === "constant") return s.int(20) === 0 ? Number.NaN : 3;
  if (s.int(12) === 0) return kind === "narrow" || kind === "binary" || kind === "wide" ? -1 : Number.NaN;
  if (kind === "integer") return s.int(90) - 20;
  if (kind === "real") return (s.next() - 0.5) * 1e6;
  if (kind === "few") return s.int(3);
  return s.int(kind === "narrow" ? 5 : kind === "binary" ? 2 : 400);
};

/** Columns of kinds integer, real, few, constant, narrow, binary and wide, with missing values. */
export const make = (kind: readonly string[], rows: number, name: string, seed: number): Table => {
  const s = stream(seed, "table", name);
  return table(
    ...kind.map((each, at) => {
      const values = Array.from({ length: rows }, () => cell(each, s));
      const labels = { narrow: 5, binary: 2, wide: 400 }[each];
      return labels === undefined ? number(`n${at}`, values) : category(`c${at}`, values, labels);
    }),
  );
};
