/** A word with its explanation a click away: a native disclosure, which needs no script. In print only the word remains. */
import type { Run } from "../../run/schema.ts";
import { glossary, glossaryOf, type Term } from "../words/glossary.ts";
import { html, type Markup } from "./markup.ts";

export function term(name: Term, text: string): Markup {
  return html`<details class="g" name="g">
    <summary>${text}</summary>
    <span class="gx">${glossary[name].text}</span>
  </details>`;
}

export function words(run: Pick<Run, "subjects">): Markup {
  const entries = glossaryOf(run).map(
    ({ name, text }) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${text}</dd>
      </div>`,
  );
  return html`<section id="words" aria-labelledby="h-words">
    <h2 id="h-words">Words</h2>
    <dl class="gloss">${entries}</dl>
  </section>`;
}
