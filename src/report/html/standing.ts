/** Who stands out and who could be accused, in sentences: a number of people, never without what would be so anyway, a prior, and what could not be seen. */
import { wordsOfCheck } from "../words/kinds.ts";
import { short } from "../words/names.ts";
import { accusations, standOut } from "../words/recognised.ts";
import { html, type Markup } from "./markup.ts";
import type { Played } from "./suite.ts";
import { term } from "./term.ts";

export function standing(played: readonly Played[], several: boolean): Markup | null {
  const exposed = played.flatMap(({ finding: { exposure, subject } }) => (exposure ? [{ exposure, subject }] : []));
  if (exposed.length === 0) return null;
  const parts = exposed.map(({ exposure, subject }) => {
    const said = [...standOut(exposure), ...accusations(exposure)];
    return html`<div>
      ${several && html`<h4><bdi>${short(subject, 40)}</bdi></h4>`}
      <ul class="plain">
        ${said.map((text) => html`<li>${text}</li>`)}
      </ul>
    </div>`;
  });
  return html`<div class="stand">
    <h4>Who stands out</h4>
    <div class="p s mute">
      ${term("exposure", "Exposure")} counts in ${term("bits", "bits")}: each halves the share of outsiders who look as
      much like a person ${wordsOfCheck(played[0]?.finding.check ?? "").within}.
    </div>
    <div class="pair s">${parts}</div>
  </div>`;
}
