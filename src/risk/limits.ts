/** Limits: the largest advantage that somebody is willing to accept, by check and measure; policies are sets of them. */

/** By check id ("*": all others), then by measure. */
export type Limits = { readonly [check: string]: { readonly [measure: string]: number } };
/** What a user writes over a policy; null takes a limit away. */
export type UserLimits = { readonly [check: string]: { readonly [measure: string]: number | null } };

export type PolicyName = "default" | "tight";

/** Copies have their own measure: so few outsiders are copied by accident that a tenth of the people would be far too many. */
export const policies: { readonly [P in PolicyName]: Limits } = {
  default: { "*": { advantage: 0.1, "tpr@fpr=0.01": 0.03 }, "synthetic/copies": { excess: 0.005 } },
  tight: { "*": { advantage: 0.05, "tpr@fpr=0.01": 0.02 }, "synthetic/copies": { excess: 0.001 } },
};

/** Every measure that can have a limit; nothing else is ever judged. */
export const limitedMeasures = ["advantage", "excess", "difference", "tpr@fpr=0.01"] as const;
/** Of guessing games. */
export type LimitedMeasure = Exclude<(typeof limitedMeasures)[number], "difference" | `tpr@${string}`>;

/** The user's limits over the policy's, measure by measure. Names are not checked here: the configuration does that, and suggests. */
export function mergeLimits(policy: Limits, user: UserLimits): Limits {
  const merged = new Map(Object.entries(policy).map(([check, of]) => [check, new Map(Object.entries(of))]));
  for (const [check, of] of Object.entries(user)) {
    const measures = merged.get(check) ?? new Map<string, number>();
    for (const [measure, limit] of Object.entries(of)) {
      if (limit === null) measures.delete(measure);
      else measures.set(measure, limit);
    }
    merged.set(check, measures);
  }
  return Object.fromEntries([...merged].map(([check, of]) => [check, Object.fromEntries(of)]));
}

/** The limit for a check's measure: its own, else that of all checks ("*"), else none. */
export function limitFor(limits: Limits, check: string, measure: string): number | null {
  const own = Object.hasOwn(limits, check) ? limits[check] : undefined;
  if (own && Object.hasOwn(own, measure)) return own[measure] ?? null;
  const all = Object.hasOwn(limits, "*") ? limits["*"] : undefined;
  return all && Object.hasOwn(all, measure) ? (all[measure] ?? null) : null;
}
