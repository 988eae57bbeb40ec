/** Means by group, of labels, of scores or of errors: a forest plot, and how far they lie apart. */
import type { Means } from "../../../check/data/label/means.ts";
import { type Estimate, numberAxis } from "../../plot/forest.ts";
import { short } from "../../words/names.ts";
import { decimal, integer, interval, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { forest, type Part, withPairs } from "./forest.ts";

export interface Held {
  readonly caption: string;
  readonly of: string;
  /** What there would be without a difference. */
  readonly line?: { readonly at: number; readonly says: string };
}

export function meanTables(by: readonly Means[], { caption, of, line }: Held): Markup {
  const write = writerOf(by.flatMap(({ groups }) => groups.map(({ value }) => value)));
  return withPairs(by, caption, (some, title) =>
    forest(
      some.map((one) => partOf(one, write)),
      {
        caption: title,
        of,
        columns: ["rows"],
        axis: numberAxis(
          some.flatMap(({ groups }) => groups.map(estimateOf).filter(({ small }) => !small)),
          line && [line.at],
        ),
        line: line ?? null,
        band: null,
      },
    ),
  );
}

const estimateOf = ({ value, low, high, status }: Means["groups"][number]): Estimate => ({
  value,
  low,
  high,
  small: status === "small",
});

function partOf({ attribute, groups, gap }: Means, write: (x: number | null) => string): Part {
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
export function writerOf(values: readonly (number | null)[]): (x: number | null) => string {
  const largest = Math.max(...values.map((value) => Math.abs(value ?? 0)));
  const power = largest > 0 ? Math.floor(Math.log10(largest)) : 0;
  const digits = power >= 0 ? Math.max(0, 3 - power) : Math.min(12, Math.max(3, 1 - power));
  return (x) => (x === null ? undefinedNumber : decimal(x, digits));
}
