import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffled, stream } from "../stats/stream.ts";
import { euclidean, indexRows } from "./nearest.ts";
import { category, cells, inOrder, make, names, number, table } from "./testing/rows.ts";
import type { Table } from "./types.ts";

type Scale = "standard" | "raw";
const spread = (values: Iterable<number>): { sd: number; low: number; high: number } => {
  const finite = [...values].filter(Number.isFinite);
  const mean = finite.reduce((sum, x) => sum + x, 0) / finite.length;
  const sd = Math.sqrt(finite.reduce((sum, x) => sum + (x - mean) ** 2, 0) / finite.length);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  return { sd: low < high ? sd : 0, low, high };
};

/** The rule in plain doubles: squared distances of every indexed row. */
function inDoubles(indexed: Table, queries: Table, { ruler, scale }: { ruler: Table; scale: Scale }) {
  const [a, b, own] = [cells(indexed), cells(queries), cells(ruler)];
  const isCategory = indexed.columns.map(({ kind }) => kind === "category");
  const unit = own.map((values) => (scale === "raw" ? 1 : spread(values).sd));
  const none = (at: number, x: number): boolean => (isCategory[at] ? x < 0 : Number.isNaN(x));
  const apart = (at: number, x: number, y: number): number => {
    if (none(at, x) || none(at, y)) return none(at, x) && none(at, y) ? 0 : 1;
    if (isCategory[at]) return x === y ? 0 : 2;
    return unit[at] === 0 ? 0 : ((x - y) / unit[at]!) ** 2;
  };
  return (row: number, query: number): number =>
    a.reduce((sum, values, at) => sum + apart(at, values[row]!, b[at]![query]!), 0);
}

/** The same, every step in f32 and categories first: what the kernel must find bit for bit, ties by the order given. */
function inSingles(indexed: Table, queries: Table, { ruler, scale }: { ruler: Table; scale: Scale }) {
  const [a, b, own] = [cells(indexed), cells(queries), cells(ruler)];
  const at = indexed.columns.map(({ kind }, i) => ({ i, category: kind === "category" }));
  const numbers = at.filter(({ category: is }) => !is).map(({ i }) => i);
  const fits = own.map((values) => {
    const { sd, low, high } = spread(values);
    const unit = low < high ? 2 ** Math.floor(Math.log2(high - low)) : 1;
    const offsets = [...values].filter(Number.isFinite).map((x) => (x - low) / unit);
    const raw = Number.isFinite(low) ? unit : 1;
    return {
      low: Number.isFinite(low) ? low : 0,
      unit,
      factor: scale === "raw" ? raw : sd === 0 ? 0 : 1 / spread(offsets).sd,
    };
  });
  return (row: number, query: number): number => {
    let sum = 0;
    for (const { i, category: is } of at) {
      if (!is) continue;
      const [x, y] = [a[i]![row]!, b[i]![query]!];
      sum += x === y ? 0 : x < 0 || y < 0 ? 1 : 2;
    }
    for (const i of numbers) {
      const [x, y] = [a[i]![row]!, b[i]![query]!];
      const { low, unit, factor } = fits[i]!;
      if (Number.isNaN(x) || Number.isNaN(y)) sum = Math.fround(sum + (Number.isNaN(x) && Number.isNaN(y) ? 0 : 1));
      else {
        const gap = Math.abs(Math.fround(Math.fround((x - low) / unit) - Math.fround((y - low) / unit)));
        const scaled = Math.fround(gap * Math.fround(factor));
        sum = Math.fround(sum + Math.fround(scaled * scaled));
      }
    }
    return sum;
  };
}

const indexOf = (indexed: Table, { ruler, scale, seed }: { ruler: Table; scale: Scale; seed: number }) => {
  const columns = names(indexed);
  const order = shuffled(indexed.rows, stream(seed, "test"));
  return { order, index: indexRows(indexed, { columns, order, metric: euclidean(ruler, { columns, scale }) }) };
};

describe("by hand", () => {
  const of = (indexed: Table, queries: Table, { k, scale = "standard" }: { k: number; scale?: Scale }) => {
    const columns = names(indexed);
    const metric = euclidean(indexed, { columns, scale });
    return indexRows(indexed, { columns, order: inOrder(indexed.rows), metric }).nearest(
      { table: queries, rows: inOrder(queries.rows) },
      { k },
    );
  };

  test("numbers count by standard deviations (of n, not n - 1), a mismatch counts 2, and the root is taken", () => {
    // sd of 0, 4 is 2.
    const indexed = table(number("x", [0, 4]), category("c", [0, 1], 2));
    const found = of(indexed, table(number("x", [4]), category("c", [0], 2)), { k: 2 });
    expect([...found.rows]).toEqual([1, 0]);
    expect([...found.distances]).toEqual([Math.fround(Math.SQRT2), 2]);
    expect([...of(indexed, table(number("x", [4]), category("c", [1], 2)), { k: 2, scale: "raw" }).distances]).toEqual([
      0,
      Math.fround(Math.sqrt(18)),
    ]);
  });

  test("a missing value is at 0 from a missing one and at 1 from any other, of any kind and however far", () => {
    const indexed = table(
      number("x", [Number.NaN, 0, 1000]),
      category("c", [-1, -1, 0], 2),
      category("w", [0, -1, 0], 300),
    );
    const queries = table(number("x", [Number.NaN, 1000]), category("c", [-1, 0], 2), category("w", [-1, 0], 300));
    const { rows, distances } = of(indexed, queries, { k: 3 });
    // 0: [1 + 0 + 0 = row 1], [0 + 0 + 1 = row 0], [1 + 1 + 1 = row 2]; 1: row 2 equal, row 0: 1 + 1 + 0, row 1: 4.5 (1000/sd)^2 + 1 + 1
    expect([...rows]).toEqual([0, 1, 2, 2, 0, 1]);
    expect([...distances].map((d) => d * d)).toEqual([1, 1, 3, 0, 2, 6].map((d) => expect.closeTo(d, 5)));
  });

  test("a column of one value counts nothing, in other tables either", () => {
    const indexed = table(number("one", [7, 7]), number("x", [0, 2]));
    expect([...of(indexed, table(number("one", [9]), number("x", [2])), { k: 2 }).distances]).toEqual([0, 2]);
  });

  test("values far outside the ruler's table, and infinities, keep their order and stay finite", () => {
    const columns = ["x"];
    const metric = euclidean(table(number("x", [0, 1, 2])), { columns, scale: "standard" });
    const indexed = table(number("x", [1e300, -1e300, Infinity, 50, 2]));
    const { rows, distances } = indexRows(indexed, { columns, order: inOrder(5), metric }).nearest(
      { table: table(number("x", [40, Infinity, 2e300])), rows: inOrder(3) },
      { k: 5 },
    );
    expect([...rows.slice(0, 2), rows[5], rows[10]]).toEqual([3, 4, 2, 0]);
    expect([...distances].every(Number.isFinite)).toBe(true);
    expect(distances[5]).toBe(0);
  });

  test("raw numbers of any size do not overflow", () => {
    const huge = table(number("x", [-1.7e308, 1.7e308, 0]), number("y", [0, 5e-324, 1e-323]));
    const { rows, distances } = of(huge, huge, { k: 3, scale: "raw" });
    expect([rows[0], rows[3], rows[6]]).toEqual([0, 1, 2]);
    expect([...distances].every(Number.isFinite)).toBe(true);
  });
});

const kinds = fc.array(fc.constantFrom("integer", "real", "few", "constant", "narrow", "binary", "wide"), {
  minLength: 1,
  maxLength: 8,
});
const scales = fc.constantFrom<Scale>("standard", "raw");

describe("against brute force", () => {
  test("in f32, bit for bit: any mix of columns, rows, k and ties, measured by another table", () => {
    fc.assert(
      fc.property(
        kinds,
        scales,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(1000),
        (kind, scale, rows, k, seed) => {
          const [indexed, queries] = [make(kind, rows, "indexed", seed), make(kind, 8, "queries", seed)];
          const ruler = make(kind, 50, "ruler", seed);
          const { order, index } = indexOf(indexed, { ruler, scale, seed });
          const distance = inSingles(indexed, queries, { ruler, scale });
          const found = index.nearest({ table: queries, rows: inOrder(8) }, { k });
          const expected = [...inOrder(8)].flatMap((query) =>
            [...order]
              .map((row) => ({ row, d: Math.fround(distance(row, query)) }))
              .toSorted((x, y) => x.d - y.d)
              .slice(0, k),
          );
          expect([...found.rows]).toEqual(expected.map(({ row }) => row));
          expect([...found.distances]).toEqual(expected.map(({ d }) => Math.fround(Math.sqrt(d))));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("in doubles: distances agree to five digits of the largest part, and so does what lies within a radius", () => {
    fc.assert(
      fc.property(kinds, scales, fc.integer({ min: 1, max: 300 }), fc.nat(1000), (kind, scale, rows, seed) => {
        const [indexed, queries] = [make(kind, rows, "indexed", seed), make(kind, 5, "queries", seed)];
        const { index } = indexOf(indexed, { ruler: indexed, scale, seed });
        const distance = inDoubles(indexed, queries, { ruler: indexed, scale });
        const k = Math.min(7, rows);
        const found = index.nearest({ table: queries, rows: inOrder(5) }, { k });
        const largest = scale === "raw" ? 1e6 : 10; // offsets are rounded to 2^-24 of the range
        for (let query = 0; query < 5; query++) {
          const all = [...inOrder(rows)].map((row) => Math.sqrt(distance(row, query))).toSorted((x, y) => x - y);
          for (let i = 0; i < k; i++)
            expect(Math.abs(found.distances[query * k + i]! - all[i]!)).toBeLessThan(1e-6 * (largest + all[i]!));
          const radius = found.distances[query * k + k - 1]!;
          const [within = 0] = index.within({ table: queries, rows: Uint32Array.of(query) }, { radius });
          const margin = 1e-6 * (largest + radius);
          expect(within).toBeGreaterThanOrEqual(Math.max(k, all.filter((d) => d < radius - margin).length));
          expect(within).toBeLessThanOrEqual(all.filter((d) => d < radius + margin).length);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("three hundred category columns, more than a byte can count", () => {
    const kind = Array.from({ length: 300 }, () => "narrow");
    const [indexed, queries] = [make(kind, 40, "indexed", 9), make(kind, 4, "queries", 9)];
    const { index } = indexOf(indexed, { ruler: indexed, scale: "standard", seed: 1 });
    const distance = inDoubles(indexed, queries, { ruler: indexed, scale: "standard" });
    const found = index.nearest({ table: queries, rows: inOrder(4) }, { k: 40 });
    found.rows.forEach((row, i) =>
      expect(found.distances[i]).toBe(Math.fround(Math.sqrt(distance(row, Math.floor(i / 40))))),
    );
  });
});

describe("how many lie within a radius", () => {
  test("is what brute force counts, by Gower's distance too", () => {
    const kind = ["few", "narrow", "binary"];
    const [indexed, queries] = [make(kind, 500, "indexed", 3), make(kind, 6, "queries", 3)];
    const index = indexRows(indexed, { columns: names(indexed), order: inOrder(500) });
    const targets = { table: queries, rows: inOrder(6) };
    const all = index.nearest(targets, { k: 500 }).distances;
    for (const radius of [0, 0.5, 1, 2.5, 3])
      expect([...index.within(targets, { radius })]).toEqual(
        [...inOrder(6)].map((q) => [...all.subarray(500 * q, 500 * (q + 1))].filter((d) => d <= radius).length),
      );
  });

  test("includes the rows at the very distance that nearest gave, and nothing below 0", () => {
    const indexed = make(["real", "integer"], 300, "indexed", 4);
    const { index } = indexOf(indexed, { ruler: indexed, scale: "standard", seed: 1 });
    for (let row = 0; row < 50; row++) {
      const targets = { table: indexed, rows: Uint32Array.of(row) };
      const { distances } = index.nearest(targets, { k: 20 });
      const at = distances[19]!;
      expect(index.within(targets, { radius: at })[0]).toBeGreaterThanOrEqual(20);
      expect(index.within(targets, { radius: -1 })[0]).toBe(0);
      expect(index.within(targets, { radius: Infinity })[0]).toBe(300);
    }
  });
});
