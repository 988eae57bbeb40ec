/** What can be had together: for each protected attribute what is said of it, the best of each criterion, and the frontiers with the decisions as they are. */
import type { Finding } from "../../../check/finding.ts";
import { frontierPlot } from "../../plot/frontier.ts";
import { short } from "../../words/names.ts";
import { advantage, decimal, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";

interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
interface Gaps {
  readonly sel: number;
  readonly tpr: number;
  readonly fpr: number;
  readonly ppv: number | null;
}
interface Point {
  readonly within: number;
  readonly accuracy: number;
  readonly cost: number;
}
/** As the check writes it. */
interface Traded {
  readonly attribute: string;
  readonly rows: number;
  readonly groups: readonly { readonly label: string; readonly n: number; readonly base: Spread }[];
  readonly words: readonly string[];
  readonly found: {
    readonly table: readonly {
      readonly id: string;
      readonly accuracy: Spread | null;
      readonly price: Spread | null;
      readonly cost: Spread | null;
      readonly gaps: { readonly [rate in keyof Gaps]: Spread | null } | null;
      readonly blind: boolean;
    }[];
    readonly frontier: { readonly odds: readonly Point[]; readonly parity: readonly Point[] };
    readonly present:
      | (Gaps & Pick<Point, "accuracy" | "cost"> & { readonly odds: number; readonly given: boolean })
      | null;
    readonly forced: { readonly ppv: number; readonly fnr: number; readonly fpr: readonly number[] } | null;
    readonly balance: Balance;
  } | null;
}
interface Balance {
  readonly positives: number;
  readonly negatives: number;
  readonly groups: readonly {
    readonly positives: number;
    readonly negatives: number;
    readonly negativesForced: number;
    readonly positivesForced: number;
  }[];
}
interface Facts {
  readonly criteria: { readonly [id: string]: string };
  readonly costs: { readonly falsePositive: number; readonly falseNegative: number };
  readonly attributes: readonly Traded[];
}
type Known = Traded & { readonly found: NonNullable<Traded["found"]> };

/** Null: of another check, or nothing was found. */
export function tradeoff(finding: Finding): Markup | null {
  if (finding.check !== "data/tradeoff" || !Array.isArray(finding.facts["attributes"])) return null;
  const { criteria, costs, attributes } = finding.facts as unknown as Facts;
  const known = attributes.filter((one): one is Known => one.found !== null);
  if (known.length === 0) return null;
  const plain = costs.falsePositive === 1 && costs.falseNegative === 1;
  return html`${known.map(
    (one) =>
      html`<h4><bdi>${short(one.attribute, 40)}</bdi></h4>
        ${one.words.map((sentence) => html`<p class="s">${sentence}</p>`)}${criteriaTable(one, criteria, plain)}
        <div class="plots">${frontiers(one, plain)}</div>
        ${groupTable(one)}`,
  )}`;
}

/** On a phone, where rows become blocks, a cell says what it is of. */
const cell = (text: string | Markup, of: string): Markup =>
  html`<td role="cell" class="r" data-of="${of}">${text}</td>`;
const gap = (x: number | null | undefined): string => (x === null || x === undefined ? undefinedNumber : advantage(x));

/** A number above its interval; what is demanded to be 0 has none. */
function around(x: Spread | null | undefined, write: (x: number | null) => string = advantage): Markup | string {
  if (!x) return undefinedNumber;
  if (x.high - x.low < 1e-9) return write(x.value);
  return html`${write(x.value)}<span class="kd says">${interval(x.low, x.high, write)}</span>`;
}

function criteriaTable({ found, rows }: Known, criteria: Facts["criteria"], plain: boolean): Markup {
  const names = ["called positive", "positives found", "wrongly positive", "precision"];
  const cells = (gaps: readonly (string | Markup)[]): readonly Markup[] =>
    gaps.map((text, i) => cell(text, `gap: ${names[i]}`));
  const given = plain ? "accuracy given up" : "cost added";
  const { present } = found;
  return html`<table class="tb stack" role="table">
    <caption>
      The best that each demand allows, and the gaps that are left, with 95${"\u202f"}% intervals
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">demand</th>
        <th scope="col" role="columnheader" class="r">right</th>
        ${!plain && html`<th scope="col" role="columnheader" class="r">cost</th>`}
        <th scope="col" role="columnheader" class="r">${given}</th>
        ${names.map((name) => html`<th scope="col" role="columnheader" class="r">gap: ${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${found.table.map(
        ({ id, accuracy, cost, price: added, gaps, blind }) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">
              ${criteria[id] ?? id}${blind && html` <span class="kd says">a rule that does not look at people</span>`}
            </th>
            ${cell(accuracy ? around(accuracy, (x) => percent(x, rows)) : "no such rule", "right")}
            ${!plain && cell(around(cost), "cost")} ${cell(id === "none" ? undefinedNumber : around(added), given)}
            ${cells([gaps?.sel, gaps?.tpr, gaps?.fpr, gaps?.ppv].map((x) => around(x)))}
          </tr>`,
      )}
      ${
        present &&
        html`<tr role="row">
          <th scope="row" role="rowheader">
            ${present.given ? "decisions as they are" : "positive from a score of one half on"}
          </th>
          ${cell(percent(present.accuracy, rows), "right")} ${!plain && cell(decimal(present.cost, 3), "cost")}
          ${cell(undefinedNumber, given)} ${cells([present.sel, present.tpr, present.fpr, present.ppv].map(gap))}
        </tr>`
      }
    </tbody>
  </table>`;
}

function frontiers({ found: { frontier, present } }: Known, plain: boolean): readonly Markup[] {
  const value = (of: Pick<Point, "accuracy" | "cost">): number => (plain ? of.accuracy : of.cost);
  const all = [...frontier.odds, ...frontier.parity, ...(present ? [present] : [])].map(value);
  // At least 5 points, so that small differences look small.
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const range = [Math.max(0, Math.min(low, high - 0.05)), high] as const;
  const y = plain ? "accuracy" : "cost";
  const drawn = (title: string, points: readonly Point[], within: number | undefined): Markup =>
    html`<figure>
      <figcaption>${title}</figcaption>
      ${frontierPlot({
        title,
        x: "gap that is allowed",
        y,
        points: points.map((point) => ({ within: point.within, value: value(point) })),
        now: present && within !== undefined ? { within, value: value(present) } : null,
        range,
      })}
    </figure>`;
  const of = plain ? "Accuracy" : "Cost";
  return [
    drawn(`${of} against how far errors may be apart`, frontier.odds, present?.odds),
    drawn(`${of} against how far shares called positive may be apart`, frontier.parity, present?.sel),
  ];
}

function groupTable({ groups, found: { forced, balance } }: Known): Markup {
  const head = (text: string): Markup => html`<th scope="col" role="columnheader" class="r">${text}</th>`;
  const names = ["positive", "forced FPR", "mean score +", "mean score −", "forced +", "forced −"];
  return html`<table class="tb stack" role="table">
      <caption>
        What the shares of positives force
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">group</th>
          ${names.map(head)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${groups.map(({ label, n, base }, g) => {
          const own = balance.groups[g];
          return html`<tr role="row">
            <th scope="row" role="rowheader"><bdi>${short(label, 28)}</bdi></th>
            ${cell(`${percent(base.value, n)} ${interval(base.low, base.high, (x) => percent(x, n))}`, "positive")}${[
              forced?.fpr[g],
              own?.positives,
              own?.negatives,
              own?.positivesForced,
              own?.negativesForced,
            ].map((x, i) => cell(gap(x), names[i + 1] ?? ""))}
          </tr>`;
        })}
      </tbody>
    </table>
    <p class="s mute">
      ${
        forced &&
        `Forced FPR: the false positive rate that each group must have if precision is ${advantage(forced.ppv)} and ${percent(forced.fnr, 1000)} of positives are missed in all of them; more than 1 cannot be. `
      }Forced
      + and −: the mean score that positives, or negatives, must have in a calibrated score if the other mean is
      ${advantage(balance.negatives)}, or ${advantage(balance.positives)}, in all groups; below 0 or above 1 cannot be.
    </p>`;
}
