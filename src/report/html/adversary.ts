/** The adversary card: who attacks, with what, and how much access that takes. */
import type { Adversary } from "../../check/finding.ts";
import { html, type Markup } from "./markup.ts";

const ladder: readonly Adversary["access"][] = ["data", "query", "labels", "weights", "update"];

export function adversaryCard({ is, knows, holds, wants, access }: Adversary): Markup {
  const rows = Object.entries({ is, knows, holds, wants }).map(
    ([name, text]) =>
      html`<dt>${name}</dt>
        <dd>${text}</dd>`,
  );
  const rungs = ladder.map((rung) =>
    rung === access ? html`<li aria-current="true">${rung}</li>` : html`<li>${rung}</li>`,
  );
  return html`<div class="adv">
    <h4>The adversary</h4>
    <dl>${rows}</dl>
    <ul class="ladder" aria-label="access needed, from least to most">
      <li>access:</li>
      ${rungs}
    </ul>
  </div>`;
}
