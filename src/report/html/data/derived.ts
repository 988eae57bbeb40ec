/** What is not a rate by group: how unequally errors fall on people, whether similar people are treated alike, how many times as likely an outcome is, and whether a score means the same. */
import type { Derived } from "../../../check/data/fairness/derived.ts";
import type { Calibrations } from "../../../check/data/fairness/derived/calibrations.ts";
import type { Epsilons } from "../../../check/data/fairness/derived/epsilons.ts";
import type { Inequality } from "../../../check/data/fairness/derived/inequality.ts";
import type { Likeness } from "../../../check/data/fairness/derived/likeness.ts";
import type { Fair } from "../../../check/data/fairness/works.ts";
import { numberAxis } from "../../plot/forest.ts";
import { short } from "../../words/names.ts";
import { advantage, decimal, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { pairsOf } from "./fairness/pairs.ts";
import { forest, type Part, type Row, withPairs } from "./forest.ts";
import { pValue } from "./rates.ts";

/** Null: there is nothing but rates. */
export function derivedPart(derived: Derived, fair: Fair): Markup | null {
  const { inequality, likeness, epsilons, calibrations } = derived;
  const parts = [
    inequality?.entropy ? unequal(inequality) : null,
    likeness && likeness.outcomes.length > 0 ? alike(likeness, fair) : null,
    epsilons.some(({ label }) => label) ? apart(epsilons, fair) : null,
    ...(calibrations.length > 0 ? calibrated(calibrations) : []),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return html`<details class="fold">
    <summary>Beyond rates</summary>
    ${parts}
  </details>`;
}

interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function rowOf(group: string, found: Spread | null, beside: readonly string[], small = false): Row {
  const { value, low, high } = found ?? { value: null, low: null, high: null };
  const said = { said: advantage(value), around: found ? interval(low, high) : "" };
  return { group, value, low, high, small, ...said, beside };
}

/** Of rows that are enough to be compared. */
const axisOf = (parts: readonly Part[], also: readonly number[]) =>
  numberAxis(
    parts.flatMap(({ rows }) => rows.filter(({ small }) => !small)),
    also,
  );

function unequal({ entropy, theil, between }: Inequality): Markup {
  const share = (part: Spread | null): string =>
    part && entropy && entropy.value > 0 ? percent(part.value / entropy.value, 500) : undefinedNumber;
  const rows = [
    rowOf("everybody, generalised entropy", entropy, [undefinedNumber]),
    rowOf("everybody, Theil's index", theil, [undefinedNumber]),
    ...between.map(({ attribute, entropy: part }) =>
      rowOf(`between groups of ${short(attribute, 24)}`, part, [share(part)]),
    ),
  ];
  const most = between.toSorted((a, b) => (b.entropy?.value ?? 0) - (a.entropy?.value ?? 0))[0];
  const sentence = html`Somebody who is called what the label says has a benefit of 1, a positive who is missed 0, and a
  negative who is called positive 2. With equal benefits all of this is
  0.${
    most?.entropy &&
    html` Of what there is, ${share(most.entropy)} lies between groups of <bdi>${short(most.attribute, 30)}</bdi>; the
      rest is between people of one group.`
  }`;
  const part: Part = { name: null, rows, band: null, sentence };
  return forest([part], {
    caption: "How unequally errors fall on people",
    rows: "measure",
    of: "inequality",
    columns: ["share of the first"],
    axis: axisOf([part], [0]),
    line: null,
    band: null,
  });
}

/** Of people picked at random: somebody with an outcome that a share p has differs from another with 2p(1 - p). */
export const byChance = (p: number): number => 1 - 2 * p * (1 - p);

function alike({ k, rows: n, outcomes }: Likeness, { classes }: Fair): Markup {
  const idOf = { label: "base-rate", prediction: "selection-rate" } as const;
  const rows = outcomes.map(({ outcome, withSelf, ...found }) => {
    const share = classes[0]?.summaries.everybody.find(({ id }) => id === idOf[outcome])?.value ?? null;
    const chance = share === null ? null : byChance(share);
    const row = rowOf(`${outcome}s`, found, [advantage(chance), advantage(withSelf)]);
    return chance === null ? row : { ...row, line: chance };
  });
  const sentence = html`1: everybody is like the ${integer(k)} most similar of ${integer(n)} people. Protected columns
  do not make people similar. Only what lies above the line comes from being similar.`;
  const part: Part = { name: null, rows, band: null, sentence };
  return forest([part], {
    caption: "Are similar people alike?",
    rows: "outcome",
    of: "consistency",
    columns: ["people at random", "with oneself, as AIF360"],
    axis: axisOf([part], [...rows.flatMap(({ line }) => line ?? []), 1]),
    line: { at: null, says: "people at random" },
    band: null,
  });
}

function apart(all: readonly Epsilons[], fair: Fair): Markup {
  const isPair = pairsOf(fair);
  const known = all.map((one) => ({ ...one, crossed: isPair(one.attribute) }));
  return html`${withPairs(
      known,
      "How many times as likely an outcome is in one group as in another",
      (some, caption) => {
        const parts = some.flatMap(epsilonPart);
        return forest(parts, {
          caption,
          rows: "outcome",
          of: "ε",
          columns: ["times as likely"],
          axis: axisOf(parts, [0]),
          line: null,
          band: null,
        });
      },
    )}
    <p class="s mute">
      Differential fairness: no outcome is more than e^ε times as likely in one group as in another; 0 is equal. The
      outcome is the positive label or its absence, whichever is further apart.
    </p>`;
}

/** Empty: too few groups are large enough. */
function epsilonPart(one: Epsilons): Part[] {
  const { attribute, label, prediction } = one;
  if (!label) return [];
  const row = (name: string, found: NonNullable<Epsilons["label"]>): Row => ({
    ...rowOf(name, found, [decimal(Math.exp(found.value), 2)]),
    ...(found.value > 0 && {
      remark: html`<bdi>${short(found.of, 48)}</bdi> against <bdi>${short(found.to, 48)}</bdi>`,
    }),
  });
  const rows = [row("labels", label), ...(prediction ? [row("predictions", prediction)] : [])];
  return [{ name: attribute, rows, band: null, sentence: amplified(one) }];
}

function amplified({ amplification }: Epsilons): Markup | null {
  if (!amplification) return null;
  const { value, low, high } = amplification;
  const what =
    low > 0
      ? "Predictions are further apart than labels"
      : high < 0
        ? "Predictions are less far apart than labels"
        : "Whether predictions are further apart than labels cannot be told";
  return html`${what}: ε of predictions minus that of labels is ${advantage(value)} ${interval(low, high)}.`;
}

function calibrated(all: readonly Calibrations[]): readonly Markup[] {
  const partsOf = (
    spread: (group: Calibrations["groups"][number]) => Row,
    sentence: (of: Calibrations) => Markup | null,
  ): Part[] =>
    all.map((one) => ({ name: one.attribute, rows: one.groups.map(spread), band: null, sentence: sentence(one) }));
  const errors = partsOf(
    ({ group, rows, error, small }) => {
      const row = rowOf(group, error, [advantage(error?.chance ?? null), integer(rows)], small);
      return error ? { ...row, line: error.chance } : row;
    },
    () => null,
  );
  const intercepts = partsOf(
    ({ group, rows, intercept, small }) => rowOf(group, intercept, [integer(rows)], small),
    ({ tests }) =>
      tests && html`${same(tests.group.p, "Equal scores go with equal shares of positives in all groups")}`,
  );
  const slopes = partsOf(
    ({ group, rows, slope, small }) => rowOf(group, slope, [integer(rows)], small),
    ({ tests }) => (tests?.slope ? html`${same(tests.slope.p, "The score tells as much in all groups")}` : null),
  );
  return [
    html`${forest(errors, {
        caption: "How far scores are from the share of positives (ECE)",
        of: "ECE",
        columns: ["by chance", "rows"],
        axis: axisOf(errors, [0]),
        line: { at: null, says: "what chance makes of it where every score is right" },
        band: null,
      })}
      <p class="s mute">0: in each tenth of the score the share of positives is the mean score.</p>`,
    html`${forest(intercepts, {
        caption: "Are scores too low or too high? Calibration intercept",
        of: "intercept",
        columns: ["rows"],
        axis: axisOf(intercepts, [0]),
        line: { at: 0, says: "neither" },
        band: null,
      })}
      <p class="s mute">Above 0, positives are more frequent than the score says, in logits; below 0, rarer.</p>`,
    html`${forest(slopes, {
        caption: "Are scores too extreme? Calibration slope",
        of: "slope",
        columns: ["rows"],
        axis: axisOf(slopes, [1]),
        line: { at: 1, says: "as extreme as they should be" },
        band: null,
      })}
      <p class="s mute">
        Below 1, high scores promise too much and low ones too little; above 1, the other way round.
      </p>`,
  ];
}

/** What a test of all groups says, without a verdict on what it does not see. */
const same = (p: number, what: string): string =>
  p < 0.05
    ? `${what}: no, chance alone would hardly do this (p ${pValue(p)}).`
    : `${what}: nothing speaks against it (p ${pValue(p)}).`;
