/** Text in cells of a terminal: East Asian and emoji characters take two, combining ones none. */
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const wide =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

export function width(text: string): number {
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) cells += cellsOf(segment);
  return cells;
}
const cellsOf = (segment: string): number => (wide.test(segment) ? 2 : /^\p{M}+$/u.test(segment) ? 0 : 1);

/** Cut at the end to so many cells. */
export function fit(text: string, cells: number): string {
  if (width(text) <= cells) return text;
  let kept = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (used + cellsOf(segment) > cells - 1) break;
    kept += segment;
    used += cellsOf(segment);
  }
  return cells < 1 ? "" : `${kept}…`;
}

export const pad = (text: string, cells: number): string => text + " ".repeat(Math.max(0, cells - width(text)));
export const padStart = (text: string, cells: number): string => " ".repeat(Math.max(0, cells - width(text))) + text;

/** Lines of at most so many cells, broken at spaces; no-break spaces hold. */
export function wrap(text: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \n]+/)) {
    if (word === "") continue;
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && width(longer) > cells) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
