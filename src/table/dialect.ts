/** How a text file writes its rows: the delimiter, the names in the first line, and how that line ends. */

export interface Dialect {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** DuckDB's own guess takes a line break within a quoted name for one, and then finds no rows. */
  readonly lineEnd: "\\n" | "\\r\\n" | "\\r";
}

/** The first that fits wins; a tab, semicolon or bar seldom stands in a value. */
const delimiters = [",", "\t", ";", "|", "\x01", "\x1f", "^", "~", ":", " "];
/** In a file of one column there is none. */
const none = "\n";
/** So many lines are looked at. */
const some = 500;

/**
 * The delimiter is the one by which all lines have as many fields as the first, two or more; else the one by which most
 * lines do, so that the line that does not is named; else the file has one column.
 */
export function dialectOf(head: string, { whole }: { readonly whole: boolean }): Dialect {
  let best = { delimiter: none, share: 0 };
  for (const delimiter of delimiters) {
    const { records, clean } = recordsOf(head, delimiter, { whole, most: some });
    const fields = records[0]?.length ?? 0;
    if (fields < (delimiter === " " ? 3 : 2)) continue; // "full name" over people's names is one column
    const share = clean.filter((is, i) => is && records[i]?.length === fields).length / records.length;
    if (share > best.share) best = { delimiter, share };
  }
  const { delimiter } = best;
  const { records, end } = recordsOf(head, delimiter, { whole: true, most: 1 });
  const lineEnd = head.startsWith("\r\n", end) ? "\\r\\n" : head[end] === "\r" ? "\\r" : "\\n";
  return { delimiter: delimiter === none ? "," : delimiter, names: records[0] ?? [], lineEnd };
}

/**
 * Fields of the first lines (RFC 4180: quotes are doubled, quoted fields may hold line breaks); whether all quotes in a line
 * stand where they may, which they seldom do with another delimiter than the right one; and where the first line ends. A last
 * line that may not be whole is left out.
 */
function recordsOf(
  text: string,
  delimiter: string,
  { whole, most }: { readonly whole: boolean; readonly most: number },
): { readonly records: readonly (readonly string[])[]; readonly clean: readonly boolean[]; readonly end: number } {
  const patterns = patternsOf(delimiter);
  const records: string[][] = [];
  const clean: boolean[] = [];
  let fields: string[] = [];
  let all = true;
  let end = text.length;
  for (let at = 0; at < text.length && records.length < most;) {
    const field = fieldAt(text, at, patterns);
    if (!field.closed && !whole) break;
    fields.push(field.value);
    all &&= field.clean;
    at = field.end;
    if (text[at] === delimiter && delimiter !== none) {
      at++;
      if (at < text.length) continue;
      fields.push("");
    }
    if (at >= text.length && !whole) break;
    if (records.length === 0) end = at;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (fields.length > 1 || fields[0] !== "" || records.length === 0) {
      records.push(fields); // empty lines hold no row
      clean.push(all);
    }
    fields = [];
    all = true;
  }
  return { records, clean, end };
}

interface Patterns {
  readonly plain: RegExp;
  readonly quoted: RegExp;
}

/** DuckDB lets spaces stand around quotes. */
function patternsOf(delimiter: string): Patterns {
  const pad = delimiter === " " ? "" : " *";
  return {
    plain: new RegExp(String.raw`[^\r\n${delimiter === "^" ? String.raw`\^` : delimiter}]*`, "y"),
    quoted: new RegExp(`${pad}"((?:[^"]|"")*)("?)${pad}`, "y"),
  };
}

interface Field {
  readonly value: string;
  readonly end: number;
  /** Its quote, if any, has an end. */
  readonly closed: boolean;
  /** And nothing stands after it. */
  readonly clean: boolean;
}

function fieldAt(text: string, at: number, { plain, quoted }: Patterns): Field {
  quoted.lastIndex = at;
  const found = quoted.exec(text);
  const start = found ? quoted.lastIndex : at;
  plain.lastIndex = start;
  plain.exec(text);
  const rest = text.slice(start, plain.lastIndex);
  if (!found) return { value: rest, end: plain.lastIndex, closed: true, clean: true };
  const closed = found[2] === '"';
  const value = (found[1] ?? "").replaceAll('""', '"') + rest;
  return { value, end: plain.lastIndex, closed, clean: closed && rest === "" };
}
