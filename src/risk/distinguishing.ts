/** Distinguishing games: from everybody's scores to the headline, the measures, and what limits their validity (risk.md §3). */
import type { Headline, Measure, Of, Validity } from "../check/finding.ts";
import type { Played } from "../check/types.ts";
import { apparentEpsilon, provenEpsilon } from "./distinguishing/epsilon-rows.ts";
import { attackOf, partsOf, type Attack, type Scores } from "./distinguishing/game.ts";
import { largestAuc } from "./distinguishing/largest-auc.ts";
import { largestRate, outsidersFor, tooTied, type Rate } from "./distinguishing/largest-rate.ts";
import { noLeakOfScores } from "./distinguishing/no-leak.ts";
import { coarse, smallArms, tooFew, tooFewToPass, usualLimit } from "./distinguishing/remarks.ts";
import { rocCurve } from "./distinguishing/roc.ts";
import { attackRows, bestRow, fewestForAuc, narrow, rateId, wide } from "./distinguishing/rows.ts";
import { shiftOf, type Blind, type Limited } from "./distinguishing/shift.ts";
import type { Design } from "./epsilon.ts";
import { folding } from "./folds.ts";
import { confidence, gamma, row } from "./measures.ts";

export type { Blind } from "./distinguishing/shift.ts";
export type { Scores } from "./distinguishing/game.ts";

export interface DistinguishingOptions {
  /** Of the run. */
  readonly seed: number;
  /** Names the streams of random numbers: the check's id. */
  readonly name: string;
  /** Of the same people in the same order, by a classifier that never saw the artefact. */
  readonly blind?: Blind | undefined;
  /** For notes on how many it takes to pass; the default policy's unless given. */
  readonly limits?: { readonly [measure: string]: number | null } | undefined;
  /** How membership came about, where that is known; without it no epsilon is proven. */
  readonly design?: Design | undefined;
  /** For "no leak"; fewer where people are many (n says how many). 0: not tested. */
  readonly reshuffles?: number;
}

type Distinguished = Pick<Played, "headline" | "measures" | "validity" | "curves"> & {
  readonly further: readonly Headline[];
  /** Index of the attack named. */
  readonly best: number;
};

const least = { alpha: wide, scale: "difference" } as const;
const few = { alpha: narrow, scale: "rate" } as const;

/**
 * Plays out a suite of attacks that score everybody, judged together by their largest.
 *
 * Measures, per attack: see `attackRows`, and `epsilon.apparent` (of a declared design: `epsilon.low`, `mu.low`, `epsilon.if-gaussian`). Then with `of: { ..., best: "true" }`
 * the corrected maxima `auc`, `advantage` and `tpr@fpr=0.01`; then `no-leak` as of guessing games; then `blind.auc`, `auc.over-blind` and, where members are shifted, `*.stratified`.
 * Curves: `roc` of the attack named, `roc.simple` of the simplest (`simplest`).
 * @throws RangeError when scores are NaN, or attacks are about different people
 */
export function distinguishing(suite: readonly Scores[], options: DistinguishingOptions): Distinguished {
  const { seed, name } = options;
  const [first] = suite;
  const [n1, n0] = [first?.members.length ?? 0, first?.outsiders.length ?? 0];
  if (suite.some(({ members, outsiders }) => members.length !== n1 || outsiders.length !== n0))
    throw new RangeError("attacks of a suite are about the same people");
  if (n1 === 0 || n0 === 0)
    return { headline: null, further: [], measures: [], validity: tooFew(n1, n0), curves: [], best: 0 };

  const attacks = suite.map(attackOf);
  const measures: Measure[] = attacks.flatMap((attack) => [...attackRows(attack), ...epsilonRows(attack, options)]);
  const validity: Validity[] = [...tooFew(n1, n0), ...coarse(attacks, wide), ...smallArms(n1, n0)];
  const parts = partsOf(attacks[0]!, folding({ seed, name }));

  const varied = attacks.filter(({ levels }) => levels.count > 1);
  const byAuc = varied.length > 0 && Math.min(n1, n0) >= fewestForAuc ? largestAuc(varied, { parts, gamma }) : null;
  const limitOf = (measure: string): number | null => usualLimit(name, measure, options.limits?.[measure]);
  const limited: Limited[] = [];
  const headlines: Headline[] = [];
  const judge = (measure: string, rate: Rate): void => {
    const judged = attacks.filter(({ tally }) => !tooTied(tally, rate.alpha));
    if (judged.length === 0) return;
    const found = largestRate(judged, rate, { parts, gamma });
    const named = judged[found.best]!;
    limited.push({ measure, attacks: judged, best: found.best, ...rate });
    measures.push(bestRow(measure, found, named));
    const { value, low, high } = found;
    const estimate = {
      value,
      low,
      high,
      confidence,
      n: n1,
      trials: n1 + n0,
      chance: rate.scale === "rate" ? rate.alpha : 0,
    };
    headlines.push({ measure, of: named.of, estimate, counts: [...found.counts] });
    const limit = limitOf(measure);
    if (limit !== null) validity.push(...tooFewToPass({ n1, n0, attacks: judged.length }, found, { ...rate, limit }));
  };
  if (byAuc) measures.push(bestRow("auc", byAuc, varied[byAuc.best]!));
  if (n0 >= outsidersFor(wide) && n1 >= fewestForAuc) judge("advantage", least);
  const narrowLimit = limitOf(rateId(narrow));
  if (n0 >= outsidersFor(narrow) && n1 >= Math.log(40) / (narrowLimit ?? 1)) judge(rateId(narrow), few);

  const [headline = null, ...further] = headlines[0]?.measure === "advantage" ? headlines : [null, ...headlines];
  const named = attackNamed(attacks, headline?.of ?? (byAuc && varied[byAuc.best]!.of));
  measures.push(...reshuffled(varied, options));
  if (options.blind) {
    const shift = shiftOf(options.blind, limited, { named: attacks[named]!, usual: limitOf });
    measures.push(...shift.measures);
    validity.push(...shift.validity);
  }
  return {
    headline,
    further: further.filter((one) => one !== null),
    measures,
    validity,
    curves: curvesOf(attacks, named),
    best: named,
  };
}

const attackNamed = (attacks: readonly Attack[], of: Of | null | undefined): number =>
  Math.max(
    0,
    attacks.findIndex((attack) => attack.of === of),
  );

function epsilonRows(attack: Attack, { design, seed, name }: DistinguishingOptions): Measure[] {
  return design ? provenEpsilon(attack, design, { gamma, seed, name }) : [apparentEpsilon(attack, gamma)];
}

function reshuffled(attacks: readonly Attack[], { seed, name, reshuffles = 999 }: DistinguishingOptions): Measure[] {
  if (reshuffles === 0 || attacks.length === 0) return [];
  const { p, asExtreme, reshuffles: n } = noLeakOfScores(attacks, { seed, name, reshuffles });
  return [row({ id: "no-leak", value: p, low: null, high: null, n, hits: asExtreme, status: "ok" })];
}

/** The attack that anybody would try first, in each suite that has one: what others are compared with. */
export const simplest = ["closest", "loss", "gradient-norm"] as const;

function curvesOf(attacks: readonly Attack[], named: number): Distinguished["curves"] {
  const simple = attacks.find(({ of }) => simplest.some((attack) => attack === of["attack"]));
  return [
    rocCurve("roc", attacks[named]!.tally, gamma),
    ...(simple ? [rocCurve("roc.simple", simple.tally, gamma)] : []),
  ];
}
