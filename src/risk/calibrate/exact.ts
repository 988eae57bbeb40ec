/**
 * How often an interval misses the truth on either side, exactly: summed over all tables, no random numbers.
 * Limits: a little above the worst cases of right code on these sizes (8 people or more: fewer are not measured) and truths. They are above .025 because such intervals aim
 * at it on average: counts are whole, and some truths lie just beyond a bound.
 */
import { newcombe } from "../../stats/difference.ts";
import { binomialCdf, binomialUpper, logBinomialPmf } from "../../stats/binomial.ts";
import { logGamma } from "../../stats/log-gamma.ts";
import { clopperPearson, wilson, type Interval } from "../../stats/proportion.ts";
import { scas, tang } from "../../stats/ratio.ts";
import type { Found, Trial } from "./line.ts";

const level = 0.05;
/** Bounds that equal the truth but for rounding have not missed it. */
const hair = 1e-9;

const sizesOf = (
  games: number,
): { one: readonly number[]; two: readonly (readonly [number, number])[]; pairs: readonly number[] } =>
  games < 1000
    ? {
        one: [8, 20, 50],
        two: [
          [10, 10],
          [30, 30],
          [20, 50],
        ],
        pairs: [10, 20],
      }
    : {
        one: [8, 10, 20, 30, 50, 100, 150, 200],
        two: [
          [8, 8],
          [10, 10],
          [20, 20],
          [30, 30],
          [50, 50],
          [20, 100],
          [100, 20],
          [100, 100],
          [200, 50],
        ],
        pairs: [10, 20, 30, 40],
      };

/** One proportion: a bound misses most just beyond one of its own values, so these are all the truths there are to try. */
function proportion(name: string, of: (x: number, n: number, gamma: number) => Interval, limit: number): Trial {
  return {
    name,
    run(games) {
      let worst = 0;
      for (const n of sizesOf(games).one)
        for (let x = 0; x <= n; x++) {
          const { low, high } = of(x, n, level);
          worst = Math.max(worst, low > 0 ? binomialUpper(x, n, low) : 0, high < 1 ? binomialCdf(x, n, high) : 0);
        }
      return [{ what: "worst tail", figure: worst, limit: limit + hair }];
    },
  };
}

/** p_c and effect of the truths that are tried. */
const references = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8];
const effects = [-0.5, -0.2, -0.1, -0.05, 0, 0.01, 0.05, 0.1, 0.15, 0.2, 0.35, 0.5, 0.7, 0.9];

interface TwoArms {
  readonly of: (x1: number, n1: number, x2: number, n2: number) => Interval;
  /** Success on people in the data, from the outsiders' and the effect. */
  readonly attack: (control: number, effect: number) => number;
  /** Outsiders always hit: no ratio, no claim. */
  readonly skip: (x2: number, n2: number) => boolean;
}

const independent = {
  ratio: {
    of: (x1, n1, x2, n2) => scas(x1, n1, x2, n2, level),
    attack: (c, r) => 1 - (1 - r) * (1 - c),
    skip: (x2, n2) => x2 === n2,
  },
  difference: { of: (x1, n1, x2, n2) => newcombe(x1, n1, x2, n2, level), attack: (c, d) => c + d, skip: () => false },
} satisfies { readonly [name: string]: TwoArms };

/** Worst tail over the truths that `within` lets through, for the sizes that `sized` does. */
function twoArms(
  games: number,
  { of, attack, skip }: TwoArms,
  { sized, within }: { sized: (n: number) => boolean; within: (effect: number) => boolean },
): number {
  let worst = 0;
  for (const [n1, n2] of sizesOf(games).two) {
    if (!sized(Math.min(n1, n2))) continue;
    const low = new Float64Array((n1 + 1) * (n2 + 1)).fill(-Infinity);
    const high = new Float64Array((n1 + 1) * (n2 + 1)).fill(Infinity);
    for (let x1 = 0; x1 <= n1; x1++)
      for (let x2 = 0; x2 <= n2; x2++) {
        if (skip(x2, n2)) continue;
        const bounds = of(x1, n1, x2, n2);
        low[x1 * (n2 + 1) + x2] = bounds.low;
        high[x1 * (n2 + 1) + x2] = bounds.high;
      }
    for (const control of references)
      for (const effect of effects.filter(within)) {
        const p = attack(control, effect);
        if (p < 0 || p > 1) continue;
        const a = probabilities(n1, p);
        const c = probabilities(n2, control);
        let above = 0;
        let below = 0;
        for (let x1 = 0; x1 <= n1; x1++)
          for (let x2 = 0; x2 <= n2; x2++) {
            const at = x1 * (n2 + 1) + x2;
            if (low[at]! > effect + hair) above += a[x1]! * c[x2]!;
            if (high[at]! < effect - hair) below += a[x1]! * c[x2]!;
          }
        worst = Math.max(worst, above, below);
      }
  }
  return worst;
}

const probabilities = (n: number, p: number): Float64Array =>
  Float64Array.from({ length: n + 1 }, (_, k) => Math.exp(logBinomialPmf(k, n, p)));

/** Paired ratio: p_c and the share of those whom the attack misses that the reference misses too, between independence and the most there can be. */
function pairedRatio(games: number): Found[] {
  let worst = 0;
  for (const n of sizesOf(games).pairs) {
    const tables: { cells: readonly [number, number, number]; bounds: Interval }[] = [];
    for (let x11 = 0; x11 <= n; x11++)
      for (let x12 = 0; x12 <= n - x11; x12++)
        for (let x21 = 0; x21 <= n - x11 - x12; x21++)
          if (x11 + x21 > 0) tables.push({ cells: [x11, x12, x21], bounds: tang(x11, x12, x21, n, level) });
    for (const control of [0, 0.02, 0.1, 0.3, 0.6])
      for (const effect of [-0.2, 0, 0.05, 0.1, 0.3, 0.6])
        for (const tied of [0, 0.5, 1]) {
          const missed = (1 - effect) * (1 - control);
          if (missed > 1) continue;
          const least = missed * (1 - control);
          const both = least + tied * (Math.min(missed, 1 - control) - least);
          const p = [both, missed - both, 1 - control - both].map((x) => Math.max(0, x));
          let above = 0;
          let below = 0;
          for (const { cells, bounds } of tables) {
            if (bounds.low > effect + hair) above += multinomial(cells, n, p);
            if (bounds.high < effect - hair) below += multinomial(cells, n, p);
          }
          worst = Math.max(worst, above, below);
        }
  }
  return [{ what: "worst tail", figure: worst, limit: 0.05 }];
}

function multinomial(cells: readonly [number, number, number], n: number, p: readonly number[]): number {
  const all = [...cells, n - cells[0] - cells[1] - cells[2]];
  const chance = [...p, Math.max(0, 1 - p[0]! - p[1]! - p[2]!)];
  let log = logGamma(n + 1);
  for (let i = 0; i < 4; i++) {
    if (all[i] === 0) continue;
    if (chance[i]! < 1e-15) return 0;
    log += all[i]! * Math.log(chance[i]!) - logGamma(all[i]! + 1);
  }
  return Math.exp(log);
}

export const exact: readonly Trial[] = [
  proportion("exact: Clopper-Pearson, one proportion", clopperPearson, 0.025),
  proportion("exact: Wilson, one proportion", wilson, 0.17),
  {
    name: "exact: Newcombe, difference",
    run: (games) => [
      {
        what: "worst tail where n >= 30 and |d| <= .2",
        figure: twoArms(games, independent.difference, { sized: (n) => n >= 30, within: (d) => Math.abs(d) <= 0.2 }),
        limit: 0.05,
      },
      {
        what: "worst tail anywhere",
        figure: twoArms(games, independent.difference, { sized: () => true, within: () => true }),
        limit: 0.125,
      },
    ],
  },
  {
    name: "exact: skewness-corrected score, advantage R",
    run: (games) => [
      {
        what: "worst tail",
        figure: twoArms(games, independent.ratio, { sized: () => true, within: () => true }),
        limit: 0.04,
      },
    ],
  },
  { name: "exact: Tang, paired advantage R", run: pairedRatio },
];
