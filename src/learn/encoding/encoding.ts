/** How the columns of a table become the numbers that a network takes: plain data, kept with the model. */
import type { Remark } from "../../table/types.ts";

export type Encoding = {
  /** Numbers and times first, in the order of the table; then whether each of them is missing, where that was seen; then the categories, in the order of the table. */
  readonly numbers: readonly NumberCode[];
  readonly categories: readonly CategoryCode[];
  /** Features of a row. */
  readonly width: number;
  /** What the numbers are computed in before they are rounded to float32. */
  readonly precision: "float32" | "float64";
  /** Columns that the table had and that are not learnt from. */
  readonly leftOut: readonly string[];
  readonly notes: readonly Remark[];
};

/** The feature is (min(max(x, low), high) - centre) / spread; that of a missing value is 0. */
export type NumberCode = {
  readonly kind: "number" | "time";
  readonly name: string;
  /** What the values are kept in before they are encoded. */
  readonly dtype: "float32" | "float64";
  readonly centre: number;
  /** 1 / spread. */
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  /** Which feature it is. */
  readonly at: number;
  /** The feature that is 1 where it is missing; -1: it never was. */
  readonly missingAt: number;
};

/** One feature a label, then one for all others, then one for no label, where these were seen. What was never seen is one of the others, or nothing at all. */
export type CategoryCode = {
  readonly kind: "category";
  readonly name: string;
  readonly labels: readonly string[];
  /** The first of its features. */
  readonly at: number;
  /** -1: every label has a feature. */
  readonly otherAt: number;
  /** -1: it never was missing. */
  readonly missingAt: number;
};

/** Features of a category. */
export const placesOf = ({ labels, otherAt, missingAt }: CategoryCode): number =>
  labels.length + (otherAt < 0 ? 0 : 1) + (missingAt < 0 ? 0 : 1);

export type Feature = {
  readonly column: string;
  /** The label that it is 1 for; null for a number itself, and for "other" and "missing". */
  readonly label: string | null;
  readonly is: "value" | "label" | "other" | "missing";
};

/** What each feature means, in order. */
export function featuresOf({ numbers, categories }: Encoding): Feature[] {
  const feature = (column: string, is: Feature["is"], label: string | null = null): Feature => ({ column, label, is });
  return [
    ...numbers.map(({ name }) => feature(name, "value")),
    ...numbers.filter(({ missingAt }) => missingAt >= 0).map(({ name }) => feature(name, "missing")),
    ...categories.flatMap(({ name, labels, otherAt, missingAt }) => [
      ...labels.map((label) => feature(name, "label", label)),
      ...(otherAt < 0 ? [] : [feature(name, "other")]),
      ...(missingAt < 0 ? [] : [feature(name, "missing")]),
    ]),
  ];
}
