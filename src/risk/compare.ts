/**
 * Which of two tables made from the same people leaks more: a paired interval of the difference, over all games that both were attacked by.
 *
 * The same people were attacked on both tables, so each person is their own control: what one table's luck with its outsiders was, the other's was, too.
 *   guessing:        d = (p_aA - p_aB) - (p_cA - p_cB): Newcombe's paired interval (1998, method 10) of the people in the data, and of the outsiders, put together
 *                    by MOVER, since the two are different people
 *   distinguishing:  d = AUC_A - AUC_B: each AUC's own interval, put together by MOVER with the correlation of the two that DeLong gives (1988)
 * Trials that are not people, such as descriptions taken from the table itself, are not the same on both tables: their intervals are put together as independent.
 */
import type { Of } from "../check/finding.ts";
import type { Trials } from "../check/types.ts";
import { aucInterval, delong } from "../stats/auc.ts";
import { newcombe, newcombePaired } from "../stats/difference.ts";
import { difference, type Estimated } from "../stats/mover.ts";
import { wilson } from "../stats/proportion.ts";
import { pairUp, type Pair } from "./compare/pairs.ts";
import { arm, notPlayed } from "./counts.ts";
import { gamma } from "./measures.ts";

export interface Comparison {
  /** The game that is named: the one whose interval is furthest from zero, |value|/half-width. */
  readonly of: Of | null;
  readonly measure: "difference of excess" | "difference of auc";
  /** Of the first table minus the second: above 0, the first leaks more. */
  readonly value: number;
  /** Simultaneous: at gamma/games. */
  readonly low: number;
  readonly high: number;
  /** People in the data, on both tables. */
  readonly n: number;
  /** Games that both tables were attacked by. */
  readonly games: number;
}

/** Fewer on a side are not compared. */
const fewest = 8;

/** Null when the two have no game in common, or too few people. */
export function compare(a: readonly Trials[], b: readonly Trials[]): Comparison | null {
  const pairs = pairUp(a, b).filter(({ members, outsiders }) =>
    [members, ...(outsiders ? [outsiders] : [])].every(
      ([first, second]) => Math.min(first.length, second.length) >= fewest,
    ),
  );
  const games = pairs.length;
  const found = pairs.flatMap((pair): Comparison[] => {
    const compared = pair.form === "guessing" ? excess(pair, gamma / games) : area(pair, gamma / games);
    return compared ? [{ of: pair.of, ...compared, games }] : [];
  });
  const furthest = (one: Comparison): number => Math.abs(one.value) / ((one.high - one.low) / 2);
  return found.reduce<Comparison | null>((best, one) => (best && !(furthest(one) > furthest(best)) ? best : one), null);
}

type Compared = Pick<Comparison, "measure" | "value" | "low" | "high" | "n">;

function excess({ members, outsiders, paired }: Pair, level: number): Compared | null {
  const sides = outsiders ? [members, outsiders] : [members];
  if (paired) {
    const [inside, outside] = sides.map(([first, second]) => change(first, second, level));
    if (!inside) return null;
    const whole = outside ? difference(inside, outside) : inside;
    return { measure: "difference of excess", ...bounds(whole), n: inside.n };
  }
  const tables = ([0, 1] as const).map((which) => alone(members[which], outsiders?.[which] ?? null, level));
  const [first, second] = tables;
  if (!first || !second) return null;
  return { measure: "difference of excess", ...bounds(difference(first, second)), n: Math.min(first.n, second.n) };
}

const bounds = ({ value, low, high }: Estimated): Estimated => ({ value, low, high });

/** Of the same people on two tables: how much more often the guess is right on the first. Those who were no target of both are left out. */
function change(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  level: number,
): (Estimated & { n: number }) | null {
  const cells = { both: 0, first: 0, second: 0, neither: 0 };
  for (let i = 0; i < first.length; i++) {
    const a = first[i]!;
    const b = second[i]!;
    if (a >= notPlayed || b >= notPlayed) continue;
    if (a === 1) cells[b === 1 ? "both" : "first"]++;
    else cells[b === 1 ? "second" : "neither"]++;
  }
  const n = cells.both + cells.first + cells.second + cells.neither;
  if (n < fewest) return null;
  const value = (cells.first - cells.second) / n;
  return { value, ...newcombePaired(cells.both, cells.first, cells.second, cells.neither, level), n };
}

/** The excess on one table, whose trials are its own. */
function alone(
  members: ArrayLike<number>,
  outsiders: ArrayLike<number> | null,
  level: number,
): (Estimated & { n: number }) | null {
  const inside = arm(Uint8Array.from(members));
  const outside = outsiders && arm(Uint8Array.from(outsiders));
  if (inside.n < fewest || (outside && outside.n < fewest)) return null;
  const rate = inside.hits / inside.n;
  if (!outside) return { value: rate, ...wilson(inside.hits, inside.n, level), n: inside.n };
  const value = rate - outside.hits / outside.n;
  return { value, ...newcombe(inside.hits, inside.n, outside.hits, outside.n, level), n: inside.n };
}

function area({ members, outsiders, paired }: Pair, level: number): Compared | null {
  if (!outsiders) return null;
  const tables = ([0, 1] as const).map((which) => ({ members: members[which], outsiders: outsiders[which] }));
  const [of, covariance] = paired ? together(tables) : apart(tables);
  const [first, second] = tables.map((table, k) => {
    const estimate = {
      auc: of[k]!,
      variance: covariance[k]![k]!,
      members: table.members.length,
      outsiders: table.outsiders.length,
    };
    return { value: of[k]!, ...aucInterval(estimate, level) };
  });
  const scale = Math.sqrt(covariance[0]![0]! * covariance[1]![1]!);
  const correlation = scale > 0 ? Math.max(-1, Math.min(1, covariance[0]![1]! / scale)) : 0;
  return {
    measure: "difference of auc",
    ...difference(first!, second!, { correlation }),
    n: Math.min(...tables.map((table) => table.members.length)),
  };
}

type Areas = readonly [auc: readonly number[], covariance: readonly (readonly number[])[]];

function together(tables: readonly { members: ArrayLike<number>; outsiders: ArrayLike<number> }[]): Areas {
  const { auc, covariance } = delong(tables);
  return [auc, covariance];
}

function apart(tables: Parameters<typeof together>[0]): Areas {
  const each = tables.map((table) => delong([table]));
  return [
    each.map(({ auc }) => auc[0]!),
    each.map(({ covariance }, k) => each.map((_, l) => (k === l ? covariance[0]![0]! : 0))),
  ];
}
