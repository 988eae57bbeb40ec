/** Groups of people by one attribute, or by two together, from values row by row. */
import { scalar } from "./encode.ts";
import type { Partition } from "./measured.ts";
import type { Value } from "./types.ts";

export interface Groups extends Partition {
  /** By label: its value of each attribute, and whether all of them are known. */
  readonly values: readonly Readonly<Record<string, string>>[];
  readonly known: readonly boolean[];
}

const missing = "missing";

/** Groups in the order of their names; who has no value is in the last one, "missing". */
export function groupsOf(attribute: string, column: ArrayLike<Value>): Groups {
  const places = new Map<Value, number>();
  const byName = new Map<string | null, number>();
  const named = (value: Value): number => {
    const one = scalar(value);
    const name = one === null ? null : typeof value === "boolean" ? String(value) : String(one);
    const known = byName.get(name) ?? byName.size;
    byName.set(name, known);
    return known;
  };
  const codes = new Int32Array(column.length);
  let [last, at]: [Value, number] = [undefined, -1];
  for (let row = 0; row < codes.length; row++) {
    const value = column[row];
    if (at < 0 || value !== last) {
      last = value;
      at = places.get(value) ?? named(value);
      places.set(value, at);
    }
    codes[row] = at;
  }
  const names = [...byName.keys()];
  const sorted = [...names.keys()].toSorted(
    (a, b) => Number(names[a] === null) - Number(names[b] === null) || compare(names[a]!, names[b]!),
  );
  const order = new Int32Array(names.length);
  sorted.forEach((was, is) => (order[was] = is));
  const values = sorted.map((place) => ({ [attribute]: names[place] ?? missing }));
  return {
    attribute,
    labels: values.map((value) => `${attribute}=${value[attribute]!}`),
    values,
    known: sorted.map((place) => names[place] !== null),
    codes: codes.map((place) => order[place]!),
  };
}

/** As numbers where both are. */
function compare(a: string, b: string): number {
  const numbers = Number(a) - Number(b);
  return Number.isNaN(numbers) || numbers === 0 ? (a < b ? -1 : Number(a > b)) : numbers;
}

/** Groups of two attributes together that have a row. */
export function crossed(a: Groups, b: Groups): Groups {
  const width = b.labels.length;
  const all = a.codes.map((code, row) => code * width + b.codes[row]!);
  const there = new Uint8Array(a.labels.length * width);
  for (const code of all) there[code] = 1;
  const kept = [...there.keys()].filter((code) => there[code] === 1);
  const places = new Int32Array(there.length);
  kept.forEach((code, place) => (places[code] = place));
  const parts = kept.map((code) => [Math.floor(code / width), code % width] as const);
  return {
    attribute: `${a.attribute}&${b.attribute}`,
    labels: parts.map(([i, j]) => `${a.labels[i]!}&${b.labels[j]!}`),
    values: parts.map(([i, j]) => ({ ...a.values[i], ...b.values[j] })),
    known: parts.map(([i, j]) => a.known[i]! && b.known[j]!),
    codes: all.map((code) => places[code]!),
  };
}
