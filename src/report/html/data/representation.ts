/** Who is in the data against who should be: features by how far they are off, with their shares; combinations that too few have; what weights would repair. */
import type { Finding } from "../../../check/finding.ts";
import type { FeatureFacts, RakingFacts, RepresentationFacts } from "../../../check/data/representation/facts.ts";
import { marginal } from "../../plot/marginal.ts";
import { short } from "../../words/names.ts";
import { advantage, counted, decimal, integer, interval, percent, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { groupTables, shortfall } from "./representation/groups.ts";
import { testSet } from "./representation/test-set.ts";

type Gaps = NonNullable<RepresentationFacts["gaps"]>;

/** More features, or combinations, than this are folded. */
const open = 12;

/** Null: of another check, or nothing was compared. */
export function representation(finding: Finding): Markup | null {
  if (finding.check !== "data/representation" || !Array.isArray(finding.facts["features"])) return null;
  const { features, groups, holdout, gaps, raking, rows } = finding.facts as unknown as RepresentationFacts;
  if (features.length === 0) return null;
  return html`${featureTable(features.slice(0, open))}${folded(features.slice(open))}${groupTables(groups, shortfall)}${testSet(holdout)}${evenness(features)}${distances(features)}${gaps && patterns(gaps)}${repair(raking, rows)}`;
}

const bases: { readonly [B in FeatureFacts["basis"]]: string } = {
  shares: "the shares given",
  population: "the population's table",
  independent: "its attributes taken together",
  uniform: "equal numbers",
};

function featureTable(features: readonly FeatureFacts[]): Markup {
  const served = features.some(({ bars }) => bars.some(({ serving }) => serving !== null));
  const even = features.every(({ basis }) => basis === "uniform");
  return html`<table class="tb" role="table">
    <caption>
      Features, ${even ? "least even" : "farthest from their target"} first
      <span class="cap"
        >grey bars: the data; blue line: the
        target${even && ", equal numbers"}${served && "; dashed line: data in use"}</span
      >
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">feature</th>
        <th scope="col" role="columnheader">shares</th>
        <th scope="col" role="columnheader" class="r">total variation</th>
        <th scope="col" role="columnheader" class="r hide">by chance</th>
        <th scope="col" role="columnheader" class="r hide">worth equal groups</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${features.map(featureRow)}
    </tbody>
  </table>`;
}

function featureRow({
  name,
  basis,
  bars,
  tv,
  low,
  high,
  noise,
  even,
  groups,
  missing,
  n,
  numbers,
}: FeatureFacts): Markup {
  const served = bars.some(({ serving }) => serving !== null);
  const plot = marginal({
    column: short(name, 40),
    bins: bars.map(({ label }) => short(label, 30)),
    train: bars.map(({ train }) => train),
    tables: [
      { name: "the target", colour: 2, shares: bars.map(({ target }) => target) },
      ...(served
        ? [{ name: "data in use", colour: 3, dashed: true, shares: bars.map(({ serving }) => serving ?? 0) }]
        : []),
    ],
  });
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <code><bdi>${short(name, 40)}</bdi></code>
      <span class="kd says">against ${bases[basis]}</span>
      ${numbers && html`<span class="kd says">KS ${advantage(numbers.ks)}, Wasserstein ${decimal(numbers.wasserstein, 2)}</span>`}
      ${missing > 0 && html`<span class="kd says">${percent(missing / (missing + n), missing + n)} have no value</span>`}
    </th>
    <td role="cell">${plot}</td>
    <td role="cell" class="r">${advantage(tv)}<span class="kd says">${interval(low, high)}</span></td>
    <td role="cell" class="r hide mute">${advantage(noise)}</td>
    <td role="cell" class="r hide">
      ${even["effective"] === undefined ? undefinedNumber : decimal(even["effective"], 1)} of ${integer(groups)}
    </td>
  </tr>`;
}

function folded(features: readonly FeatureFacts[]): Markup | null {
  if (features.length === 0) return null;
  return html`<details class="fold">
    <summary>${counted(features.length, "feature")} nearer to the target</summary>
    ${featureTable(features)}
  </details>`;
}

/** How evenly rows are spread over each feature's groups, whatever the target. */
function evenness(features: readonly FeatureFacts[]): Markup {
  const columns = [
    ["entropy, 1 = even", "normalised", 3],
    ["effective groups", "effective", 1],
    ["inverse Simpson", "inverseSimpson", 1],
    ["largest over smallest", "imbalance", 1],
  ] as const;
  return html`<details class="fold">
    <summary>How even the groups are</summary>
    <table class="tb stack" role="table">
      <caption>
        Whatever the target; ∞: a group is empty
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">feature</th>
          <th scope="col" role="columnheader" class="r">groups</th>
          ${columns.map(([name]) => html`<th scope="col" role="columnheader" class="r">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${features.map(
          ({ name, groups, even }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader">
                <code><bdi>${short(name, 40)}</bdi></code>
              </th>
              <td role="cell" class="r" data-of="groups">${integer(groups)}</td>
              ${columns.map(([head, id, digits]) => html`<td role="cell" class="r" data-of="${head}">${evenNumber(even[id], id, digits)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
const evenNumber = (x: number | null | undefined, id: string, digits: number): string =>
  x == null ? (id === "imbalance" ? "∞" : undefinedNumber) : decimal(x, digits);

/** What other tools call the same thing. */
function distances(features: readonly FeatureFacts[]): Markup {
  const columns = [
    ["Jensen-Shannon distance", "jsDistanceNats"],
    ["its square, the divergence", "jsNats"],
    ["in bits", "jsBits"],
    ["Kullback-Leibler", "kl"],
    ["PSI", "psi"],
    ["Hellinger", "hellinger"],
    ["Cohen’s w", "cohenW"],
  ] as const;
  return html`<details class="fold">
    <summary>Other distances and tests</summary>
    <table class="tb stack" role="table">
      <caption>
        Natural logarithms, but for “in bits” (base 2); ∞: the data has people of whom the target has none
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">feature</th>
          ${columns.map(([name]) => html`<th scope="col" role="columnheader" class="r">${name}</th>`)}
          <th scope="col" role="columnheader" class="r">p of chi-square</th>
          <th scope="col" role="columnheader" class="r">p of G</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${features.map(
          ({ name, distances: all, tests }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader">
                <code><bdi>${short(name, 40)}</bdi></code>
              </th>
              ${columns.map(([head, id]) => html`<td role="cell" class="r" data-of="${head}">${advantage(all[id] ?? Infinity)}</td>`)}
              <td role="cell" class="r" data-of="p of chi-square">${chance(tests["p"])}</td>
              <td role="cell" class="r" data-of="p of G">${chance(tests["gP"])}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
const chance = (p: number | null | undefined): string =>
  p == null ? undefinedNumber : p < 0.001 ? "< 0.001" : advantage(p);

function patterns({ tau, total, list, unnamed, features, expectedFrom, searched }: Gaps): Markup {
  const looked = `combinations of up to ${counted(searched, "value")} of ${features.map((name) => short(name, 24)).join(", ")}`;
  if (total === 0)
    return html`<h4 class="sub4">Who is too few</h4>
      <p class="s">Nobody: all ${looked} have at least ${counted(tau, "row")}.</p>`;
  const table = (some: Gaps["list"]): Markup =>
    html`<table class="tb" role="table">
      <caption>
        Combinations that fewer than ${integer(tau)} rows have
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">combination</th>
          <th scope="col" role="columnheader" class="r">rows</th>
          <th scope="col" role="columnheader" class="r">expected</th>
          <th scope="col" role="columnheader" class="r">missing</th>
          <th scope="col" role="columnheader" class="r">to collect</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${some.map(
          ({ pattern, rows, expected, deficit, collect }) =>
            html`<tr role="row">
              <th scope="row" role="rowheader">
                ${Object.keys(pattern).length === 0 && "everybody"}${Object.entries(pattern).map(([name, value], i) => html`${i > 0 && ", "}<bdi>${short(name, 24)}</bdi> <b><bdi>${short(value, 30)}</bdi></b>`)}
              </th>
              <td role="cell" class="r">${integer(rows)}</td>
              <td role="cell" class="r">${decimal(expected, expected < 10 ? 1 : 0)}</td>
              <td role="cell" class="r">${decimal(deficit, deficit < 10 ? 1 : 0)}</td>
              <td role="cell" class="r">${integer(collect)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  const more = list.slice(open);
  return html`<h4 class="sub4">Who is too few</h4>
    <p class="s">
      ${counted(total, "combination")} of values ${total === 1 ? "has" : "have"} fewer than ${counted(tau, "row")},
      among all ${looked}; more special ones below them are not counted again. Expected is what as many rows
      ${expectedFrom === "population" ? "drawn from the population's table" : "with these shares, each independent of the others,"}
      would
      have.${unnamed > 0 && ` ${counted(unnamed, "combination")} of very few people ${unnamed === 1 ? "is" : "are"} not named.`}
    </p>
    ${list.length > 0 && table(list.slice(0, open))}
    ${
      more.length > 0 &&
      html`<details class="fold">
        <summary>${counted(more.length, "combination")} of which fewer are expected</summary>
        ${table(more)}
      </details>`
    }`;
}

function repair(raking: RakingFacts | null, rows: number): Markup {
  const head = html`<h4 class="sub4">What weights would repair</h4>`;
  if (!raking)
    return html`${head}
      <p class="s">
        Weights need a target. Say who the data will be used on: a table of the population, or its shares.
      </p>`;
  const { margins, designEffect, worth, largest, empty, converged } = raking;
  return html`${head}
    <p class="s">
      Weights can bring ${margins.map((name, i) => html`${i > 0 && ", "}<bdi>${short(name, 40)}</bdi>`)} to the
      target${!converged && ", though not all at once"}. They cost a design effect of ${decimal(designEffect, 2)}:
      ${integer(rows)} rows are then worth ${integer(worth)}. The largest weight is ${decimal(largest, 1)}. They lie in
      the folder of the run, in <code>weights.csv</code> (<code>weights-NAME.csv</code> where several tables have some),
      one for each row of the training table in its order; <code>--weights FILE</code> audits the table with them.
      ${empty.length > 0 && html`Nobody in the data is of ${empty.slice(0, 5).map((group, i) => html`${i > 0 && ", "}<bdi>${short(group, 40)}</bdi>`)}${empty.length > 5 && " and others"}: no weight can make up for them.`}
    </p>`;
}
