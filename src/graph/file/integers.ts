/** 64-bit integers of a file, as numbers or in two halves (as protobuf gives them), made into what the engine calculates with. */
import { invalid } from "./refusals.ts";
import type { Integer } from "./messages.ts";

/** As a number; one that a number cannot hold exactly is refused. */
export function exactly(value: Integer, where: string): number {
  const number = typeof value === "number" ? value : value.toNumber();
  if (!Number.isSafeInteger(number))
    throw invalid(`${where} is ${number}, beyond the whole numbers that can be held exactly.`);
  return number;
}

/** As a number; "from the beginning" and "to the end", which exporters write as the ends of 64 bits, are as far as numbers are exact. */
export function nearest(value: Integer): number {
  const number = typeof value === "number" ? value : value.toNumber();
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, number));
}

/** The same 64 bits one after another: low half first, as raw data are. */
export function words(values: readonly Integer[]): ArrayBuffer {
  const halves = new Int32Array(values.length * 2);
  for (const [i, value] of values.entries()) {
    const long = typeof value === "number" ? { low: value | 0, high: Math.floor(value / 2 ** 32) } : value;
    halves[2 * i] = long.low;
    halves[2 * i + 1] = long.high;
  }
  return halves.buffer;
}
