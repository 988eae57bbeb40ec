/** Who bears the leak, in words: groups against the rest, and the worst subgroup that a search could find. */
import type { Exposure } from "../../check/finding.ts";
import { capital, few, short, visible } from "./names.ts";
import { counted, decimal, interval, percent, spelled } from "./numbers.ts";

export type Group = Exposure["groups"][number];
type Worst = NonNullable<Exposure["worst"]>;

/** Adjusted over all groups (Benjamini-Hochberg), so that one in twenty is not named for nothing. */
const level = 0.05;

export const bits = (x: number | null): string => decimal(x, 2);

/** "more than the rest", "less than the rest", "" where no difference was shown. */
export function against({ p, rest }: Group): string {
  if (p === null || rest === null || p > level) return "";
  return rest.value > 0 ? "more than the rest" : "less than the rest";
}

/** "Female", of the column that stands above it; several conditions with their columns. */
export function groupName({ of }: Pick<Group, "of">): string {
  const parts = Object.entries(of);
  const [only] = parts;
  if (parts.length === 1 && only) return visible(only[1]);
  return conditions(of);
}

export const columnOf = ({ of }: Pick<Group, "of">): string => Object.keys(of).map(visible).join(", ");

export const conditions = (of: Group["of"]): string =>
  Object.entries(of)
    .map(([column, value]) => `${short(column, 24)} ${short(value, 32)}`)
    .join(", ");

/** Which groups bear more, in one sentence. */
export function bearingSentence({ groups }: Exposure): string {
  const judged = groups.filter(({ status }) => status === "ok");
  const more = judged.filter((group) => against(group) === "more than the rest");
  if (judged.length === 0) return "No group has enough people to be compared.";
  if (more.length === 0) return "No group is shown to bear more of it than the others.";
  const named = more.toSorted(byRest).map((group) => {
    const rest = group.rest;
    return `${columnOf(group)} ${groupName(group)}${rest ? ` (${bits(rest.value)} ${interval(rest.low, rest.high, bits)} bits more)` : ""}`;
  });
  return `${few(named)} ${more.length === 1 ? "bears" : "bear"} more of it than the rest.`;
}

/** Worst first: of many only the first few are named. */
const byRest = (a: Group, b: Group): number => (b.rest?.value ?? 0) - (a.rest?.value ?? 0);

/** Silence about a group is not the same as no leak. */
export function fewSentence(all: readonly Exposure[]): string {
  const small = new Set(
    all.flatMap(({ groups }) => groups.filter(({ status }) => status === "small").map(({ of }) => conditions(of))),
  );
  if (small.size === 0) return "";
  const which = small.size === 1 ? "One group has" : `${capital(spelled(small.size))} groups have`;
  return `${which} fewer than 20 people on a side: too few to say anything, which does not mean that nothing leaks.`;
}

export function worstSize({ members, outsiders, leak }: Worst, within = "in the data"): string {
  const who = `${counted(members, "person", "people")} ${within}, ${counted(outsiders, "outsider")}`;
  return leak === null
    ? `${who}. Too few of them were kept aside to say how large it is.`
    : `${who}; ${bits(leak.value)} ${interval(leak.low, leak.high, bits)} bits on people whom the search did not see.`;
}

export function worstChance({ p }: Worst): string {
  return `With membership shuffled, a search as wide finds a group at least as extreme in ${p < 0.01 ? "less than 1\u202f%" : percent(p, 0)} of all tries.`;
}

/** "could be chance", or "hardly chance". */
export const worstWord = ({ p }: Worst): string => (p > level ? "could be chance" : "hardly chance");
