/** A command line that may be broken between its words, but never inside a flag. */
import { visible } from "../words/names.ts";
import { html, type Markup } from "./markup.ts";

export function command(line: string): Markup {
  const words = visible(line).split(" ");
  return html`${words.map((word, i) => [i > 0 && " ", word.startsWith("-") ? html`<span class="nw">${word}</span>` : word])}`;
}
