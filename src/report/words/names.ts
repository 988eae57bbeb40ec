/** Names of columns, files and tables come from users: they are shown as they are, but can neither steer a terminal nor turn the text around. */

// Controls (ESC, newline ...), direction overrides, invisible separators, and halves of surrogate pairs.
const harmful = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

/** The name with a replacement character for everything that is not to be shown but obeyed. */
export function visible(name: string): string {
  return name.trim() === "" ? "(no name)" : name.replace(harmful, "\ufffd");
}

/** At most `most` characters, cut in the middle, because the ends of names tell them apart. Whole characters, also emoji. */
export function short(name: string, most = 40): string {
  const characters = [...graphemes.segment(visible(name))].map(({ segment }) => segment);
  if (characters.length <= most) return characters.join("");
  const tail = Math.floor((most - 1) / 2);
  const head = most - 1 - tail;
  return `${characters.slice(0, head).join("")}…${characters.slice(-tail).join("")}`;
}
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== "") ?? path;
}

/** "A", "A and B", "A, B and C". */
export function list(items: readonly string[], word: "and" | "or" = "and"): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** The first few, and how many more. */
export function few(items: readonly string[], most = 4): string {
  if (items.length <= most + 1) return list(items);
  return `${items.slice(0, most).join(", ")} and ${items.length - most} more`;
}

/** First letter in capitals. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** First letter not in capitals, unless it is an acronym or a name of its own. */
export const uncapital = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** Ends with exactly one full stop, unless it ends a sentence otherwise. */
export const sentenceEnd = (text: string): string => (/[.!?…]["”’)]?$/.test(text) ? text : `${text}.`);
