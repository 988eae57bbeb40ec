/** What gives protected attributes away: all columns together, each alone, and what is left as the strongest are taken away. */
import type { Joint } from "../../../check/data/proxy/joint.ts";
import type { Link } from "../../../check/data/proxy/links.ts";
import type { GivenAway, Proxies, Step } from "../../../check/data/proxy/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { stepsPlot } from "../../plot/steps.ts";
import { short } from "../../words/names.ts";
import { advantage, counted, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { cell, head, pCell, rangeOf, whisker } from "./rates.ts";

/** More columns than this are folded. */
const open = 12;

/** Null: of another check, or nothing was compared. */
export function proxy(finding: Finding): Markup | null {
  if (finding.check !== "data/proxy" || !Array.isArray(finding.facts["attributes"])) return null;
  const { attributes, pairs } = finding.facts as unknown as Proxies;
  const told = attributes.filter(({ links, joint }) => links.length > 0 || joint !== null);
  if (told.length === 0 && pairs.length === 0) return null;
  return html`${told.map(attributeOf)}${pairs.length > 0 && pairTable(pairs)}`;
}

function attributeOf({ attribute, joint, steps, links, leftOut }: GivenAway): Markup {
  const more = links.slice(open);
  return html`<h4><bdi>${short(attribute, 40)}</bdi></h4>
    ${joint && html`<p class="s">${sentence(attribute, joint)}</p>`}${
      leftOut > 0 &&
      html`<p class="s mute">
        ${counted(leftOut, "row")} without a value, or of groups of fewer than 30, ${leftOut === 1 ? "is" : "are"} left
        out.
      </p>`
    }${joint && joint.groups.length > 1 && groupTable(joint)}${joint && steps.length > 0 && falling(attribute, joint, steps)}${
      links.length > 0 && linkTable(attribute, links.slice(0, open))
    }${
      more.length > 0 &&
      html`<details class="fold">
        <summary>${integer(more.length)} weaker columns</summary>
        ${linkTable(attribute, more)}
      </details>`
    }`;
}

function sentence(attribute: string, { columns, rows, mean, groups }: Joint): string {
  const whose = groups.length > 1 ? "on average over the groups, each against the rest" : "";
  const [first] = groups;
  const error =
    groups.length === 1 && first
      ? ` Its balanced error is ${advantage(first.error.value)} ${interval(first.error.low, first.error.high)}; the toss of a coin has 0.5.`
      : "";
  const finds = mean.low > 0.5 ? "give it away" : "are not shown to give it away";
  return `${counted(columns, "other column")} ${columns === 1 && mean.low > 0.5 ? "gives it away" : finds}: a model that has not seen the person tells ${short(attribute, 30)} with an AUC of ${advantage(mean.value)} ${interval(mean.low, mean.high)} ${whose} (${counted(rows, "row")}).${error}`
    .replace(" )", ")")
    .replace("  ", " ");
}

function groupTable({ groups }: Joint): Markup {
  const range = [0, 1] as const;
  return html`<table class="tb stack" role="table">
    <caption>
      Each group told from the rest by all other columns
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("group", false)}${head("AUC, 95 % interval", false)}${head("AUC")}${head("balanced error")}${head("rows")}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${groups.map(({ group, rows, rest, auc, error }) => {
        const around = interval(auc.low, auc.high);
        return html`<tr role="row">
          <th scope="row" role="rowheader"><bdi>${short(group, 48)}</bdi></th>
          <td role="cell">
            ${whisker({ ...auc, small: false }, range, `${group}: ${advantage(auc.value)} ${around}`)}
          </td>
          ${cell(`${advantage(auc.value)} ${around}`, "AUC")}
          ${cell(`${advantage(error.value)} ${interval(error.low, error.high)}`, "balanced error")}
          ${cell(`${integer(rows)} of ${integer(rows + rest)}`, "rows")}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function falling(attribute: string, joint: Joint, steps: readonly Step[]): Markup {
  const title = `${attribute}: AUC without the strongest columns`;
  const points = [{ name: "all columns", ...joint.mean }, ...steps.flatMap(({ without, joint: left }) => (left ? [{ name: `without ${short(without, 15)}`, ...left.mean }] : []))]; // prettier-ignore
  const emptied = steps.some(({ joint: left }) => left === null);
  return html`<figure>
    <figcaption>What is left as the strongest columns go, one after the other</figcaption>
    ${stepsPlot({ title, points, chance: 0.5 })}${emptied && html`<p class="s mute">Then no column is left.</p>`}
  </figure>`;
}

function linkTable(attribute: string, links: readonly Link[]): Markup {
  const range = rangeOf(links.map(({ corrected, low, high }) => ({ value: corrected, low, high, small: false })));
  return html`<table class="tb stack" role="table">
    <caption>
      Columns by what each alone tells of
      <bdi>${short(attribute, 30)}</bdi>
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("column", false)}${head("Cramér’s V, 95 % interval", false)}${head("V")}${head("p")}${head("uncertainty taken away")}${head("mutual information")}${head("as a number")}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${links.map((link) => linkRow(link, range))}
    </tbody>
  </table>`;
}

function linkRow(link: Link, range: readonly [number, number]): Markup {
  const { column, corrected, cramersV, low, high, adjusted, groupGivenColumn, mutualInformation, number, n } = link;
  const around = interval(low, high);
  const apart = number?.apart.toSorted((a, b) => Math.abs(b.auc - 0.5) - Math.abs(a.auc - 0.5))[0];
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <code><bdi>${short(column, 40)}</bdi></code>
    </th>
    <td role="cell">
      ${whisker({ value: corrected, low, high, small: false }, range, `${column}: ${advantage(corrected)} ${around}`)}
    </td>
    ${cell(html`${advantage(corrected)} ${around}<span class="kd says">${advantage(cramersV)} with what chance adds</span>`, "V")}
    ${cell(pCell(adjusted), "p")} ${cell(percent(groupGivenColumn, n), "uncertainty taken away")}
    ${cell(advantage(mutualInformation), "mutual information")}
    ${cell(
      apart
        ? html`AUC ${advantage(apart.auc)} ${interval(apart.low, apart.high)}<span class="kd says"
              >${short(apart.group, 24)}, KS ${advantage(apart.ks)}</span
            >`
        : undefinedNumber,
      "as a number",
    )}
  </tr>`;
}

function pairTable(pairs: Proxies["pairs"]): Markup {
  return html`<details class="fold">
    <summary>Protected columns among themselves</summary>
    <p class="s">They are no proxies of each other, and are not among the columns that a model was given.</p>
    <table class="tb stack" role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${head("pair", false)}${head("Cramér’s V")}${head("mutual information")}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${pairs.map(
          ({ attribute, other, same }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader">
                <bdi>${short(attribute, 30)}</bdi> and
                <bdi>${short(other.column, 30)}</bdi>${same && html` <span class="kd says">the same column</span>`}
              </th>
              ${cell(`${advantage(other.corrected)} ${interval(other.low, other.high)}`, "Cramér’s V")}
              ${cell(advantage(other.mutualInformation), "mutual information")}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
