/** Any metric by group, with how far groups lie apart: what people know as a metric frame, as plain data and with intervals. */
import { type Compared, cellOf, comparedOf } from "./frame/compared.ts";
import { askedOf } from "./frame/input.ts";
import type { Groups } from "./frame/groups.ts";
import { measuredOf } from "./frame/measured.ts";
import type { MetricId } from "./frame/metrics.ts";
import type { By, FrameInput, GroupFrame, GroupOf } from "./frame/types.ts";
import { prepared } from "./frame/values.ts";

export type { MetricId } from "./frame/metrics.ts";
export type { By, Cell, Extreme, FrameInput, Gap, GroupFrame, GroupOf } from "./frame/types.ts";

/**
 * Metrics by group: of everybody, of each group of each attribute, the least and the most of them, their difference and ratio, each with a 95 % interval.
 *
 * ```ts
 * import { groupFrame } from "telltale";
 *
 * const frame = groupFrame({
 *   metrics: ["selection-rate", "tpr", "fpr"],
 *   y: ["no", "yes", "yes", "no"],
 *   prediction: ["no", "yes", "no", "yes"],
 *   groups: { sex: ["F", "F", "M", "M"] },
 *   fewest: 1, // four people are compared here only to show how
 * });
 * frame.overall.tpr.value; // 0.5
 * frame.byGroup.map(({ group, cells }) => [group, cells.tpr.value]); // [["sex=F", 1], ["sex=M", 0]]
 * frame.difference.between.sex.tpr.value; // 1
 * ```
 *
 * Metrics: `count`, the rates of labels and predictions (`base-rate`, `selection-rate`, `tpr`, `fpr`, `tnr`, `fnr`, `ppv`, `npv`, `fdr`, `for`, `accuracy`, `error-rate`), `balanced-accuracy`,
 * `f1`, `mcc`, `average-odds` ((TPR + FPR)/2), `treatment-equality` (FN/FP); of scores `auc`, `mean-score`, `brier`, `log-loss`, `ece` (over tenths of the score); where labels are numbers `mean-error` (prediction minus label), `mae`, `rmse`.
 *
 * Groups in which a metric counts fewer than `fewest` rows (30) have the status "small" and are not compared; nor are rows whose group is not known. What is not defined is null,
 * with the status "undefined". Intervals: Wilson for rates and F1, DeLong for AUC, Student, moved for skewness, for means, Rubin's bootstrap of the table of counts for MCC and ECE. Of a difference
 * between groups the lower bound is corrected for all pairs and the upper one is not (see `maxMin`); the mirror of that holds for ratios. With weights, n is what rows are worth,
 * (sum w)^2/sum w^2.
 *
 * Everything is returned, groups of one person too: whoever shows it to others decides what may be seen.
 *
 * @throws TelltaleError FRAME_LENGTHS, FRAME_METRIC, FRAME_GROUPS, FRAME_NUMBERS, LABEL_POSITIVE, SCORES_RANGE, WEIGHTS_VALUE
 */
export function groupFrame<const M extends MetricId = MetricId, A extends string = string>(
  input: FrameInput<M, A>,
): GroupFrame<M, A> {
  const { fewest = 30, seed = 1 } = input;
  const { metrics, columns, partitions, positive } = askedOf(input);
  const ready = prepared(columns);
  const everybody = { attribute: "", labels: [""], codes: new Int32Array(columns.rows) };
  const overall = measuredOf(ready, everybody, { metrics, seed });
  const found = partitions.map((groups) => {
    const measured = measuredOf(ready, groups, { metrics, seed });
    const { labels, known, attribute } = groups;
    const compared = metrics.map(
      (id) =>
        [
          id,
          comparedOf(measured.get(id)!, { id, labels, known, fewest, seed, attribute, overall: overall.get(id)! }),
        ] as const,
    );
    return { groups, compared: new Map(compared) };
  });
  const by = <T>(of: (one: Compared) => T): By<A, M, T> =>
    Object.fromEntries(
      found.map(({ groups, compared }) => [
        groups.attribute,
        Object.fromEntries(metrics.map((id) => [id, of(compared.get(id)!)])),
      ]),
    ) as By<A, M, T>; // every attribute and metric asked for
  return {
    rows: columns.rows,
    positive,
    overall: Object.fromEntries(
      metrics.map((id) => [id, cellOf(overall.get(id)!.estimates[0]!, fewest)]),
    ) as GroupFrame<M>["overall"], // every metric asked for
    byGroup: found.flatMap(({ groups, compared }) => rowsOf(groups, metrics, compared)) as readonly GroupOf<M>[], // as above
    min: by(({ min }) => min),
    max: by(({ max }) => max),
    difference: {
      between: by(({ difference }) => difference.between),
      toOverall: by(({ difference }) => difference.toOverall),
    },
    ratio: { between: by(({ ratio }) => ratio.between), toOverall: by(({ ratio }) => ratio.toOverall) },
  };
}

function rowsOf(
  { attribute, labels, values, codes }: Groups,
  metrics: readonly MetricId[],
  compared: ReadonlyMap<MetricId, Compared>,
): GroupOf<string>[] {
  const rows = new Float64Array(labels.length);
  for (const code of codes) rows[code]!++;
  return labels.map((group, g) => ({
    attribute,
    group,
    values: values[g]!,
    rows: rows[g]!,
    cells: Object.fromEntries(metrics.map((id) => [id, compared.get(id)!.cells[g]!])),
  }));
}
