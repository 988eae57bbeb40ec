/** Anonymeter's risk (Giomi et al. 2023, §3.3; formulas of its version 1.1), for comparison only: its one-tail error goes up to 100 %, so no verdict stands on it. */
import { normalQuantile } from "../stats/normal.ts";

const z = -normalQuantile(0.025);

/** Wilson's centre and half width. */
function rate(hits: number, n: number): { p: number; e: number } {
  return {
    p: (hits + (z * z) / 2) / (n + z * z),
    e: (z / (n + z * z)) * Math.sqrt((hits * (n - hits)) / n + (z * z) / 4),
  };
}

const clip = (x: number): number => Math.min(1, Math.max(0, x));

/** R from Wilson centres with propagated half widths, clipped to [0, 1]; without outsiders the bare success. */
export function anonymeterRisk(
  attack: { hits: number; n: number },
  control: { hits: number; n: number } | null,
): { value: number; low: number; high: number } {
  const a = rate(attack.hits, attack.n);
  if (control === null) return { value: clip(a.p), low: clip(a.p - a.e), high: clip(a.p + a.e) };
  const c = rate(control.hits, control.n);
  const risk = (a.p - c.p) / (1 - c.p);
  const error = Math.hypot(a.e / (1 - c.p), (c.e * (a.p - 1)) / (1 - c.p) ** 2);
  return { value: clip(risk), low: clip(risk - error), high: clip(risk + error) };
}
