/** Whom a trade-off is about: rows with a label and a score, in groups that are large enough and have positives and negatives. */
import type { Attribute, Cast } from "../../../subject/data.ts";

/** Smaller groups have no rates worth comparing. */
export const smallest = 30;

export interface Kept {
  /** Row numbers. */
  readonly rows: readonly number[];
  /** By row kept: position in `labels`. */
  readonly groups: Int32Array;
  readonly labels: readonly string[];
  /** Of the groups that were left out: too small, or all of one class. */
  readonly small: number;
  readonly oneSided: number;
  /** Rows without a label or a score, of groups kept or not. */
  readonly unknown: number;
}

/** `label`: 1 positive, 0 not, -1 unknown. */
export function keptPeople({ codes, labels }: Attribute, label: Int8Array, scores: Float64Array): Kept {
  const known = Array.from(label.keys()).filter((row) => label[row]! >= 0 && !Number.isNaN(scores[row]!));
  const count = labels.map(() => [0, 0] as [number, number]);
  for (const row of known) count[codes[row]!]![label[row] as 0 | 1]++;
  const large = ([no, yes]: readonly [number, number]): boolean => no + yes >= smallest;
  const used = labels.flatMap((_, group) => {
    const own = count[group]!;
    return large(own) && Math.min(...own) > 0 ? [group] : [];
  });
  const place = new Map(used.map((group, i) => [group, i]));
  const rows = known.filter((row) => place.has(codes[row]!));
  return {
    rows,
    groups: Int32Array.from(rows, (row) => place.get(codes[row]!)!),
    labels: used.map((group) => labels[group]!),
    small: count.filter((own) => !large(own) && Math.max(...own) > 0).length,
    oneSided: count.filter((own) => large(own) && Math.min(...own) === 0).length,
    unknown: label.length - known.length,
  };
}

/** 1 positive, 0 not, -1 unknown; all unknown where there is no positive class. */
export function positivesOf(said: Cast["label"], rows: number): Int8Array {
  const unknown = new Int8Array(rows).fill(-1);
  if (said?.kind !== "class" || said.positive === null) return unknown;
  const { codes, positive } = said;
  return unknown.map((_, row) => (codes[row]! < 0 ? -1 : Number(codes[row] === positive)));
}
