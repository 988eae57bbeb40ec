/** The adversary card: who attacks, with what, and how much access that takes. */
import type { Adversary, Finding } from "../../check/finding.ts";
import { short } from "../words/names.ts";
import { html, type Markup, type Part } from "./markup.ts";

const ladder: readonly Adversary["access"][] = ["data", "query", "labels", "weights", "update"];

/** One card for all subjects; where their adversaries know, hold or want something else, it says so subject by subject. */
export function adversaryCard(findings: readonly Finding[]): Markup | null {
  const [first] = findings;
  if (!first) return null;
  const rows = (["is", "knows", "holds", "wants"] as const).map(
    (name) =>
      html`<dt>${name}</dt>
        <dd>${said(findings, name)}</dd>`,
  );
  const accesses = new Set(findings.map(({ about }) => about.adversary.access));
  const rungs = ladder.map((rung) =>
    accesses.has(rung) ? html`<li aria-current="true">${rung}</li>` : html`<li>${rung}</li>`,
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

function said(findings: readonly Finding[], name: "is" | "knows" | "holds" | "wants"): Part {
  const by = new Map<string, string[]>();
  for (const { about, subject } of findings) {
    const text = about.adversary[name];
    by.set(text, [...(by.get(text) ?? []), short(subject, 24)]);
  }
  if (by.size === 1) return [...by.keys()];
  return [...by].map(
    ([text, subjects]) => html`<span class="per"><bdi class="mute">${subjects.join(", ")}:</bdi> ${text}</span>`,
  );
}
