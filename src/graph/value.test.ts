import { expect, test } from "vitest";
import type { Constant } from "./dtype.ts";
import { gradient } from "./gradient.ts";
import { loop } from "./loop.ts";
import { tensor } from "./ops/constants.ts";
import { add, cast, floor, mul, reciprocal, square } from "./ops/elementwise.ts";
import { gather } from "./ops/gather.ts";
import { matmul } from "./ops/matrix.ts";
import { sum } from "./ops/reduce.ts";
import { encodeModel } from "./protobuf.ts";
import { openSession } from "./session.ts";
import { constant, input, Scope, type Value } from "./value.ts";
import { writeGraph } from "./write.ts";

const floats = (...numbers: number[]): Constant => ({
  dtype: "float32",
  shape: [numbers.length],
  data: Float32Array.from(numbers),
});
const texts = (...data: string[]): Constant => ({ dtype: "string", shape: [data.length], data });

async function run(
  outputs: Readonly<Record<string, Value>>,
  feeds: Record<string, Constant> = {},
): Promise<Record<string, number[]>> {
  const session = await openSession(encodeModel(writeGraph(outputs)));
  const found = await session.run(feeds);
  return Object.fromEntries(
    Object.entries(found).map(([name, { data }]) => [name, Array.from(data as ArrayLike<number>)]), // float32
  );
}

test("equal constants are one value, NaN too; 0 and -0 are two, and so are texts that differ in where a comma is", () => {
  const scope = new Scope();
  const of = (given: Constant): Value => constant(scope, given);
  expect(of(floats(1, NaN))).toBe(of(floats(1, NaN)));
  expect(of(floats(0))).not.toBe(of(floats(-0)));
  expect(of(texts("a,b", "c"))).not.toBe(of(texts("a", "b,c")));
  expect(of(floats(1))).not.toBe(constant(scope, floats(1), "weight"));
});

test("1 / 0 and 1 / -0 in one graph are infinite on either side", async () => {
  const scope = new Scope();
  const of = (zero: number): Value => reciprocal(constant(scope, floats(zero)));
  expect(await run({ plus: of(0), minus: of(-0) })).toEqual({ plus: [Infinity], minus: [-Infinity] });
});

/** Loops within loops, long constants, gradients, and values that several loops read. */
function everything(): Uint8Array {
  const scope = new Scope();
  const x = input(scope, "x", { shape: [4, 100] });
  const long = tensor(
    scope,
    [100, 2],
    Array.from({ length: 200 }, (_, i) => Math.sin(i)),
  );
  const shared = matmul(x, long);
  const turned = [1, 2].map(
    (factor) =>
      loop(3, [shared], ({ state: [y = shared] }) => ({
        state: loop(2, [y], ({ state: [z = y] }) => ({ state: [add(mul(z, factor), shared)] })).state,
      })).state[0] ?? shared,
  );
  const [dx = x] = gradient(sum(square(shared)), [x]);
  return encodeModel(writeGraph({ dx, first: turned[0] ?? shared, second: turned[1] ?? shared }));
}

test("the same graph built twice is the same bytes", () => {
  expect(everything()).toEqual(everything());
});

test("a value that two loops read, one within the other, is worked out around them", async () => {
  const x = floats(...Array.from({ length: 400 }, (_, i) => i / 400));
  const session = await openSession(everything());
  const { first, second } = await session.run({ x: { ...x, shape: [4, 100] } });
  // y becomes y + s, then 2 y + s, in six turns from s: 7 s and 127 s.
  const ratios = Float32Array.from(second?.data as Float32Array, (y, i) => y / Number(first?.data[i]));
  for (const ratio of ratios) expect(ratio).toBeCloseTo(127 / 7, 4);
});

test("gradients pass by whole numbers, not through them", async () => {
  const scope = new Scope();
  const x = input(scope, "x", { shape: [3] });
  const places = cast(floor(x), "int64");
  const table = input(scope, "table", { shape: [3] });
  // sum of table[floor(x)] x + float(int(x)): in x the numbers taken, in the table x added where they were taken.
  const y = sum(add(mul(gather(table, places), x), cast(places, "float32")));
  const [dx = x, dTable = x] = gradient(y, [x, table]);
  const found = await run({ dx, dTable }, { x: floats(0.5, 2.25, 2.5), table: floats(10, 20, 30) });
  expect(found).toEqual({ dx: [10, 30, 30], dTable: [0.5, 0, 4.75] });
});

test("a value of several uses gets the sum of their gradients", async () => {
  const scope = new Scope();
  const x = input(scope, "x", { shape: [2] });
  const shared = square(x);
  // (x^2)^2 + x^2 x: 4 x^3 + 3 x^2.
  const [dx = x] = gradient(sum(add(square(shared), mul(shared, x))), [x]);
  expect(await run({ dx }, { x: floats(1, 2) })).toEqual({ dx: [7, 44] });
});
