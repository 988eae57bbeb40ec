/** The games that two tables have in common, and in them the people whom both were attacked on, in one order. */
import type { Of } from "../../check/finding.ts";
import type { Trials } from "../../check/types.ts";

type Entries = Trials["members"];

export interface Pair {
  readonly of: Of | null;
  readonly form: Trials["form"];
  /** On the first table, on the second. */
  readonly members: readonly [Entries, Entries];
  readonly outsiders: readonly [Entries, Entries] | null;
  /** Entry by entry the same people. */
  readonly paired: boolean;
}

export function pairUp(a: readonly Trials[], b: readonly Trials[]): Pair[] {
  const known = new Map(b.map((trials) => [nameOf(trials), trials]));
  return a.flatMap((first) => {
    const second = known.get(nameOf(first));
    return second ? [pair(first, second)] : [];
  });
}

/** However the entries of `of` are ordered. */
const nameOf = ({ of, form }: Trials): string =>
  JSON.stringify([form, Object.entries(of ?? {}).toSorted(([p], [q]) => (p < q ? -1 : 1))]);

function pair(a: Trials, b: Trials): Pair {
  const game = { of: a.of, form: a.form };
  const bothOutside = a.outsiders && b.outsiders ? ([a.outsiders, b.outsiders] as const) : null;
  if (!a.rows || !b.rows) return { ...game, members: [a.members, b.members], outsiders: bothOutside, paired: false };
  const [ofA, ofB] = [a.rows.outsiders, b.rows.outsiders];
  return {
    ...game,
    members: samePeople([a.members, b.members], [a.rows.members, b.rows.members]),
    outsiders: bothOutside && ofA && ofB ? samePeople(bothOutside, [ofA, ofB]) : null,
    paired: true,
  };
}

/** Those whose rows are in both lists, in the order of the first. */
function samePeople(
  [first, second]: readonly [Entries, Entries],
  [ofFirst, ofSecond]: readonly [Uint32Array, Uint32Array],
): [Entries, Entries] {
  const place = new Map<number, number>();
  ofSecond.forEach((row, at) => place.set(row, at));
  const kept = Array.from(ofFirst.keys()).filter((at) => place.has(ofFirst[at]!));
  return [
    Float64Array.from(kept, (at) => first[at]!),
    Float64Array.from(kept, (at) => second[place.get(ofFirst[at]!)!]!),
  ];
}
