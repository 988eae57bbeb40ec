/** One metric of one attribute: its groups, the least and the most of them, and how far they lie apart. */
import { ratio } from "../../risk/gaps.ts";
import { newcombe } from "../../stats/difference.ts";
import type { Interval } from "../../stats/proportion.ts";
import { rateGap } from "../rates.ts";
import type { Estimate } from "./estimates.ts";
import {
  againstAll,
  type Against,
  type Apart,
  differenceBetween,
  differenceToOverall,
  type One,
  ratioBetween,
  ratioToOverall,
} from "./gaps.ts";
import { isRate, type Measured } from "./measured.ts";
import { type MetricId, type RateId, signed } from "./metrics.ts";
import { tallyOf, type Tally, without } from "./table.ts";
import type { Cell, Extreme, Gap } from "./types.ts";

const level = 0.05;

export function cellOf(estimate: Estimate, fewest: number): Cell {
  const { rows, n, num, den, value, method } = estimate;
  const base = { value, n, num, den, method };
  if (value === null) return { ...base, low: null, high: null, status: "undefined" };
  const found = estimate.at(level);
  return { ...base, low: found?.low ?? null, high: found?.high ?? null, status: rows < fewest ? "small" : "ok" };
}

export interface Among {
  readonly id: MetricId;
  readonly labels: readonly string[];
  readonly known: readonly boolean[];
  readonly fewest: number;
  readonly seed: number;
  readonly attribute: string;
  readonly overall: Measured;
}

export interface Compared {
  readonly cells: readonly Cell[];
  readonly min: Extreme;
  readonly max: Extreme;
  readonly difference: { readonly between: Gap; readonly toOverall: Gap };
  readonly ratio: { readonly between: Gap; readonly toOverall: Gap };
}

export function comparedOf(measured: Measured, among: Among): Compared {
  const { labels, known, fewest } = among;
  const cells = measured.estimates.map((estimate) => cellOf(estimate, fewest));
  const places = [...cells.keys()].filter((g) => known[g] && cells[g]!.status === "ok");
  const byValue = places.toSorted((a, b) => cells[a]!.value! - cells[b]!.value!);
  const [least, most] = [byValue[0], byValue.findLast((g) => cells[g]!.value === cells[byValue.at(-1)!]!.value)];
  const extreme = (g: number | undefined): Extreme =>
    g === undefined ? { ...nobody(measured), group: null } : { ...cells[g]!, group: labels[g]! };
  const common = {
    n: places.reduce((sum, g) => sum + measured.estimates[g]!.rows, 0),
    groups: places.length,
    largest: most === undefined ? null : labels[most]!,
    smallest: least === undefined ? null : labels[least]!,
  };
  return { cells, min: extreme(least), max: extreme(most), ...gapsOf(measured, among, { places, common }) };
}

const nobody = ({ estimates }: Measured): Cell => ({
  value: null,
  n: 0,
  num: null,
  den: null,
  low: null,
  high: null,
  method: estimates[0]?.method ?? "exact",
  status: "undefined",
});

type Common = Pick<Gap, "n" | "groups" | "largest" | "smallest">;
interface Chosen {
  readonly places: readonly number[];
  readonly common: Common;
}

function gapsOf(measured: Measured, among: Among, { places, common }: Chosen): Pick<Compared, "difference" | "ratio"> {
  const { id, overall } = among;
  const methods: { readonly difference: Gap["method"]; readonly ratio: Gap["method"] } = isRate(id)
    ? { difference: "newcombe", ratio: "score" }
    : id === "count"
      ? { difference: "exact", ratio: "exact" }
      : { difference: "square-and-add", ratio: "square-and-add" };
  const gap = (apart: Apart | null, method: Gap["method"], chance: Chance = unsaid): Gap => ({
    ...common,
    value: apart?.value ?? null,
    low: apart?.low ?? null,
    high: finite(apart?.high ?? null),
    method,
    status: apart ? "ok" : "undefined",
    ...chance,
  });
  const against = places.map((g) =>
    isRate(id) ? rateAgainst(measured, among, g) : againstAll(measured.estimates[g]!, overall.estimates[0]!),
  );
  const all = overall.estimates[0]?.value ?? null;
  const toAll = all !== null && places.length > 0 ? all : null;
  const { difference, ratio: quotient, chance, by } = betweenOf(measured, among, places);
  return {
    difference: {
      between: gap(difference, measured.means ? "welch" : methods.difference, chance),
      toOverall: gap(toAll === null ? null : differenceToOverall(against, toAll), methods.difference),
    },
    ratio: {
      between: gap(quotient, by ?? methods.ratio),
      toOverall: gap(toAll === null || signed.has(id) ? null : ratioToOverall(against, toAll), methods.ratio),
    },
  };
}

type Chance = Pick<Gap, "chance" | "p">;
const unsaid: Chance = { chance: null, p: null };

interface Between {
  readonly difference: Apart | null;
  readonly ratio: Apart | null;
  readonly chance: Chance;
  /** Where the ratio's method is not the usual one. */
  readonly by?: Gap["method"];
}

function betweenOf(measured: Measured, among: Among, places: readonly number[]): Between {
  const { id, labels, attribute, seed } = among;
  if (places.length < 2) return { difference: null, ratio: null, chance: unsaid };
  const ones = places.map((g): One => ({ estimate: measured.estimates[g]!, mean: measured.means?.[g] ?? null }));
  const quotient = (): Apart | null => (signed.has(id) ? null : ratioBetween(ones));
  if (!isRate(id)) return { difference: differenceBetween(ones), ratio: quotient(), chance: unsaid };
  const named = places.map((g) => ({ ...tallyOf(measured.tables![g]!, id), group: labels[g]! }));
  const far = rateGap(named, { seed, name: `${attribute} ${id}` })!;
  const chance = { chance: far.chance, p: far.p };
  if (far.ratio) return { difference: far, ratio: far.ratio, chance };
  return { difference: far, ratio: quotient(), chance, by: "square-and-add" };
}

const finite = (x: number | null): number | null => (x !== null && Number.isFinite(x) ? x : null);

/** The group against the rest: everybody's rate is w times the group's and 1 - w times that of the rest, w the group's share of them. */
function rateAgainst(measured: Measured, { id, overall }: Among, g: number): Against {
  const [own, all] = [measured.tables![g]!, overall.tables![0]!];
  const [one, rest] = [tallyOf(own, id as RateId), tallyOf(without(all, own), id as RateId)];
  const share = one.weight / (one.weight + rest.weight);
  const value = one.hits / one.n;
  if (rest.n === 0) {
    const same = (at: number) => () => ({ low: at, high: at });
    return { value, difference: same(0), quotient: same(1) };
  }
  const scaled = ({ low, high }: Interval): Interval => ({ low: (1 - share) * low, high: (1 - share) * high });
  const ofAll = (phi: number): number => (phi === Infinity ? 1 / share : phi / (share * phi + 1 - share));
  return {
    value,
    difference: (gamma) => scaled(newcombe(one.hits, one.n, rest.hits, rest.n, gamma)),
    quotient(gamma) {
      const found = ratioOf(one, rest, gamma);
      return found && { low: ofAll(found.low), high: ofAll(found.high) };
    },
  };
}

/** a / b; where nobody of b is hit, from b / a. Null: nobody of either is. */
function ratioOf(a: Tally, b: Tally, gamma: number): Interval | null {
  const found = ratio(a, b, gamma);
  if (found) return { low: Math.max(0, found.low), high: found.high };
  const turned = ratio(b, a, gamma);
  return turned && { low: 1 / turned.high, high: Infinity };
}
