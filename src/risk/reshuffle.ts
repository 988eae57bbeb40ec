/**
 * "No leak" makes people in the data and outsiders exchangeable, so who is called which may be reshuffled; the choice of the best game of the suite is made again in
 * every reshuffle, and the p value is exact whatever the dependence among games (risk.md §0, §3).
 *
 * Statistic: the largest standardised difference over the games, (h_a - E)/sd under reshuffling; standardised, so that a noisy game does not drown a sharp one.
 */
import { stream, type Stream } from "../stats/stream.ts";
import { drawSubset, firstOnes, ones, overlap, packIf, popcount, word } from "./bits.ts";
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

function pack([attack, control]: readonly Uint8Array[], people: number): Bits {
  const entry = (i: number): number => (i < attack!.length ? attack![i]! : control![i - attack!.length]!);
  const played = packIf(people, (i) => entry(i) < notPlayed);
  return {
    words: packIf(people, (i) => entry(i) === 1),
    played: popcount(played) === people ? null : played,
  };
}
