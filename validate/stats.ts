/** Special functions and intervals against values computed elsewhere with 40 digits. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { betaCdf } from "../src/stats/beta.ts";
import { betaQuantile } from "../src/stats/beta-quantile.ts";
import { mcnemar, newcombe, newcombePaired } from "../src/stats/difference.ts";
import { gammaCdf, logGamma } from "../src/stats/gamma.ts";
import { normalQuantile } from "../src/stats/normal.ts";
import { clopperPearson, wilson, type Interval } from "../src/stats/proportion.ts";
import { scasPlain, tang } from "../src/stats/ratio.ts";
import type { Line, Validation } from "./types.ts";

type Special = Readonly<Record<"nq" | "bq" | "bcdf" | "gcdf" | "lgam", readonly (readonly number[])[]>>;
type Expected = number | string | null;
interface Reference {
  readonly functions: Readonly<
    Record<string, { readonly cases: readonly (readonly [readonly (number | string)[], readonly Expected[]])[] }>
  >;
}

const specials: Readonly<Record<keyof Special, (...x: readonly number[]) => number>> = {
  nq: (p = 0) => normalQuantile(p),
  bq: (p = 0, a = 0, b = 0) => betaQuantile(p, a, b),
  bcdf: (a = 0, b = 0, x = 0) => betaCdf(x, a, b),
  gcdf: (a = 0, x = 0) => gammaCdf(x, a),
  lgam: (x = 0) => logGamma(x),
};

const ends = ({ low, high }: Interval): number[] => [low, high];
const withValue = (value: number, interval: Interval): number[] => [value, ...ends(interval)];
const intervals: Readonly<Record<string, (...x: readonly number[]) => readonly number[]>> = {
  wilson: (x = 0, n = 0, gamma = 0) => ends(wilson(x, n, gamma)),
  clopper_pearson: (x = 0, n = 0, gamma = 0) => ends(clopperPearson(x, n, gamma)),
  newcombe_independent: (x1 = 0, n1 = 0, x2 = 0, n2 = 0, gamma = 0) =>
    withValue(x1 / n1 - x2 / n2, newcombe(x1, n1, x2, n2, gamma)),
  newcombe_paired: (a = 0, b = 0, c = 0, d = 0, gamma = 0) =>
    withValue((b - c) / (a + b + c + d), newcombePaired(a, b, c, d, gamma)),
  mcnemar_exact: (b = 0, c = 0) => [mcnemar(b, c)],
  // The reference is the published method; `scas` adds the repairs of ha = 0 and ha = na.
  scas_R: (ha = 0, na = 0, hc = 0, nc = 0, gamma = 0) =>
    withValue(hc === nc ? Number.NaN : (ha * nc - hc * na) / (na * (nc - hc)), scasPlain(ha, na, hc, nc, gamma)),
  tang_R: (x11 = 0, x12 = 0, x21 = 0, n = 0, gamma = 0) =>
    withValue(x11 + x21 === 0 ? Number.NaN : (x21 - x12) / (x11 + x21), tang(x11, x12, x21, n, gamma)),
};

export const validate: Validation = async function* (shared) {
  const fixtures = join(shared, "design", "fixtures");
  const special = JSON.parse(readFileSync(join(fixtures, "special-functions-ref.json"), "utf8")) as Special;
  for (const [name, f] of Object.entries(specials) as [keyof Special, (typeof specials)["nq"]][])
    for (const row of special[name]) {
      const reference = row.at(-1) ?? Number.NaN;
      yield line(`${name}(${row.slice(0, -1).join(", ")})`, f(...row), reference, 1e-12);
    }
  const { functions } = JSON.parse(readFileSync(join(fixtures, "risk-ref.json"), "utf8")) as Reference;
  for (const [name, f] of Object.entries(intervals))
    for (const [input, expected] of functions[name]?.cases ?? []) {
      const ours = f(...input.map(Number));
      for (const [at, value] of expected.entries())
        yield line(`${name}(${input.join(", ")})[${at}]`, ours[at] ?? Number.NaN, number(value), 1e-10);
    }
};

const number = (value: Expected): number => (value === null ? Number.NaN : Number(value));

/** Allowed: so much of the reference, or 1e-12 of it near 0. */
function line(what: string, ours: number, reference: number, relative: number): Line {
  const absolute = relative === 1e-12 ? 1e-15 : 1e-12;
  const size = Number.isFinite(reference) ? Math.abs(reference) : 0;
  return { what, ours, reference, allowed: Math.max(relative * size, absolute), why: "rounding" };
}
