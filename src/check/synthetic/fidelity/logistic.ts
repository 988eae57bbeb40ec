/** Logistic regression on 0/1 columns of bins, main effects only: the propensity of a row to be synthetic. */
import { factor, solve } from "./cholesky.ts";

export interface Propensity {
  /** By row. */
  readonly chance: Float64Array;
  /** Columns of the design that do not depend on one another, without the intercept. */
  readonly parameters: number;
}

/** Newton steps at most; where bins separate the tables, coefficients grow for ever and chances have settled long before. */
const steps = 25;
/** The deviance falls by less: chances no longer change in a way that matters. */
const settled = 0.01;

/**
 * `codes`: one array per column, a bin for each row; `sizes`: their numbers of bins; `is`: 1 where the row is synthetic.
 * The first bin that occurs in a column is its reference.
 */
export function propensity(codes: readonly Uint8Array[], sizes: readonly number[], is: Uint8Array): Propensity {
  const rows = is.length;
  const design = layOut(codes, sizes);
  const share = is.reduce((sum, one) => sum + one, 0) / rows;
  const chance = new Float64Array(rows).fill(share);
  const size = design.width + 1; // the intercept comes first
  const beta = new Float64Array(size);
  beta[0] = Math.log(share / (1 - share));
  let parameters = 0;
  let before = Infinity;
  for (let step = 0; step < steps; step++) {
    const gradient = new Float64Array(size);
    const curvature = new Float64Array(size * size);
    let deviance = 0;
    for (let row = 0; row < rows; row++) {
      const p = chance[row]!;
      const weight = p * (1 - p);
      const rest = is[row]! - p;
      deviance -= Math.log(Math.max(1e-300, is[row] ? p : 1 - p));
      design.at(row, (used, count) => {
        for (let a = 0; a < count; a++) {
          const i = used[a]!;
          gradient[i]! += rest;
          for (let b = 0; b <= a; b++) curvature[i * size + used[b]!]! += weight; // used rises: the lower half
        }
      });
    }
    if (before - deviance < settled) break;
    before = deviance;
    const l = factor(curvature, size);
    if (step === 0) for (let i = 1; i < size; i++) if (l[i * size + i]! > 0) parameters++;
    const move = solve(l, gradient);
    for (let i = 0; i < size; i++) beta[i]! += move[i]!;
    for (let row = 0; row < rows; row++)
      design.at(row, (used, count) => {
        let sum = 0;
        for (let a = 0; a < count; a++) sum += beta[used[a]!]!;
        chance[row] = 1 / (1 + Math.exp(-sum));
      });
  }
  return { chance, parameters };
}

interface Design {
  readonly width: number;
  /** Calls with the columns of the design that are 1 in this row, rising from the intercept 0. */
  at(row: number, use: (used: Int32Array, count: number) => void): void;
}

function layOut(codes: readonly Uint8Array[], sizes: readonly number[]): Design {
  let width = 0;
  const placeOf = codes.map((bins, c) => {
    const occurs = new Uint8Array(sizes[c]!);
    for (const bin of bins) occurs[bin] = 1;
    const reference = occurs.indexOf(1);
    return Int32Array.from(occurs, (one, bin) => (one && bin !== reference ? ++width : 0));
  });
  const used = new Int32Array(codes.length + 1);
  return {
    width,
    at(row, use) {
      let count = 1;
      for (let c = 0; c < codes.length; c++) {
        const place = placeOf[c]![codes[c]![row]!]!;
        if (place > 0) used[count++] = place;
      }
      use(used, count);
    },
  };
}
