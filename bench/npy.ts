/** Arrays for numpy. */
import { writeFileSync } from "node:fs";

const types = { Float32Array: "<f4", Int32Array: "<i4", Uint8Array: "|u1" } as const;

/** Format 1.0: a header of a multiple of 64 bytes, then the numbers, last dimension fastest. */
export function writeNpy(
  file: string,
  shape: readonly number[],
  parts: readonly (Float32Array | Int32Array | Uint8Array)[],
): void {
  const [first] = parts;
  if (!first) throw new RangeError("there is nothing to write");
  const type = types[first.constructor.name as keyof typeof types];
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.map((n) => `${n},`).join(" ")}), }`;
  const length = Math.ceil((header.length + 11) / 64) * 64 - 10;
  const start = Buffer.alloc(10);
  start.write("\x93NUMPY\x01\x00", "latin1");
  start.writeUInt16LE(length, 8);
  writeFileSync(
    file,
    Buffer.concat([
      start,
      Buffer.from(`${header.padEnd(length - 1)}\n`, "latin1"),
      ...parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    ]),
  );
}
