/** Members and outsiders who differ before any artefact is looked at: found by a blind classifier, and taken out by comparing within fifths of its score (risk.md §3). */
import type { Measure, Validity } from "../../check/finding.ts";
import { aucInterval, delongOf } from "../../stats/auc.ts";
import { normalQuantile } from "../../stats/normal.ts";
import { gamma, row } from "../measures.ts";
import { attackOf, placementsOf, type Attack } from "./game.ts";
import type { Rate } from "./largest-rate.ts";
import { fewestForAuc, narrow, rateId } from "./rows.ts";
import { aucWithin, rateWithin, strataOf } from "./strata.ts";

/** Scores of a classifier that never saw the artefact. */
export interface Blind {
  readonly members: Float64Array;
  readonly outsiders: Float64Array;
}

/** A blind AUC up to here is a shift too small to matter. */
const tolerable = 0.55;

/** A limited measure, the attacks it is the largest of, and which of them is named. */
export interface Limited extends Rate {
  readonly measure: string;
  readonly attacks: readonly Attack[];
  readonly best: number;
}

export function shiftOf(
  blind: Blind,
  limited: readonly Limited[],
  { named, usual }: { named: Attack; usual: (measure: string) => number | null },
): { readonly measures: Measure[]; readonly validity: Validity[] } {
  const own = attackOf({ of: {}, ...blind });
  const { n1, n0 } = own.tally;
  if (Math.min(n1, n0) < fewestForAuc) return { measures: [], validity: [] };
  const { low, high } = aucInterval(own.auc, gamma);
  const measures = [row({ id: "blind.auc", value: own.auc.auc, low, high, n: n1 }), overBlind(named, own)];
  if (!(low > 0.5)) return { measures, validity: high > tolerable ? [notExcluded(high)] : [] };
  const strata = strataOf(own.levels);
  const within = aucWithin(named, strata, gamma);
  if (within) measures.push(row({ id: "auc.stratified", of: named.of, ...within, n: n1 }));
  const validity = limited.map(({ measure, attacks, best, ...rate }, i): Validity => {
    const figures = attacks.map((attack) => rateWithin(attack, strata, { ...rate, gamma: gamma / attacks.length }));
    const plain = rateWithin(attacks[best]!, strata, { ...rate, gamma });
    measures.push(row({ id: `${measure}.stratified`, of: attacks[best]!.of, ...plain, n: n1 }));
    const from = Math.max(...figures.map((figure) => figure.low));
    return shifted({ measure, ...rate }, { from, usual: usual(measure), first: i === 0 });
  });
  return { measures, validity };
}

/** Paired: the same people have both scores. Alone it decides nothing. */
function overBlind(named: Attack, blind: Attack): Measure {
  const { auc, covariance } = delongOf([placementsOf(named), placementsOf(blind)]);
  const value = auc[0]! - auc[1]!;
  const variance = covariance[0]![0]! + covariance[1]![1]! - 2 * covariance[0]![1]!;
  const reach = -normalQuantile(gamma / 2) * Math.sqrt(Math.max(0, variance));
  const n = named.tally.n1;
  return row({
    id: "auc.over-blind",
    of: named.of,
    value,
    low: Math.max(-1, value - reach),
    high: Math.min(1, value + reach),
    n,
  });
}

const what: { readonly [measure: string]: string } = {
  advantage: "the advantage",
  [rateId(narrow)]: "the share that stands out among 1 in 100 outsiders",
};

/** `from`: what is shown among people who are alike; only a note where the usual limit lies below. */
function shifted(
  { measure, alpha, scale }: Pick<Limited, "measure" | "alpha" | "scale">,
  { from, usual, first }: { from: number; usual: number | null; first: boolean },
): Validity {
  const chance = scale === "rate" ? alpha : 0;
  const shown =
    from > chance ? `is at least ${from.toFixed(3)} (97.5 % confidence)` : "is not shown to be above what chance gives";
  return {
    code: "members-shifted",
    message: `${first ? "People in the data can be told from outsiders without the artefact, so outsiders are no fair comparison. Among" : "Likewise, among"} people who are alike in what a blind guess sees, ${what[measure] ?? measure} ${shown}: only a limit below that can be exceeded.`,
    effect: usual !== null && from > usual ? "note" : "blocks-fail",
    measure,
    from,
  };
}

const notExcluded = (high: number): Validity => ({
  code: "shift-not-excluded",
  message: `It cannot be excluded that people in the data differ from outsiders before the artefact is looked at (a blind guess may reach an AUC of ${high.toFixed(2)}).`,
  effect: "note",
});
