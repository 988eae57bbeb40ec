/**
 * "No leak" makes people in the data and outsiders exchangeable, so who is called which may be reshuffled. The choice of the best attack is made again in every
 * reshuffle, and the p value is exact whatever the dependence among attacks (risk.md §0, §3).
 *
 * Statistic: the largest over the attacks of three standardised numbers: the sum of ranks (that is, AUC; ranks in 256 steps), and the members among the tenth and
 * among the hundredth of all people who score highest, since a leak of a few people hardly moves the ranks.
 */
import { stream } from "../../stats/stream.ts";
import { drawSubset, firstOnes, overlap, packIf } from "../bits.ts";
import type { NoLeak } from "../reshuffle.ts";
import type { Attack } from "./game.ts";

const rankBits = 8;
const tops = [0.1, 0.01];
/** Fewer people at the top are not looked at apart. */
const fewestAtTop = 10;
/** Words to be counted that are worth their time: about half a second. */
const budget = 2.5e8;
const fewest = 99;

/** A whole number for each person as binary digits, one set of people per digit; a sum over members is a count of overlaps. */
interface Statistic {
  readonly digits: readonly Uint32Array[];
  readonly mean: number;
  readonly sd: number;
}

/** Fewer reshuffles than asked where people are so many that it would take long. */
export function noLeakOfScores(
  attacks: readonly Attack[],
  { seed, name, reshuffles: asked }: { seed: number; name: string; reshuffles: number },
): NoLeak {
  const { n1, n0 } = attacks[0]!.tally;
  const people = n1 + n0;
  const statistics = attacks.flatMap((attack) => [
    statisticOf(attack, rankLevels(attack)),
    ...tops.flatMap((share) => topLevels(attack, share).map((top) => statisticOf(attack, top))),
  ]);
  const member = new Uint32Array(Math.ceil(people / 32));
  const words = member.length * statistics.reduce((sum, { digits }) => sum + digits.length, 0);
  const reshuffles = Math.min(asked, Math.max(fewest, Math.floor(budget / Math.max(1, words))));
  const random = stream(seed, name, "no-leak");
  const largest = (): number => Math.max(...statistics.map((statistic) => standardised(statistic, member)));
  firstOnes(member, n1);
  const seen = largest();
  let asExtreme = 0;
  for (let r = 0; r < reshuffles; r++) {
    drawSubset(member, people, n1, random);
    // A hair's breadth below counts as equal: statistics that tie may differ in the last bit.
    if (largest() >= seen - 1e-9) asExtreme++;
  }
  return { asExtreme, reshuffles, p: (asExtreme + 1) / (reshuffles + 1) };
}

function standardised({ digits, mean, sd }: Statistic, member: Uint32Array): number {
  let sum = 0;
  for (let d = 0; d < digits.length; d++) sum += overlap(member, digits[d]!) * (1 << d);
  return sd > 0 ? (sum - mean) / sd : 0;
}

/** `of`: a whole number for each level. The sum over n_1 of all people drawn without putting back has this mean and sd. */
function statisticOf({ levels, tally }: Attack, of: Uint16Array): Statistic {
  const { n1, n0 } = tally;
  const people = n1 + n0;
  const here = (level: number): number => tally.members[level]! + tally.outsiders[level]!;
  let [sum, squares] = [0, 0];
  of.forEach((value, level) => (sum += here(level) * value));
  of.forEach((value, level) => (squares += here(level) * (value - sum / people) ** 2));
  const valueOf = (i: number): number => of[i < n1 ? levels.members[i]! : levels.outsiders[i - n1]!]!;
  const digits = Array.from({ length: 32 - Math.clz32(of.reduce((a, b) => Math.max(a, b), 0)) }, (_, d) =>
    packIf(people, (i) => (valueOf(i) & (1 << d)) !== 0),
  );
  return { digits, mean: (n1 * sum) / people, sd: Math.sqrt((n1 * n0 * squares) / (people * (people - 1))) };
}

/** Mid-ranks in 256 steps. */
function rankLevels({ levels, tally }: Attack): Uint16Array {
  const people = tally.n1 + tally.n0;
  let below = 0;
  return Uint16Array.from({ length: levels.count }, (_, level) => {
    const here = tally.members[level]! + tally.outsiders[level]!;
    const middle = below + here / 2;
    below += here;
    return Math.floor((middle / people) * 2 ** rankBits);
  });
}

/** 1 for those who score highest, at most this share of all people; none where scores are too coarse. */
function topLevels({ levels, tally }: Attack, share: number): Uint16Array[] {
  const most = share * (tally.n1 + tally.n0);
  let size = 0;
  const top = new Uint16Array(levels.count);
  for (let level = levels.count - 1; level >= 0; level--) {
    size += tally.members[level]! + tally.outsiders[level]!;
    if (size > most) {
      size -= tally.members[level]! + tally.outsiders[level]!;
      break;
    }
    top[level] = 1;
  }
  return size < fewestAtTop ? [] : [top];
}
