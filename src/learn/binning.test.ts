import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import type { Column } from "../table/types.ts";
import { binRows, cutColumns } from "./binning.ts";
import { letters, numbers, range } from "./testing/made.ts";

const binned = (columns: readonly Column[], n: number, bins: number, at: readonly Column[] = columns, m = n) =>
  Array.from(
    binRows(cutColumns(columns, Uint32Array.from(range(n)), bins, stream(1, "bins")), at, Uint32Array.from(range(m))),
  );

test("few values have a bin each; thresholds lie half way; 0 is what is missing", () => {
  expect(binned([numbers("x", [3, 1, Number.NaN, 3, 7])], 5, 254)).toEqual([2, 1, 0, 2, 3]);
  expect(binned([numbers("x", [1, 3])], 2, 254, [numbers("x", [-9, 2, 2.01, Infinity])], 4)).toEqual([1, 1, 2, 2]);
});

test("many values: bins of nearly equal numbers of rows, and one of its own for a value that fills it", () => {
  const x = [...range(1000), ...Array<number>(1000).fill(5000)];
  const counts = new Map<number, number>();
  for (const bin of binned([numbers("x", x)], 2000, 10)) counts.set(bin, (counts.get(bin) ?? 0) + 1);
  const sizes = [...counts.values()].toSorted((a, b) => a - b);
  expect(sizes).toHaveLength(10);
  expect(sizes.at(-1)).toBe(1000);
  expect(sizes[0]).toBeGreaterThanOrEqual(100);
  expect(sizes[8]).toBeLessThanOrEqual(112);
});

test("bins rise with the values, whatever they are", () => {
  const value = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(5e-324, 0, -0, 1e308, -1e308, 1 + 2 ** -52, 1));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: 2, max: 12 }), (x, bins) => {
      const found = binned([numbers("x", x)], x.length, bins);
      expect(Math.max(...found)).toBeLessThanOrEqual(bins);
      for (const i of range(x.length))
        for (const j of range(x.length)) if (x[i]! <= x[j]!) expect(found[i]).toBeLessThanOrEqual(found[j]!);
    }),
  );
});

test("categories by frequency; the rarest share the last bin, the unseen have one that no row is in", () => {
  const x = letters("x", [5, 5, 5, 2, 2, 9, 7, -1]);
  expect(binned([x], 8, 3)).toEqual([1, 1, 1, 2, 2, 3, 3, 0]);
  expect(binned([x], 8, 3, [letters("x", [0, 5])], 2)).toEqual([4, 1]);
});

test("times are cut as numbers are; other columns are refused", () => {
  const time: Column = { kind: "time", name: "t", values: Float64Array.of(8, 4, Number.NaN) };
  expect(binned([time], 3, 254)).toEqual([2, 1, 0]);
  expect(() => binned([time], 3, 254, [letters("t", [1, 2, 3])])).toThrow("other columns");
});
