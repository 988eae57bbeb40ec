import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from "./half.ts";

const all = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);
/** The value of a binary format by its definition (IEEE 754-2019, §3.4). */
function byDefinition(
  bits: number,
  { exponentBits, fractionBits }: { exponentBits: number; fractionBits: number },
): number {
  const sign = bits >>> 15 === 1 ? -1 : 1;
  const exponent = (bits >>> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias);
}

const formats = [
  { name: "float16", from: fromFloat16, to: toFloat16, exponentBits: 5, fractionBits: 10 },
  { name: "bfloat16", from: fromBfloat16, to: toBfloat16, exponentBits: 8, fractionBits: 7 },
];

test.for(formats)("each of the 65,536 values of $name is what the standard says, and comes back", (format) => {
  const values = format.from(all);
  const back = format.to(values);
  expect(all.filter((bits) => !Object.is(values[bits], byDefinition(bits, format)))).toHaveLength(0);
  const numbers = all.filter((bits) => !Number.isNaN(values[bits]));
  expect(numbers.filter((bits) => back[bits] !== bits)).toHaveLength(0);
  expect(numbers).toHaveLength(65_536 - 2 * (2 ** format.fractionBits - 1));
  expect(format.from(back).filter((value) => Number.isNaN(value))).toHaveLength(65_536 - numbers.length);
});

test.for(formats)("halfway between two neighbours $name goes to the even one, beside it to the nearer", (format) => {
  const infinite = (2 ** format.exponentBits - 1) << format.fractionBits;
  // Up to the one below the largest finite value, so that each has a finite neighbour above; both signs.
  const below = Uint16Array.from({ length: infinite - 1 }, (_, bits) => bits);
  const low = format.from(below);
  const high = format.from(below.map((bits) => bits + 1));
  for (const sign of [0, 0x8000]) {
    // One more bit of fraction: exact in float32.
    const middle = new Uint32Array(low.map((value, i) => (sign ? -1 : 1) * (value / 2 + (high[i] ?? 0) / 2)).buffer);
    const nudged = (by: number): Uint16Array => format.to(new Float32Array(middle.map((bits) => bits + by).buffer));
    const [less, exactly, more] = [nudged(-1), nudged(0), nudged(1)];
    expect(below.filter((bits) => less[bits] !== (sign | bits))).toHaveLength(0);
    expect(below.filter((bits) => exactly[bits] !== (sign | (bits + (bits & 1))))).toHaveLength(0);
    expect(below.filter((bits) => more[bits] !== (sign | (bits + 1)))).toHaveLength(0);
  }
});

test("beyond the largest float16 by half a step is infinite", () => {
  expect([...fromFloat16(toFloat16(Float32Array.of(65_519.99, 65_520, -65_520, 1e30, 2 ** -25, 2 ** -24)))]).toEqual([
    65_504,
    Infinity,
    -Infinity,
    Infinity,
    0,
    2 ** -24,
  ]);
});

test("rounding keeps the order of values", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true }), fc.float({ noNaN: true }), (a, b) => {
      for (const { from, to } of formats) {
        const [low = 0, high = 0] = from(to(Float32Array.of(Math.min(a, b), Math.max(a, b))));
        expect(low).toBeLessThanOrEqual(high);
      }
    }),
  );
});
