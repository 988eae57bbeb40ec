/** Attribute disclosure as synthpop counts it (Raab, Nowok & Dibben 2024): people whose key has one value of the secret only, in the synthetic table. */
import type { Classes } from "./classes.ts";

export type Disclosive = {
  /** DiO: people whose key has one value of the secret only, in train itself. */
  readonly original: number;
  /** DiSCO: people whose key has one value only among the synthetic rows, and it is theirs. */
  readonly correct: number;
  /** DiSDiO: those of them whose key has one value only in train, too. */
  readonly both: number;
};

/** Values as they are, missing being one of them. `rows`: the people of train; `real` and `made`: the secret in train and in the synthetic table. */
export function disclosive(
  classes: Classes,
  { rows, real, made }: { readonly rows: Uint32Array; readonly real: Float64Array; readonly made: Float64Array },
): Disclosive {
  const single = new Uint8Array(classes.count).fill(1);
  const value = new Float64Array(classes.count);
  for (let c = 0; c < classes.count; c++) {
    value[c] = made[classes.rows[classes.start[c]!]!]!;
    for (let i = classes.start[c]! + 1; i < classes.start[c + 1]! && single[c] === 1; i++)
      if (!Object.is(made[classes.rows[i]!]!, value[c]!)) single[c] = 0;
  }
  const of = classes.of.train;
  const first = new Map<number, number>();
  const several = new Set<number>();
  for (const row of rows) {
    const c = of[row]!;
    const known = first.get(c);
    if (known === undefined) first.set(c, real[row]!);
    else if (!Object.is(known, real[row]!)) several.add(c);
  }
  let [original, correct, both] = [0, 0, 0];
  for (const row of rows) {
    const c = of[row]!;
    const inOriginal = !several.has(c);
    if (inOriginal) original++;
    if (c >= classes.count || single[c] !== 1 || !Object.is(value[c]!, real[row]!)) continue;
    correct++;
    if (inOriginal) both++;
  }
  return { original, correct, both };
}
