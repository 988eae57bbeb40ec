/** Arbitrary counts for the property tests. */
import fc from "fast-check";
import type { GuessCounts, ScoreCounts } from "../../check/finding.ts";
import { stream } from "../../stats/stream.ts";
import { levelsOf, tallyOf } from "../levels.ts";
import { rateCounts } from "../rate.ts";

const independent = (
  hits: number,
  n: number,
  controlHits: number,
  controlN: number,
  scale: GuessCounts["scale"] = "ratio",
) => ({ of: null, scale, design: "independent", hits, n, controlHits, controlN }) as const;

/** Any counts with somebody whom the reference misses. */
export const anyCounts: fc.Arbitrary<GuessCounts> = fc
  .tuple(
    fc.constantFrom("ratio" as const, "difference" as const),
    fc.integer({ min: 8, max: 300 }),
    fc.integer({ min: 8, max: 300 }),
  )
  .chain(([scale, n, m]) =>
    fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: n }), fc.integer({ min: 0, max: m - 1 }))
        .map(([hits, controlHits]): GuessCounts => independent(hits, n, controlHits, m, scale)),
      fc
        .tuple(fc.integer({ min: 0, max: n - 1 }), fc.integer({ min: 0, max: n }), fc.integer({ min: 0, max: n }))
        .map(([missed, a, b]): GuessCounts => {
          // `missed` by the reference; of those a % are hit by the attack, of the others b % by both
          const onlyAttack = Math.floor(((missed + 1) * a) / n / 1.0001);
          const bothHit = Math.floor(((n - missed - 1) * b) / n);
          return { of: null, scale, design: "paired", bothHit, onlyAttack, onlyControl: n - missed - 1 - bothHit, n };
        }),
      fc.integer({ min: 0, max: n }).map((hits): GuessCounts => ({
        of: null,
        scale,
        design: "baseline",
        hits,
        n,
        sumB: 0.2 * n,
        sumBB: 0.05 * n,
        sumHB: 0.2 * hits,
      })),
    ),
  );

/** Counts of any scores with few levels or many. */
export const anyScoreCounts: fc.Arbitrary<ScoreCounts> = fc
  .record({
    scale: fc.constantFrom("difference" as const, "rate" as const),
    alpha: fc.constantFrom(0.01, 0.1, 0.3),
    levels: fc.constantFrom(4, 30, 10_000),
    n1: fc.integer({ min: 1, max: 200 }),
    n0: fc.integer({ min: 10, max: 400 }),
    lift: fc.double({ min: -0.5, max: 0.8, noNaN: true }),
    seed: fc.integer(),
  })
  .map(({ scale, alpha, levels, n1, n0, lift, seed }) => {
    const random = stream(seed, "any scores");
    const draw = (n: number, by: number): Float64Array =>
      Float64Array.from({ length: n }, () => Math.floor((random.next() + by) * levels));
    const tally = tallyOf(levelsOf({ members: draw(n1, lift), outsiders: draw(n0, 0) }));
    return rateCounts(tally, { alpha, scale, of: null });
  });
