/** Markdown for reading in a terminal: headings in bold, paragraphs folded, links written out; only what explanations use. */
import { paint, type Style, wrap } from "./terminal.ts";

export function readable(markdown: string, style: Style): string {
  const columns = Math.min(style.columns, 100);
  const blocks = markdown
    .trim()
    .split("\n")
    .map((line) => {
      const heading = /^#+ (.*)$/.exec(line);
      if (heading) return paint(style, "bold", inline(heading[1] ?? "", { ...style, colour: false }));
      const marker = /^\s*([-*]|\d+\.) /.exec(line)?.[0].length ?? /^\s*/.exec(line)?.[0].length ?? 0;
      if (line.startsWith("|")) return inline(line, style);
      const mark = line.slice(0, marker).replace(/[-*](?= $)/, style.unicode ? "•" : "-");
      // Folded first: what paints a word takes no room.
      return inline(`${mark}${wrap(line.slice(marker), { columns, indent: marker })}`, style);
    });
  return `${blocks.join("\n")}\n`;
}

function inline(text: string, style: Style): string {
  return text
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, inner: string) => paint(style, "bold", inner))
    .replaceAll(/(?<!\w)\*([^*\s][^*]*)\*/g, "$1")
    .replaceAll(/`([^`]+)`/g, (_, inner: string) => paint(style, "cyan", inner))
    .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, "$1: $2");
}
