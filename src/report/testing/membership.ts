/** The membership check as it would be played on the scores of testing/scores.ts, by the real rules. */
import type { Curve, Headline, Measure, ScoreCounts } from "../../check/finding.ts";
import type { Played } from "../../check/types.ts";
import { exposure } from "../../risk/exposure.ts";
import { gamma, row } from "../../risk/measures.ts";
import { levelsOf, tallyOf } from "../../risk/levels.ts";
import { rateCounts, rateInterval, rateValue } from "../../risk/rate.ts";
import { aucInterval, delong } from "../../stats/auc.ts";
import { blind, groups, suite, type Scored } from "./scores.ts";

const rates = [0.1, 0.01] as const;

const counts = (one: Scored, alpha: number, scale: ScoreCounts["scale"]): ScoreCounts =>
  rateCounts(tallyOf(levelsOf(one)), { alpha, scale, of: one.of });

function headline(all: readonly Scored[], measure: string, alpha: number, scale: ScoreCounts["scale"]): Headline {
  const judged = all.map((one) => counts(one, alpha, scale));
  const bounds = judged.map((one) => rateInterval(one, gamma / judged.length));
  const best = bounds.reduce((at, { low }, i) => (low > (bounds[at]?.low ?? -1) ? i : at), 0);
  const named = judged[best];
  if (!named) throw new Error("no attack");
  const high = Math.max(...bounds.map((bound) => bound.high));
  return {
    measure,
    of: named.of,
    estimate: { value: rateValue(named), low: bounds[best]?.low ?? 0, high, confidence: 0.95, n: named.n },
    counts: judged,
  };
}

function measuresOf(one: Scored): Measure[] {
  const { of, members, outsiders } = one;
  const { auc, covariance } = delong([one]);
  const sides = { members: members.length, outsiders: outsiders.length };
  const estimate = { auc: auc[0] ?? 0.5, variance: covariance[0]?.[0] ?? 0, ...sides };
  const n = members.length;
  const found = rates.map((alpha) => {
    const counted = counts(one, alpha, "rate");
    const value = rateValue(counted);
    return row({ id: `tpr@fpr=${alpha}`, of, value, ...rateInterval(counted, gamma), n, hits: Math.round(value * n) });
  });
  const advantage = counts(one, 0.1, "difference");
  return [
    row({ id: "auc", of, value: estimate.auc, ...aucInterval(estimate), n }),
    row({ id: "advantage", of, value: rateValue(advantage), ...rateInterval(advantage, gamma), n }),
    ...found,
  ];
}

function curve({ members, outsiders }: Scored, id: string): Curve {
  const line = outsiders.toSorted().toReversed();
  const ranks = [...new Set(Array.from({ length: 120 }, (_, i) => Math.round(line.length ** (i / 119))))];
  const points = ranks.map((rank) => {
    const value = members.filter((score) => score > (line[rank - 1] ?? -Infinity)).length / members.length;
    const reach =
      1.96 * Math.sqrt((value * (1 - value)) / members.length + (rank * (1 - rank / line.length)) / line.length ** 2);
    return { x: rank / line.length, value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
  });
  return { id, x: "share of outsiders flagged", y: "share of people in the data flagged", points };
}

/** Built once for each of the two tables. */
export const membership: { readonly leaky: () => Played; readonly honest: () => Played } = {
  leaky: once(() => play(suite(true))),
  honest: once(() => play(suite(false))),
};

function play(all: readonly Scored[]): Played {
  const advantage = headline(all, "advantage", 0.1, "difference");
  const named = all.find(({ of }) => of.attack === advantage.of?.["attack"]) ?? all[0];
  const [closest] = all;
  if (!named || !closest) throw new Error("no attack");
  const blindAuc = delong([blind]);
  const sides = { members: blind.members.length, outsiders: blind.outsiders.length };
  return {
    headline: advantage,
    further: [headline(all, "tpr@fpr=0.01", 0.01, "rate")],
    measures: [
      ...all.flatMap(measuresOf),
      row({
        id: "blind.auc",
        value: blindAuc.auc[0] ?? 0.5,
        ...aucInterval({ auc: blindAuc.auc[0] ?? 0.5, variance: blindAuc.covariance[0]?.[0] ?? 0, ...sides }),
        n: sides.members,
      }),
    ],
    validity: [],
    curves: [curve(named, "roc"), curve(closest, "roc.simple")],
    exposure: exposure(named, { seed: 7, name: "synthetic/membership", groups, reshuffles: 99 }),
    reference: "guessing",
    adversary: {},
    facts: {},
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
