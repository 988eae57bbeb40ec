/**
 * "No leak" makes people in the data and outsiders exchangeable, so who is called which may be reshuffled. The choice of the best attack is made again in every
 * reshuffle, and the p value is exact whatever the dependence among attacks (risk.md §0, §3).
 *
 * Statistic: the largest over the attacks of three standardised numbers: the sum of ranks (that is, AUC), and the members among the tenth and among the hundredth of
 * all people who score highest, since a leak of a few people hardly moves the ranks.
 */
import { stream } from "../../stats/stream.ts";
import { drawSubset, firstOnes, overlap, packIf, popcount } from "../bits.ts";
import type { NoLeak } from "../reshuffle.ts";
import type { Attack } from "./game.ts";

const tops = [0.1, 0.01];
/** Fewer people at the top are not looked at apart. */
const fewestAtTop = 10;
/** Additions that are worth their time: about half a second. */
const budget = 2.5e8;
const fewest = 99;

export function noLeakOfScores(
  attacks: readonly Attack[],
  { seed, name, reshuffles: asked }: { seed: number; name: string; reshuffles: number },
): NoLeak {
  const { n1, n0 } = attacks[0]!.tally;
  const people = n1 + n0;
  const fewer = Math.min(n1, n0);
  const reshuffles = Math.min(asked, Math.max(fewest, Math.floor(budget / (fewer * attacks.length))));
  const ranks = standardRanks(attacks, people);
  const top = attacks.flatMap((attack) => tops.flatMap((share) => topOf(attack, share)));
  const sumSd = Math.sqrt((n1 * n0) / people); // of a sum of n_1 standard ranks; people - 1 went into the ranks
  const member = new Uint32Array(Math.ceil(people / 32));
  const sums = new Float64Array(attacks.length);
  const random = stream(seed, name, "no-leak");
  const statistic = (): number => {
    // The smaller side is summed: all ranks together sum to 0.
    const sign = n1 <= n0 ? 1 : -1;
    sumRanks(member, ranks, sums, { people, wanted: sign === 1 ? 1 : 0 });
    let most = -Infinity;
    for (const sum of sums) most = Math.max(most, (sign * sum) / sumSd);
    for (const { words, mean, sd } of top) most = Math.max(most, (overlap(member, words) - mean) / sd);
    return most;
  };
  firstOnes(member, n1);
  const seen = statistic();
  let asExtreme = 0;
  for (let r = 0; r < reshuffles; r++) {
    drawSubset(member, people, n1, random);
    // A hair's breadth below counts as equal: sums in another order may differ in the last bit.
    if (statistic() >= seen - 1e-9) asExtreme++;
  }
  return { asExtreme, reshuffles, p: (asExtreme + 1) / (reshuffles + 1) };
}

/** Person by person, one rank per attack: of mean 0 and, with people - 1 in the denominator, of variance 1; all 0 where all scores are equal. */
function standardRanks(attacks: readonly Attack[], people: number): Float64Array {
  const ranks = new Float64Array(people * attacks.length);
  attacks.forEach(({ levels, tally }, k) => {
    const midrank = new Float64Array(levels.count);
    let below = 0;
    let squares = 0;
    for (let level = 0; level < levels.count; level++) {
      const here = tally.members[level]! + tally.outsiders[level]!;
      midrank[level] = below + here / 2 - people / 2;
      squares += here * midrank[level]! ** 2;
      below += here;
    }
    const sd = Math.sqrt(squares / (people - 1));
    const set = (of: Int32Array, from: number): void =>
      of.forEach((level, i) => {
        ranks[(from + i) * attacks.length + k] = sd > 0 ? midrank[level]! / sd : 0;
      });
    set(levels.members, 0);
    set(levels.outsiders, levels.members.length);
  });
  return ranks;
}

/** Sums of the ranks of those whose bit is `wanted`. */
function sumRanks(
  member: Uint32Array,
  ranks: Float64Array,
  sums: Float64Array,
  { people, wanted }: { people: number; wanted: 0 | 1 },
): void {
  const width = sums.length;
  sums.fill(0);
  for (let w = 0; w < member.length; w++) {
    let bits = wanted === 1 ? member[w]! : ~member[w]!;
    while (bits !== 0) {
      const person = w * 32 + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      if (person >= people) break;
      const at = person * width;
      for (let k = 0; k < width; k++) sums[k]! += ranks[at + k]!;
    }
  }
}

interface Top {
  readonly words: Uint32Array;
  readonly mean: number;
  readonly sd: number;
}

/** Members among those who score highest are hypergeometric. */
function topOf({ levels, tally }: Attack, share: number): Top[] {
  const { n1, n0 } = tally;
  const people = n1 + n0;
  let size = 0;
  let from = levels.count;
  for (let level = levels.count - 1; level >= 0; level--) {
    const here = tally.members[level]! + tally.outsiders[level]!;
    if (size + here > share * people) break;
    size += here;
    from = level;
  }
  if (size < fewestAtTop) return [];
  const words = packIf(people, (i) => (i < n1 ? levels.members[i]! : levels.outsiders[i - n1]!) >= from);
  const n = popcount(words);
  const mean = (n * n1) / people;
  return [{ words, mean, sd: Math.sqrt((mean * n0 * (people - n)) / (people * (people - 1))) }];
}
