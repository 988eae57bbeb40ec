/** Models' answers as probabilities, and what attacks that learn look at in them. */
import type { Answers } from "../../../learn/trainers/trainer.ts";
import type { Column } from "../../../table/types.ts";

/** Probabilities of all classes, row after row. */
export interface Posteriors {
  readonly classes: number;
  readonly p: Float64Array;
}

/** What one of the models says of these rows (default: of all), in float64 whatever it was said in. */
export function posteriorsOf(
  { kind, outputs, rows: all, perModel }: Answers,
  model: number,
  rows?: Uint32Array,
): Posteriors {
  const said = perModel[model];
  if (!said || kind === "values") throw new Error("posteriors are those of a classifier's answers");
  const n = rows?.length ?? all;
  const p = new Float64Array(n * outputs);
  for (let i = 0; i < n; i++) {
    const from = (rows ? rows[i]! : i) * outputs;
    let most = -Infinity;
    for (let c = 0; c < outputs; c++) most = Math.max(most, said[from + c]!);
    let sum = 0;
    for (let c = 0; c < outputs; c++) {
      const one = kind === "logits" ? Math.exp(said[from + c]! - most) : Math.max(0, said[from + c]!);
      p[i * outputs + c] = one;
      sum += one;
    }
    // An answer without sense (NaN, or all zeros) says nothing.
    const told = sum > 0 && Number.isFinite(sum);
    for (let c = 0; c < outputs; c++) p[i * outputs + c] = told ? p[i * outputs + c]! / sum : 1 / outputs;
  }
  return { classes: outputs, p };
}

export function joined(parts: readonly Posteriors[]): Posteriors {
  const p = new Float64Array(parts.reduce((sum, part) => sum + part.p.length, 0));
  let end = 0;
  for (const part of parts) {
    p.set(part.p, end);
    end += part.p.length;
  }
  return { classes: parts[0]?.classes ?? 1, p };
}

/** The highest `count` probabilities of each row, highest first. */
export function highest({ classes, p }: Posteriors, count: number): Float64Array {
  const rows = p.length / classes;
  const found = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    const start = row * count;
    for (let c = 0; c < classes; c++) {
      const value = p[row * classes + c]!;
      let at = Math.min(c, count);
      while (at > 0 && found[start + at - 1]! < value) at--;
      if (at >= count) continue;
      found.copyWithin(start + at + 1, start + at, start + Math.min(c, count - 1));
      found[start + at] = value;
    }
  }
  return found;
}

/** More classes than this are told by the highest of them. */
const fullUpTo = 10;

/**
 * For trees: the probabilities of all classes in their order (of more than ten classes: the ten highest, highest first), then that of the true class.
 * `codes`: the true class of each row.
 */
export function posteriorColumns({ classes, p }: Posteriors, codes: Int32Array): readonly Column[] {
  const width = Math.min(classes, fullUpTo);
  const all = classes > fullUpTo ? highest({ classes, p }, width) : p;
  const columns = Array.from({ length: width }, (_, c) => Float64Array.from(codes, (__, row) => all[row * width + c]!));
  const own = Float64Array.from(codes, (code, row) => p[row * classes + code]!);
  return [...columns, own].map((values, i) => ({ kind: "number", name: `p${i}`, values, integer: false }));
}

/** Salem et al. 2019 look at so many; at both of two classes. */
const top = 3;
/** What is farther out is not told apart. */
const farthest = 50;

/**
 * The three highest probabilities (both, of two classes), highest first, [rows, 3 or 2], as log p - log(1 - p): near 0 and 1 they would be told apart by nothing else.
 * 1 - p is the sum of the others', so that none of it is lost.
 */
export function topLogits({ classes, p }: Posteriors): { readonly width: number; readonly x: Float64Array } {
  const width = Math.min(top, classes);
  const best = highest({ classes, p }, width);
  const rows = p.length / classes;
  const x = new Float64Array(best.length);
  for (let row = 0; row < rows; row++) {
    // What is beside the highest ones: summed, never taken from 1.
    const ones = p.slice(row * classes, (row + 1) * classes).toSorted();
    let beyond = 0;
    for (let c = 0; c < classes - width; c++) beyond += ones[c]!;
    for (let i = 0; i < width; i++) {
      let others = beyond;
      for (let j = width - 1; j >= 0; j--) if (j !== i) others += best[row * width + j]!;
      const odds = Math.log(best[row * width + i]!) - Math.log(others);
      x[row * width + i] = Math.min(farthest, Math.max(-farthest, odds));
    }
  }
  return { width, x };
}
