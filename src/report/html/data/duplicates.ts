/** Who is in the table twice: what was found against what chance makes, by group, and across the split. */
import type { DuplicatesFacts } from "../../../check/data/duplicates.ts";
import type { Across } from "../../../check/data/duplicates/across.ts";
import type { Chance } from "../../../check/data/duplicates/chance.ts";
import type { Conflicts } from "../../../check/data/duplicates/conflicts.ts";
import type { Share } from "../../../check/data/duplicates/kinds.ts";
import type { Equal, Near } from "../../../check/data/duplicates/works.ts";
import type { Rates } from "../../../check/data/label/rates.ts";
import type { Finding } from "../../../check/finding.ts";
import { short } from "../../words/names.ts";
import { counted, decimal, integer, interval, outOf, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, rangeOf, rateTables, whisker } from "./rates.ts";

/** Null: of another check, or nothing was found. */
export function duplicates(finding: Finding): Markup | null {
  if (finding.check !== "data/duplicates" || !finding.facts["within"]) return null;
  const { within, across, label } = finding.facts as unknown as DuplicatesFacts;
  const { equal, near, conflicts } = within;
  return html`${overview({ equal, near, conflicts, across })}
    <p class="s">
      ${inWords(equal, within.columns)} ${conflicts && labelsInWords(conflicts, label)}
      ${across && peopleInWords(across)}
    </p>
    ${groupTables(equal)}${folded("Groups: different rows that occur more than once", equal.by, "repeated")}${
      near && folded("Groups: rows that are nearly like an earlier one", near.by, "nearly equal")
    }${conflicts && folded("Groups: rows that every model gets wrong", conflicts.by, "wrong in any case")}${
      across && folded("Groups: rows of the holdout that are in the table", across.equal.by, "in the table")
    }${across?.near && folded("Groups: rows of the holdout that are nearly in the table", across.near.by, "nearly in the table")}`;
}

interface Line {
  readonly what: string;
  readonly share: Share;
  readonly chance: Chance | null;
}

interface Parts {
  readonly equal: Equal;
  readonly near: Near | null;
  readonly conflicts: Conflicts | null;
  readonly across: Across | null;
}

function overview({ equal, near, conflicts, across }: Parts): Markup {
  const lines: Line[] = [
    { what: "rows that repeat an earlier one", share: equal.beyond, chance: equal.chance },
    ...(near ? [{ what: "different rows nearly like an earlier one", share: near.like, chance: near.chance }] : []),
    ...(conflicts?.least
      ? [{ what: "labelled rows that every model gets wrong", share: conflicts.least, chance: null }]
      : []),
    ...(across ? [{ what: "rows of the holdout that are in the table", ...across.equal }] : []),
    ...(across?.conflicts && across.conflicts.n > 0
      ? [{ what: "holdout rows whose label no equal row of the table has", share: across.conflicts, chance: null }]
      : []),
    ...(across?.near ? [{ what: "rows of the holdout that are nearly in the table", ...across.near }] : []),
  ];
  const range = rangeOf(lines.map(({ share }) => ({ ...share, small: false })));
  return html`<table class="tb stack" role="table">
    <caption>
      Equal rows
      <span class="cap"
        >by chance: with every column in a random order of its own, on average and in 95 of 100 cases</span
      >
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("what", false)}${head("95 % interval", false)}${head("share")}${head("rows")}${head("by chance")}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines.map((line) => lineRow(line, range))}
    </tbody>
  </table>`;
}

function lineRow({ what, share, chance }: Line, range: readonly [number, number]): Markup {
  const { hits, n, value, low, high } = share;
  const around = interval(low, high, (x) => percent(x, n));
  return html`<tr role="row">
    <th scope="row" role="rowheader">${what}</th>
    <td role="cell">
      ${whisker({ value, low, high, small: false }, range, `${what}: ${percent(value, n)} ${around}`)}
    </td>
    ${cell(html`${percent(value, n)}<span class="kd says">${around}</span>`, "share")} ${cell(outOf(hits, n), "rows")}
    ${cell(chance ? html`${few(chance.mean)}<span class="kd says">up to ${integer(chance.q95)}</span>` : undefinedNumber, "by chance")}
  </tr>`;
}

/** Rows, or pairs of them: so few that a fraction matters. */
const few = (x: number): string => (x < 0.05 ? (x < 1e-9 ? "0" : "< 0.1") : x < 10 ? decimal(x, 1) : integer(x));

function inWords({ kinds, repeated, largest, beyond }: Equal, columns: number): string {
  if (beyond.hits === 0) return `No two rows are equal in all ${integer(columns)} columns.`;
  return `Of ${integer(kinds)} different rows ${integer(repeated)} occur more than once, the commonest ${integer(largest)} times. ${integer(columns)} columns are compared.`;
}

function labelsInWords({ kinds, rows, least, leastError }: Conflicts, label: string | null): string {
  if (kinds === 0) return "Rows that are equal in everything else have the same label.";
  const rest = least
    ? `A model that sees these columns gets at least ${integer(least.hits)} of them wrong.`
    : `A model that sees these columns is off by at least ${decimal(leastError, 3)} on average over all rows.`;
  return `${counted(kinds, "kind")} of equal people (${counted(rows, "row")}) have different values of ${short(label ?? "the label", 30)}. ${rest}`;
}

const peopleInWords = ({ people }: Across): string =>
  people === null ? "" : `By the key, ${counted(people, "person", "people")} of the holdout are in the table too.`;

/** Attributes one by one, whatever they are crossed with. */
function groupTables({ groups, by }: Equal): readonly Markup[] {
  return groups
    .filter(({ attribute }) => by.some((rates) => rates.attribute === attribute && !rates.crossed))
    .map(
      ({ attribute, groups: rows }) =>
        html`<table class="tb stack" role="table">
          <caption>
            Rows that repeat an earlier one, by ${short(attribute, 30)}
            <span class="cap">expected: pairs of equal rows, were the group’s columns independent</span>
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              ${head("group", false)}${head("repeat an earlier one")}${head("pairs of equal rows")}${head("expected")}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${rows.map(
              ({ group, rows: n, beyond, pairs, expected }) =>
                html`<tr role="row">
                  <th scope="row" role="rowheader"><bdi>${short(group, 48)}</bdi></th>
                  ${cell(html`${percent(beyond / Math.max(1, n), n)}<span class="kd says">${outOf(beyond, n)}</span>`, "repeat an earlier one")}
                  ${cell(integer(pairs), "pairs of equal rows")}${cell(few(expected), "expected")}
                </tr>`,
            )}
          </tbody>
        </table>`,
    );
}

function folded(about: string, all: readonly Rates[], of: string): Markup | null {
  if (all.every(({ groups }) => groups.every(({ hits }) => hits === 0))) return null;
  return html`<details class="fold">
    <summary>${about}</summary>
    ${rateTables(all, of, "Rows")}
  </details>`;
}
