/** What the labels say of each group: base rates, within strata, weights that undo the difference, and labels that look wrong. */
import type { LabelFacts } from "../../../check/data/label.ts";
import type { Noise } from "../../../check/data/label/noise.ts";
import type { Second } from "../../../check/data/label/second.ts";
import type { OfClass, Weighing } from "../../../check/data/label/works.ts";
import type { Finding } from "../../../check/finding.ts";
import { short } from "../../words/names.ts";
import { advantage, decimal, integer, interval, percent } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { meanTables } from "./means.ts";
import { cell, head, rateTables } from "./rates.ts";
import { withinTables } from "./within.ts";

/** Null: of another check, or nothing was found. */
export function label(finding: Finding): Markup | null {
  if (finding.check !== "data/label" || !finding.facts["labelled"]) return null;
  const { column, labelled, strata, noise, second } = finding.facts as unknown as LabelFacts;
  const { classes, means, reweighing } = labelled;
  return html`${classes.map((one) => classPart(one, column, strata))}${means.length > 0 && meanTables(means, { caption: "Mean of the label", of: "mean" })}${weights(reweighing)}${noise && doubts(noise)}${second && secondPart(second)}`;
}

function classPart({ class: name, rates, within }: OfClass, column: string, strata: readonly string[]): Markup {
  const title = `${short(column, 30)} = ${short(name, 30)}`;
  return html`<h4 class="sub4">How often the label is <bdi>${short(name, 40)}</bdi></h4>
    ${rateTables(rates, "with the label", title)}${withinTables(within, { strata, outcome: "the label" })}`;
}

const mostClasses = 6;

function weights(all: readonly Weighing[]): Markup | null {
  const shown = all.filter(({ groups, classes }) => groups.length > 1 && classes.length <= mostClasses);
  if (shown.length === 0) return null;
  return html`<details class="fold">
    <summary>Weights that undo the difference</summary>
    ${shown.map(
      ({ attribute, classes, groups }) =>
        html`<table class="tb stack" role="table">
          <caption>
            Weights of rows by ${short(attribute, 30)} and label
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              ${head("group", false)}${classes.map((name) => head(short(name, 24)))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${groups.map(
              ({ group, weights: own }) =>
                html`<tr role="row">
                  <th scope="row" role="rowheader"><bdi>${short(group, 48)}</bdi></th>
                  ${own.map((weight, k) => cell(decimal(weight, 3), short(classes[k] ?? "", 24)))}
                </tr>`,
            )}
          </tbody>
        </table>`,
    )}
  </details>`;
}

function doubts({ rows, doubted, auc, classes, calibrated, rates, own, given }: Noise): Markup {
  return html`<h4 class="sub4">Labels that look wrong</h4>
    <p class="s">
      A model that had not seen them doubts ${integer(doubted)} of ${integer(rows)} labels
      (${percent(doubted / Math.max(1, rows), rows)})${auc !== null && `; it tells the two labels apart with an AUC of ${advantage(auc)}`}.
      A doubted label may be wrong, or the person unusual, or the model may know the group badly.
    </p>
    ${rateTables(rates, "doubted", "Doubted labels")}
    <details class="fold">
      <summary>Doubt by class, and with thresholds of each group's own</summary>
      ${jointTable(classes, calibrated)}${rateTables(own, "doubted", "Doubted labels, thresholds of each group's own")}${given.map(
        ({ class: name, rates: among }) => rateTables(among, "doubted", `Doubted among the label ${short(name, 24)}`),
      )}
    </details>`;
}

const jointTable = (classes: readonly string[], joint: Noise["calibrated"]): Markup =>
  html`<table class="tb stack" role="table">
    <caption>
      Labels as they are, and as the model believes, in rows
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head("label", false)}${classes.map((name) => head(`looks like ${short(name, 24)}`))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${joint.map(
        (row, k) =>
          html`<tr role="row">
            <th scope="row" role="rowheader"><bdi>${short(classes[k] ?? "", 40)}</bdi></th>
            ${row.map((count, j) => cell(integer(count), `looks like ${short(classes[j] ?? "", 24)}`))}
          </tr>`,
      )}
    </tbody>
  </table>`;

function secondPart({ column, rows, rates, given, kappa, means }: Second): Markup | null {
  if (rows === 0) return null;
  const name = short(column, 30);
  const title = html`<h4 class="sub4">Where <bdi>${name}</bdi> says otherwise</h4>`;
  if (means.length > 0)
    return html`${title}${meanTables(means, {
      caption: `${name} minus the label`,
      of: "mean",
      line: { at: 0, says: "0: neither more nor less" },
    })}`;
  return html`${title}
    <p class="s">
      ${integer(rows)} rows have both.
      ${kappa && `Cohen's kappa, which is 1 where both always agree and 0 where they agree as often as by chance, is ${advantage(kappa.value)} ${interval(kappa.low, kappa.high)}. `}Who
      is right, the numbers do not say.
    </p>
    ${rateTables(rates, "otherwise", `${name} says otherwise`)}
    <details class="fold">
      <summary>By what the label is</summary>
      ${given.map(({ class: of, rates: among }) => rateTables(among, "otherwise", `${name} says otherwise than ${short(of, 24)}`))}
    </details>`;
}
