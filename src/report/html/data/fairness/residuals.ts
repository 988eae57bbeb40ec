/** How far predictions of a number are off, person by person: where halves and nine tenths of each group lie. */
import type { Residuals } from "../../../../check/data/fairness/residuals.ts";
import { numberAxis } from "../../../plot/forest.ts";
import { integer, interval, undefinedNumber } from "../../../words/numbers.ts";
import { html, type Markup } from "../../markup.ts";
import { forest, type Part, type Row } from "../forest.ts";
import { writerOf } from "../means.ts";

type Group = Residuals["groups"][number];

/** Null: no group is large enough. */
export function residualPart(all: readonly Residuals[]): Markup | null {
  const groups = all.flatMap((one) => one.groups);
  const write = writerOf(groups.flatMap(({ quantiles }) => quantiles.map(({ value }) => value)));
  const parts = all.flatMap(({ attribute, groups: own }): Part[] => {
    const rows = own.flatMap((group) => rowOf(group, write) ?? []);
    return rows.length > 0 ? [{ name: attribute, rows, band: null, sentence: null }] : [];
  });
  if (parts.length === 0) return null;
  return html`${forest(parts, {
      caption: "How far predictions are off: prediction minus label, person by person",
      drawn: "bar: half of the people, line: nine tenths",
      of: "the middle one",
      columns: ["5 %", "25 %", "75 %", "95 %", "rows"],
      axis: numberAxis(
        parts.flatMap(({ rows }) => [...rows]),
        [0],
      ),
      line: { at: 0, says: "right" },
      band: null,
    })}
    <p class="s mute">
      Bar: half of the people of a group; line: nine tenths of them, in groups of at least 100; dot: the one in the
      middle, with a 95${"\u202f"}% interval beside it.
    </p>`;
}

/** Null: fewer than three quantiles can be told. Groups of fewer than 100 have no line: five people must lie beyond its ends. */
function rowOf({ group, rows, quantiles }: Group, write: (x: number | null) => string): Row | null {
  const at = (share: number) => quantiles.find((one) => one.share === share) ?? null;
  const [middle, lower, upper] = [at(0.5), at(0.25), at(0.75)];
  if (!middle || !lower || !upper) return null;
  const [first, last] = [at(0.05), at(0.95)];
  const told = [first, lower, upper, last].map((one) => (one ? write(one.value) : undefinedNumber));
  return {
    group,
    value: middle.value,
    low: (first ?? lower).value,
    high: (last ?? upper).value,
    small: false,
    box: [lower.value, upper.value],
    said: write(middle.value),
    around: interval(middle.low, middle.high, write),
    beside: [...told, integer(rows)],
  };
}
