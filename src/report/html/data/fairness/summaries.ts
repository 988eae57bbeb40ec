/** Numbers that several rates make together, by group, beside those of everybody. */
import type { Summaries } from "../../../../check/data/fairness/summaries.ts";
import { numberAxis } from "../../../plot/forest.ts";
import { integer, interval, undefinedNumber } from "../../../words/numbers.ts";
import { html, type Markup } from "../../markup.ts";
import { forest, type Part } from "../forest.ts";
import { writerOf } from "../means.ts";

const shown: readonly (readonly [id: string, caption: string, of: string])[] = [
  [
    "balanced-accuracy",
    "Balanced accuracy: half of what is right among positives and among negatives",
    "balanced accuracy",
  ],
  [
    "average-odds",
    "Average odds: half of the shares called positive among positives and among negatives",
    "average odds",
  ],
  ["treatment-equality", "Positives missed for each negative called positive", "missed : called"],
  ["f1", "F1: positives found, and called positive rightly, in one number", "F1"],
  ["mcc", "Correlation of labels and predictions (MCC)", "MCC"],
  ["rmse", "Root of the mean squared error", "RMSE"],
];

type Cell = Summaries["everybody"][number];
type Write = (x: number | null) => string;

/** Of single attributes: those of pairs stand among the numbers below. */
export function summaryTables(
  { everybody, by }: Summaries,
  isPair: (attribute: string) => boolean,
  before = "",
): readonly Markup[] {
  const single = by.filter(({ attribute }) => !isPair(attribute));
  return shown.flatMap(([id, caption, of]) => {
    const all = everybody.find((one) => one.id === id);
    if (!all || all.value === null) return [];
    const cells = single.flatMap(({ groups }) => groups.flatMap((group) => group.cells.filter((one) => one.id === id)));
    const write = writerOf([all.value, ...cells.map(({ value }) => value)]);
    const parts = single.map((one) => partOf(one, id, write));
    return [
      forest(parts, {
        caption: `${before}${caption}`,
        of,
        columns: ["rows"],
        axis: numberAxis(
          parts.flatMap(({ rows }) => rows.filter(({ small }) => !small)),
          [all.value],
        ),
        line: { at: all.value, says: `everybody: ${write(all.value)}` },
        band: null,
      }),
    ];
  });
}

function partOf({ attribute, groups, gaps }: Summaries["by"][number], id: string, write: Write): Part {
  const rows = groups.map(({ group, cells }) => {
    const { value, low, high, n, status }: Cell | typeof nothing = cells.find((one) => one.id === id) ?? nothing;
    return {
      group,
      value,
      low,
      high,
      small: status === "small",
      said: write(value),
      around: value === null ? "" : interval(low, high, write),
      beside: [n > 0 ? integer(n) : undefinedNumber],
    };
  });
  const gap = gaps.find((one) => one.id === id)?.difference;
  const sentence =
    gap && gap.value !== null
      ? html`The groups furthest apart differ by ${write(gap.value)} ${interval(gap.low, gap.high, write)}.`
      : html`Fewer than two groups are large enough to be compared.`;
  return { name: attribute, rows, band: null, sentence };
}
const nothing = { value: null, low: null, high: null, n: 0, status: "undefined" } as const;
