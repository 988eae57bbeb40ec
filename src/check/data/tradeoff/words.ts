/** What a trade-off says about these very people, in sentences. */
import type { Validity } from "../../finding.ts";
import { smallest } from "./people.ts";
import type { Found, Row, Traded } from "./traded.ts";

export const criterionWords: { readonly [id: string]: string } = {
  none: "no criterion",
  "equal-opportunity": "equal shares of positives found",
  "equal-fpr": "equal shares of negatives wrongly called positive",
  "equalized-odds": "both kinds of errors equal",
  "demographic-parity": "equal shares called positive",
  "equalized-odds+demographic-parity": "both kinds of errors and the shares called positive equal",
  "equal-ppv": "equal precision",
  "equal-ppv+opportunity": "equal precision and equal shares of positives found",
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (share: number): string => `${(100 * share).toFixed(1)} points`;
const range = (low: number, high: number): string => `${(100 * low).toFixed(1)} to ${points(high)}`;
const named = (label: string): string => `the group "${label}"`;
const times = (ratio: number): string => (ratio >= 100 ? "more than 100" : ratio.toFixed(2));

/** Sentences of one attribute, in the order in which they are read. Empty: too few groups. */
export function sentences({ groups, found }: Traded, plain: boolean): string[] {
  if (!found) return [];
  const { difference, clearest, largestOdds } = found;
  const { odds, difference: apart } = clearest;
  const conflict = odds.low > 1 && apart.low > 0;
  const [high, low] = conflict ? [clearest.of, clearest.to] : [difference.largest, difference.smallest];
  const [more, less] = [named(groups[high]!.label), named(groups[low]!.label)];
  const shares = `${percent(groups[high]!.base.value)} of ${more} and ${percent(groups[low]!.base.value)} of ${less} are positive by the label`;
  return [
    conflict
      ? `${shares}: more apart than chance explains (${range(apart.low, apart.high)}).`
      : `${shares}: no further apart than chance explains (at most ${points(difference.high)}), so that no conflict between the criteria is shown up to that.`,
    conflict
      ? `With equal precision and equal shares of positives found, ${more} must have ${times(odds.value)} times the false positive rate of ${less} (${times(odds.low)} to ${times(odds.high)}), whatever the score.`
      : `With equal precision and equal shares of positives found, the false positive rates would differ by a factor of at most ${times(largestOdds)}.`,
    ...together(found, { conflict, plain }),
    ...(conflict
      ? [
          `A score whose values mean the same in every group cannot give both the positives and the negatives of all groups the same mean score, unless it is never wrong. As sharp as this one, it must leave them at least ${points(found.violation.value)} apart (${range(found.violation.low, found.violation.high)}).`,
        ]
      : []),
    ...now(found, plain),
  ];
}

function together({ table }: Found, { conflict, plain }: { conflict: boolean; plain: boolean }): string[] {
  const row = (id: string): Row | undefined => table.find((each) => each.id === id);
  const [free, odds, parity, precise, both] = [
    "none",
    "equalized-odds",
    "demographic-parity",
    "equal-ppv",
    "equalized-odds+demographic-parity",
  ].map(row);
  const price = (of: Row | undefined): string => {
    if (!of?.price || of.blind) return "only by a rule that does not look at people";
    return plain ? `for ${points(of.price.value)} of accuracy` : `for ${of.price.value.toFixed(3)} more per row`;
  };
  const start = free?.accuracy ? [`Without any criterion, ${percent(free.accuracy.value)} can be right.`] : [];
  const each = `You can have equal errors (${price(odds)}), equal shares called positive (${price(parity)}) or equal precision (${price(precise)})`;
  if (!conflict) return [...start, `${each}.`];
  const last = both?.accuracy
    ? `Equal errors and equal shares called positive together leave ${both.blind ? "only rules that do not look at people" : "little"}: ${percent(both.accuracy.value)} right.`
    : "No rule gives equal errors and equal shares called positive together.";
  return [...start, `${each}, not all of them at once.`, last];
}

function now({ present }: Found, plain: boolean): string[] {
  if (!present) return [];
  const { odds, reachable, given } = present;
  const value = (of: { accuracy: number; cost: number }): string =>
    plain ? `${percent(of.accuracy)} right` : `a cost of ${of.cost.toFixed(3)} per row`;
  const who = given ? "Decisions as they are" : "A rule that calls positive whoever scores one half or more";
  return [
    `${who}: ${value(present)}, with errors ${points(odds)} apart and shares called positive ${points(present.sel)} apart. With errors no further apart, ${value(reachable.odds)} could be had.`,
  ];
}

export function remarks(all: readonly Traded[], { standIn, rows }: { standIn: boolean; rows: number }): Validity[] {
  const note = (code: string, message: string, attribute?: string): Validity => ({
    code,
    message,
    effect: "note",
    ...(attribute !== undefined && { of: { attribute } }),
  });
  return [
    ...(standIn
      ? [
          note(
            "stand-in-score",
            `No score was given. A model learnt from this table by cross-validation, on at most ${rows} rows, stands in for it: another model may reach more.`,
          ),
        ]
      : []),
    ...all.flatMap(({ attribute, found, left: { small, oneSided } }) => [
      ...(small > 0
        ? [
            note(
              "small-groups",
              `${small} ${small === 1 ? "group" : "groups"} of fewer than ${smallest} rows were left out: too few to have rates.`,
              attribute,
            ),
          ]
        : []),
      ...(oneSided > 0
        ? [
            note(
              "one-class-groups",
              `${oneSided} ${oneSided === 1 ? "group has" : "groups have"} one class only and were left out: no error rate of the other class exists.`,
              attribute,
            ),
          ]
        : []),
      ...(found
        ? []
        : [note("too-few-groups", "Fewer than two groups are left: there is nothing to trade.", attribute)]),
    ]),
  ];
}
