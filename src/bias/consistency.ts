/**
 * Consistency (Zemel et al. 2013, Learning Fair Representations): 1 - mean of |y - mean y of the k most similar people|. Nobody is their own neighbour here; AIF360
 * counts everybody among their own k, which stands beside it. Of people who are equally far, all count in part, so that the order of the rows decides nothing.
 */
import { normalQuantile } from "../stats/normal.ts";
import type { Interval } from "../stats/proportion.ts";

/** People by what they are: each kind of row once. */
export interface Kinds {
  /** How many people are of the kind, and how many of them have the outcome. */
  readonly rows: ArrayLike<number>;
  readonly hits: ArrayLike<number>;
  /** `width` other kinds for each, nearest first, and how far they are: at least k, or all others. */
  readonly width: number;
  readonly near: ArrayLike<number>;
  readonly distances: ArrayLike<number>;
}

export interface Consistency extends Interval {
  readonly value: number;
  /** With oneself among one's own k neighbours. */
  readonly withSelf: number;
  readonly n: number;
}

/** Interval: what leaving out each person in turn changes (jackknife), which is on the wide side. Null: no more than k + 1 people. */
export function consistency(kinds: Kinds, k: number, gamma = 0.05): Consistency | null {
  const n = Array.from(kinds.rows).reduce((sum, rows) => sum + rows, 0);
  if (n <= k + 1) return null;
  const walk = walker(kinds, k);
  const left = [new Float64Array(kinds.rows.length), new Float64Array(kinds.rows.length)] as const;
  const own = [new Float64Array(kinds.rows.length), new Float64Array(kinds.rows.length)] as const;
  let [off, offWithSelf] = [0, 0];
  for (let kind = 0; kind < kinds.rows.length; kind++) {
    const people = [kinds.rows[kind]! - kinds.hits[kind]!, kinds.hits[kind]!] as const;
    const all = walk.mean(kind, null);
    for (const y of [0, 1] as const) {
      if (people[y] === 0) continue;
      const self = { kind, hit: y };
      const now = Math.abs(y - walk.mean(kind, self));
      own[y][kind] = now;
      off += people[y] * now;
      offWithSelf += people[y] * Math.abs(y - all);
      for (const other of walk.reached(kind, self))
        for (const hit of [0, 1] as const) {
          const there = hit === 1 ? kinds.hits[other]! : kinds.rows[other]! - kinds.hits[other]!;
          const touched = people[y] - Number(other === kind && hit === y);
          if (there === 0 || touched === 0) continue;
          left[hit][other]! += touched * (Math.abs(y - walk.mean(kind, self, { kind: other, hit })) - now);
        }
    }
  }
  const reach = -normalQuantile(gamma / 2) * jackknife(kinds, { own, left, off, n });
  const value = 1 - off / n;
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), withSelf: 1 - offWithSelf / n, n };
}

/** Somebody of a kind, with the outcome or without. */
interface One {
  readonly kind: number;
  readonly hit: 0 | 1;
}

function walker({ rows, hits, width, near, distances }: Kinds, k: number) {
  const peopleOf = (kind: number, out: readonly (One | null | undefined)[]) => {
    let [people, with_] = [rows[kind]!, hits[kind]!];
    for (const one of out)
      if (one?.kind === kind) {
        people--;
        with_ -= one.hit;
      }
    return { people, with: with_ };
  };
  return {
    /** Of the k nearest people to a kind, those two left out. Equally far: each in part. */
    mean(kind: number, self: One | null, gone: One | null = null): number {
      const out = [self, gone];
      const first = peopleOf(kind, out);
      if (first.people >= k) return first.with / first.people;
      let [taken, sum] = [first.people, first.with];
      for (let at = kind * width; at < (kind + 1) * width;) {
        let level = { people: 0, with: 0 };
        const distance = distances[at]!;
        for (; at < (kind + 1) * width && distances[at] === distance; at++) {
          const one = peopleOf(near[at]!, out);
          level = { people: level.people + one.people, with: level.with + one.with };
        }
        if (taken + level.people >= k) return (sum + ((k - taken) * level.with) / level.people) / k;
        taken += level.people;
        sum += level.with;
      }
      return sum / taken;
    },
    /** The kinds that the k nearest are of, and those that come next when one is gone. */
    reached(kind: number, self: One): number[] {
      const found = [kind];
      let taken = peopleOf(kind, [self]).people;
      for (let at = kind * width; at < (kind + 1) * width; at++) {
        if (taken >= k && (at === kind * width || distances[at] !== distances[at - 1])) break;
        taken += rows[near[at]!]!;
        found.push(near[at]!);
      }
      return found;
    },
  };
}

interface Left {
  readonly own: readonly [Float64Array, Float64Array];
  readonly left: readonly [Float64Array, Float64Array];
  readonly off: number;
  readonly n: number;
}

/** Standard error of 1 - off/n. */
function jackknife({ rows, hits }: Kinds, { own, left, off, n }: Left): number {
  let [sum, squares] = [0, 0];
  for (let kind = 0; kind < rows.length; kind++)
    for (const y of [0, 1] as const) {
      const people = y === 1 ? hits[kind]! : rows[kind]! - hits[kind]!;
      const without = (off - own[y][kind]! + left[y][kind]!) / (n - 1);
      sum += people * without;
      squares += people * without * without;
    }
  const mean = sum / n;
  return Math.sqrt(Math.max(0, (n - 1) * (squares / n - mean * mean)));
}
