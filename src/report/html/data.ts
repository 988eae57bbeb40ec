/** What was read: overlap between the halves, every column with its shape in each table, what was left out and why. Never anybody's value. */
import type { Run, Subject } from "../../run/schema.ts";
import { distance, sparkline } from "../plot/sparkline.ts";
import { kindWords, wordsOfRun } from "../words/kinds.ts";
import { fileName, short } from "../words/names.ts";
import { decimal, integer, undefinedNumber } from "../words/numbers.ts";
import { html, type Markup } from "./markup.ts";

type Column = Subject["data"]["columns"][number];

export function data({ subjects }: Run): Markup {
  const { within } = wordsOfRun({ subjects });
  const groups = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const { train = subject.name, holdout = "" } = subject.data.digests;
    const key = `${train} ${holdout}`;
    groups.set(key, [...(groups.get(key) ?? []), subject]);
  }
  return html`<section id="data" aria-labelledby="h-data">
    <h2 id="h-data">Data that were read</h2>
    ${
      subjects.some(({ kind }) => kind !== "data") &&
      html`<p class="mute">
        A finding is only as good as the comparison with outsiders: they must come from the same population and must not
        be ${within}.
      </p>`
    }
    ${[...groups.values()].map((group) => groupOf(group, groups.size > 1))}
  </section>`;
}

/** Subjects made from the same people share one table of columns. */
function groupOf(group: readonly Subject[], several: boolean): Markup {
  const [first] = group;
  if (!first) return html``;
  const tables: Markup[] = [];
  for (let i = 0; i < group.length; i += 3) tables.push(columns(group.slice(i, i + 3)));
  const names = group.map(({ name }) => short(name, 40)).join(", ");
  const scroll = html`<div class="scroll" role="group" aria-label="Columns" tabindex="0">${tables}</div>`;
  return html`${several && html`<h3 class="grp"><bdi>${names}</bdi></h3>`}${overlap(group)}
  ${first.data.columns.length > 0 ? folded(scroll, first) : without(first)} ${leftOut(first)}${remarks(group)}`;
}

/** Nobody scrolls past hundreds of columns. */
function folded(table: Markup, { data: { columns: all } }: Subject): Markup {
  if (all.length <= 60) return table;
  return html`<details class="fold">
    <summary>${integer(all.length)} columns</summary>
    ${table}
  </details>`;
}

/** Tensors, or answers of a model alone. */
function without({ files }: Subject): Markup {
  const rows = files.filter(({ part, rows: count }) => part !== "model" && count > 0);
  if (rows.length === 0) return html``;
  return html`<p class="s mute">
    The files have no named columns:
    ${rows.map(
      ({ path, rows: count }, i) =>
        html`${i > 0 && ", "}<code><bdi>${short(fileName(path), 48)}</bdi></code
          >, ${integer(count)} rows`,
    )}.
  </p>`;
}

function overlap(group: readonly Subject[]): Markup {
  const [first] = group;
  if (!first) return html``;
  const { rows, duplicates } = first.data;
  const people = rows["train"] ?? 0;
  const outsiders = rows["holdout"];
  if (first.kind === "model" && !first.files.some(({ part }) => part === "train"))
    return html`<p>
      Only what the model answers for ${integer(people)} people
      ${kindWords(first.kind).within}${outsiders !== undefined && ` and ${integer(outsiders)} outsiders`} was read:
      whether some of them are the same, or differ to begin with, cannot be told.
    </p>`;
  const alone = first.kind === "data" && outsiders === undefined;
  const halves = alone
    ? null
    : duplicates.holdoutInTrain === null || outsiders === undefined
      ? big(
          "Rows in both halves",
          undefinedNumber,
          "",
          outsiders === undefined ? "no people outside the data were given" : "not known",
        )
      : big(
          "Rows in both halves",
          integer(duplicates.holdoutInTrain),
          `of ${integer(outsiders)}`,
          "rows outside the data that equal a row in the data; two people may well be equal",
        );
  const twins = big(
    "Rows that are not alone",
    integer(duplicates.train),
    `of ${integer(people)}`,
    "rows in the data that equal another of them",
  );
  const tables = group.filter(({ kind }) => kind === "synthetic");
  const copies = tables.map(({ name, data: { rows: own, duplicates: found } }) =>
    big(
      `Synthetic rows that are real${group.length > 1 ? `, ${short(name, 28)}` : ""}`,
      integer(found.syntheticInTrain),
      `of ${integer(own["synthetic"] ?? 0)}`,
      found.syntheticInHoldout === null
        ? "equal a row in the data"
        : `equal a row in the data; ${integer(found.syntheticInHoldout)} equal a row outside`,
    ),
  );
  return html`<div class="res">${halves}${twins}${copies}</div>`;
}

const big = (who: string, number: string, of: string, note: string): Markup =>
  html`<div>
    <bdi class="who">${who}</bdi>
    <div class="big">${number} <small>${of}</small></div>
    <span class="ref-t">${note}</span>
  </div>`;

function columns(group: readonly Subject[]): Markup {
  const [first] = group;
  if (!first) return html``;
  const outside = "holdout" in first.data.rows;
  const released = group.filter(({ kind }) => kind === "synthetic");
  const heads = released.map(
    ({ name }) => html`<th scope="col"><bdi>${released.length > 1 ? short(name, 16) : "synthetic"}</bdi></th>`,
  );
  const train = first.data.rows["train"] ?? 0;
  const rows = first.data.columns.map((column) => {
    const inTrain = column.tables["train"];
    const shapes = released.map(({ data: { columns: own } }) => {
      // Each subject was read with its own people, so its histograms have bins of their own.
      const { synthetic: there, train: real } = own.find(({ name }) => name === column.name)?.tables ?? {};
      return html`<td>${there && sparkline(there.histogram, real?.histogram)}</td>`;
    });
    const apart = distance(inTrain?.histogram ?? [], column.tables["holdout"]?.histogram ?? []);
    return html`<tr>
      <th scope="row">
        <code><bdi>${short(column.name, 36)}</bdi></code>
      </th>
      <td class="hide mute">${kindOf(column)}</td>
      <td class="r">${integer(inTrain?.distinct ?? column.distinct)}</td>
      <td class="r">${inTrain && inTrain.missing > 0 ? integer(inTrain.missing) : undefinedNumber}</td>
      <td>${inTrain && sparkline(inTrain.histogram)}</td>
      ${shapes}${outside && html`<td class="r">${decimal(apart, 3)}</td>`}
    </tr>`;
  });
  return html`<table class="tb cols">
      <caption>
        Columns of the ${integer(train)} rows in the data
      </caption>
      <thead>
        <tr>
          <th scope="col">column</th>
          <th scope="col" class="hide">read as</th>
          <th scope="col" class="r">values</th>
          <th scope="col" class="r">missing</th>
          <th scope="col">shape</th>
          ${heads}${outside && html`<th scope="col" class="r">distance<span class="hide"> to outsiders</span></th>`}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    <p class="s mute after">
      ${released.length > 0 ? "Bars: the table; line over them: the people in the data." : "Bars: the people in the data."}${outside ? " Distance: the share of people who would have to move for both halves to have the same shape (0 the same, 1 nothing in common)." : ""}
    </p>`;
}

function kindOf({ kind, integer: whole, flag }: Column): string {
  if (flag === "key") return "identifier, left out";
  if (flag === "text") return "free text, left out";
  return kind === "number" && whole ? "whole number" : kind;
}

function leftOut({ kind, ignored, data: { columns: all } }: Subject): Markup | null {
  if (ignored.length === 0) return null;
  const flags = new Map(all.map(({ name, flag }) => [name, flag]));
  const described = kind === "data";
  const why = (name: string): string => {
    const flag = flags.get(name) ?? null;
    return flag === "key"
      ? "an identifier"
      : flag === "text"
        ? "free text"
        : described
          ? "it has a role of its own, or as configured"
          : "as configured";
  };
  const items = ignored.map(
    (name) =>
      html`<li>
        <code><bdi>${short(name, 60)}</bdi></code
        >: ${why(name)}
      </li>`,
  );
  return html`<h3>${described ? "Not among the features" : "Left out of every attack"}</h3>
    <ul class="plain s">
      ${items}
    </ul>`;
}

function remarks(group: readonly Subject[]): Markup | null {
  const all = new Map<string, Subject["data"]["remarks"][number]>();
  for (const { data: read } of group) for (const remark of read.remarks) all.set(JSON.stringify(remark), remark);
  if (all.size === 0) return null;
  const items = [...all.values()].map(
    ({ column, message }) =>
      html`<li>
        ${
          column !== null &&
          html`<code><bdi>${short(column, 60)}</bdi></code
            >: `
        }${message}
      </li>`,
  );
  return html`<h3>Decided while reading</h3>
    <ul class="plain s">
      ${items}
    </ul>`;
}
