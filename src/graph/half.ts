/** float16 (IEEE 754 binary16) and bfloat16 as their 16 bits, to float32 and back; rounded to the nearest, ties to even. */

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** Exact: every float16 is a float32. */
export function fromFloat16(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length);
  const out = new Uint32Array(values.buffer);
  for (let i = 0; i < bits.length; i++) {
    const half = bits[i]!;
    const sign = (half & 0x8000) << 16;
    const magnitude = half & 0x7fff;
    if (magnitude >= 0x7c00) {
      out[i] = sign | 0x7f800000 | ((magnitude & 0x3ff) << 13);
    } else if (magnitude >= 0x400) {
      // The exponent's bias goes from 15 to 127.
      out[i] = sign | ((magnitude << 13) + (112 << 23));
    } else {
      // Subnormal: a multiple of 2^-24, which float32 holds as a normal number; the sign is kept for zero too.
      values[i] = magnitude * 2 ** -24;
      out[i] = out[i]! | sign;
    }
  }
  return values;
}

/** Beyond 65,504 by half a step or more: infinite. A NaN stays one, with its sign. */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    float[0] = values[i]!;
    const sign = (word[0]! >>> 16) & 0x8000;
    const magnitude = word[0]! & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      bits[i] = sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff);
    } else if (magnitude >= 0x477ff000) {
      bits[i] = sign | 0x7c00;
    } else if (magnitude < 0x38800000) {
      // Below 2^-14. Beside 0.5 a float32's step is 2^-24, the step of subnormal float16: the addition rounds, its low bits are the result.
      float[0] = Math.abs(values[i]!) + 0.5;
      bits[i] = sign | (word[0]! - 0x3f000000);
    } else {
      const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
      bits[i] = sign | ((rounded - (112 << 23)) >>> 13);
    }
  }
  return bits;
}

/** Exact: bfloat16 is the upper half of a float32. */
export function fromBfloat16(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length);
  const out = new Uint32Array(values.buffer);
  for (let i = 0; i < bits.length; i++) out[i] = bits[i]! << 16;
  return values;
}

export function toBfloat16(values: Float32Array): Uint16Array {
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    float[0] = values[i]!;
    const all = word[0]!;
    const notNumber = (all & 0x7fffffff) > 0x7f800000;
    bits[i] = notNumber ? (all >>> 16) | 0x40 : (all + 0x7fff + ((all >>> 16) & 1)) >>> 16;
  }
  return bits;
}
