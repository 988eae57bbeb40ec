/**
 * The search for the worst subgroup: conjunctions of up to three conditions, such as race = X and sex = F, each with enough people on both sides (risk.md §4).
 *
 * All single conditions and all pairs are looked at, and what a third condition makes of the best pairs. How much worse a subgroup is:
 *   z = (mean bits of members - mean bits of outsiders)/sqrt(v (1/n_1 + 1/n_0))
 * v is the variance of ALL outsiders' bits, the same for every subgroup. Which variance is taken changes the power only, since z is judged by reshuffling who is a
 * member and searching again, and a subgroup's own variance is a poor choice: a leak of a few people, such as 10 copies among 45, blows it up and hides behind it
 * (z of 3 instead of 7, where noise among thousands of subgroups reaches 4), and by chance it is small where the mean of outsiders is small. Found at p <= .05 among
 * 2,000 with six columns, where others of the minority score as usual / higher and wider: 100 % / 67 % of such leaks; by the subgroup's outsiders' variance, even
 * drawn halfway to this one, 87 % / 10 % (simulated).
 */
import { look, type Column, type Crowd, type Look } from "./looks.ts";
import { keyOf, simplest, type Subgroup } from "./naming.ts";

/** The pairs that a third condition is tried on. */
const extended = 10;

export interface Search {
  readonly looks: number;
  /** The largest z, for these members (1) and outsiders (0). */
  largest(isMember: Uint8Array): number;
  /** The same with its name, and how many subgroups were looked at. */
  find(isMember: Uint8Array): { readonly best: Subgroup; readonly searched: number } | null;
}

/** `fewest`: people that a subgroup needs on each side. */
export function searchOf(crowd: Crowd, { fewest }: { fewest: number }): Search {
  const { columns } = crowd;
  const looks: Look[] = [];
  for (let a = 0; a < columns.length; a++) {
    looks.push(look(crowd, [a], fewest));
    for (let b = a + 1; b < columns.length; b++) looks.push(look(crowd, [a, b], fewest));
  }
  const n = crowd.level.length;
  const log2 = Float64Array.from({ length: n + 2 }, (_, k) => Math.log2(k));
  const people = { members: new Uint32Array(n), outsiders: new Uint32Array(n) };
  const bits = new Int32Array(n);

  const run = (isMember: Uint8Array, seen: ((subgroup: Subgroup) => void) | null): number => {
    const n1 = expose(crowd.level, isMember, { log2, bits, ...people });
    const n0 = n - n1;
    const law = lawOf(bits, people.outsiders.subarray(0, n0));
    if (!(law > 0)) return -Infinity;
    const least = { law, fewest };
    let largest = -Infinity;
    const best: { z: number; look: Look; cell: number }[] = [];
    for (const each of looks) {
      add(each, { members: people.members, n1, outsiders: people.outsiders, n0, bits });
      for (let cell = 1; cell < each.cells.length; cell++) {
        const z = zOf(each.sums, 3 * cell, each.starts[cell + 1]! - each.starts[cell]!, least);
        if (z === -Infinity) continue;
        if (z > largest) largest = z;
        const conditions = each.cells[cell]!;
        seen?.({ conditions, z });
        if (conditions.length < 2) continue;
        if (best.length === extended && z <= best[extended - 1]!.z) continue;
        if (best.length === extended) best.pop();
        let place = best.length;
        while (place > 0 && best[place - 1]!.z < z) place--;
        best.splice(place, 0, { z, look: each, cell });
      }
    }
    for (const { look: pair, cell } of best)
      columns.forEach((column, index) => {
        const conditions = pair.cells[cell]!;
        if (conditions.some((condition) => condition.column === index)) return;
        const { sums, counts } = third(column, pair.people.subarray(pair.starts[cell], pair.starts[cell + 1]), {
          isMember,
          bits,
        });
        for (let label = 0; label < counts.length; label++) {
          const z = zOf(sums, 3 * label, counts[label]!, least);
          if (z === -Infinity) continue;
          if (z > largest) largest = z;
          seen?.({ conditions: [...conditions, { column: index, label }].toSorted((p, q) => p.column - q.column), z });
        }
      });
    return largest;
  };

  return {
    looks: looks.length,
    largest: (isMember) => run(isMember, null),
    find(isMember) {
      const found = new Map<string, Subgroup>();
      run(isMember, (subgroup) => found.set(keyOf(subgroup.conditions), subgroup));
      const best = simplest(found);
      return best && { best, searched: found.size };
    },
  };
}

/** Bits are summed as whole numbers of this unit: faster, and 40,000 people of 16 bits still fit. */
const unit = 1024;

interface People {
  readonly members: Uint32Array;
  readonly outsiders: Uint32Array;
  readonly bits: Int32Array;
}

/** Everybody's bits among these outsiders, as `rank` has them; and who is on which side. Gives the number of members. */
function expose(
  level: Uint32Array,
  isMember: Uint8Array,
  { members, outsiders, bits, log2 }: People & { log2: Float64Array },
): number {
  let n1 = 0;
  let n0 = 0;
  for (let i = 0; i < level.length; i++)
    if (isMember[i] === 1) members[n1++] = i;
    else outsiders[n0++] = i;
  const memberTop = log2[n0 + 1]!;
  const outsiderTop = log2[n0]!;
  let reached = 0;
  for (let from = 0; from < level.length;) {
    let to = from;
    while (to < level.length && level[to] === level[from]) if (isMember[to++] === 0) reached++;
    for (; from < to; from++) {
      const own = isMember[from] === 1 ? memberTop - log2[1 + reached]! : outsiderTop - log2[reached]!;
      bits[from] = own * unit + 0.5;
    }
  }
  return n1;
}

/** The innermost loop of all: sums by cell, over everybody. */
function add(
  { cellOf, sums }: Look,
  { members, n1, outsiders, n0, bits }: People & { readonly n1: number; readonly n0: number },
): void {
  // `| 0` tells the engine that these are whole numbers of 32 bits.
  sums.fill(0);
  for (let k = 0; k < n1; k++) {
    const i = members[k]!;
    const at = 3 * cellOf[i]! + 2;
    sums[at] = (sums[at]! + bits[i]!) | 0;
  }
  for (let k = 0; k < n0; k++) {
    const i = outsiders[k]!;
    const at = 3 * cellOf[i]!;
    sums[at] = (sums[at]! + 1) | 0;
    sums[at + 1] = (sums[at + 1]! + bits[i]!) | 0;
  }
}

/** The same for the few people of a pair of conditions, by the labels of a third column. */
function third(
  { codes, labels }: Column,
  people: Uint32Array,
  { isMember, bits }: { isMember: Uint8Array; bits: Int32Array },
): { readonly sums: Int32Array; readonly counts: Uint32Array } {
  const sums = new Int32Array(3 * labels);
  const counts = new Uint32Array(labels);
  for (let k = 0; k < people.length; k++) {
    const i = people[k]!;
    const label = codes[i]!;
    if (label < 0) continue;
    counts[label]! += 1;
    const at = 3 * label;
    if (isMember[i] === 1) sums[at + 2]! += bits[i]!;
    else {
      sums[at]! += 1;
      sums[at + 1]! += bits[i]!;
    }
  }
  return { sums, counts };
}

/** -Infinity: too few on a side. `count`: people of the subgroup, whichever side they are on. */
function zOf(
  sums: Int32Array,
  at: number,
  count: number,
  { law, fewest }: { readonly law: number; readonly fewest: number },
): number {
  const n0 = sums[at]!;
  const n1 = count - n0;
  if (n0 < fewest || n1 < fewest) return -Infinity;
  const leak = (sums[at + 2]! / n1 - sums[at + 1]! / n0) / unit;
  return leak / Math.sqrt(law * (1 / n1 + 1 / n0));
}

/** The variance of all outsiders' bits. */
function lawOf(bits: Int32Array, outsiders: Uint32Array): number {
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < outsiders.length; k++) {
    const own = bits[outsiders[k]!]! / unit;
    sum += own;
    squares += own * own;
  }
  const n = outsiders.length;
  return n > 1 ? (squares - (sum * sum) / n) / (n - 1) : 0;
}
