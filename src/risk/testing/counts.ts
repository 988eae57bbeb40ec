/** Arbitrary counts for the property tests. */
import fc from "fast-check";
import type { GuessCounts } from "../../check/finding.ts";

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
