import { expect, test } from "vitest";
import type { Dtype } from "../../graph/dtype.ts";
import { toFloat16 } from "../../graph/half.ts";
import type { Port } from "../../graph/model.ts";
import { category, numbers, times } from "../../learn/encoding/testing/made.ts";
import type { Column } from "../../table/types.ts";
import { feederOf } from "./inputs.ts";
import { shapeFor } from "./shapes.ts";

const port = (name: string, dtype: Dtype, ...shape: readonly (number | string | null)[]): Port => ({
  name,
  type: { kind: "tensor", dtype, shape },
});
function fed(ports: readonly Port[], columns: readonly Column[], metadata: Readonly<Record<string, string>> = {}) {
  const graph = { name: "", nodes: [], initializers: new Map(), inputs: ports, outputs: [], values: [] };
  const question = { kind: "columns", rows: 3, columns } as const;
  return feederOf({ graph, metadata: new Map(Object.entries(metadata)) }, question).feeds(Uint32Array.of(0, 1, 2));
}
const whole = (name: string, ...values: readonly number[]): Column => ({ ...numbers(name, values), integer: true });

test.for<[Dtype, Column, unknown]>([
  ["float32", numbers("c", [1, NaN, 2.5]), Float32Array.of(1, NaN, 2.5)],
  ["float64", times("c", [1.7e12 + 1, NaN, 0]), Float64Array.of(1.7e12 + 1, NaN, 0)],
  ["float16", numbers("c", [1, NaN, 2.5]), toFloat16(Float32Array.of(1, NaN, 2.5))],
  ["int64", whole("c", 1, -2, 3), BigInt64Array.of(1n, -2n, 3n)],
  ["int32", whole("c", 1, -2, 3), Int32Array.of(1, -2, 3)],
  ["bool", category("c", ["true", "false", "true"]), Uint8Array.of(1, 0, 1)],
  ["bool", whole("c", 1, 0, 1), Uint8Array.of(1, 0, 1)],
  ["float32", category("c", ["true", "false", null]), Float32Array.of(1, 0, NaN)],
  ["float32", category("c", ["10", "2.5", null]), Float32Array.of(10, 2.5, NaN)],
  ["string", category("c", ["a", null, "b"]), ["a", "", "b"]],
  ["string", whole("c", 1, NaN, 30), ["1", "", "30"]],
])("a column as %s", ([dtype, column, data]) => {
  expect(fed([port("c", dtype, null, 1)], [column])).toEqual({ c: { dtype, shape: [3, 1], data } });
  expect(fed([port("c", dtype, "n")], [column])).toEqual({ c: { dtype, shape: [3], data } });
});

test.for<[Dtype, Column, string]>([
  ["float32", times("c", [1, 2, 3]), "MODEL_INPUT_TYPE"],
  ["float32", category("c", ["a", "1", "2"]), "MODEL_INPUT_TYPE"],
  ["string", numbers("c", [0.5, 1, 2]), "MODEL_INPUT_TYPE"],
  ["int64", numbers("c", [0.5, 1, 2]), "MODEL_INPUT_TYPE"],
  ["uint8", whole("c", 1, 2, 256), "MODEL_INPUT_TYPE"],
  ["bool", whole("c", 1, 2, 0), "MODEL_INPUT_TYPE"],
  ["int64", whole("c", 1, NaN, 0), "MODEL_INPUT_MISSING"],
])("%s does not hold %o: %s", ([dtype, column, code]) => {
  expect(() => fed([port("c", dtype, null, 1)], [column])).toThrow(expect.objectContaining({ code }));
});

test("columns side by side, in the order of the table or of the names that the model has", () => {
  const columns = [numbers("b", [1, 2, 3]), numbers("a", [10, 20, 30]), category("d", ["x", "y", "z"])];
  const x = (...of: readonly Column[]) => fed([port("x", "float32", null, 2)], of)["x"]?.data;
  expect(x(columns[0]!, columns[1]!)).toEqual(Float32Array.of(1, 10, 2, 20, 3, 30));
  const named = fed([port("x", "float32", null, 2)], columns, { feature_names: '["a", "b"]' });
  expect(named["x"]?.data).toEqual(Float32Array.of(10, 1, 20, 2, 30, 3));
  const commas = fed([port("x", "float32", null, null)], columns, { columns: "a,b" });
  expect(commas["x"]?.data).toEqual(named["x"]?.data);
  expect(() => x(...columns)).toThrow(expect.objectContaining({ code: "MODEL_INPUT_WIDTH" }));
  const texts = fed([port("x", "string", null, 1)], [columns[2]!]);
  expect(texts["x"]?.data).toEqual(["x", "y", "z"]);
});

test("a name that is nearly a column's is suggested", () => {
  expect(() =>
    fed(
      [port("age", "float32", null, 1), port("work", "string", null, 1)],
      [numbers("Age", [1, 2, 3]), category("work", ["a", "b", "c"])],
    ),
  ).toThrow(
    expect.objectContaining({
      code: "MODEL_INPUT_COLUMNS",
      hint: expect.stringMatching(/^Is "Age" what the model calls "age"/),
    }),
  );
});

test("rows are brought into the model's shape where that changes no order", () => {
  expect(shapeFor("x", ["n", 3, 4, 4], [48])).toEqual([3, 4, 4]);
  expect(shapeFor("x", ["n", 16], [4, 4])).toEqual([16]);
  expect(shapeFor("x", ["n", 1, 4, 4], [4, 4])).toEqual([1, 4, 4]);
  expect(shapeFor("x", ["n", 4, 4, 1], [1, 4, 4])).toEqual([4, 4, 1]);
  expect(shapeFor("x", ["n", 3, null, null], [3, 5, 5])).toEqual([3, 5, 5]);
  expect(shapeFor("x", ["n", "length"], [7])).toEqual([7]);
  expect(shapeFor("x", ["n", 2, "length"], [8])).toEqual([2, 4]);
  expect(shapeFor("x", null, [2, 3])).toEqual([2, 3]);
  for (const own of [[4, 4, 3], [47], [2, 24]])
    expect(() => shapeFor("x", ["n", 3, 4, 4], own)).toThrow(/rows of 3 x 4 x 4/);
});
