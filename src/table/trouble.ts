/** What DuckDB says of a file it cannot read, in words that help, and without anybody's row in them. */
import { TelltaleError } from "../error.ts";
import type { Source } from "./source.ts";

/** Whether lines end in different ways, which DuckDB refuses. */
export const mixesLines = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("state machine");

export function readTrouble(
  { part, format }: Pick<Source, "part" | "format">,
  label: string,
  error: unknown,
): TelltaleError {
  const text = error instanceof Error ? error.message : String(error);
  const where = format === "query" ? `${part}: the query` : `${part}: "${label}"`;
  const [, line] = /CSV Error on Line: (\d+)/.exec(text) ?? [];
  const at = line === undefined ? "" : ` at line ${line}`;
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(text) ?? [];
  if (expected !== undefined)
    return new TelltaleError("TABLE_RAGGED", {
      message: `${where}${at}: the row has ${found ?? "other"} fields instead of ${expected}`,
      hint: "Values that hold the delimiter must stand in quotes. Correct the line, or write the file again.",
    });
  if (/unterminated quote|state machine/.test(text))
    return new TelltaleError("TABLE_QUOTES", {
      message: `${where}${at}: a quote is opened and not closed, or closed in the middle of a value`,
      hint: 'A quote within a quoted value is written twice: "".',
    });
  if (/No space left|out of disk/i.test(text))
    return new TelltaleError("TABLE_DISK_FULL", {
      message: `${where}: no space is left on the disk for temporary files`,
      hint: "Free some space, or set TMPDIR to a folder with more.",
    });
  if (/Out of Memory/i.test(text))
    return new TelltaleError("TABLE_MEMORY", {
      message: `${where}: the table does not fit in memory`,
      hint: "Audit fewer columns or a sample of the rows, by a query.",
    });
  if (format === "query")
    return new TelltaleError("TABLE_QUERY", {
      message: `${where} does not run: ${text.split("\n\n", 1)[0] ?? text}`,
      hint: "Queries are read by DuckDB: https://duckdb.org/docs/sql/introduction",
      cause: error,
    });
  return new TelltaleError("TABLE_FORMAT", {
    message: `${where}${at} cannot be read as ${format === "text" ? "CSV" : format}`,
    hint: "Check that the file is whole, or write it again.",
    cause: error,
  });
}
