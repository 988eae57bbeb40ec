/** What changed between two runs, in words: for a terminal and as Markdown. */
import type { Change, Since, Standing } from "../run/schema.ts";
import { visible } from "./words/names.ts";
import { advantage, interval } from "./words/numbers.ts";

const order = ["worse", "new", "changed", "better", "gone", "same"] as const satisfies readonly Change["kind"][];
const words: { readonly [K in Change["kind"]]: string } = {
  worse: "worse",
  new: "new",
  changed: "verdict changed",
  better: "better",
  gone: "gone",
  same: "no difference shown",
};
const verdicts: { readonly [V in Standing["verdict"]]: string } = {
  fail: "leak",
  pass: "within limit",
  inconclusive: "undecided",
  "not-applicable": "n/a",
  error: "error",
  none: "no verdict",
};

/** Worst first; what nothing is known of is last. */
export const sorted = (changes: readonly Change[]): readonly Change[] =>
  changes.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));

/** "1 worse, 2 new, 5 without a difference shown". */
export function changesSentence(changes: readonly Change[]): string {
  const parts = order.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind === "same" ? "without a shown difference" : words[kind]}`];
  });
  return parts.length === 0 ? "Nothing to compare." : `${parts.join(", ")}.`;
}

/** For the audit's last lines: what the baseline knew already, and what it did not. */
export function sinceSentence({ run, changes, known }: Since): string {
  const failing = new Set(changes.filter(({ after }) => after?.verdict === "fail").map(({ id }) => id));
  const fresh = failing.size - known.length;
  const first =
    fresh === 0 ? "no leak is new or worse" : `${fresh} ${fresh === 1 ? "leak is" : "leaks are"} new or worse`;
  const second = known.length === 0 ? "" : `, ${known.length} ${known.length === 1 ? "was" : "were"} known`;
  return `Since the baseline ${run}: ${first}${second}.`;
}

const nameOf = ({ id, measure }: Change): string => `${visible(id)}${measure === null ? "" : ` ${measure}`}`;
const stood = (one: Standing | null): string =>
  one === null
    ? "–"
    : `${one.estimate ? `${advantage(one.estimate.value)} ${interval(one.estimate.low, one.estimate.high)}, ` : ""}${verdicts[one.verdict]}`;
const differs = ({ difference }: Change): string =>
  difference === null ? "–" : `${advantage(difference.value)} ${interval(difference.low, difference.high)}`;

/** One change in the words of all formats: what it is, of what, before, after, and by how much. */
export const changeWords = (change: Change): readonly [kind: string, name: string, ...rest: string[]] => [
  words[change.kind],
  nameOf(change),
  stood(change.before),
  stood(change.after),
  differs(change),
];

/** Blocks of lines, worst first; what shows no difference is only counted. */
export function changesText(changes: readonly Change[]): string {
  const shown = sorted(changes).filter(({ kind }) => kind !== "same");
  const blocks = shown.map((change) => {
    const difference = change.difference === null ? "" : `\n    difference ${differs(change)}`;
    return `${words[change.kind]}: ${nameOf(change)}\n    before ${stood(change.before)}\n    after  ${stood(change.after)}${difference}\n`;
  });
  return `${blocks.join("")}${changesSentence(changes)}\n`;
}

export function changesMarkdown(changes: readonly Change[]): string {
  const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);
  const rows = sorted(changes).map(
    (change) =>
      `| ${words[change.kind]} | ${cell(nameOf(change))} | ${stood(change.before)} | ${stood(change.after)} | ${differs(change)} |`,
  );
  return `${changesSentence(changes)}\n\n| | finding | before | after | difference [95 %] |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}
