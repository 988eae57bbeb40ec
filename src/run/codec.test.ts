import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Output } from "../work.ts";
import { decode, encode, isWhole } from "./codec.ts";

const bytes = (output: Output): Buffer => Buffer.concat(encode(output).pieces);
/** In memory of its own, as a file that was read. */
const aligned = (file: Buffer): Buffer => Buffer.from(Uint8Array.from(file).buffer);
const again = (output: Output): Output => decode(aligned(bytes(output)));

const names = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("__proto__", "", "a/b", "~1", "toString"));
const tensors = fc.oneof(
  fc.float64Array({ maxLength: 5 }),
  fc.float32Array({ maxLength: 5 }),
  fc.int32Array({ maxLength: 5 }),
  fc.uint32Array({ maxLength: 5 }),
  fc.uint16Array({ maxLength: 5 }),
  fc.uint8Array({ maxLength: 5 }),
  fc.bigInt64Array({ maxLength: 5 }),
);
const { output } = fc.letrec<{ output: Output }>((tie) => ({
  output: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "grapheme" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0), // JSON has no -0
    fc.boolean(),
    fc.constant(null),
    tensors,
    fc.array(tie("output"), { maxLength: 4 }),
    fc.dictionary(names, tie("output"), { maxKeys: 4 }).map((node) => ({ ...node })),
  ),
}));

test("gives back what was encoded, arrays of every type anywhere in it", () => {
  fc.assert(
    fc.property(output, (value) => {
      expect(again(value)).toEqual(value);
    }),
  );
});

test("keeps every bit of a number: NaN, -0, infinities, the smallest", () => {
  const values = Float64Array.of(NaN, -0, Infinity, -Infinity, 5e-324);
  expect(again({ values })).toEqual({ values });
  expect(Object.is((again(values) as Float64Array)[1], -0)).toBe(true);
});

test("a name like __proto__ is a name", () => {
  const value = JSON.parse('{"__proto__":{"x":1}}') as { [name: string]: Output };
  value["b"] = Uint8Array.of(1);
  const node = again(value) as { [name: string]: Output };
  expect(Object.keys(node)).toEqual(["__proto__", "b"]);
  expect(Object.getPrototypeOf(node)).toBe(Object.prototype);
});

test("is a safetensors file: size, header, data, each array at a multiple of its item's size", () => {
  const file = bytes({ a: Uint8Array.of(7), b: [Float32Array.of(1)], c: Float64Array.of(2), d: "x" });
  const length = Number(file.readBigUInt64LE());
  const { __metadata__: metadata, ...header } = JSON.parse(file.toString("utf8", 8, 8 + length)) as {
    readonly __metadata__: { readonly value: string };
  };
  expect(header).toEqual({
    "/c": { dtype: "F64", shape: [1], data_offsets: [0, 8] },
    "/b/0": { dtype: "F32", shape: [1], data_offsets: [8, 12] },
    "/a": { dtype: "U8", shape: [1], data_offsets: [12, 13] },
  });
  expect(JSON.parse(metadata.value)).toEqual({ a: null, b: [null], c: null, d: "x" });
  expect(length % 8).toBe(0);
  expect(file.length).toBe(8 + length + 13);
});

test("arrays are read where they lie, not copied", () => {
  const file = aligned(bytes({ a: Float64Array.of(1, 2), b: Uint8Array.of(3) }));
  const { a, b } = decode(file) as { readonly a: Float64Array; readonly b: Uint8Array };
  expect([a.buffer, b.buffer]).toEqual([file.buffer, file.buffer]);
});

test("what was read cannot be changed by accident", () => {
  const node = again({ list: [1, { x: 2 }] }) as { list: unknown[] };
  expect(() => node.list.push(1)).toThrow(TypeError);
  expect(() => Object.assign(node.list[1] as object, { x: 3 })).toThrow(TypeError);
});

describe("the seal", () => {
  const file = bytes({ a: Float64Array.of(1, 2), b: "text" });
  test("holds for what was written", () => {
    expect(isWhole(file)).toBe(true);
  });
  test("breaks with any flipped bit, and with any cut", () => {
    fc.assert(
      fc.property(fc.nat(file.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(file);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect([isWhole(flipped), isWhole(file.subarray(0, bit >> 3))]).toEqual([false, false]);
      }),
    );
  });
});

test.each([[NaN], [{ a: [Infinity] }]])("a number that JSON cannot hold is refused: %j", (value) => {
  expect(() => encode(value)).toThrow(expect.objectContaining({ code: "JSON_NUMBER" }));
});

test("an array of another type is refused", () => {
  expect(() => encode(new Int8Array(1) as unknown as Output)).toThrow("no dtype for [object Int8Array]");
});
