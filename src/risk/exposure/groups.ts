/** Which groups bear more of the leak than the rest (risk.md §4). */
import type { Exposure } from "../../check/finding.ts";
import { benjaminiHochberg } from "../../stats/multiple.ts";
import { leakOf, type Leak, type Membership, type Reference } from "./leak.ts";
import type { Ranks, ScoresOf } from "./ranks.ts";

export interface GroupColumn {
  readonly name: string;
  /** Index into `labels` for each person in the data; -1: missing. */
  readonly members: Int32Array;
  readonly outsiders: Int32Array;
  readonly labels: readonly string[];
  /** Offered as a group of its own; otherwise only searched for the worst subgroup. */
  readonly protected: boolean;
}

/** Fewer on a side are too few to say anything: not safe. */
const fewest = 20;
const falseAlarms = 0.1;

export type Group = Exposure["groups"][number];

export function groupsOf(
  scores: ScoresOf,
  ranks: Ranks,
  reference: Reference,
  columns: readonly GroupColumn[],
): Group[] {
  const line = ranks.sorted[ranks.sorted.length - 1 - Math.floor(falseAlarms * ranks.sorted.length + 1e-9)];
  const found = columns
    .filter((column) => column.protected)
    .flatMap((column) =>
      column.labels.map((label, code): { group: Group; p: number | null } => {
        const inside = {
          members: Uint8Array.from(column.members, (own) => Number(own === code)),
          outsiders: Uint8Array.from(column.outsiders, (own) => Number(own === code)),
        };
        const sides = { members: count(inside.members), outsiders: count(inside.outsiders) };
        const group = { of: { [column.name]: label }, ...sides };
        if (Math.min(sides.members, sides.outsiders) < fewest || line === undefined)
          return { group: { ...group, leak: null, rest: null, gap: null, p: null, status: "small" }, p: null };
        const others = Math.min(inside.members.length - sides.members, inside.outsiders.length - sides.outsiders);
        const rest = others < fewest ? null : leakOf(inside, ranks, reference, { rest: true });
        return {
          group: {
            ...group,
            leak: bounds(leakOf(inside, ranks, reference, { rest: false })),
            rest: rest && bounds(rest),
            gap: gapAt(line, scores, inside),
            p: null,
            status: "ok",
          },
          p: rest && rest.p,
        };
      }),
    );
  const tested = found.flatMap(({ p }) => (p === null ? [] : [p]));
  const adjusted = benjaminiHochberg(tested);
  let next = 0;
  return found.map(({ group, p }) => (p === null ? group : { ...group, p: adjusted[next++]! }));
}

const bounds = ({ value, low, high }: Leak): Leak => ({ value, low, high });

const count = (inside: Uint8Array): number => inside.reduce((sum, one) => sum + one, 0);

/** TPR - FPR within the group, at the line that one in ten of all outsiders exceeds. */
function gapAt(line: number, { members, outsiders }: ScoresOf, inside: Membership): number {
  const rate = (scores: Float64Array, belongs: Uint8Array): number => {
    let above = 0;
    for (let i = 0; i < scores.length; i++) if (belongs[i] === 1 && scores[i]! > line) above++;
    return above / count(belongs);
  };
  return rate(members, inside.members) - rate(outsiders, inside.outsiders);
}
