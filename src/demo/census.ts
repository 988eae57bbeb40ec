/**
 * A simulated census, so that the truth is known. Nobody in it exists; every person is drawn by himself from the same law, so people in the data and outsiders differ by
 * chance alone, and whatever an attack reaches on outsiders is what may be learnt about everybody.
 *
 * The law, column by column (e = education from 0 to 4, z = standard normal, all draws independent):
 *   region     12 regions; region r has weight 1/(r + 2)
 *   age        18 to 87, uniform up to 57, then thinning linearly to a quarter of that
 *   household  1 to 6: 1 + Binomial(5, q), q = .45 from 28 to 50, else .2
 *   education  none .. doctorate: the nearest of 0..4 to 1.8 - .012 (age - 45) + .9 z
 *   occupation 12 occupations: a window of 4 that starts at 2 e, each of the 4 equally likely (so that education leaves 2 bits of it open)
 *   hours      0 for a share of .08 (up to 64 years) or .8 (above), else 38 + 2 (occupation mod 3) + 7 z, from 4 to 80
 *   commute    minutes, to one decimal: exp(3.1 + .55 z) for who works, missing for who does not; depends on nothing else
 *   income     a year, to 10: exp(9.9 + .16 e + .012 min(age - 18, 35) + .35 z) scaled by (.35 + .65 hours/40): e explains about a fifth of its logarithm
 *   savings    to 10: income x exp(-1.2 + .9 z); given income it depends on nothing
 *   area       of the home in square metres: round(28 + 17 household + 11 z), at least 15
 * Income to 10, savings to 10 and commute to a tenth of a minute together are unlike for all people: an equal row is a copy, not chance.
 */
import { stream, type Stream } from "../stats/stream.ts";
import type { Cell } from "../table/csv.ts";
import type { Sheet } from "./csv.ts";

const regions = [
  "North",
  "Harbour",
  "Old Town",
  "Hills",
  "East",
  "West",
  "Lakes",
  "South",
  "Valley",
  "Forest",
  "Border",
  "Islands",
];
const degrees = ["none", "school", "college", "master", "doctorate"];
const occupations = [
  "farming",
  "cleaning",
  "transport",
  "building",
  "sales",
  "care",
  "crafts",
  "office",
  "teaching",
  "engineering",
  "law",
  "research",
];
const header = [
  "region",
  "age",
  "household",
  "education",
  "occupation",
  "hours",
  "commute",
  "income",
  "savings",
  "area",
];

/** `name`: another name, other people of the same population. */
export function census(people: number, seed: number, name: string): Sheet {
  const s = stream(seed, "demo/census", name);
  return { header, rows: Array.from({ length: people }, () => person(s)) };
}

function person(s: Stream): readonly Cell[] {
  const region = pick(
    regions.map((_, r) => 1 / (r + 2)),
    s,
  );
  const age = drawAge(s);
  const q = age >= 28 && age <= 50 ? 0.45 : 0.2;
  const household =
    1 + Array.from({ length: 5 }, () => (s.next() < q ? 1 : 0)).reduce<number>((sum, one) => sum + one, 0);
  const e = within(Math.round(1.8 - 0.012 * (age - 45) + 0.9 * s.normal()), 0, 4);
  const occupation = 2 * e + s.int(4);
  const works = s.next() >= (age > 64 ? 0.8 : 0.08);
  const hours = works ? within(Math.round(38 + 2 * (occupation % 3) + 7 * s.normal()), 4, 80) : 0;
  const commute = works ? Math.round(10 * Math.exp(3.1 + 0.55 * s.normal())) / 10 : null;
  const scale = 0.35 + (0.65 * hours) / 40;
  const income = tens(scale * Math.exp(9.9 + 0.16 * e + 0.012 * Math.min(age - 18, 35) + 0.35 * s.normal()));
  const savings = tens(income * Math.exp(-1.2 + 0.9 * s.normal()));
  const area = Math.max(15, Math.round(28 + 17 * household + 11 * s.normal()));
  return [
    regions[region]!,
    age,
    household,
    degrees[e]!,
    occupations[occupation]!,
    hours,
    commute,
    income,
    savings,
    area,
  ];
}

/** Uniform from 18 to 57 (weight 1 a year), then 1 - .75 (age - 57)/30. */
function drawAge(s: Stream): number {
  for (;;) {
    const age = 18 + s.int(70);
    if (s.next() < Math.min(1, 1 - (0.75 * (age - 57)) / 30)) return age;
  }
}

function pick(weights: readonly number[], s: Stream): number {
  let left = s.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  );
}

const within = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
const tens = (x: number): number => 10 * Math.round(x / 10);
