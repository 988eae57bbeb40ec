/** Which of several candidates leaks less, from paired intervals on the same people: sentences for every format. */
import type { Comparison, Run } from "../../run/schema.ts";
import { nameOf } from "./games.ts";
import { list, short } from "./names.ts";
import { advantage, interval } from "./numbers.ts";

/** More than 0: a leaks more. */
export type Shown = "a" | "b" | "neither";
export const shownMore = ({ low, high }: Comparison): Shown => (low > 0 ? "a" : high < 0 ? "b" : "neither");

export interface PairWords {
  readonly a: string;
  readonly b: string;
  readonly sentence: string;
  readonly comparisons: readonly Comparison[];
}

/** One sentence for each pair of candidates, in the order of the run. */
export function pairs({ summary }: Pick<Run, "summary">): readonly PairWords[] {
  const found = new Map<string, Comparison[]>();
  for (const one of summary.comparisons ?? []) {
    const key = JSON.stringify([one.a, one.b]);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()].flatMap((comparisons) => {
    const [first] = comparisons;
    return first ? [{ a: first.a, b: first.b, comparisons, sentence: sentenceOf(first, comparisons) }] : [];
  });
}

function sentenceOf({ a, b }: Comparison, all: readonly Comparison[]): string {
  const [first, second] = [short(a, 40), short(b, 40)];
  const checks = (who: Shown): string[] => [
    ...new Set(all.filter((one) => shownMore(one) === who).map(({ check }) => brief(check))),
  ];
  const [more, less] = [checks("a"), checks("b")];
  const rest = checks("neither");
  const open = rest.length > 0 ? ` In ${list(rest)} no difference was shown.` : "";
  if (more.length > 0 && less.length > 0)
    return `${first} leaks more than ${second} in ${list(more)}, and less in ${list(less)}.${open}`;
  if (more.length > 0) return `${second} leaks less than ${first}: in ${list(more)}.${open}`;
  if (less.length > 0) return `${first} leaks less than ${second}: in ${list(less)}.${open}`;
  return `No difference was shown between ${first} and ${second}, which does not prove that there is none.`;
}

/** "inference" of "synthetic/inference". */
export const brief = (check: string): string => check.split("/").at(-1) ?? check;

/** "guessing age (nearest), corrected for 30 games". */
export function comparedOf({ of, games }: Comparison): string {
  const name = of && "split" in of ? `split ${nameOf(of)}` : nameOf(of);
  return [name, games > 1 ? `clearest of ${games}` : ""].filter((text) => text !== "").join(", ");
}

/** "0.245 [0.208, 0.281]". */
export const difference = ({ value, low, high }: Comparison): string => `${advantage(value)} ${interval(low, high)}`;

/** "AUC"; "share of people hit". */
export const differenceOf = ({ measure }: Comparison): string =>
  measure === "difference of auc" ? "AUC" : measure === "difference of excess" ? "excess" : measure;
