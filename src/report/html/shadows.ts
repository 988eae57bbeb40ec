/** How many shadow models are enough: what the attack that uses them reaches with more and more of them. */
import type { Curve, Finding } from "../../check/finding.ts";
import { curves, type Line } from "../plot/curve.ts";
import { limitsOf } from "../words/limits.ts";
import { short } from "../words/names.ts";
import { byShadowsTitle, curveAttack, shadowSentences } from "../words/shadows.ts";
import { figure } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import type { Played } from "./suite.ts";
import { term } from "./term.ts";

export function shadowCurves(played: readonly Played[], several: boolean): Markup | null {
  const drawn = ["advantage", "tpr@fpr=0.01"].flatMap((measure): Markup[] => {
    const lines = played.flatMap(({ finding, series }): Line[] => {
      const curve = curveOf(finding, measure);
      return curve ? [{ curve, series, name: short(finding.subject, 16) }] : [];
    });
    if (lines.length === 0) return [];
    const drawnOf = played.map(({ finding }) => finding).filter((finding) => curveOf(finding, measure) !== null);
    const title = byShadowsTitle(measure, drawnOf);
    const limits = new Set(played.map(({ finding }) => limitOf(finding, measure)));
    const limit = limits.size === 1 ? ([...limits][0] ?? null) : null;
    return [figure(title, curves(lines, { title, x: "shadow models", limit, named: several, log: true }))];
  });
  if (drawn.length === 0) return null;
  const said = played.flatMap(({ finding }) => {
    const curve = curveOf(finding, "advantage");
    const who = several ? `${short(finding.subject, 24)}: ` : "";
    return curve
      ? [who + shadowSentences(curve, { attack: curveAttack(finding), limit: limitOf(finding, "advantage") })]
      : [];
  });
  return html`<h4 class="sub4">How many shadow models are enough</h4>
    <div class="plots">
      ${drawn}
      <div>
        ${said.map((text) => html`<p class="s">${text}</p>`)}
        <div class="p s mute">
          ${term("shadowModels", "Shadow models")} are drawn in pairs of which each saw the other half of the people;
          the axis doubles. The intervals are those of one attack alone.
        </div>
      </div>
    </div>`;
}

const curveOf = ({ curves: all }: Finding, measure: string): Curve | null =>
  all.find(({ id, points }) => id === `${measure}-by-shadows` && points.length > 1) ?? null;

const limitOf = (finding: Finding, measure: string): number | null =>
  limitsOf(finding).find((one) => one.measure === measure)?.limit ?? null;
