import fc from "fast-check";
import { expect, test } from "vitest";
import type { Column } from "../../table/types.ts";
import { encode } from "./encode.ts";
import { fitEncoding } from "./fit.ts";
import { encodingNodes } from "./nodes.ts";
import { category, numbers, times } from "./testing/made.ts";
import { feedsOf, float32, run } from "./testing/run.ts";

/** -0 is 0. */
const withoutSign = (values: Float32Array): Float32Array => values.map((value) => value + 0);

async function encodedByNodes(fitted: readonly Column[], table: readonly Column[]): Promise<Float32Array[]> {
  const encoding = fitEncoding(fitted, undefined, { rare: 2, most: 3 });
  const { output, ...made } = encodingNodes(encoding);
  const results = await run({ ...made, outputs: [float32(output, encoding.width)] }, feedsOf(made.inputs, table));
  const theirs = results[output]?.data;
  if (!(theirs instanceof Float32Array)) throw new Error("not float32");
  return [encode(encoding, table), theirs].map(withoutSign);
}

const number = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(NaN) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 1e30, -1e300, Infinity, -Infinity, 3e-45, 16_777_217) },
);
const bit = fc.constantFrom(0, 1, 1, NaN);
const time = fc.oneof(fc.integer({ min: 0, max: 2e12 }), fc.constant(NaN));
const label = fc.constantFrom("a", "a", "b", "b", "c", "d", "é", "", null);
const several = <T>(value: fc.Arbitrary<T>, n: number): fc.Arbitrary<T[]> =>
  fc.array(value, { minLength: n, maxLength: n });
const table = (rows: number): fc.Arbitrary<Column[]> =>
  fc
    .record({
      x: several(number, rows),
      near: several(fc.integer({ min: 1_000_000_000, max: 1_000_000_099 }), rows),
      bits: several(bit, rows),
      at: several(time, rows),
      c: several(label, rows),
      d: several(label, rows),
    })
    .map(({ x, near, bits, at, c, d }) => [
      category("a category", c),
      numbers("x", x),
      numbers("near", near),
      numbers("bits", bits),
      times("at", at),
      category("d", d),
    ]);

test("ONNX Runtime encodes raw columns to the very same numbers, in float64", async () => {
  await fc.assert(
    fc.asyncProperty(table(12), table(9), async (fitted, other) => {
      const [ours, theirs] = await encodedByNodes(fitted, other);
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 60 },
  );
});

/** Within a hundred, three digits after the point: float32 keeps enough of them. */
const rounded = (x: number): number => Math.round(Math.max(-100, Math.min(100, x)) * 1000) / 1000;

test("and in float32", async () => {
  const inFloat = (columns: readonly Column[]): Column[] =>
    columns.filter(({ name }) => !["near", "at"].includes(name));
  const ordinary = (column: Column): Column =>
    column.name === "x" && column.kind === "number" ? { ...column, values: column.values.map(rounded) } : column;
  await fc.assert(
    fc.asyncProperty(table(12), table(9), async (fitted, other) => {
      const learnt = inFloat(fitted).map(ordinary);
      fc.pre(fitEncoding(learnt).precision === "float32");
      const [ours, theirs] = await encodedByNodes(learnt, inFloat(other));
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 60 },
  );
});

test("one number alone, one category alone, and many bits", async () => {
  const many = Array.from({ length: 300 }, (_, i) => numbers(`bit ${i}`, [i % 2, 1, 0, i % 3 === 0 ? 1 : 0]));
  for (const columns of [[numbers("x", [1, 2, 5])], [category("c", ["a", "b", "a", "a"])], many]) {
    const [ours, theirs] = await encodedByNodes(columns, columns);
    expect(ours).toEqual(theirs);
  }
});

test("numbers that fit are computed in float32", () => {
  const { nodes } = encodingNodes(fitEncoding([numbers("x", [1, 2, 3]), numbers("y", [1e6, 2e6, 3e6])]));
  expect(nodes.map(({ op }) => op)).toEqual(["Concat", "IsNaN", "Where", "Max", "Min", "Sub", "Mul", "Concat"]);
});
