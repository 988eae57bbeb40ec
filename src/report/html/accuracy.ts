/** How often a model is right on people it learnt from and on outsiders: the leak that everybody can see. */
import type { Finding, Measure } from "../../check/finding.ts";
import { ticks } from "../plot/scale.ts";
import { short } from "../words/names.ts";
import { interval, percent } from "../words/numbers.ts";
import { html, type Markup } from "./markup.ts";
import { estimateTable, type EstimateRow } from "./rows.ts";
import type { Played } from "./suite.ts";
import { term } from "./term.ts";

const parts = { train: "people in the training data", holdout: "outsiders" } as const;

export const rightOn = ({ measures }: Finding, part: keyof typeof parts): Measure | null =>
  measures.find(({ id, of, value }) => id === "accuracy" && of?.["part"] === part && value !== null) ?? null;

/** Null where no check has asked the model. */
export function accuracy(played: readonly Played[], several: boolean): Markup | null {
  const rows = played.flatMap(({ finding, series }): EstimateRow[] =>
    (["train", "holdout"] as const).flatMap((part) => {
      const measure = rightOn(finding, part);
      if (!measure) return [];
      const { value, low, high, n, status } = measure;
      const share = (x: number | null): string => percent(x, n);
      return [
        {
          head: html`${several && html`<bdi class="nm">${short(finding.subject, 24)}</bdi> `}${parts[part]}`,
          estimates: [{ series, value, low, high, small: status === "small" }],
          limit: null,
          cells: [html`${share(value)} <span class="mute hide">${interval(low, high, share)}</span>`],
        },
      ];
    }),
  );
  if (rows.length === 0) return null;
  const least = Math.min(...rows.flatMap(({ estimates }) => estimates.map(({ low, value }) => low ?? value ?? 0)));
  const said = played.flatMap(({ finding }) => gapSentence(finding, several));
  return html`${estimateTable({
      caption: "How often the model is right, with 95\u202f% interval",
      what: "asked about",
      columns: [{ name: "right" }],
      at: ticks(Math.min(0.8, least), 1, 4),
      zero: null,
      dashed: null,
      subjects: [],
      rows,
    })}
    <div class="p s mute after">${term("accuracy", "Accuracy")}: ${said.join(" ")}</div>`;
}

/** A gap is already a leak; none does not say that there is no other. */
function gapSentence(finding: Finding, several: boolean): string[] {
  const [train, holdout] = [rightOn(finding, "train"), rightOn(finding, "holdout")];
  if (train?.value == null || holdout?.value == null) return [];
  const who = several ? `${short(finding.subject, 24)}: ` : "";
  if ((train.low ?? 0) <= (holdout.high ?? 1))
    return [
      `${who}about as often right on outsiders as on its training data, which does not keep attacks from working.`,
    ];
  return [
    `${who}right ${percent(train.value - holdout.value, 0).replace("\u202f%", "")} percentage points more often on its training data than on outsiders, so that being right already tells something.`,
  ];
}
