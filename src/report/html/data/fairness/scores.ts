/** Means by group, of scores or of the errors of a number, and how well a score tells positives from negatives in each. */
import type { Areas } from "../../../../check/data/fairness/scores.ts";
import type { Fair } from "../../../../check/data/fairness/works.ts";
import { small } from "../../../../check/data/label/rates.ts";
import type { Means } from "../../../../check/data/label/means.ts";
import { numberAxis } from "../../../plot/forest.ts";
import { short } from "../../../words/names.ts";
import { advantage, decimal, integer, interval, undefinedNumber } from "../../../words/numbers.ts";
import { html, type Markup } from "../../markup.ts";
import { forest, type Part } from "../forest.ts";

interface Shown {
  readonly caption: string;
  readonly of: string;
  /** What there would be without a difference. */
  readonly line?: { readonly at: number; readonly says: string };
}
const shown: { readonly [id: string]: Shown } = {
  "mean-error": {
    caption: "Mean error: prediction minus label",
    of: "mean error",
    line: { at: 0, says: "neither too high nor too low" },
  },
  "mean-absolute-error": { caption: "Mean absolute error: how far predictions are off", of: "mean absolute error" },
  "mean-squared-error": {
    caption: "Mean squared error: the same, where being far off counts more",
    of: "mean squared error",
  },
  "mean-score": { caption: "Mean score", of: "mean score" },
  "calibration-in-the-large": {
    caption: "Share of positives minus mean score",
    of: "difference",
    line: { at: 0, says: "the score promises what there is" },
  },
  brier: { caption: "Brier score: mean squared distance of score and label", of: "Brier score" },
  "log-loss": { caption: "Logarithmic loss", of: "log loss" },
};

/** Null: there are no predictions of a number. */
export function errorPart({ means, areas, curves }: Fair): Markup | null {
  if (means.length === 0 || areas.length > 0 || curves.length > 0) return null;
  return html`${means.map(meanTables)}`;
}

/** Null: there is no score. */
export function scorePart({ means, areas, curves }: Fair): Markup | null {
  if (curves.length === 0) return null;
  return html`<details class="fold">
    <summary>Scores by group</summary>
    ${areaTables(areas)}${means.map(meanTables)}
  </details>`;
}

function meanTables({ id, by }: Fair["means"][number]): Markup {
  const { caption, of, line } = shown[id] ?? { caption: id, of: id };
  const write = writerOf(by.flatMap(({ groups }) => groups.map(({ value }) => value)));
  return folded(by, caption, (some, title) =>
    forest(
      some.map((one) => meanPart(one, write)),
      {
        caption: title,
        of,
        columns: ["rows"],
        axis: numberAxis(
          by.flatMap(({ groups }) => groups.filter(({ status }) => status === "ok").map(estimateOf)),
          line && [line.at],
        ),
        line: line ?? null,
        band: null,
      },
    ),
  );
}

/** Single attributes; pairs of them folded. */
function folded<T extends { readonly crossed: boolean }>(
  all: readonly T[],
  caption: string,
  table: (some: readonly T[], title: string) => Markup,
): Markup {
  const crossed = all.filter((one) => one.crossed);
  return html`${table(
    all.filter((one) => !one.crossed),
    caption,
  )}${
    crossed.length > 0 &&
    html`<details class="fold">
      <summary>${caption}: two attributes together</summary>
      ${table(crossed, `${caption}, by two attributes`)}
    </details>`
  }`;
}

const estimateOf = ({ value, low, high, status }: Means["groups"][number]) => ({
  value,
  low,
  high,
  small: status === "small",
});

function meanPart({ attribute, groups, gap }: Means, write: (x: number | null) => string): Part {
  return {
    name: attribute,
    rows: groups.map((one) => ({
      ...estimateOf(one),
      group: one.group,
      said: write(one.value),
      around: one.value === null ? "" : interval(one.low, one.high, write),
      beside: [integer(one.rows)],
    })),
    band: null,
    sentence: gap
      ? html`From <bdi>${short(gap.smallest, 40)}</bdi> to <bdi>${short(gap.largest, 40)}</bdi> the means differ by
          ${write(gap.value)} ${interval(gap.low, gap.high, write)}.`
      : html`Fewer than two groups are large enough to be compared.`,
  };
}

/** All numbers of a table have as many decimals: those that its largest needs. */
function writerOf(values: readonly (number | null)[]): (x: number | null) => string {
  const largest = Math.max(...values.map((value) => Math.abs(value ?? 0)));
  const power = largest > 0 ? Math.floor(Math.log10(largest)) : 0;
  const digits = power >= 0 ? Math.max(0, 3 - power) : Math.min(12, Math.max(3, 1 - power));
  return (x) => (x === null ? undefinedNumber : decimal(x, digits));
}

function areaTables(all: readonly Areas[]): Markup | null {
  if (all.length === 0) return null;
  const parts = all.map(({ attribute, crossed, groups }) => ({ crossed, part: areaPart(attribute, groups) }));
  const caption = "How well a score tells positives from negatives, within the group (AUC)";
  return folded(parts, caption, (some, title) =>
    forest(
      some.map(({ part }) => part),
      {
        caption: title,
        of: "AUC",
        columns: ["rows"],
        axis: numberAxis(
          parts.flatMap(({ part: { rows } }) => rows.filter((row) => !row.small)),
          [0.5, 1],
        ),
        line: { at: 0.5, says: "guessing" },
        band: null,
      },
    ),
  );
}

const areaPart = (attribute: string, groups: Areas["groups"]): Part => ({
  name: attribute,
  rows: groups.map(({ group, rows, area }) => ({
    group,
    value: area?.value ?? null,
    low: area?.low ?? null,
    high: area?.high ?? null,
    small: rows < small,
    said: advantage(area?.value ?? null),
    around: area ? interval(area.low, area.high) : "",
    beside: [integer(rows)],
  })),
  band: null,
  sentence: null,
});
