/** What is compared: protected attributes, their intersections, and other columns, each as groups of rows. */
import type { Cast, Shares } from "../../../subject/data.ts";
import { column } from "../../../table/columns.ts";
import type { Column, Tables } from "../../../table/types.ts";
import { binned } from "../bins.ts";
import { tally } from "./tally.ts";

/** Tables whose shares are drawn beside one another. */
const parts = ["train", "holdout", "population", "serving"] as const;
export type Part = (typeof parts)[number];
export type Casts = { readonly train: Cast } & { readonly [part in Part]?: Cast };

export interface Feature {
  /** "race", "race&sex", "age". */
  readonly name: string;
  readonly kind: "attribute" | "intersection" | "column";
  /** The attributes of an intersection, in order; else the feature's own name. */
  readonly names: readonly string[];
  readonly labels: readonly string[];
  /** The label of each name, by group: [["Black", "Female"], ...]. */
  readonly values: readonly (readonly string[])[];
  /** Positions in `labels`; -1 = missing. */
  readonly codes: { readonly [part in Part]?: Int32Array };
  /** Of columns of numbers. */
  readonly numbers: { readonly [part in Part]?: Float64Array } | null;
}

export const missing = "missing";
export const rarer = "rarer values";
const most = { levels: 20, groups: 500, intersections: 40 };

export interface Scope {
  readonly casts: Casts;
  readonly tables: Tables;
  readonly shares: Shares | null;
  readonly protected: readonly string[];
  readonly columns: readonly string[];
  /** Values of fewer people are not named. */
  readonly named: number;
  /** The columns were named by the user: numbers are looked at without a target too, and categories of any size. */
  readonly chosen: boolean;
}

export function featuresOf(scope: Scope): readonly Feature[] {
  const attributes = attributesOf(scope);
  const columns = scope.columns
    .filter((name) => !scope.protected.includes(name))
    .flatMap((name) => columnOf(name, scope) ?? []);
  return [...attributes, ...intersectionsOf(attributes), ...columns];
}

/** Who has no value is compared with nobody, unless the target says how many have none. */
function attributesOf({ casts, shares, named }: Scope): readonly Feature[] {
  return casts.train.attributes.map(({ name, labels }) => {
    const stated = Object.keys(shares?.[name] ?? {});
    const codes = byPart((part) => casts[part]?.attributes.find((each) => each.name === name)?.codes);
    const known = new Set(labels.filter((label) => label !== missing || stated.includes(missing)));
    return { ...base(name, "attribute"), ...grouped({ labels, codes, known, stated, named }), numbers: null };
  });
}
const base = (name: string, kind: Feature["kind"]) => ({ name, kind, names: [name] });

interface Coded {
  readonly labels: readonly string[];
  readonly codes: { readonly [part in Part]?: Int32Array };
  /** Those that count as values. */
  readonly known: ReadonlySet<string>;
  /** Labels that the target names. */
  readonly stated: readonly string[];
  readonly named: number;
}

/** Values that so few people have that they must not be named are one group; groups of the target that nobody in the data is of have no rows, which is the worst that can be said of them. */
function grouped({ labels, codes, known, stated, named }: Coded): Pick<Feature, "labels" | "values" | "codes"> {
  const rows = byPart((part) => codes[part] && tally(codes[part], labels.length, null).rows);
  const few = (label: string, i: number): boolean => {
    const counts = Object.values(rows).map((list) => list[i] ?? 0);
    return counts.some((count) => count > 0) && counts.every((count) => count < named) && !stated.includes(label);
  };
  const joined = new Set(labels.filter((label, i) => known.has(label) && few(label, i)));
  const own = labels.filter((label) => known.has(label) && !joined.has(label));
  const all = [...own, ...stated.filter((label) => !own.includes(label)), ...(joined.size > 0 ? [rarer] : [])];
  const place = Int32Array.from(labels, (label) => all.indexOf(joined.has(label) ? rarer : label));
  return {
    labels: all,
    values: all.map((label) => [label]),
    codes: byPart((part) => codes[part]?.map((code) => place[code] ?? -1)),
  };
}

function byPart<T>(of: (part: Part) => T | null | undefined): { [part in Part]?: T } {
  return Object.fromEntries(parts.flatMap((part) => ((value) => (value ? [[part, value]] : []))(of(part))));
}

/** Pairs and triples of protected attributes, as long as they have not too many groups to be told apart. */
function intersectionsOf(attributes: readonly Feature[]): readonly Feature[] {
  const sets = attributes.flatMap((a, i) =>
    attributes.slice(i + 1).flatMap((b, j) => [[a, b], ...attributes.slice(i + j + 2).map((c) => [a, b, c])]),
  );
  return sets
    .toSorted((a, b) => a.length - b.length)
    .filter((set) => set.reduce((cells, { labels }) => cells * labels.length, 1) <= most.groups)
    .slice(0, most.intersections)
    .map(crossed);
}

export function crossed(set: readonly Feature[]): Feature {
  const values = set.reduce<readonly (readonly string[])[]>(
    (all, { labels }) => all.flatMap((each) => labels.map((label) => [...each, label])),
    [[]],
  );
  const codesOf = (part: Part): Int32Array | null => {
    const first = set[0]?.codes[part];
    return (
      first?.map((_, row) =>
        set.reduce((code, { codes, labels }) => {
          const own = codes[part]?.[row] ?? -1;
          return code < 0 || own < 0 ? -1 : code * labels.length + own;
        }, 0),
      ) ?? null
    );
  };
  return {
    name: set.map(({ name }) => name).join("&"),
    kind: "intersection",
    names: set.map(({ name }) => name),
    labels: values.map((each) => each.join("&")),
    values,
    codes: byPart(codesOf),
    numbers: null,
  };
}

/** Null: nothing to compare it by: too many values, a time, or a number without a target. */
function columnOf(name: string, scope: Scope): Feature | null {
  const { tables, chosen, shares, named } = scope;
  const found = byPart((part) => (tables[part] ? column(tables[part], name) : null));
  if (found.train?.kind === "number") return chosen || tables["population"] ? numbersOf(name, found) : null;
  if (found.train?.kind !== "category") return null;
  const { labels } = found.train;
  const codes = byPart((part) => (found[part]?.kind === "category" ? found[part].codes : null));
  const stated = Object.keys(shares?.[name] ?? {});
  const known = new Set(usedLabels(labels, Object.values(codes)));
  const own = grouped({ labels, codes, known, stated, named });
  const fits = own.labels.length > 1 && (chosen || own.labels.length <= most.levels);
  return fits ? { ...base(name, "column"), ...own, numbers: null } : null;
}

function numbersOf(name: string, found: { readonly [part in Part]?: Column }): Feature | null {
  const numbers = byPart((part) => (found[part]?.kind === "number" ? found[part].values : null));
  const cut = binned(
    numbers.population ?? numbers.train ?? new Float64Array(),
    numbers.population ? "quantiles" : "widths",
    Object.values(numbers),
  );
  if (!cut) return null;
  const codes = byPart((part) => numbers[part] && cut.codesOf(numbers[part]));
  return { ...base(name, "column"), labels: cut.labels, values: cut.labels.map((label) => [label]), codes, numbers };
}

/** Labels that somebody has: the list may hold those of other parts. */
function usedLabels(labels: readonly string[], codes: readonly Int32Array[]): readonly string[] {
  const used = new Set<number>();
  for (const list of codes) for (const code of list) used.add(code);
  return labels.filter((_, i) => used.has(i));
}
