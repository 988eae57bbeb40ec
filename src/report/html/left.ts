/** Attacks that were not played, and why, below the table of those that were. */
import type { Finding } from "../../check/finding.ts";
import { leftOutWords } from "../words/left.ts";
import { html, type Markup } from "./markup.ts";

export function leftOut(findings: readonly Finding[]): Markup | null {
  const { lines, remedy } = leftOutWords(findings);
  const [only] = lines;
  if (only === undefined) return null;
  if (lines.length === 1) return html`<p class="s mute after">Not played: ${only} ${remedy}</p>`;
  return html`<div class="s mute after">
    Not played:
    <ul class="plain">
      ${lines.map((text) => html`<li>${text}</li>`)}
    </ul>
    ${remedy}
  </div>`;
}
