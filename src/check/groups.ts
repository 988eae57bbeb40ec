/** The groups that people belong to, for the question who bears the leak. Their names show nobody: edges are round, and whatever only a few have in common is merged. */
import type { GroupColumn } from "../risk/exposure.ts";
import { pick } from "../table/columns.ts";
import type { Column, Table } from "../table/types.ts";

/** A column of people of both sides. */
interface Both {
  readonly members: Column;
  readonly outsiders: Column;
}
interface People {
  readonly table: Table;
  readonly rows: Uint32Array;
}
type Cut = Pick<GroupColumn, "labels" | "members" | "outsiders">;

/** A label that fewer people have, on either side, is not named. */
export const fewest = 20;
const mostLabels = 12;
const parts = 4;

/**
 * Protected columns are groups of their own; where none is declared, categories of 2 to 12 labels are. All other columns are there to be searched.
 * Numbers and times are cut at the quartiles of both sides, rounded.
 */
export function groupColumns(
  members: People,
  outsiders: People,
  { columns, protected: declared }: { readonly columns: readonly string[]; readonly protected: readonly string[] },
): GroupColumn[] {
  const names = [...new Set([...declared, ...columns])];
  const [inside, outside] = [members, outsiders].map(({ table }) => pick(table, names));
  return names.flatMap((name, at): GroupColumn[] => {
    const both: Both = { members: inside![at]!, outsiders: outside![at]! };
    const cut =
      both.members.kind === "category"
        ? byLabel(both, members.rows, outsiders.rows)
        : byQuartile(both, members.rows, outsiders.rows);
    if (cut.labels.length < 2) return [];
    const own = declared.length > 0 ? declared.includes(name) : both.members.kind === "category" && few(both);
    return [{ name, ...cut, protected: own }];
  });
}

const few = ({ members }: Both): boolean => members.kind === "category" && members.labels.length <= mostLabels;

function byLabel({ members, outsiders }: Both, inside: Uint32Array, outside: Uint32Array): Cut {
  if (members.kind !== "category" || outsiders.kind !== "category") return nothing;
  const codes = [inside.map((row) => members.codes[row]! + 1), outside.map((row) => outsiders.codes[row]! + 1)];
  const counts = codes.map((of) => {
    const all = new Int32Array(members.labels.length + 1);
    for (const code of of) all[code]!++;
    return all;
  });
  const least = (code: number): number => Math.min(counts[0]![code + 1]!, counts[1]![code + 1]!);
  const named = [...members.labels.keys()]
    .filter((code) => least(code) >= fewest)
    .toSorted((a, b) => least(b) - least(a) || a - b)
    .slice(0, mostLabels)
    .toSorted((a, b) => a - b);
  const seen = [...members.labels.keys()].filter((code) => counts[0]![code + 1]! + counts[1]![code + 1]! > 0);
  const merged = seen.length > named.length ? named.length : -1;
  const group = new Int32Array(members.labels.length + 1).fill(merged);
  group[0] = -1;
  named.forEach((code, at) => (group[code + 1] = at));
  const labels = named.map((code) => members.labels[code]!);
  return {
    labels: merged < 0 ? labels : [...labels, other(members.labels)],
    members: Int32Array.from(codes[0]!, (code) => group[code]!),
    outsiders: Int32Array.from(codes[1]!, (code) => group[code]!),
  };
}

/** A name that no label has. */
const other = (labels: readonly string[]): string => (labels.includes("(other)") ? "(all other)" : "(other)");

function byQuartile({ members, outsiders }: Both, inside: Uint32Array, outside: Uint32Array): Cut {
  if (members.kind === "category" || outsiders.kind === "category") return nothing;
  const [own, others] = [inside.length, outside.length];
  const values = new Float64Array(own + others);
  inside.forEach((row, i) => (values[i] = members.values[row]!));
  outside.forEach((row, i) => (values[own + i] = outsiders.values[row]!));
  const sorted = values.filter(Number.isFinite).toSorted();
  const quartile = (part: number): number => sorted[Math.floor((part * sorted.length) / parts)] ?? 0;
  const step = members.kind === "time" ? day : stepOf(quartile(3) - quartile(1));
  const edges = new Set<number>();
  for (let part = 1; part < parts; part++) {
    const edge = rounded(quartile(part), step);
    if (edge > (sorted[0] ?? 0) && edge <= (sorted.at(-1) ?? 0)) edges.add(edge);
  }
  const cuts = [...edges].toSorted((a, b) => a - b);
  const groupOf = (value: number): number => (Number.isNaN(value) ? -1 : cuts.filter((edge) => value >= edge).length);
  const say = members.kind === "time" ? (edge: number) => new Date(edge).toISOString().slice(0, 10) : String;
  return {
    labels: cuts.length === 0 ? [] : names(cuts.map(say)),
    members: Int32Array.from(values.subarray(0, own), groupOf),
    outsiders: Int32Array.from(values.subarray(own), groupOf),
  };
}

const names = (edges: readonly string[]): string[] => [
  `below ${edges[0]}`,
  ...edges.slice(1).map((edge, at) => `${edges[at]} to below ${edge}`),
  `${edges.at(-1)} and more`,
];

const day = 86_400_000;
/** A power of ten, at most a fifth of the distance of the quartiles; 0 where they are one value, which half of the people have. */
const stepOf = (distance: number): number => (distance > 0 ? 10 ** Math.floor(Math.log10(distance / 5)) : 0);
/** Nobody's own number. */
const rounded = (value: number, step: number): number =>
  step > 0 ? Number((Math.round(value / step) * step).toPrecision(12)) : value;

const nothing: Cut = { labels: [], members: new Int32Array(), outsiders: new Int32Array() };
