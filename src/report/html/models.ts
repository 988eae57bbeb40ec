/** What a model trained on the synthetic table is worth on real people, beside one that was trained on real people. */
import type { Measure } from "../../check/finding.ts";
import { ticks } from "../plot/scale.ts";
import { short } from "../words/names.ts";
import { advantage, interval, undefinedNumber } from "../words/numbers.ts";
import { html, type Markup } from "./markup.ts";
import { estimateTable, type EstimateRow } from "./rows.ts";
import { term } from "./term.ts";
import type { Played } from "./suite.ts";

const scores: { readonly [score: string]: string } = { auc: "AUC", accuracy: "accuracy", r2: "R²" };

/** The score of a measure: "auc" of "tstr.auc". */
export const scoreOf = ({ id }: Measure): string | null => {
  const [, score] = /^tstr\.(auc|accuracy|r2)$/.exec(id) ?? [];
  return score ?? null;
};

export function models(played: readonly Played[]): Markup | null {
  const rows = played.flatMap(({ finding, series }) =>
    finding.measures.flatMap((tstr): (EstimateRow & { readonly score: string })[] => {
      const score = scoreOf(tstr);
      if (score === null || tstr.value === null) return [];
      const same = (id: string): Measure | null =>
        finding.measures.find((one) => one.id === id && JSON.stringify(one.of) === JSON.stringify(tstr.of)) ?? null;
      const [trtr, loss] = [same(`trtr.${score}`), same("tstr.loss")];
      const { label, model } = tstr.of ?? {};
      return [
        {
          score,
          head: html`${label !== undefined && html`<code><bdi>${short(label, 28)}</bdi></code> `}<span class="kd"
              >${[scores[score], model, played.length > 1 ? short(finding.subject, 20) : ""].filter((text) => text !== undefined && text !== "").join(", ")}</span
            >`,
          estimates: [{ series, value: tstr.value, low: tstr.low, high: tstr.high, small: tstr.status === "small" }],
          limit: trtr?.value ?? null,
          cells: [
            html`${advantage(tstr.value)} <span class="mute hide">${range(tstr)}</span>`,
            html`${advantage(trtr?.value ?? null)} <span class="mute hide">${range(trtr)}</span>`,
            html`${advantage(loss?.value ?? null)} <span class="mute">${range(loss)}</span>`,
          ],
        },
      ];
    }),
  );
  if (rows.length === 0) return null;
  const ends = rows.flatMap(({ estimates, limit }) => [
    ...estimates.flatMap(({ value, low, high }) => [low ?? value ?? 0, high ?? value ?? 0]),
    ...(limit === null ? [] : [limit]),
  ]);
  return html`${estimateTable({
      caption: "A model trained on the table, tested on real people, with 95\u202f% interval",
      what: "what is predicted",
      columns: [{ name: "trained on it" }, { name: "on real people", aside: true }, { name: "what it costs" }],
      at: ticks(Math.min(...ends), Math.max(...ends), 4),
      zero: null,
      dashed: "trained on real people",
      subjects: played.map(({ finding, series }) => ({ name: finding.subject, series })),
      rows,
    })}
    <div class="p s mute after">${term("tstr", "TSTR and TRTR")}: the dot and the dashed line.</div>`;
}

const range = (measure: Measure | null): string =>
  measure && measure.low !== null && measure.high !== null
    ? interval(measure.low, measure.high)
    : measure
      ? ""
      : undefinedNumber;
