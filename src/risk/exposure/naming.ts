/** Which of many subgroups is named: the one with the largest z, without conditions that add nothing. */
import type { Condition } from "./looks.ts";

export interface Subgroup {
  readonly conditions: readonly Condition[];
  readonly z: number;
}

export const keyOf = (conditions: readonly Condition[]): string =>
  conditions.map(({ column, label }) => `${column}=${label}`).join(" ");

/** The largest z, or within one standard error of it the same subgroup with fewer conditions (the rule of Breiman et al. 1984, §3.4.3): a condition must earn its place. */
export function simplest(found: ReadonlyMap<string, Subgroup>): Subgroup | null {
  let best: Subgroup | null = null;
  for (const subgroup of found.values()) if (!best || subgroup.z > best.z) best = subgroup;
  if (!best) return null;
  let named = best;
  for (const chosen of parts(best.conditions)) {
    const wider = found.get(keyOf(chosen));
    if (!wider || wider.z < best.z - 1) continue;
    const fewer = wider.conditions.length - named.conditions.length;
    if (fewer < 0 || (fewer === 0 && wider.z > named.z)) named = wider;
  }
  return named;
}

/** All non-empty choices among the conditions but all of them. */
function parts(conditions: readonly Condition[]): Condition[][] {
  const choices: Condition[][] = [];
  for (let mask = 1; mask < 2 ** conditions.length - 1; mask++)
    choices.push(conditions.filter((_, i) => (mask & (1 << i)) !== 0));
  return choices;
}
