/** Whether similar people have the same label, and are called the same. */
import { consistency } from "../../../../bias/consistency.ts";
import { sample, stream } from "../../../../stats/stream.ts";
import { rowsOf } from "../../../../table/rows.ts";
import type { Table } from "../../../../table/types.ts";
import type { Told } from "../derived.ts";
import { kindsOf, nearestKinds } from "../nearest.ts";

export type Likeness = {
  readonly k: number;
  readonly rows: number;
  /** Of how many they were drawn. */
  readonly of: number;
  readonly outcomes: readonly {
    readonly outcome: "label" | "prediction";
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly withSelf: number;
  }[];
};

/** Null: no more than k + 1 people whose label, and prediction where there is one, are known. */
export function likenessOf(
  table: Table,
  { y, p, seed }: Told,
  { columns, k, most }: { readonly columns: readonly string[]; readonly k: number; readonly most: number },
): Likeness | null {
  const predicted = p.some((is) => is >= 0);
  const known = Uint32Array.from(y.keys()).filter((row) => y[row]! >= 0 && (!predicted || p[row]! >= 0));
  const rows = sample(known.length, most, stream(seed, "data/fairness", "likeness"))
    .map((at) => known[at]!)
    .toSorted();
  const near = rows.length > k + 1 ? nearestKinds(rowsOf(table, rows), { columns, k, scale: "standard", seed }) : null;
  if (!near) return null;
  const outcomes = [["label", y] as const, ...(predicted ? [["prediction", p] as const] : [])].flatMap(
    ([outcome, of]) => {
      const found = consistency(
        kindsOf(
          near,
          Int8Array.from(rows, (row) => of[row]!),
        ),
        k,
      );
      if (!found) return [];
      const { value, low, high, withSelf } = found;
      return [{ outcome, value, low, high, withSelf }];
    },
  );
  return { k, rows: rows.length, of: known.length, outcomes };
}
