/** Guessing games: from who was hit to the headline, the measures, and what limits their validity (risk.md §2; suites: §3). */
import type { GuessCounts, Measure, Of } from "../check/finding.ts";
import type { Played } from "../check/types.ts";
import { count, type Guesses } from "./counts.ts";
import { countFolds, folding } from "./folds.ts";
import { limitFor, policies, type LimitedMeasure } from "./limits.ts";
import { confidence, gamma, gameMeasures, row } from "./measures.ts";
import { noLeak } from "./reshuffle.ts";
import { largest } from "./suite.ts";
import { noControl, notes, tooFewToPass, unusable, useOf } from "./validity.ts";

export { notPlayed, type Guesses } from "./counts.ts";

export interface GuessingOptions {
  /** What the limit applies to: advantage = R while outsiders are hit at most in 80 %, the difference beyond; excess = always the difference. */
  readonly measure: LimitedMeasure;
  /** Of the run. */
  readonly seed: number;
  /** Names the streams of random numbers: the check's id. */
  readonly name: string;
  /** For the note that so few people cannot pass; the default policy's for the measure unless given. */
  readonly limit?: number | null;
  /** For "no leak"; 0: not tested. */
  readonly reshuffles?: number;
}

/**
 * Plays out a suite of guessing games (one or more), all of which are judged together by their largest.
 *
 * Measures, per game: see `gameMeasures`. Then, of several games, the corrected maximum under the headline's measure with `of: { ...of the game named, best: "true" }`;
 * then `no-leak` without `of`: value = p of "no leak", hits = reshuffles at least as extreme, n = reshuffles, no interval (low and high are null).
 * Games of fewer than 8 units are listed and left out; games that outsiders always win stay in on the difference, which cannot exceed zero there.
 */
export function guessing(
  suite: readonly Guesses[],
  options: GuessingOptions,
): Pick<Played, "headline" | "measures" | "validity"> {
  const { measure, seed, name } = options;
  const games = suite.map((game) => {
    const counts = count(game, measure);
    return { game, counts, use: useOf(counts) };
  });
  const anyMeasured = games.some(({ use }) => use === "measured");
  const measures = games.flatMap(({ game, counts }) => gameMeasures(game, counts, measure));
  const validity = games.flatMap(({ game, counts, use }) =>
    counts && use === "measured" ? notes(game, counts) : unusable(game, use, anyMeasured ? "note" : "blocks"),
  );
  if (games.length === 0)
    validity.push({ code: "too-few-trials", message: "There was nobody to attack.", effect: "blocks" });
  if (games.some(({ counts }) => counts?.design === "baseline")) validity.push(noControl);

  const judged = games.flatMap(({ game, counts, use }) =>
    counts && (use === "measured" || use === "control-saturated") ? [{ game, counts }] : [],
  );
  if (!anyMeasured) return { headline: null, measures, validity };

  const foldOf = folding({ seed, name });
  const found = largest(
    judged.map(({ game, counts }) => ({ counts, folds: () => countFolds(game, counts, foldOf) })),
    gamma,
  );
  const named = judged[found.best]!.counts;
  if (judged.length > 1) measures.push(corrected(measure, found, named));
  measures.push(
    ...reshuffled(
      judged.map(({ game }) => game),
      options,
    ),
  );
  const limit = options.limit === undefined ? limitFor(policies.default, name, measure) : options.limit;
  if (limit !== null)
    validity.push(
      ...tooFewToPass(
        judged.map(({ counts }) => counts),
        found,
        limit,
      ),
    );
  return {
    headline: {
      measure,
      of: named.of,
      estimate: {
        value: found.value,
        low: Number.isFinite(found.low) ? found.low : null,
        high: found.high,
        confidence,
        n: named.n,
      },
      counts: judged.map(({ counts }) => counts),
    },
    measures,
    validity,
  };
}

function corrected(id: string, found: { value: number; low: number; high: number }, named: GuessCounts): Measure {
  const of: Of = { ...named.of, best: "true" };
  return row({ id, of, value: found.value, low: found.low, high: found.high, n: named.n });
}

function reshuffled(games: readonly Guesses[], { seed, name, reshuffles = 999 }: GuessingOptions): Measure[] {
  const tested = reshuffles > 0 ? noLeak(games, { seed, name, reshuffles }) : null;
  if (tested === null) return [];
  const { p, asExtreme, reshuffles: n } = tested;
  return [row({ id: "no-leak", value: p, low: null, high: null, n, hits: asExtreme, status: "ok" })];
}
