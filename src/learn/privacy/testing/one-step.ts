/** Delta of a single step of the sampled Gaussian in closed form, to check the numerical accountant by. */
import { normalCdf, normalUpper } from "../../../stats/normal.ts";
import type { Direction } from "../discretise.ts";

/** sup over outcomes S of P(S) - e^epsilon Q(S): S is a half-line, because the likelihood ratio grows with the outcome. */
export function deltaOfStep(
  { noise, sampleRate: rate }: { readonly noise: number; readonly sampleRate: number },
  { direction, epsilon }: { readonly direction: Direction; readonly epsilon: number },
): number {
  const loss = direction === "remove" ? epsilon : -epsilon;
  const w = 1 + Math.expm1(loss) / rate;
  const x = w > 0 ? noise * noise * Math.log(w) + 0.5 : -Infinity;
  const tail = direction === "remove" ? normalUpper : normalCdf;
  const without = tail(x / noise);
  const mixture = (1 - rate) * without + rate * tail((x - 1) / noise);
  return direction === "remove" ? mixture - Math.exp(epsilon) * without : without - Math.exp(epsilon) * mixture;
}
