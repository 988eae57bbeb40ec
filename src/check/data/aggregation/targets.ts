/** Labels as numbers: what a slope is of. */
import type { Said } from "../../../subject/data.ts";
import { commonest } from "../commonest.ts";

export interface Target {
  /** "1 for this class, 0 for others"; null: the label is a number, or its positive class. */
  readonly class: string | null;
  /** NaN = unknown. */
  readonly values: Float64Array;
}

const mostClasses = 3;

/** The positive class; else each of the commonest; of numbers the label itself. */
export function targetsOf(label: Said): Target[] {
  if (label.kind === "number") return [{ class: null, values: label.values }];
  const { classes, positive, codes } = label;
  const is = (k: number): Float64Array =>
    Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : Number(code === k)));
  if (positive !== null) return [{ class: null, values: is(positive) }];
  return commonest(codes, classes.length, { most: mostClasses }).map((k) => ({
    class: classes[k] ?? "",
    values: is(k),
  }));
}
