import fc from "fast-check";
import { expect, test } from "vitest";
import type { Constant, Shape } from "./dtype.ts";
import { sizeOf } from "./dtype.ts";
import { known, wholeNumbers } from "./fold.ts";
import { integers, range, scalar, tensor } from "./ops/constants.ts";
import * as ops from "./ops/elementwise.ts";
import { gather } from "./ops/gather.ts";
import { concat, expand, reshape, slice, transpose } from "./ops/layout.ts";
import { largest, smallest, sum } from "./ops/reduce.ts";
import { encodeModel } from "./protobuf.ts";
import { openSession } from "./session.ts";
import { input, Scope, type Value } from "./value.ts";
import { writeGraph } from "./write.ts";

const count = (scope: Scope, shape: Shape): Value => reshape(range(scope, sizeOf(shape)), shape);
const quarters = (scope: Scope, shape: Shape): Value =>
  tensor(
    scope,
    shape,
    Array.from({ length: sizeOf(shape) }, (_, i) => (i - 5) / 4),
  );

const cases: Readonly<Record<string, (scope: Scope) => Value>> = {
  "whole numbers are divided towards zero": (s) => ops.div(ops.sub(count(s, [3, 4]), 5), integers(s, [3, -2, 5, 1])),
  "sums and products are stretched": (s) => ops.mul(ops.add(count(s, [2, 1, 3]), count(s, [4, 1])), 7),
  "powers, roots and logarithms": (s) =>
    ops.log(ops.sqrt(ops.pow(ops.add(ops.abs(quarters(s, [3, 3])), 0.1), tensor(s, [3], [1, 2, 0.5])))),
  "signs, negatives, reciprocals, floors": (s) =>
    ops.add(ops.sign(quarters(s, [9])), ops.floor(ops.neg(ops.reciprocal(ops.add(quarters(s, [9]), 0.1))))),
  "exponentials are rounded to float32": (s) => ops.exp(quarters(s, [2, 6])),
  comparisons: (s) =>
    ops.cast(
      ops.and(ops.greater(count(s, [6]), 1), ops.or(ops.less(count(s, [6]), 4), ops.equal(count(s, [6]), 5))),
      "int64",
    ),
  "comparisons that hold for equals": (s) =>
    ops.cast(ops.not(ops.and(ops.greaterOrEqual(count(s, [6]), 1), ops.lessOrEqual(count(s, [6]), 4))), "int64"),
  "casts cut off, and are truth where not zero": (s) =>
    ops.where(ops.cast(quarters(s, [11]), "bool"), ops.cast(quarters(s, [11]), "int64"), count(s, [11])),
  "choices are stretched": (s) => ops.where(ops.greater(count(s, [3, 1]), 0), count(s, [4]), count(s, [2, 1, 1])),
  transposes: (s) => transpose(count(s, [2, 3, 4]), [2, 0, 1]),
  parts: (s) => slice(slice(count(s, [4, 5, 6]), 1, { start: 1, end: 5, step: 2 }), -1, { start: 2, end: 5 }),
  "what is joined": (s) => concat([count(s, [2, 1, 3]), count(s, [2, 3, 3]), count(s, [2, 2, 3])], 1),
  "what is gathered, from the end too": (s) =>
    gather(count(s, [3, 4, 2]), reshape(integers(s, [0, -1, 2, 1]), [2, 2]), 1),
  "what is stretched": (s) => expand(count(s, [2, 1, 3]), [4, 2, 5, 3]),
  "sums along axes": (s) => sum(count(s, [2, 3, 4]), { axes: [0, 2] }),
  "largest and smallest": (s) =>
    ops.add(largest(count(s, [2, 3, 4]), { axes: [1] }), smallest(count(s, [2, 3, 4]), { axes: [1] })),
};

test.for(Object.entries(cases))("%s as the engine has it", async ([, build]) => {
  const value = build(new Scope());
  const { y } = await (await openSession(encodeModel(writeGraph({ y: value })))).run({});
  const found = known(value);
  expect(found?.shape).toEqual(y?.shape);
  const want = Array.from((y as Constant).data, Number);
  // The last digit of a float32 may be another where functions are approximated.
  want.forEach((number, i) => expect(found?.data[i]).toBeCloseTo(number, 5));
  expect(found?.data).toHaveLength(want.length);
});

test("what depends on an input is not known, and what does not is, beside it", () => {
  const scope = new Scope();
  const x = input(scope, "x", { shape: [2] });
  expect(known(ops.add(x, 1))).toBeUndefined();
  expect(known(ops.mul(ops.add(x, 1), scalar(scope, 2)))).toBeUndefined();
  expect([...(known(ops.add(scalar(scope, 1), 1))?.data ?? [])]).toEqual([2]);
});

test("roots of whole numbers, which only a damaged file takes, are left to the engine", () => {
  expect(known(ops.sqrt(integers(new Scope(), [7])))).toBeUndefined();
});

test("a shape that depends on the data is refused, and said whose it is", () => {
  const x = input(new Scope(), "x", { shape: [2], dtype: "int64" });
  expect(() => wholeNumbers(x, "The shape of it")).toThrow(
    expect.objectContaining({ code: "GRAPH_SHAPE_UNKNOWN", message: expect.stringMatching(/^The shape of it /) }),
  );
});

test("long chains are worked out without recursion", () => {
  let value = integers(new Scope(), [0]);
  for (let i = 0; i < 20_000; i++) value = ops.add(value, 1);
  expect(wholeNumbers(value, "It")).toEqual([20_000]);
});

test("a transpose undone is the same", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  const property = fc.property(shapes, fc.infiniteStream(fc.nat()), (shape, draws) => {
    const order = shape.map((_, i) => ({ i, key: draws.next().value })).toSorted((a, b) => a.key - b.key);
    const perm = order.map(({ i }) => i);
    const x = count(new Scope(), shape);
    const back = perm.map((_, i) => perm.indexOf(i));
    expect(known(transpose(transpose(x, perm), back))?.data).toEqual(known(x)?.data);
  });
  fc.assert(property);
});
