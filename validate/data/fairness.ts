/**
 * `groupFrame` beside fairlearn 0.15, AIF360 0.6.1 and Aequitas 1.1 on COMPAS and Adult, with Wilson's and Newcombe's intervals of statsmodels: values by group and of everybody,
 * least and most, differences, ratios, and the gaps that definitions of fairness speak of.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cell, groupFrame, type GroupFrame, type MetricId } from "../../src/bias/frame.ts";
import { fairMeasures } from "../../src/check/data/fairness/measures.ts";
import { fairWork } from "../../src/check/data/fairness/works.ts";
import { newcombe } from "../../src/stats/difference.ts";
import type { Cast } from "../../src/subject/data.ts";
import type { Line, Validation } from "../types.ts";
import { adultPeople, compasPeople, type People } from "./people.ts";

type Numbers = Readonly<Record<string, number | null>>;
type Named<T> = Readonly<Record<string, T>>;
interface Fairlearn {
  readonly by_group: Named<Numbers>;
  readonly overall: Numbers;
  readonly group_min: Numbers;
  readonly group_max: Numbers;
  readonly difference_between_groups: Numbers;
  readonly difference_to_overall: Numbers;
  readonly ratio_between_groups: Numbers;
  readonly ratio_to_overall: Numbers;
}
interface Sides {
  readonly all: number;
  readonly privileged: number;
  readonly unprivileged: number;
}
interface Share {
  readonly value: number | null;
  readonly wilson: readonly [number, number] | null;
}
/** Nothing, where one of the two has nobody. */
interface Pair {
  readonly a?: readonly [number, number];
  readonly b?: readonly [number, number];
  readonly newcombe?: readonly [number, number];
}
interface Golden {
  readonly fairlearn: Named<Fairlearn>;
  readonly aif360: Named<{ readonly ClassificationMetric: Named<Sides | number | null> }>;
  readonly aequitas: { readonly crosstab: readonly Named<string | number | null>[] };
  readonly confidence_intervals: Named<{ readonly by_group: Named<Named<Share>>; readonly pairs: Named<Named<Pair>> }>;
  readonly auc_by_group: Named<{ readonly AUC: number | null }>;
}

/** Of fairlearn and of intervals. */
const names: readonly (readonly [MetricId, string])[] = [
  ["count", "count"],
  ["base-rate", "base_rate"],
  ["selection-rate", "selection_rate"],
  ["tpr", "tpr"],
  ["fpr", "fpr"],
  ["tnr", "tnr"],
  ["fnr", "fnr"],
  ["ppv", "ppv"],
  ["npv", "npv"],
  ["accuracy", "accuracy"],
];
const aifNames: readonly (readonly [MetricId, string])[] = [
  ["base-rate", "base_rate"],
  ["selection-rate", "selection_rate"],
  ["tpr", "true_positive_rate"],
  ["fpr", "false_positive_rate"],
  ["tnr", "true_negative_rate"],
  ["fnr", "false_negative_rate"],
  ["ppv", "positive_predictive_value"],
  ["npv", "negative_predictive_value"],
  ["fdr", "false_discovery_rate"],
  ["for", "false_omission_rate"],
  ["accuracy", "accuracy"],
  ["error-rate", "error_rate"],
];
const aequitasNames: readonly (readonly [MetricId, string])[] = [
  ["count", "group_size"],
  ["base-rate", "prev"],
  ["selection-rate", "pprev"],
  ["tpr", "tpr"],
  ["fpr", "fpr"],
  ["tnr", "tnr"],
  ["fnr", "fnr"],
  ["ppv", "precision"],
  ["npv", "npv"],
  ["fdr", "fdr"],
  ["for", "for"],
  ["accuracy", "accuracy"],
];

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const { datasets } = JSON.parse(readFileSync(join(shared, "data/golden-fairness.json"), "utf8")) as {
    readonly datasets: { readonly compas: Golden; readonly adult: Golden };
  };
  for (const [name, golden, people] of [
    ["compas", datasets.compas, compasPeople(shared)],
    ["adult", datasets.adult, adultPeople(shared)],
  ] as const) {
    for (const [attributes, theirs] of Object.entries(golden.fairlearn))
      yield* fairlearn(`${name} ${attributes}`, theirs, frameOf(people, attributes));
    yield* aequitas(name, golden, people);
    for (const [attributes, { by_group: byGroup, pairs }] of Object.entries(golden.confidence_intervals)) {
      yield* intervals(`${name} ${attributes}`, byGroup, frameOf(people, attributes));
      yield* apart(`${name} ${attributes}`, pairs);
    }
    const areas = frameOf(people, name === "compas" ? "race" : "sex");
    for (const [group, { AUC: area }] of Object.entries(golden.auc_by_group)) {
      const found = line(`${name} ${group} auc`, cellsOf(areas, group)?.auc.value, area);
      const ties = { allowed: 1e-5, why: "scores made by a formula tie here or there as sums are rounded" };
      yield name === "adult" ? { ...found, ...ties } : found;
    }
  }
  const two = chosen(compasPeople(shared), (row) => ["African-American", "Caucasian"].includes(row["race"] ?? ""));
  const adult = adultPeople(shared);
  yield* aif("compas race", datasets.compas.aif360["favorable_1"], {
    people: two,
    groupOf: (row) => row["race"] === "Caucasian",
  });
  yield* aif("adult sex", datasets.adult.aif360["sex"], { people: adult, groupOf: (row) => row["sex"] === "Male" });
  yield* aif("adult race", datasets.adult.aif360["race White vs rest"], {
    people: adult,
    groupOf: (row) => row["race"] === "White",
  });
};

const line = (what: string, ours: number | null | undefined, reference: number | null | undefined): Line => ({
  what,
  ours: ours ?? Number.NaN,
  reference: reference ?? Number.NaN,
  allowed: 1e-9 * Math.max(1, Math.abs(reference ?? 0)),
  why: "rounding",
});

type Frame = GroupFrame;

/** Groups as the golden numbers name them: "Asian|Male". */
function frameOf({ rows, labels, predictions, scores }: People, attributes: string): Frame {
  const of = rows.map((row) =>
    attributes
      .split("|")
      .map((column) => row[column] ?? "")
      .join("|"),
  );
  return groupFrame({ y: labels, prediction: predictions, score: scores, groups: { of }, fewest: 1 });
}

const cellsOf = ({ byGroup }: Frame, group: string): Readonly<Record<MetricId, Cell>> | undefined =>
  byGroup.find(({ values }) => values["of"] === group)?.cells;

/** Theirs of nobody is 0, ours is none. Gaps that such a group is part of differ for it: they are listed with that reason, and may be as far off as a rate can. */
function* fairlearn(what: string, theirs: Fairlearn, frame: Frame): Generator<Line> {
  for (const [id, name] of names) {
    let nobody = false;
    for (const [group, numbers] of Object.entries(theirs.by_group)) {
      const cell = cellsOf(frame, group)?.[id];
      if (cell?.value === null) nobody = true;
      else yield line(`${what} ${group} ${id}`, cell?.value, numbers[name]);
    }
    yield line(`${what} overall ${id}`, frame.overall[id].value, theirs.overall[name]);
    const gaps: readonly (readonly [string, number | null | undefined, Numbers])[] = [
      ["least", frame.min["of"]?.[id].value, theirs.group_min],
      ["most", frame.max["of"]?.[id].value, theirs.group_max],
      ["difference", frame.difference.between["of"]?.[id].value, theirs.difference_between_groups],
      ["difference to overall", frame.difference.toOverall["of"]?.[id].value, theirs.difference_to_overall],
      ["ratio", frame.ratio.between["of"]?.[id].value, theirs.ratio_between_groups],
      ["ratio to overall", frame.ratio.toOverall["of"]?.[id].value, theirs.ratio_to_overall],
    ];
    for (const [gap, ours, reference] of gaps) {
      const found = line(`${what} ${gap} of ${id}`, ours, reference[name]);
      yield nobody ? { ...found, allowed: 1, why: "a rate of nobody is 0 in fairlearn, and undefined here" } : found;
    }
  }
}

/** Its "ppr" (predicted positives of the group among all predicted positives) depends on how many the group are, and is left out. */
function* aequitas(what: string, golden: Golden, people: People): Generator<Line> {
  const frames = new Map<string, Frame>();
  for (const row of golden.aequitas.crosstab) {
    const [attribute, group] = [String(row["attribute_name"]), String(row["attribute_value"])];
    const frame = frames.get(attribute) ?? frameOf(people, attribute);
    frames.set(attribute, frame);
    for (const [id, name] of aequitasNames) {
      const reference = row[name];
      if (typeof reference === "number")
        yield line(`${what} ${group} ${id} (Aequitas)`, cellsOf(frame, group)?.[id].value, reference);
    }
  }
}

function* intervals(what: string, theirs: Named<Named<Share>>, frame: Frame): Generator<Line> {
  for (const [group, shares] of Object.entries(theirs))
    for (const [id, name] of names) {
      const [share, cell] = [shares[name], cellsOf(frame, group)?.[id]];
      if (!share?.wilson || share.value === null) continue;
      yield line(`${what} ${group} ${id} Wilson low`, cell?.low, share.wilson[0]);
      yield line(`${what} ${group} ${id} Wilson high`, cell?.high, share.wilson[1]);
    }
}

function* apart(what: string, pairs: Named<Named<Pair>>): Generator<Line> {
  for (const [pair, rates] of Object.entries(pairs))
    for (const [name, { a, b, newcombe: theirs }] of Object.entries(rates)) {
      if (!a || !b || !theirs) continue;
      const { low, high } = newcombe(a[0], a[1], b[0], b[1]);
      yield line(`${what} ${pair} ${name} Newcombe low`, low, theirs[0]);
      yield line(`${what} ${pair} ${name} Newcombe high`, high, theirs[1]);
    }
}

function chosen({ rows, labels, predictions, scores }: People, is: (row: Named<string>) => boolean): People {
  const own = (_: unknown, i: number): boolean => is(rows[i]!);
  return {
    rows: rows.filter(own),
    labels: labels.filter(own),
    predictions: predictions.filter(own),
    scores: scores.filter(own),
  };
}

interface Sided {
  readonly people: People;
  readonly groupOf: (row: Named<string>) => boolean;
}

/** Differences there are of the unprivileged less the privileged; here the largest less the smallest. Ratios here are the smallest over the largest. */
async function* aif(
  what: string,
  golden: Golden["aif360"][string] | undefined,
  { people, groupOf }: Sided,
): AsyncGenerator<Line> {
  if (!golden) throw new Error(`${what} is in the golden file`);
  const { ClassificationMetric: theirs } = golden;
  const privileged = people.rows.map((row) => String(groupOf(row)));
  const frame = groupFrame({ y: people.labels, prediction: people.predictions, groups: { privileged }, fewest: 1 });
  const of = (group: boolean, id: MetricId): number | null | undefined =>
    frame.byGroup.find(({ values }) => values["privileged"] === String(group))?.cells[id].value;
  for (const [id, name] of aifNames) {
    const sides = theirs[name] as Sides;
    yield line(`${what} all ${id} (AIF360)`, frame.overall[id].value, sides.all);
    yield line(`${what} privileged ${id} (AIF360)`, of(true, id), sides.privileged);
    yield line(`${what} unprivileged ${id} (AIF360)`, of(false, id), sides.unprivileged);
    const [difference, ratio] = [theirs[`${name}_difference`], theirs[`${name}_ratio`]];
    if (typeof difference === "number")
      yield line(`${what} ${id} difference`, frame.difference.between.privileged[id].value, Math.abs(difference));
    if (typeof ratio === "number")
      yield line(`${what} ${id} ratio`, frame.ratio.between.privileged[id].value, Math.min(ratio, 1 / ratio));
  }
  const number = (name: string): number => theirs[name] as number;
  const odds = frame.difference.between.privileged["average-odds"].value;
  yield line(`${what} average odds`, odds, Math.abs(number("average_odds_difference")));
  const { measures } = await measured(people, privileged);
  const measure = (id: string): number | null | undefined => measures.find((one) => one.id === id)?.value;
  const impact = number("disparate_impact");
  yield line(
    `${what} statistical parity`,
    measure("demographic-parity.difference"),
    Math.abs(number("statistical_parity_difference")),
  );
  yield line(`${what} disparate impact`, measure("disparate-impact.ratio"), Math.min(impact, 1 / impact));
  yield line(
    `${what} equal opportunity`,
    measure("equal-opportunity.difference"),
    Math.abs(number("equal_opportunity_difference")),
  );
  yield line(`${what} equalized odds`, measure("equalized-odds.difference"), number("equalized_odds_difference"));
  yield line(
    `${what} average absolute odds`,
    measure("average-absolute-odds.difference"),
    number("average_abs_odds_difference"),
  );
}

/** What the check itself says. */
async function measured(
  { labels, predictions }: People,
  groups: readonly string[],
): Promise<{ readonly measures: ReturnType<typeof fairMeasures> }> {
  const said = (codes: Int8Array) =>
    ({ kind: "class", classes: ["0", "1"], positive: 1, codes: Int32Array.from(codes) }) as const;
  const cast: Cast = {
    rows: labels.length,
    attributes: [
      {
        name: "privileged",
        labels: ["false", "true"],
        codes: Int32Array.from(groups, (one) => Number(one === "true")),
      },
    ],
    label: said(labels),
    prediction: said(predictions),
    score: null,
    weights: null,
  };
  const fair = await fairWork.run({ cast: "cast", standIn: null, seed: 1 }, { get: () => Promise.resolve(cast) });
  return { measures: fairMeasures(fair) };
}
