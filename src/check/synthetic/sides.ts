/** The two sides of the membership game, and the outsiders whom the attacker may look at instead: the reference. */
import { shuffled, stream } from "../../stats/stream.ts";
import type { Tables } from "../../table/types.ts";
import { targetRows } from "./arena.ts";

export type SidesInput = {
  readonly key: readonly string[];
  /** At most so many people on each side; null: everybody. */
  readonly targets: number | null;
  /** This share of the outsiders becomes the attacker's reference, who are not asked about. */
  readonly reference: number;
  readonly seed: number;
};
/** Row numbers, one a person: members in train, the others in the holdout. */
export interface Sides {
  readonly members: Uint32Array;
  readonly outsiders: Uint32Array;
  readonly reference: Uint32Array;
}

/** Of fewer outsiders none are put aside: both halves would be too small. */
export const leastToDivide = 200;
/** More people of the population teach an attacker little. */
const mostReference = 50_000;

/** The same people in every task, on every table made from the same people: drawn by name. */
export function sidesOf(tables: Tables, { key, targets, reference, seed }: SidesInput): Sides {
  const members = targetRows(tables, { tables: "", part: "train", key, targets, seed });
  if (!tables["holdout"]) return { members, outsiders: none, reference: none };
  const people = targetRows(tables, { tables: "", part: "holdout", key, targets: null, seed });
  const order = shuffled(people.length, stream(seed, "synthetic/reference"));
  const aside = people.length < leastToDivide ? 0 : Math.floor(reference * people.length);
  const rows = order.map((person) => people[person]!);
  return {
    members,
    outsiders: rows.slice(aside, aside + (targets ?? rows.length)),
    reference: rows.slice(0, Math.min(aside, mostReference)),
  };
}

const none = new Uint32Array();
