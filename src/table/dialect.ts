/** How a text file writes its rows: the delimiter, and the names in the first line. */

export interface Dialect {
  readonly delimiter: string;
  readonly names: readonly string[];
}

/** The first that fits wins; a tab, semicolon or bar seldom stands in a value. */
const delimiters = [",", "\t", ";", "|", "\x01", "\x1f", "^", "~", ":", " "];
const most = 500;

/**
 * Looks at the first lines. The delimiter is the one by which all lines have as many fields as the first, two or more; else
 * the one by which most lines do, so that the line that does not is named; else the file has one column.
 */
export function dialectOf(head: string, { whole }: { readonly whole: boolean }): Dialect {
  let best = { delimiter: ",", share: 0, fields: 0, names: null as readonly string[] | null };
  for (const delimiter of delimiters) {
    const rows = recordsOf(head, delimiter, { whole });
    const names = rows[0] ?? [];
    if (names.length < 2) continue;
    const share = rows.filter((row) => row.length === names.length).length / rows.length;
    if (share > best.share) best = { delimiter, share, fields: names.length, names };
  }
  if (best.names && (best.share === 1 || best.share > 0.5)) return { delimiter: best.delimiter, names: best.names };
  const [names = []] = recordsOf(head, "\n", { whole });
  return { delimiter: best.names ? best.delimiter : ",", names: best.names ?? names };
}

/** Fields of the first lines (RFC 4180: quotes are doubled, quoted fields may hold line breaks); the last line only if it is whole. */
function recordsOf(text: string, delimiter: string, { whole }: { readonly whole: boolean }): string[][] {
  const records: string[][] = [];
  let fields: string[] = [];
  let at = 0;
  const field =
    delimiter === "\n"
      ? /[^\r\n]*/y
      : new RegExp(String.raw`[^\r\n${delimiter === "^" ? String.raw`\^` : delimiter}]*`, "y");
  while (at < text.length && records.length < most) {
    const [value, end, closed] = fieldAt(text, at, field);
    if (!closed && !whole) return records;
    fields.push(value);
    at = end;
    if (text[at] === delimiter && delimiter !== "\n") {
      at++;
      if (at < text.length) continue;
      fields.push("");
    }
    if (at >= text.length && !whole) return records;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (fields.length > 1 || fields[0] !== "" || records.length === 0) records.push(fields); // empty lines hold no row
    fields = [];
  }
  return records;
}

const quoted = /[ \t]*"((?:[^"]|"")*)("?)[ \t]*/y;

function fieldAt(text: string, at: number, plain: RegExp): readonly [value: string, end: number, closed: boolean] {
  quoted.lastIndex = at;
  const found = quoted.exec(text);
  if (found) return [(found[1] ?? "").replaceAll('""', '"'), quoted.lastIndex, found[2] === '"'];
  plain.lastIndex = at;
  plain.exec(text);
  return [text.slice(at, plain.lastIndex), plain.lastIndex, true];
}
