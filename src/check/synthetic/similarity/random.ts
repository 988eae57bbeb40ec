/** Random data as SDMetrics' DCRBaselineProtection draws it: every column on its own, uniform over its range or over its labels. */
import { stream } from "../../../stats/stream.ts";
import { isMissing, pick, rangeOf } from "../../../table/columns.ts";
import type { Column, Table } from "../../../table/types.ts";

/** Missing values are as frequent as in `real`. */
export function randomTable(
  real: Table,
  { columns, rows, seed }: { readonly columns: readonly string[]; readonly rows: number; readonly seed: number },
): Table {
  return {
    digest: `${real.digest}:random`,
    rows,
    columns: pick(real, columns).map((column) => {
      const s = stream(seed, "synthetic/similarity", "random", column.name);
      let missing = 0;
      for (let row = 0; row < real.rows; row++) if (isMissing(column, row)) missing++;
      const share = real.rows > 0 ? missing / real.rows : 1;
      return randomColumn(column, { rows, draw: () => (s.next() < share ? null : s) });
    }),
  };
}

type Draw = () => ReturnType<typeof stream> | null;

function randomColumn(column: Column, { rows, draw }: { readonly rows: number; readonly draw: Draw }): Column {
  if (column.kind === "category") {
    const present = [...new Set(column.codes)].filter((code) => code >= 0).toSorted((a, b) => a - b);
    const codes = Int32Array.from({ length: rows }, () => present[draw()?.int(present.length) ?? -1] ?? -1);
    return { ...column, codes };
  }
  const range = rangeOf(column.values);
  const whole = column.kind === "number" && column.integer;
  const values = Float64Array.from({ length: rows }, () => {
    const s = draw();
    if (!s || !range) return Number.NaN;
    const { low, high } = range;
    return whole && high - low < 2 ** 52 ? low + s.int(high - low + 1) : low + s.next() * (high - low);
  });
  return { ...column, values };
}
