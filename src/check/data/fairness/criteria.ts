/** Gaps that definitions of fairness speak of, by the names they are known by. */
import { leastRatio } from "../../../bias/rates.ts";
import { interval } from "../../../risk/interval.ts";
import { gamma } from "../../../risk/measures.ts";
import { newcombe } from "../../../stats/difference.ts";
import type { Measure, Of } from "../../finding.ts";
import { small } from "../label/rates.ts";
import { countsOf } from "./headline.ts";
import type { RateId } from "./hits.ts";
import type { Fair, Known, OfClass } from "./works.ts";

const confidence = 0.95;

/** Other names of what is a gap of one rate; the four-fifths rule asks that disparate impact be .8 and more. */
const aliases = [
  { id: "demographic-parity.difference", rate: "selection-rate", gap: "difference" },
  { id: "disparate-impact.ratio", rate: "selection-rate", gap: "ratio" },
  { id: "equal-opportunity.difference", rate: "tpr", gap: "difference" },
  { id: "predictive-parity.difference", rate: "ppv", gap: "difference" },
] as const satisfies readonly { id: string; rate: RateId; gap: "difference" | "ratio" }[];

/** By single attribute, and class where there are several. */
export function criterionMeasures(fair: Fair): Measure[] {
  const several = fair.classes.length > 1;
  return fair.classes.flatMap((one) => {
    const named = one.rates.find(({ id }) => id === "base-rate")?.by ?? [];
    return named
      .filter(({ crossed }) => !crossed)
      .flatMap(({ attribute }) => {
        const of: Of = { attribute, ...(several && { class: one.class }) };
        return [...aliased(one, of), ...odds(fair, of), ...absoluteOdds(one, of)];
      });
  });
}

const ratesOf = ({ rates }: OfClass, id: RateId, attribute: string | undefined): Known | undefined =>
  rates.find((rate) => rate.id === id)?.by.find((each) => each.attribute === attribute);

const aliased = (one: OfClass, of: Of): Measure[] =>
  aliases.flatMap(({ id, rate, gap: which }): Measure[] => {
    const gap = ratesOf(one, rate, of["attribute"])?.gap;
    const found = which === "ratio" ? gap?.ratio : gap;
    if (!gap || !found) return [];
    const { value, low, high } = found;
    return [{ id, of, value, low, high, confidence, n: gap.n, status: "ok" }];
  });

/** The larger of the gaps of the true and the false positive rate, and the smaller of their ratios; one end is corrected for having been chosen of two. */
function odds(fair: Fair, of: Of): Measure[] {
  const counts = countsOf(fair, "equalized-odds", small).filter(
    (one) => one.of?.["attribute"] === of["attribute"] && one.of?.["class"] === of["class"],
  );
  if (counts.length < 2) return [];
  const shares = counts.map(({ groups }) => groups.map(({ hits, n }) => hits / n));
  const n = Math.round(counts.reduce((sum, { groups }) => sum + groups.reduce((all, { n: own }) => all + own, 0), 0));
  const base = { of, confidence, n, status: "ok" as const };
  const difference: Measure = {
    ...base,
    id: "equalized-odds.difference",
    value: Math.max(...shares.map((p) => Math.max(...p) - Math.min(...p))),
    low: Math.max(...counts.map((one) => interval(one, gamma / counts.length).low)),
    high: Math.max(...counts.map((one) => interval(one, gamma).high)),
  };
  const plain = counts.flatMap(({ groups }) => leastRatio(groups, gamma) ?? []);
  const corrected = counts.flatMap(({ groups }) => leastRatio(groups, gamma / counts.length) ?? []);
  if (plain.length < counts.length) return [difference];
  return [
    difference,
    {
      ...base,
      id: "equalized-odds.ratio",
      value: Math.min(...plain.map(({ value }) => value)),
      low: Math.min(...plain.map(({ low }) => low)),
      high: Math.min(...corrected.map(({ high }) => high)),
    },
  ];
}

/** AIF360's average absolute odds difference, of the two groups that lie furthest apart: half of |TPR - TPR| + |FPR - FPR|. The bounds of both halves hold at once. */
function absoluteOdds(one: OfClass, of: Of): Measure[] {
  const [tpr, fpr] = [ratesOf(one, "tpr", of["attribute"]), ratesOf(one, "fpr", of["attribute"])];
  if (!tpr || !fpr) return [];
  const groups = tpr.groups.flatMap((found, g) => {
    const wrong = fpr.groups[g];
    const compared = tpr.known[g] === true && found.status === "ok" && wrong?.status === "ok";
    return compared ? [{ found, wrong }] : [];
  });
  if (groups.length < 2) return [];
  const pairs = (groups.length * (groups.length - 1)) / 2;
  let [value, low, high] = [0, 0, 0];
  groups.forEach((a, j) =>
    groups.slice(j + 1).forEach((b) => {
      const both = [
        [a.found, b.found],
        [a.wrong, b.wrong],
      ] as const;
      const at = (level: number) =>
        both.map(([x, y]) => absolute(newcombe(x.hits, x.n, y.hits, y.n, level / both.length)));
      const half = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0) / 2;
      value = Math.max(value, half(both.map(([x, y]) => Math.abs(x.hits / x.n - y.hits / y.n))));
      low = Math.max(low, half(at(gamma / pairs).map((side) => side.low)));
      high = Math.max(high, half(at(gamma).map((side) => side.high)));
    }),
  );
  const n = Math.round(groups.reduce((sum, { found, wrong }) => sum + found.n + wrong.n, 0));
  return [{ id: "average-absolute-odds.difference", of, value, low, high, confidence, n, status: "ok" }];
}

const absolute = ({ low, high }: { low: number; high: number }): { low: number; high: number } => ({
  low: Math.max(0, low, -high),
  high: Math.max(Math.abs(low), Math.abs(high)),
});
