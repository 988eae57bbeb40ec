/** How many rows each group has, and how many it should have. */
import type { Shares } from "../../../subject/data.ts";
import type { Casts, Feature, Part } from "./features.ts";
import { tally, type Tally } from "./tally.ts";

export type Basis = "shares" | "population" | "independent" | "uniform";
export interface Target {
  readonly basis: Basis;
  readonly shares: readonly number[];
  /** Rows that the shares were counted in, as many as they are worth; null: they are known. */
  readonly rows: number | null;
}

export function tallyOf({ codes, labels }: Feature, part: Part, casts: Casts): Tally | null {
  const own = codes[part];
  return own ? tally(own, labels.length, casts[part]?.weights ?? null) : null;
}

/** Shares that were given; else the population's table; else, of an intersection, what its attributes give if they are independent; else as many of each. */
export function targetOf(feature: Feature, all: readonly Feature[], casts: Casts, shares: Shares | null): Target {
  const stated = statedOf(feature, shares);
  if (stated) return { basis: "shares", shares: stated, rows: null };
  const counted = tallyOf(feature, "population", casts);
  if (counted && counted.n > 0) return { basis: "population", shares: counted.shares, rows: counted.worth };
  const k = feature.labels.length;
  const uniform = { basis: "uniform" as const, shares: feature.labels.map(() => 1 / k), rows: null };
  if (feature.kind !== "intersection") return uniform;
  const margins = feature.names.map((name) => {
    const own = all.find((each) => each.name === name);
    return own && { own, target: targetOf(own, all, casts, shares) };
  });
  if (!margins.every((each) => each && each.target.basis !== "uniform")) return uniform;
  const product = feature.values.map((values) =>
    margins.reduce((share, each, i) => share * (each?.target.shares[each.own.labels.indexOf(values[i] ?? "")] ?? 0), 1),
  );
  return { basis: "independent", shares: product, rows: null };
}

/** Columns may be joined in any order. Null: not stated, or of no group that there is. */
function statedOf({ names, values }: Feature, shares: Shares | null): readonly number[] | null {
  for (const [columns, byValue] of Object.entries(shares ?? {})) {
    const order = columns === names[0] ? [columns] : columns.split("&");
    if (order.length !== names.length || !names.every((name) => order.includes(name))) continue;
    const list = values.map((each) => byValue[order.map((name) => each[names.indexOf(name)]).join("&")] ?? 0);
    const total = list.reduce((sum, share) => sum + share, 0);
    if (total > 0) return list.map((share) => share / total);
  }
  return null;
}
