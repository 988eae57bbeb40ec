/** Training data on the page: where harm may come from, in half a sentence each; how its groups fare, which may be judged, and what the table is like, which never is. */
import type { Finding } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { diagnostic } from "./diagnostic.ts";
import { html, type Markup } from "./markup.ts";
import { panel } from "./panel.ts";
import { term } from "./term.ts";

type Groups = readonly (readonly Finding[])[];

/** By check, in the order of the page. */
export interface TrainingData {
  readonly map: Groups;
  readonly fare: Groups;
  readonly table: Groups;
}

/** About what is predicted of people; all else is about the table. */
const ofPredictions = new Set(["data/fairness", "data/tradeoff", "data/subgroups"]);

export function trainingDataOf(groups: Groups): TrainingData {
  const own = groups.filter(([first]) => first?.check.startsWith("data/"));
  const map = own.filter(([first]) => first?.check === "data/sources");
  const fare = own.filter(([first]) => ofPredictions.has(first?.check ?? ""));
  return { map, fare, table: own.filter((findings) => !map.includes(findings) && !fare.includes(findings)) };
}

export function trainingData({ map, fare, table }: TrainingData, run: Run): Markup {
  return html`${
    map.length > 0 &&
    html`<section aria-labelledby="h-map">
      <h2 id="h-map">Where harm may come from</h2>
      <div class="p mute">What stands out, source by source; each line leads to all there is to it.</div>
      ${map.map((findings) => diagnostic(findings, run))}
    </section>`
  }${
    fare.length > 0 &&
    html`<section aria-labelledby="h-fare">
      <h2 id="h-fare">How groups fare</h2>
      <div class="p mute">
        A ${term("gap", "gap")} between groups is held against a limit where one was agreed. What remains when another
        criterion is enforced is computed, and which criterion matters is for people to say.
      </div>
      ${fare.map((findings) => (findings.some(({ headline }) => headline !== null) ? panel(findings, run) : diagnostic(findings, run)))}
    </section>`
  }${
    table.length > 0 &&
    html`<section aria-labelledby="h-table">
      <h2 id="h-table">What the training data is like</h2>
      <div class="p mute">
        Described, and ${term("described", "never judged")}: whether it matters depends on the use.
      </div>
      ${table.map((findings) => diagnostic(findings, run))}
    </section>`
  }`;
}
