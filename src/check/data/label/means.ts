/** A label that is a number: its mean by group, and how far the means lie apart. */
import { meanGap, meanInterval, meanOf } from "../../../bias/means.ts";
import type { Grouping } from "./groups.ts";
import { small } from "./rates.ts";

export type GroupMean = {
  readonly group: string;
  readonly rows: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly status: "ok" | "small" | "undefined";
};
export type Means = {
  readonly attribute: string;
  readonly crossed: boolean;
  readonly groups: readonly GroupMean[];
  readonly gap: {
    readonly groups: number;
    readonly n: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly largest: string;
    readonly smallest: string;
  } | null;
};

export function meansOf(
  { attribute, crossed, labels, known, codes }: Grouping,
  values: Float64Array,
  weights: Float64Array | null,
): Means {
  const all = labels.map((group, g) => {
    const own = (_: number, row: number): boolean => codes[row] === g && Number.isFinite(values[row]!);
    const mine = values.filter(own);
    return { group, rows: mine.length, known: known[g] === true, mean: meanOf(mine, weights?.filter(own) ?? null) };
  });
  const groups = all.map(({ group, rows, mean }): GroupMean => {
    const around = meanInterval(mean);
    return around
      ? { group, rows, value: mean.mean, ...around, status: rows < small ? "small" : "ok" }
      : { group, rows, value: null, low: null, high: null, status: "undefined" };
  });
  const compared = all
    .filter((one) => one.known && one.rows >= small && one.mean.n >= 2)
    .toSorted((a, b) => b.mean.mean - a.mean.mean);
  const n = compared.reduce((sum, { rows }) => sum + rows, 0);
  const ends = { largest: compared[0]?.group ?? "", smallest: compared.at(-1)?.group ?? "" };
  const gap =
    compared.length < 2 ? null : { groups: compared.length, n, ...meanGap(compared.map(({ mean }) => mean)), ...ends };
  return { attribute, crossed, groups, gap };
}
