/** Guesses whether canaries were in, and what they prove (Steinke, Nasr & Jagielski 2023, Theorem 5.2). */
import { epsilonOfGuesses, type Guessed, pOfGuesses } from "../../../risk/epsilon.ts";
import { gamma, row } from "../../../risk/measures.ts";
import { clopperPearson } from "../../../stats/proportion.ts";
import type { Measure } from "../../finding.ts";

export interface Calls {
  /** So many with the highest scores are called "in", */
  readonly in: number;
  /** and so many with the lowest "out"; of the others nothing is said. */
  readonly out: number;
}

/** Of scores that tie the canary that comes first: the order of canaries knows nothing of their coins. */
export function guessed(scores: Float64Array, coins: Uint8Array, calls: Calls): Guessed {
  const m = scores.length;
  const order = Uint32Array.from({ length: m }, (_, i) => i).toSorted((a, b) => scores[b]! - scores[a]! || a - b);
  let v = 0;
  for (const at of order.subarray(0, calls.in)) v += coins[at]!;
  for (const at of order.subarray(m - calls.out)) v += 1 - coins[at]!;
  return { m, r: calls.in + calls.out, v };
}

export interface Tried {
  readonly attack: string;
  readonly guessed: Guessed;
}

/** Each attack's guesses and what they prove, each at gamma / attacks, so that the largest holds at gamma. */
export function proven(tried: readonly Tried[], delta: number): { readonly measures: Measure[]; readonly low: number } {
  const lows = tried.map((one) => epsilonOfGuesses(one.guessed, { delta, gamma: gamma / tried.length }));
  const low = Math.max(...lows);
  const rows = tried.flatMap(({ attack, guessed: { m, r, v } }, i) => {
    const right = clopperPearson(v, r, gamma);
    return [
      row({ id: "guesses", of: { attack }, value: v / r, low: right.low, high: right.high, n: r, hits: v }),
      epsilonRow({ attack }, lows[i]!, m),
    ];
  });
  const best = tried[lows.indexOf(low)];
  if (best) rows.push(epsilonRow({ attack: best.attack, best: "true" }, low, best.guessed.m));
  return { measures: rows, low };
}

const epsilonRow = (of: Measure["of"], low: number, n: number): Measure =>
  row({ id: "epsilon.low", ...(of && { of }), value: null, low, high: null, n, status: "ok" });

/** p of "the training keeps this promise", corrected for the attacks that were tried. */
export const pOfPromise = (tried: readonly Tried[], promise: { epsilon: number; delta: number }): number =>
  Math.min(1, tried.length * Math.min(...tried.map((one) => pOfGuesses(one.guessed, promise))));
