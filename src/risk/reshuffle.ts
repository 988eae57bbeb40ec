/**
 * "No leak" makes people in the data and outsiders exchangeable, so who is called which may be reshuffled; the choice of the best game of the suite is made again in
 * every reshuffle, and the p value is exact whatever the dependence among games (risk.md §0, §3).
 *
 * Statistic: the largest standardised difference over the games, (h_a - E)/sd under reshuffling; standardised, so that a noisy game does not drown a sharp one.
 */
import { stream, type Stream } from "../stats/stream.ts";
import { notPlayed, type Guesses } from "./counts.ts";

/** Hits of a game as bits of its units, members first. For pairs: bit i says that swapping pair i matters. */
interface Bits {
  readonly words: Uint32Array;
  readonly played: Uint32Array | null;
}

export interface NoLeak {
  /** Reshuffles whose largest difference was as large as the one seen. */
  readonly asExtreme: number;
  readonly reshuffles: number;
  /** (asExtreme + 1)/(reshuffles + 1): the one seen is a reshuffle too. */
  readonly p: number;
}

/** Null if no game has outsiders. Games with equally long arms are reshuffled together; others apart, as if they were about different people, which for positively dependent games errs on the safe side. */
export function noLeak(
  suite: readonly Guesses[],
  { seed, name, reshuffles }: { seed: number; name: string; reshuffles: number },
): NoLeak | null {
  const together = new Map<string, Guesses[]>();
  for (const game of suite) {
    if (!game.control) continue;
    const key = `${game.paired ? "pairs" : "people"} ${game.attack.length} ${game.control.length}`;
    together.set(key, [...(together.get(key) ?? []), game]);
  }
  if (together.size === 0) return null;
  const largest = new Float64Array(reshuffles + 1).fill(-Infinity); // the last is the one seen
  for (const [key, games] of together) {
    const random = stream(seed, name, "no-leak", key);
    if (key.startsWith("pairs")) reshufflePairs(games, largest, random);
    else reshufflePeople(games, largest, random);
  }
  const seen = largest[reshuffles]!;
  let asExtreme = 0;
  // A hair's breadth below counts as equal: games whose statistics tie may differ in the last bit.
  for (let i = 0; i < reshuffles; i++) if (largest[i]! >= seen - 1e-9) asExtreme++;
  return { asExtreme, reshuffles, p: (asExtreme + 1) / (reshuffles + 1) };
}

function reshufflePeople(games: readonly Guesses[], largest: Float64Array, random: Stream): void {
  const members = games[0]!.attack.length;
  const people = members + games[0]!.control!.length;
  const bits = games.map(({ attack, control }) => pack([attack, control!], people));
  const totals = bits.map(({ words, played }) => ({ hits: popcount(words), n: played ? popcount(played) : people }));
  const member = new Uint32Array(Math.ceil(people / 32));
  const last = largest.length - 1;
  for (let r = 0; r <= last; r++) {
    if (r < last) drawSubset(member, people, members, random);
    else firstOnes(member, members);
    for (let k = 0; k < bits.length; k++) {
      const { words, played } = bits[k]!;
      const { hits, n } = totals[k]!;
      const inside = played ? overlap(member, played) : members;
      // Given the totals h_a is hypergeometric.
      const variance = (inside * (n - inside) * hits * (n - hits)) / (n * n * Math.max(1, n - 1));
      const t = variance > 0 ? (overlap(member, words) - (inside * hits) / n) / Math.sqrt(variance) : 0;
      if (t > largest[r]!) largest[r] = t;
    }
  }
}

/** Pairs: each is swapped or not, by a fair coin; a swap matters where exactly one arm was hit. */
function reshufflePairs(games: readonly Guesses[], largest: Float64Array, random: Stream): void {
  const pairs = games[0]!.attack.length;
  const only = games.map(({ attack, control }) => ({
    attack: packIf(pairs, (i) => attack[i] === 1 && control![i] === 0),
    either: packIf(pairs, (i) => attack[i]! + control![i]! < notPlayed && attack[i] !== control![i]),
  }));
  const swap = new Uint32Array(Math.ceil(pairs / 32));
  const last = largest.length - 1;
  for (let r = 0; r <= last; r++) {
    for (let w = 0; w < swap.length; w++) swap[w] = r < last ? word(random) : 0;
    for (const { attack, either } of only) {
      let discordant = 0;
      let forAttack = 0;
      for (let w = 0; w < swap.length; w++) {
        discordant += ones(either[w]!);
        forAttack += ones((attack[w]! ^ swap[w]!) & either[w]!);
      }
      const t = discordant > 0 ? (2 * forAttack - discordant) / Math.sqrt(discordant) : 0;
      if (t > largest[r]!) largest[r] = t;
    }
  }
}

/**
 * A uniformly random subset of `size` among `n`, as bits: every bit by a coin with about the right chance (a dyadic number, a few words at a time), then random ones
 * put in or taken out until the size is right. Both steps treat everybody alike, so all subsets of that size are equally likely.
 */
function drawSubset(into: Uint32Array, n: number, size: number, random: Stream): void {
  const binary = Math.round((size / n) * 64);
  const tail = n % 32 === 0 ? 0xffffffff : 2 ** (n % 32) - 1;
  let drawn = 0;
  for (let w = 0; w < into.length; w++) {
    let coin = binary === 64 ? 0xffffffff : 0;
    // From the last binary digit of the chance to the first: 1 halves the way to one, 0 halves the way to zero.
    if (binary < 64)
      for (let digit = lowestOne(binary); digit < 6; digit++)
        coin = (binary >> digit) & 1 ? coin | word(random) : coin & word(random);
    into[w] = w === into.length - 1 ? coin & tail : coin;
    drawn += ones(into[w]!);
  }
  while (drawn !== size) {
    const i = random.int(n);
    const bit = 1 << (i & 31);
    const isIn = (into[i >>> 5]! & bit) !== 0;
    if (isIn === drawn > size) {
      into[i >>> 5]! ^= bit;
      drawn += isIn ? -1 : 1;
    }
  }
}

const lowestOne = (x: number): number => (x === 0 ? 6 : 31 - Math.clz32(x & -x));
const word = (random: Stream): number => (random.next() * 0x1_0000_0000) | 0;

function firstOnes(into: Uint32Array, size: number): void {
  into.fill(0);
  for (let i = 0; i < size; i++) into[i >>> 5]! |= 1 << (i & 31);
}

function packIf(n: number, is: (i: number) => boolean): Uint32Array {
  const words = new Uint32Array(Math.ceil(n / 32));
  for (let i = 0; i < n; i++) if (is(i)) words[i >>> 5]! |= 1 << (i & 31);
  return words;
}

function pack([attack, control]: readonly Uint8Array[], people: number): Bits {
  const entry = (i: number): number => (i < attack!.length ? attack![i]! : control![i - attack!.length]!);
  const played = packIf(people, (i) => entry(i) < notPlayed);
  return {
    words: packIf(people, (i) => entry(i) === 1),
    played: popcount(played) === people ? null : played,
  };
}

/** Ones among 32 bits (Warren, Hacker's Delight, §5-1). */
function ones(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function popcount(words: Uint32Array): number {
  let count = 0;
  for (let w = 0; w < words.length; w++) count += ones(words[w]!);
  return count;
}

function overlap(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let w = 0; w < a.length; w++) count += ones(a[w]! & b[w]!);
  return count;
}
