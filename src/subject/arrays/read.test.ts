import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TelltaleError } from "../../error.ts";
import { newFolder } from "../../run/testing/look.ts";
import { hashFile } from "../../table/source.ts";
import { numbersOf } from "./array.ts";
import { arraysIn, readArrays } from "./read.ts";
import { f4, f8, i4, type Made, npy, npz, safetensors, texts, truths, u1, zip } from "./testing/write.ts";
import * as written from "./testing/written.ts";

const x = [0, 0.25, 0.5, 0.75, 1, 1.25];
const listed = (bytes: Buffer, name = "d.npz") =>
  Object.fromEntries(
    Object.entries(arraysIn(bytes, name)).map(([key, array]) => [
      key,
      { dtype: array.dtype, shape: array.shape, data: [...(numbersOf(array) ?? (array.data as readonly string[]))] },
    ]),
  );
const codeOf = (read: () => unknown): string | null => {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof TelltaleError && error.hint.length > 10) return error.code;
    throw error;
  }
};

describe("what NumPy and safetensors wrote", () => {
  test("is read as it was given to them", () => {
    expect(listed(written.deflated)).toEqual({
      x: { dtype: "float32", shape: [3, 2], data: x },
      y: { dtype: "string", shape: [3], data: ["no", "yes", "né"] },
      u: { dtype: "uint8", shape: [2, 2], data: [1, 2, 3, 4] },
    });
    expect(listed(written.stored)).toEqual({
      x: { dtype: "float16", shape: [3, 2], data: x },
      b: { dtype: "bool", shape: [2], data: [1, 0] },
    });
    expect(listed(written.tensors)).toEqual({
      x: { dtype: "float32", shape: [3, 2], data: x },
      y: { dtype: "int64", shape: [3], data: [2, 0, 1] },
      b: { dtype: "bool", shape: [2], data: [1, 0] },
    });
  });

  test("columns first becomes rows first", () => {
    const [array] = Object.values(listed(written.columnsFirst));
    expect(array).toEqual({ dtype: "int16", shape: [2, 3, 4], data: Array.from({ length: 24 }, (_, i) => i) });
  });

  test.each([
    ["objects", written.objects, "ARRAYS_PICKLE"],
    ["big endian", written.bigEndian, "ARRAYS_TYPE"],
    ["records", written.records, "ARRAYS_TYPE"],
    ["complex numbers", written.complex, "ARRAYS_TYPE"],
  ])("%s are refused, not misread", (_, bytes, code) => {
    expect(codeOf(() => arraysIn(bytes, "d.npy"))).toBe(code);
  });
});

test("every type is read as it was written, packed or not", () => {
  const arrays = {
    f8: f8([1e300, -0.1], 2, 1),
    f4: f4([1.5]),
    i4: i4([-7, 8]),
    u1: u1([255]),
    t: texts(["🙂 é", ""]),
    b: truths([false, true]),
    none: f8([], 0, 3),
    scalar: { shape: [], data: Float64Array.of(3) },
  };
  const expected = {
    f8: [1e300, -0.1],
    f4: [1.5],
    i4: [-7, 8],
    u1: [255],
    t: ["🙂 é", ""],
    b: [0, 1],
    none: [],
    scalar: [3],
  };
  for (const deflated of [false, true]) {
    const found = listed(npz(arrays, deflated));
    expect(Object.fromEntries(Object.entries(found).map(([name, { data }]) => [name, data]))).toEqual(expected);
  }
  const { t: _, ...numbers } = arrays;
  const { t: __, ...those } = expected;
  const found = listed(safetensors(numbers));
  expect(Object.fromEntries(Object.entries(found).map(([name, { data }]) => [name, data]))).toEqual(those);
});

test("an archive with 64-bit sizes and places is read", () => {
  const file = npz({ x: f8(x, 3, 2) });
  const end = file.length - 22;
  const start = file.readUInt32LE(end + 16);
  const size = file.readUInt32LE(start + 24);
  // Sizes and place of the one entry move to its extra field, the directory's place to the 64-bit record.
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(size), 12);
  const listing = Buffer.concat([file.subarray(start, end), extra]);
  for (const at of [20, 24, 42]) listing.writeUInt32LE(0xffffffff, at);
  listing.writeUInt16LE(28, 30);
  const record = Buffer.alloc(56);
  record.write("PK\x06\x06", "latin1");
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(1n, 24);
  record.writeBigUInt64LE(1n, 32);
  record.writeBigUInt64LE(BigInt(listing.length), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write("PK\x06\x07", "latin1");
  locator.writeBigUInt64LE(BigInt(start + listing.length), 8);
  const last = Buffer.from(file.subarray(end));
  last.writeUInt32LE(0xffffffff, 16);
  last.writeUInt16LE(0xffff, 10);
  const whole = Buffer.concat([file.subarray(0, start), listing, record, locator, last]);
  expect(listed(whole)["x"]?.data).toEqual(x);
});

describe("a file that is not what it seems", () => {
  const good = npz({ x: f8(x, 3, 2) });
  test.each<[string, Buffer, string, string]>([
    ["text", Buffer.from("a,b\n1,2\n"), "d.npz", "ARRAYS_FORMAT"],
    ["a pickle", Buffer.from("\x80\x04\x95abc", "latin1"), "d.npy", "ARRAYS_FORMAT"],
    ["a zip without arrays", zip({ "a.txt": Buffer.from("hello") }), "d.npz", "ARRAYS_FORMAT"],
    ["half an archive", good.subarray(0, good.length / 2), "d.npz", "ARRAYS_DAMAGED"],
    ["an array cut off", npy(f8(x)).subarray(0, -1), "d.npy", "ARRAYS_DAMAGED"],
    ["an array with bytes after it", Buffer.concat([npy(f8(x)), Buffer.alloc(8)]), "d.npy", "ARRAYS_DAMAGED"],
    ["a header cut off", npy(f8(x)).subarray(0, 20), "d.npy", "ARRAYS_DAMAGED"],
    ["safetensors cut off", safetensors({ x: f8(x) }).subarray(0, -1), "d.safetensors", "ARRAYS_DAMAGED"],
    ["nothing of safetensors", Buffer.alloc(3), "d.safetensors", "ARRAYS_DAMAGED"],
  ])("%s", (_, bytes, name, code) => {
    expect(codeOf(() => arraysIn(bytes, name))).toBe(code);
  });

  test("sizes that the file cannot hold are refused before memory is taken", () => {
    const huge = npy({ shape: [1e15], data: Float64Array.of(1) });
    expect(codeOf(() => arraysIn(huge, "d.npy"))).toBe("ARRAYS_DAMAGED");
    const more = npy({ shape: [1e15, 1e15], data: Float64Array.of(1) });
    expect(codeOf(() => arraysIn(more, "d.npy"))).toBe("ARRAYS_DAMAGED");
    const bomb = npz({ x: f8(x, 3, 2) }, true);
    bomb.writeUInt32LE(0xfffffff0, bomb.readUInt32LE(bomb.length - 6) + 24);
    expect(codeOf(() => arraysIn(bomb, "d.npz"))).toBe("ARRAYS_DAMAGED");
  });

  test("a flipped bit in an archive is found by its checksum", () => {
    const flipped = Buffer.from(good);
    const at = flipped.indexOf(Buffer.from(Float64Array.of(0.25).buffer));
    flipped[at + 2]! ^= 1;
    expect(crc32(flipped)).not.toBe(crc32(good));
    expect(codeOf(() => arraysIn(flipped, "d.npz"))).toBe("ARRAYS_DAMAGED");
  });

  test("a file that changed since it was hashed is refused", async () => {
    const path = join(newFolder(), "d.npz");
    writeFileSync(path, good);
    const sha256 = await hashFile(path);
    expect((await readArrays({ path, sha256 }))["x"]?.shape).toEqual([3, 2]);
    writeFileSync(path, npz({ x: f8(x, 2, 3) }));
    await expect(readArrays({ path, sha256 })).rejects.toMatchObject({ code: "TABLE_FILE_CHANGED" });
  });
});

test("whatever is damaged, it is refused with a reason or read, and never anything else", () => {
  const array = fc.oneof(
    fc.array(fc.double(), { maxLength: 5 }).map((data): Made => f8(data)),
    fc.array(fc.string({ unit: "grapheme", maxLength: 4 }), { maxLength: 4 }).map((data): Made => texts(data)),
  );
  const files = fc.oneof(
    fc.tuple(array, array, fc.boolean()).map(([a, b, deflated]) => npz({ a, b }, deflated)),
    array.map(npy),
    fc.array(fc.double(), { maxLength: 5 }).map((data) => safetensors({ x: f8(data), y: i4([1, 2]) })),
    fc.constantFrom(...Object.values(written)),
  );
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(files, damage, fc.option(fc.nat()), (file, bytes, cut) => {
      const broken = Buffer.from(file);
      for (const [at, byte] of bytes) broken[at % broken.length] = byte;
      const read = cut === null ? broken : broken.subarray(0, cut % broken.length);
      codeOf(() => arraysIn(read, "d.npz")); // throws all but TelltaleErrors on
    }),
    { numRuns: 5000 },
  );
});
