/** Lower bounds of epsilon as a finding lists them: low only, no value, no high. */
import type { Measure } from "../../check/finding.ts";
import { gaussianEpsilon } from "../../stats/gaussian-mechanism.ts";
import { clopperPearson } from "../../stats/proportion.ts";
import { shuffled, stream } from "../../stats/stream.ts";
import { epsilonOfGuesses, epsilonOfRuns, muOfRuns, type Design, type Runs } from "../epsilon.ts";
import { tallyOf, type Tally } from "../levels.ts";
import { row } from "../measures.ts";
import type { Attack } from "./game.ts";

/** How many of those who score highest are called members: fixed before, so that each needs its part of gamma. */
const shares = [0.01, 0.05, 0.2, 0.5];

const lowOnly = (id: string, low: number, { of, tally }: Attack): Measure =>
  row({ id, of, value: null, low, high: null, n: tally.n1 + tally.n0, status: "ok" });

/**
 * What the attack's success would prove, had membership been drawn by lot. With prior odds n_1/n_0 an epsilon-private artefact lets "this one is in" be right at odds of
 * at most e^eps n_1/n_0, guess by guess, so that hits among r guesses are at most binomial (Steinke, Nasr & Jagielski 2023, their proof with another prior and delta = 0).
 */
export function apparentEpsilon(attack: Attack, gamma: number): Measure {
  const { n1, n0 } = attack.tally;
  let most = 0;
  for (const share of shares) {
    const { r, v } = highest(attack.tally, Math.floor(share * (n1 + n0)));
    if (r === 0) continue;
    const low = clopperPearson(v, r, (2 * gamma) / shares.length).low;
    most = Math.max(most, Math.log(low) - Math.log1p(-low) - Math.log(n1 / n0));
  }
  return lowOnly("epsilon.apparent", most, attack);
}

/** Under a declared design: epsilon.low, and for runs mu.low and what it would mean of a Gaussian mechanism. */
export function provenEpsilon(
  attack: Attack,
  design: Design,
  { gamma, seed, name }: { gamma: number; seed: number; name: string },
): Measure[] {
  if (design.kind === "randomised") return [lowOnly("epsilon.low", randomised(attack, design.delta, gamma), attack)];
  const runs = runsOf(attack, { seed, name });
  const mu = Math.max(0, muOfRuns(runs, gamma));
  return [
    lowOnly("epsilon.low", epsilonOfRuns(runs, { delta: design.delta, gamma }), attack),
    lowOnly("mu.low", mu, attack),
    ...(design.mechanism === "gaussian"
      ? [lowOnly("epsilon.if-gaussian", gaussianEpsilon(mu, design.delta), attack)]
      : []),
  ];
}

/** The highest called "in", or the highest "in" and as many lowest "out": the best of both at every share. */
function randomised({ tally }: Attack, delta: number, gamma: number): number {
  const m = tally.n1 + tally.n0;
  const upsideDown: Tally = {
    members: tally.outsiders.toReversed(),
    outsiders: tally.members.toReversed(),
    n1: tally.n0,
    n0: tally.n1,
  };
  const each = gamma / (2 * shares.length);
  return Math.max(
    ...shares.map((share) => {
      const up = highest(tally, Math.floor(share * m));
      const down = highest(upsideDown, Math.floor(share * m));
      const both = { r: up.r + down.r, v: up.v + down.v };
      return Math.max(...[up, both].map((guessed) => epsilonOfGuesses({ m, ...guessed }, { delta, gamma: each })));
    }),
  );
}

/** At most `size` who score highest, whole levels: how many, and how many of them members. */
function highest({ members, outsiders }: Tally, size: number): { readonly r: number; readonly v: number } {
  let [r, v] = [0, 0];
  for (let level = members.length - 1; level >= 0; level--) {
    const here = members[level]! + outsiders[level]!;
    if (r + here > size) break;
    r += here;
    v += members[level]!;
  }
  return { r, v };
}

/** The threshold is fixed on one half of the trials (where their gap is largest), and counted on the other. */
function runsOf({ levels, tally: { n1, n0 } }: Attack, { seed, name }: { seed: number; name: string }): Runs {
  const half = (side: string, n: number): Uint8Array => {
    const mask = new Uint8Array(n);
    for (const i of shuffled(n, stream(seed, name, "threshold", side)).subarray(0, n >> 1)) mask[i] = 1;
    return mask;
  };
  const chosenOn = { members: half("members", n1), outsiders: half("outsiders", n0) };
  const countedOn = {
    members: chosenOn.members.map((one) => 1 - one),
    outsiders: chosenOn.outsiders.map((one) => 1 - one),
  };
  const from = thresholdOf(tallyOf(levels, chosenOn));
  const counted = tallyOf(levels, countedOn);
  const reached = (of: Uint32Array): number => of.subarray(from).reduce((sum, one) => sum + one, 0);
  return { tp: reached(counted.members), n1: counted.n1, fp: reached(counted.outsiders), n0: counted.n0 };
}

/** Standard errors that a threshold has to do better by: many are tried, and the luckiest would be one of few trials. */
const cautious = 3;

/** The level from which on calling people members proves most on these trials. */
function thresholdOf({ members, outsiders, n1, n0 }: Tally): number {
  let [tp, fp, best, most] = [0, 0, members.length, -Infinity];
  for (let level = members.length - 1; level >= 0; level--) {
    tp += members[level]!;
    fp += outsiders[level]!;
    // Half a trial added on either side, so that nothing is proven by an empty cell.
    const T = (tp + 0.5) / (n1 + 1);
    const F = (fp + 0.5) / (n0 + 1);
    const spread = (p: number, n: number): number => Math.sqrt((1 - p) / (p * n));
    const proven = Math.max(
      Math.log(T / F) - cautious * (spread(T, n1) + spread(F, n0)),
      Math.log((1 - F) / (1 - T)) - cautious * (spread(1 - T, n1) + spread(1 - F, n0)),
    );
    if (proven > most) [best, most] = [level, proven];
  }
  return best;
}
