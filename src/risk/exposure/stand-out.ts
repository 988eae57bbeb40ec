/** How many people stand out, and how many would without any leak: the headline of exposure and its histogram (risk.md §4). */
import type { Exposure } from "../../check/finding.ts";
import { levelsOf, tallyOf } from "../levels.ts";
import { gamma } from "../measures.ts";
import { rateCounts, rateInterval, rateValue } from "../rate.ts";
import type { Ranks, ScoresOf } from "./ranks.ts";

const firstBits = 5;

/** At b = 5 and at the largest b that so many outsiders can measure, n_0 >= 10 * 2^b; fewer outsiders: only that. */
export function standOut(scores: ScoresOf, ranks: Ranks): Exposure["standOut"] {
  const n = scores.members.length;
  const most = Math.floor(Math.log2(ranks.sorted.length / 10) + 1e-12);
  if (!(most >= 1) || n === 0) return [];
  const tally = tallyOf(levelsOf(scores));
  return [...new Set([Math.min(firstBits, most), most])].map((bits) => {
    const counts = rateCounts(tally, { alpha: 2 ** -bits, scale: "difference", of: scores.of });
    const expected = n * counts.alpha;
    const { low, high } = rateInterval(counts, gamma);
    const count = Math.round(n * (rateValue(counts) + counts.alpha));
    return { bits, count, expected, excess: { value: count - expected, low: n * low, high: n * high } };
  });
}

const width = 0.5;

/** In half bits. Outsiders' bits are taken on the members' scale, log2((n_0 + 1)/(1 + reached)), so that both fall into the same bins. */
export function histogram({ reached, cap }: Ranks): Exposure["histogram"] {
  const bins = Math.floor(cap / width) + 1;
  const tally = (counts: Int32Array): number[] => {
    const into = Array.from({ length: bins }, () => 0);
    for (const count of counts) into[Math.floor((cap - Math.log2(1 + count)) / width)]! += 1;
    return into;
  };
  const members = tally(reached.members);
  const outsiders = tally(reached.outsiders);
  const scale = reached.outsiders.length > 0 ? reached.members.length / reached.outsiders.length : 0;
  return members.map((count, bin) => ({
    from: bin * width,
    to: (bin + 1) * width,
    members: count,
    expected: outsiders[bin]! * scale,
  }));
}
