/** Comma-separated text, written and read cell by cell (RFC 4180): for files of our own making. Users' tables are read by `table/read`. */

/** null = missing. */
export type Cell = string | number | null;

/** With a line feed. Numbers are written so that they can be read back exactly. */
export function csvLine(cells: readonly Cell[]): string {
  const line = cells.map(quoted).join(",");
  return line === "" ? '""\n' : `${line}\n`; // an empty line would be none
}

const quoted = (cell: Cell): string => {
  if (typeof cell === "number") return numberText(cell);
  const text = cell ?? "";
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The shortest text that is this number again, also in Python and R; -0 is 0. NaN is a missing value. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return "";
  if (value === Infinity) return "inf";
  return value === -Infinity ? "-inf" : String(value);
}

export interface CsvLine {
  readonly cells: readonly string[];
  /** The line of the text that it begins at, from 1. */
  readonly line: number;
}

/** Empty lines are none; a byte order mark is left out. Quotes may hold line ends; one that is not closed goes on to the end. */
export function* csvLines(text: string): Generator<CsvLine> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    let ended = false;
    const from = at;
    while (!ended) {
      const quote = text[at] === '"';
      const close = quote ? closing(text, at + 1) : at;
      const end = cellEnd(text, close);
      const inner = quote ? text.slice(at + 1, close - 1).replaceAll('""', '"') : "";
      cells.push(inner + text.slice(close, end));
      if (quote) for (let i = text.indexOf("\n", at); i >= 0 && i < close; i = text.indexOf("\n", i + 1)) line++;
      ended = text[end] !== ",";
      at = end + 1;
      if (ended && text[end] === "\r" && text[end + 1] === "\n") at++;
    }
    line++;
    const blank = cells.length === 1 && cells[0] === "" && text[from] !== '"';
    if (!blank) yield { cells, line: start };
  }
}

/** After the quote that closes the one before `from`. */
function closing(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length + 1;
    if (text[at + 1] !== '"') return at + 1;
  }
}

const ends = /[,\r\n]/g;

function cellEnd(text: string, from: number): number {
  ends.lastIndex = from;
  return ends.exec(text)?.index ?? text.length;
}
