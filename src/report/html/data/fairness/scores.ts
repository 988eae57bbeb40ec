/** Means by group, of scores or of the errors of a number, and how well a score tells positives from negatives in each. */
import type { Areas } from "../../../../check/data/fairness/scores.ts";
import type { Fair } from "../../../../check/data/fairness/works.ts";
import { small } from "../../../../check/data/label/rates.ts";
import { numberAxis } from "../../../plot/forest.ts";
import { short } from "../../../words/names.ts";
import { advantage, integer, interval } from "../../../words/numbers.ts";
import { html, type Markup } from "../../markup.ts";
import { forest, type Part, withPairs } from "../forest.ts";
import { type Held, meanTables } from "../means.ts";
import { pairsOf } from "./pairs.ts";
import { residualPart } from "./residuals.ts";
import { summaryTables } from "./summaries.ts";

const shown: { readonly [id: string]: Held } = {
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
  "quantile-loss-0.1": { caption: "Quantile loss at 10 %: being too high costs nine times as much", of: "loss" },
  "quantile-loss-0.9": { caption: "Quantile loss at 90 %: being too low costs nine times as much", of: "loss" },
  "selection-minus-base": {
    caption: "Predictions minus labels: what deciding adds",
    of: "difference",
    line: { at: 0, says: "as the labels are" },
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

const tableOf = ({ id, by }: Fair["means"][number]): Markup => meanTables(by, shown[id] ?? { caption: id, of: id });

/** First what predictions of a number cost people on average. */
const first = new Set(["mean-error", "mean-absolute-error"]);

/** Null: there are no predictions of a number. */
export function errorPart(fair: Fair): Markup | null {
  const { classes, means, summaries, residuals } = fair;
  if (classes.length > 0 || means.length === 0) return null;
  return html`${means.filter(({ id }) => first.has(id)).map(tableOf)}${residualPart(residuals)}
    <details class="fold">
      <summary>More of errors by group</summary>
      ${summaries && summaryTables(summaries, pairsOf(fair))}${means.filter(({ id }) => !first.has(id)).map(tableOf)}
    </details>`;
}

/** What deciding adds is no score. */
const added = "selection-minus-base";

/** Null: there is no score. */
export function scorePart({ classes, means, areas, curves }: Fair): Markup | null {
  if (classes.length === 0 || curves.length === 0) return null;
  return html`<details class="fold">
    <summary>Scores by group</summary>
    ${areaTables(areas)}${means.filter(({ id }) => id !== added).map(tableOf)}
  </details>`;
}

/** Null: no predictions. */
export function summaryPart(fair: Fair): Markup | null {
  const isPair = pairsOf(fair);
  const several = fair.classes.length > 1;
  const tables = fair.classes.flatMap(({ class: name, summaries }) =>
    summaryTables(summaries, isPair, several ? `${short(name, 30)}: ` : ""),
  );
  if (tables.length === 0) return null;
  return html`<details class="fold">
    <summary>Several rates in one number</summary>
    ${fair.means.filter(({ id }) => id === added).map(tableOf)}${tables}
  </details>`;
}

function areaTables(all: readonly Areas[]): Markup | null {
  if (all.length === 0) return null;
  const parts = all.map(({ attribute, crossed, groups }) => ({ crossed, part: areaPart(attribute, groups) }));
  const caption = "How well a score tells positives from negatives, within the group (AUC)";
  return withPairs(parts, caption, (some, title) =>
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
