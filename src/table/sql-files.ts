/** The files that a query reads: its quoted texts that name files, with wildcards. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { TelltaleError } from "../error.ts";

const comment = /--[^\n]*|\/\*[\s\S]*?\*\//;
const quoted = /'((?:[^']|'')*)'|"((?:[^"]|"")*)"/;
const named = /\.(csv|tsv|txt|dat|jsonl?|ndjson|parquet|db|xlsx)(\.(gz|zst))?$/i;

/** A query may stand where a file may: it starts with select, with or from. */
export const isQuery = (source: string): boolean => /^\s*(select|with|from)\s/i.test(source);

/** What may be the name of a column or a file is a file if it is a query, ends as tables do, or has a folder in it. */
export const isFile = (text: string): boolean => isQuery(text) || named.test(text) || /[/\\]/.test(text);

/** Paths in the order of their names. @throws TelltaleError TABLE_FILE_MISSING for a text that names no file, but looks as if it should */
export function filesOf(sql: string): readonly string[] {
  const found = new Set<string>();
  for (const [, single, double] of sql.matchAll(new RegExp(`${quoted.source}|${comment.source}`, "g"))) {
    const text = single?.replaceAll("''", "'") ?? double?.replaceAll('""', '"');
    if (text === undefined || text === "") continue;
    if (existsSync(text)) found.add(text);
    else if (/[*?[]/.test(text) && /[/.]/.test(text)) for (const file of matches(text)) found.add(file);
    else if (named.test(text) && single !== undefined)
      throw new TelltaleError("TABLE_FILE_MISSING", {
        message: `the query reads "${text}", which is not there`,
        hint: "Paths in a query are relative to the folder that telltale runs in.",
      });
  }
  return [...found].toSorted();
}

/** Files that a pattern matches: * and ? within a folder, ** over folders. */
function matches(pattern: string): string[] {
  const [, base = ""] = /^((?:[^*?[]*\/)?)/.exec(pattern) ?? [];
  const escaped = pattern.replace(/[.+^${}()|\\]/g, String.raw`\$&`);
  const regex = escaped
    .replaceAll("**/", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
    .replaceAll("\0", "(?:.*/)?");
  const whole = new RegExp(`^${regex}$`);
  const folder = base === "" ? "." : base;
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      base === ""
        ? join(entry.parentPath, entry.name)
        : base + join(entry.parentPath, entry.name).slice(join(base, "/").length),
    )
    .filter((file) => whole.test(file));
}
