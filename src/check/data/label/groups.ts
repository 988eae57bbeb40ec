/** Whose rates are compared: the groups of each protected attribute, and of each pair of them. */
import type { Attribute, Cast } from "../../../subject/data.ts";

export interface Grouping {
  /** "race", "race&sex". */
  readonly attribute: string;
  readonly crossed: boolean;
  /** "race=Black", "race=Black&sex=Female". */
  readonly labels: readonly string[];
  /** By group: it has a value of every attribute, so that it is compared with others. */
  readonly known: readonly boolean[];
  /** Positions in `labels`; -1 = in a group of so few people that it is not named. */
  readonly codes: Int32Array;
}

/** Groups of fewer people are named nowhere. */
const named = 5;
const rarer = "rarer values";
const missing = "missing";
const mostCells = 500;

export function groupingsOf({ attributes }: Pick<Cast, "attributes">): Grouping[] {
  const single = attributes.map(groupingOf);
  const pairs = single.flatMap((a, i) => single.slice(i + 1).flatMap((b) => crossedOf(a, b) ?? []));
  return [...single, ...pairs];
}

function groupingOf({ name, labels, codes }: Attribute): Grouping {
  const rows = count(codes, labels.length);
  const few = labels.map((_, i) => (rows[i] ?? 0) < named);
  const joined = codes.map((code) => (few[code] ? labels.length : code));
  const all = [...labels, rarer];
  return kept(joined, {
    attribute: name,
    crossed: false,
    labels: all.map((label) => `${name}=${label}`),
    known: all.map((label) => label !== missing),
  });
}

function crossedOf(a: Grouping, b: Grouping): Grouping | null {
  const width = b.labels.length;
  if (a.labels.length * width > mostCells) return null;
  const codes = a.codes.map((code, row) => (code < 0 || b.codes[row]! < 0 ? -1 : code * width + b.codes[row]!));
  return kept(codes, {
    attribute: `${a.attribute}&${b.attribute}`,
    crossed: true,
    labels: a.labels.flatMap((one) => b.labels.map((other) => `${one}&${other}`)),
    known: a.known.flatMap((one) => b.known.map((other) => one && other)),
  });
}

/** Without the groups of too few people. */
function kept(codes: Int32Array, all: Omit<Grouping, "codes">): Grouping {
  const rows = count(codes, all.labels.length);
  const places = new Int32Array(all.labels.length).fill(-1);
  let next = 0;
  rows.forEach((n, i) => (places[i] = n >= named ? next++ : -1));
  const stays = (_: unknown, i: number): boolean => places[i]! >= 0;
  return {
    ...all,
    labels: all.labels.filter(stays),
    known: all.known.filter(stays),
    codes: codes.map((code) => (code < 0 ? -1 : places[code]!)),
  };
}

function count(codes: Int32Array, groups: number): number[] {
  const rows = Array<number>(groups).fill(0);
  for (const code of codes) if (code >= 0) rows[code]!++;
  return rows;
}
