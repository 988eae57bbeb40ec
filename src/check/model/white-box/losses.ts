/** From a network's outputs, in float64: each example's loss, and how large its slope by the outputs is, however sure the model is. */
import type { Truth } from "./slopes.ts";

/** In what a network's outputs are: a value is mean + deviation * (what the label is in its own units). */
export interface Unit {
  readonly mean: number;
  readonly deviation: number;
}

export interface Losses {
  /** Log of the size of the slope: the gradient of the loss is `exp` of it times the gradient along the direction that `slopesOf` takes. */
  readonly size: Float64Array;
  /** Of classes: log p - log(1 - p) of the true class. Of numbers: minus the log of the squared error in deviations of the label. */
  readonly phi: Float64Array;
  /** Of classes: log of the probabilities, [rows, classes], and the place of each row's own class. */
  readonly classes: { readonly logp: Float64Array; readonly own: Int32Array; readonly count: number } | null;
}

/** An error of 0 is as small as this one: logarithms stay finite. */
const least = 1e-12;

/** @param values by row, of numbers: in deviations of the label from its mean */
export function lossesOf(
  logits: Float32Array,
  { objective, codes }: Truth,
  { values, unit }: { readonly values: Float64Array | null; readonly unit: Unit },
): Losses {
  if (objective === "value") {
    const error = Float64Array.from(logits, (said, row) =>
      Math.max(least, Math.abs((said - unit.mean) / unit.deviation - values![row]!)),
    );
    // Of ((f - mean) / deviation - y)^2 by f.
    return {
      size: error.map((each) => Math.log((2 * each) / unit.deviation)),
      phi: error.map((each) => -2 * Math.log(each)),
      classes: null,
    };
  }
  // One logit is that of the second class against a first of 0.
  const count = objective === "chance" ? 2 : logits.length / Math.max(1, codes.length);
  const said = (row: number, c: number): number =>
    objective === "chance" ? (c === 0 ? 0 : logits[row]!) : logits[row * count + c]!;
  const rows = codes.length;
  const [size, phi] = [new Float64Array(rows), new Float64Array(rows)];
  const logp = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    const own = codes[row]!;
    const all = logSum(count, (c) => said(row, c));
    const others = logSum(count, (c) => (c === own ? -Infinity : said(row, c)));
    for (let c = 0; c < count; c++) logp[row * count + c] = said(row, c) - all;
    size[row] = others - all;
    phi[row] = said(row, own) - others;
  }
  return { size, phi, classes: { logp, own: codes, count } };
}

/** log of the sum of the exponentials of n numbers. */
function logSum(n: number, at: (i: number) => number): number {
  let most = -Infinity;
  for (let i = 0; i < n; i++) most = Math.max(most, at(i));
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.exp(at(i) - most);
  return most + Math.log(sum);
}
