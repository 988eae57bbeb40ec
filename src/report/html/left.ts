/** Attacks that were not played, and why, below the table of those that were. */
import type { Finding } from "../../check/finding.ts";
import { notPlayed } from "../words/attacks.ts";
import { sentenceEnd } from "../words/names.ts";
import { html, type Markup } from "./markup.ts";

export function leftOut(findings: readonly Finding[]): Markup | null {
  const said = new Set(
    findings.flatMap(({ validity }) =>
      validity.filter(({ code }) => code === "attacks-left-out").map(({ message }) => sentenceEnd(notPlayed(message))),
    ),
  );
  return said.size > 0 ? html`${[...said].map((text) => html`<p class="s mute after">${text}</p>`)}` : null;
}
