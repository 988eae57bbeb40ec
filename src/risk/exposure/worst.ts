/**
 * The subgroup that bears most: named by a search of all people, judged by reshuffling who is a member and searching again.
 *
 * Its leak, by the rule of all suites (risk.md §3): low is corrected for the search, so that it is above 0 about where p is below .025; high needs no correction, since the
 * largest was chosen; value is cross-fitted, counted on people whom the search did not see, and clipped into [low, high]. (A cross-fitted interval would exclude 0
 * without any leak in 7 % of audits on either side, instead of 2.5: simulated. Halves would be too few to find a minority of 45.)
 */
import type { Exposure } from "../../check/finding.ts";
import { normalQuantile } from "../../stats/normal.ts";
import { sample, shuffled, stream, type Stream } from "../../stats/stream.ts";
import { levelsOf } from "../levels.ts";
import type { ExposureOptions } from "../exposure.ts";
import { gamma } from "../measures.ts";
import type { GroupColumn } from "./groups.ts";
import { leakOf, type Membership, type Reference } from "./leak.ts";
import type { Ranks, ScoresOf } from "./ranks.ts";
import type { Condition, Crowd } from "./looks.ts";
import { searchOf, type Search } from "./search.ts";

/** People that a subgroup needs on each side. */
const fewest = 30;
const folds = 5;
/** More columns are not searched, protected ones first; more people neither, a random choice of them: it would take too long. */
const mostColumns = 16;
const mostPeople = 40_000;
/** People looked at in all reshuffles together, about 2 seconds of one core; at least `fewestReshuffles`. */
const effort = 6e8;
const fewestReshuffles = 199;
/** So many reshuffles as extreme as what was seen settle that it is nothing. */
const enough = 25;

export function worstOf(
  scores: ScoresOf,
  ranks: Ranks,
  common: Reference,
  { seed, name, groups, reshuffles = 999 }: ExposureOptions,
): Exposure["worst"] {
  const columns = [...groups.filter((group) => group.protected), ...groups.filter((group) => !group.protected)];
  columns.splice(mostColumns);
  const of = JSON.stringify(scores.of);
  const all = chosen(scores, stream(seed, name, "worst subgroup, people", of));
  const crowd = crowdOf(scores, columns, all);
  const search = searchOf(crowd, { fewest });
  const found = search.find(crowd.isMember);
  if (!found) return null;
  const { best, searched } = found;
  const inside = insideOf(best.conditions, columns);
  const fits = Math.max(fewestReshuffles, Math.floor(effort / (search.looks * crowd.level.length)));
  const { p, limit } = reshuffled(search, crowd.isMember, {
    random: stream(seed, name, "worst subgroup, reshuffles", of),
    reshuffles: Math.min(reshuffles, fits),
    searched,
  });
  const plain = leakOf(inside, ranks, common, { rest: false });
  const { value, high } = plain;
  // z is value/error: at `limit` errors below the value, and never above the plain bound, since a leak of a few people has a larger error than noise.
  const low = best.z > 0 ? Math.min(plain.low, value - (limit * value) / best.z) : plain.low;
  const unseen = unseenLeak(scores, ranks, { columns, random: stream(seed, name, "worst subgroup, folds", of) });
  return {
    of: Object.fromEntries(
      best.conditions.map(({ column, label }) => [columns[column]!.name, columns[column]!.labels[label]!]),
    ),
    members: total(inside.members),
    outsiders: total(inside.outsiders),
    leak: { value: Math.min(high, Math.max(low, unseen ?? value)), low, high },
    p,
    searched,
  };
}

const total = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);

interface Reshuffled {
  readonly p: number;
  /** The largest z that a search finds without a leak in all but 2.5 % of reshuffles. */
  readonly limit: number;
}

/** Besag & Clifford 1991 (Biometrika 78, 301-304): h/l once h reshuffles of l are as extreme, else (h + 1)/(all + 1); exact either way. */
function reshuffled(
  search: Search,
  isMember: Uint8Array,
  { random, reshuffles, searched }: { random: Stream; reshuffles: number; searched: number },
): Reshuffled {
  const seen = search.largest(isMember) - 1e-9;
  const members = total(isMember);
  const rare = members * 2 <= isMember.length ? 1 : 0;
  const drawn = rare === 1 ? members : isMember.length - members;
  const order = Uint32Array.from(isMember, (_, i) => i);
  const marks = new Uint8Array(isMember.length);
  const largest: number[] = [];
  let extreme = 0;
  while (largest.length < reshuffles && extreme < enough) {
    marks.fill(1 - rare);
    for (let i = 0; i < drawn; i++) {
      const j = i + random.int(order.length - i);
      const person = order[j]!;
      order[j] = order[i]!;
      order[i] = person;
      marks[person] = rare;
    }
    const z = search.largest(marks);
    largest.push(z);
    if (z >= seen) extreme++;
  }
  const place = Math.ceil((1 - gamma / 2) * (largest.length + 1)) - 1;
  return {
    p: extreme === enough ? extreme / largest.length : (extreme + 1) / (largest.length + 1),
    // Of too few reshuffles for that quantile: Bonferroni's.
    limit: largest.toSorted((p, q) => p - q)[place] ?? -normalQuantile(gamma / 2 / searched),
  };
}

/** The subgroup that four fifths of the people name is counted on the last fifth, five times; null where nobody could be counted. */
function unseenLeak(
  scores: ScoresOf,
  { bits }: Ranks,
  { columns, random }: { columns: readonly GroupColumn[]; random: Stream },
): number | null {
  const foldOf = (n: number): Uint8Array => {
    const fold = new Uint8Array(n);
    shuffled(n, random).forEach((person, place) => (fold[person] = place % folds));
    return fold;
  };
  const fold = { members: foldOf(scores.members.length), outsiders: foldOf(scores.outsiders.length) };
  let [sum, people] = [0, 0];
  for (let k = 0; k < folds; k++) {
    const others = chosen(scores, random, (side, i) => fold[side][i] !== k);
    const crowd = crowdOf(scores, columns, others);
    const found = searchOf(crowd, { fewest: Math.floor((fewest * (folds - 1)) / folds) }).find(crowd.isMember);
    if (!found) continue;
    const inside = insideOf(found.best.conditions, columns);
    const [members, outsiders] = (["members", "outsiders"] as const).map((side) =>
      bits[side].filter((_, i) => fold[side][i] === k && inside[side][i] === 1),
    );
    if (!members?.length || !outsiders?.length) continue;
    sum += members.length * (mean(members) - mean(outsiders));
    people += members.length;
  }
  return people > 0 ? sum / people : null;
}

const mean = (x: Float64Array): number => x.reduce((sum, one) => sum + one, 0) / x.length;

function insideOf(conditions: readonly Condition[], columns: readonly GroupColumn[]): Membership {
  const mark = (side: "members" | "outsiders"): Uint8Array => {
    const [first] = conditions;
    return Uint8Array.from(columns[first!.column]![side], (_, i) =>
      conditions.every(({ column, label }) => columns[column]![side][i] === label) ? 1 : 0,
    );
  };
  return { members: mark("members"), outsiders: mark("outsiders") };
}

interface Chosen {
  readonly members: Uint32Array;
  readonly outsiders: Uint32Array;
}

/** The people who are searched: those that `keep` lets through, or so many of them by chance as can be searched in time, the sides in their proportion. */
function chosen(
  { members, outsiders }: ScoresOf,
  random: Stream,
  keep: (side: "members" | "outsiders", i: number) => boolean = () => true,
): Chosen {
  const kept = (side: "members" | "outsiders", n: number): Uint32Array =>
    Uint32Array.from({ length: n }, (_, i) => i).filter((i) => keep(side, i));
  const all = { members: kept("members", members.length), outsiders: kept("outsiders", outsiders.length) };
  const share = mostPeople / (all.members.length + all.outsiders.length);
  if (share >= 1) return all;
  const some = (people: Uint32Array): Uint32Array =>
    sample(people.length, Math.floor(share * people.length), random).map((at) => people[at]!);
  return { members: some(all.members), outsiders: some(all.outsiders) };
}

function crowdOf(
  scores: ScoresOf,
  columns: readonly GroupColumn[],
  { members, outsiders }: Chosen,
): Crowd & { readonly isMember: Uint8Array } {
  const n = members.length;
  const found = levelsOf({
    members: Float64Array.from(members, (i) => scores.members[i]!),
    outsiders: Float64Array.from(outsiders, (i) => scores.outsiders[i]!),
  });
  const rising = [...found.members, ...found.outsiders];
  // The highest first; ties in the order of people.
  const order = Uint32Array.from(rising, (_, i) => i).toSorted((i, j) => rising[j]! - rising[i]!);
  const level = Uint32Array.from(order, (i) => found.count - 1 - rising[i]!);
  return {
    level,
    isMember: Uint8Array.from(order, (i) => (i < n ? 1 : 0)),
    columns: columns.map((column) => ({
      codes: Int32Array.from(order, (i) =>
        i < n ? column.members[members[i]!]! : column.outsiders[outsiders[i - n]!]!,
      ),
      labels: column.labels.length,
    })),
  };
}
