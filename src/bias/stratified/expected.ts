/** A table of two by two with its margins and a given odds ratio. */
import { rootBetween } from "../../stats/root.ts";

/** The expected a of a table [a, b, c, d] with these margins, were its odds ratio `odds`, and its asymptotic variance 1/(1/A + 1/B + 1/C + 1/D). */
export function expectedAt(
  [a, b, c, d]: readonly [number, number, number, number],
  odds: number,
): { readonly expected: number; readonly variance: number } {
  const [row, column, others] = [a + b, a + c, c + d];
  const [least, most] = [Math.max(0, column - others), Math.min(row, column)];
  // A D = odds B C has one root between the ends: at the lower end A or D is 0, at the upper end B or C.
  const off = (x: number): number => x * (others - column + x) - odds * (row - x) * (column - x);
  const expected = rootBetween(off, least, most);
  const cells = [expected, row - expected, column - expected, others - column + expected];
  return { expected, variance: 1 / cells.reduce((sum, cell) => sum + 1 / cell, 0) };
}
