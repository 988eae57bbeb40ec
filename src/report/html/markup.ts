/** HTML that is safe by construction: whatever is put into a template is escaped, unless it is markup itself. */

export interface Markup {
  readonly markup: string;
}
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** Text of element and attribute values alike; attributes must stand in double quotes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const fixed = compact(strings);
  return { markup: fixed.map((text, i) => (i < parts.length ? text + write(parts[i]) : text)).join("") };
}

/** Without the indentation of the source: one line break means the same to a browser. Once for each template. */
function compact(strings: TemplateStringsArray): readonly string[] {
  const known = compacted.get(strings) ?? strings.map((text) => text.replace(/\n\s+/g, "\n"));
  compacted.set(strings, known);
  return known;
}
const compacted = new WeakMap<TemplateStringsArray, readonly string[]>();

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string") return escape(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(write).join("");
}

/** Only for text that this program wrote itself: styles, its script, the output of the plot library. */
export const trusted = (markup: string): Markup => ({ markup });

/** An id or a fragment: letters, digits and hyphens. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** Many subjects stand beside one another only in a box that scrolls, with the keyboard too. */
export const scrolling = (table: Markup, subjects: number, label: string): Markup =>
  subjects > 3 ? html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${table}</div>` : table;
