/** `lira-online` and `lira-offline`: is the model as sure of a person as models are that learnt from that person, or as those that did not? */
import type { Scene } from "../scene.ts";
import { saturated, tamed } from "../signals.ts";
import type { Attack } from "./attack.ts";
import { lawOf, type SideLaw, type Spread } from "./side.ts";

/** With so many shadow models each person has deviations of their own (Carlini et al. 2022, §VI-D: with fewer they are too rough). */
const many = 64;

export interface LiraOptions {
  /** Default: of each person with 64 shadow models and more, else one for all. */
  readonly spread?: Spread;
}

/**
 * log N(x; median, deviation) of the models that learnt from the row minus that of those that did not, for any signal of which more means better known; 0 where one of
 * the two has no model.
 */
export function liraOnline(
  target: Float64Array,
  shadows: readonly Float64Array[],
  isIn: readonly Uint8Array[],
  { spread = usual(shadows) }: LiraOptions = {},
): Float64Array {
  const models = shadows.map(tameAll);
  const inside = lawOf(models, isIn, { side: "in", spread });
  const outside = lawOf(models, isIn, { side: "out", spread });
  return tameAll(target).map((x, row) => orNothing(logDensity(x, inside, row) - logDensity(x, outside, row)));
}

/** (x - median)/deviation of the models that did not learn from the row, one-sided: less sure than they is no sign of a member; 0 where there is none. */
export function liraOffline(
  target: Float64Array,
  shadows: readonly Float64Array[],
  isIn: readonly Uint8Array[],
  { spread = usual(shadows) }: LiraOptions = {},
): Float64Array {
  const { median, deviation } = lawOf(shadows.map(tameAll), isIn, { side: "out", spread });
  return tameAll(target).map((x, row) => orNothing((x - median[row]!) / deviation[row]!));
}

const usual = (shadows: readonly Float64Array[]): Spread => (shadows.length >= many ? "own" : "pooled");
const tameAll = (signal: Float64Array): Float64Array => signal.map(tamed);
const orNothing = (score: number): number => (Number.isNaN(score) ? 0 : score);

function logDensity(x: number, { median, deviation }: SideLaw, row: number): number {
  const z = (x - median[row]!) / deviation[row]!;
  return -Math.log(deviation[row]!) - (z * z) / 2;
}

/** Probabilities of float32 sum to 1 up to this, so that phi of one that is exactly 0 or 1 is not quite what it would be. */
const rounding = 1e-4;

/**
 * phi of the audited model; where it says 1 or 0, which may have been rounded, that counts as the surest that any shadow model is of this person. Far out in the tails
 * of two normal laws the wider one wins, and who is predicted best would look like a stranger.
 */
export function unrounded({ target, shadows }: Scene): Float64Array {
  return target.phi.map((phi, row) => {
    if (Math.abs(Math.abs(phi) - saturated) > rounding || shadows.phi.length === 0) return phi;
    const sign = Math.sign(phi);
    return shadows.phi.reduce((surest, of) => Math.max(surest, sign * of[row]!), -Infinity) * sign;
  });
}

const source = {
  text: "Carlini et al. 2022, Membership Inference Attacks From First Principles",
  url: "https://arxiv.org/abs/2112.03570",
};
const phi = "φ = log p_y − log Σ of the others' p";
const spread = `deviations of each person from ${many} shadow models on, else one for all`;

export const liraOnlineAttack: Attack = {
  id: "lira-online",
  how: `log N(φ; shadow models that learnt from x) − log N(φ; those that did not), ${phi}; medians, ${spread}`,
  source,
  shadows: 4,
  numbers: true,
  score: (scene) => liraOnline(unrounded(scene), scene.shadows.phi, scene.shadows.isIn),
};

export const liraOfflineAttack: Attack = {
  id: "lira-offline",
  how: `(φ − median)/deviation of the shadow models that did not learn from x, one-sided, ${phi}; ${spread}`,
  source,
  shadows: 2,
  numbers: true,
  score: (scene) => liraOffline(unrounded(scene), scene.shadows.phi, scene.shadows.isIn),
};
