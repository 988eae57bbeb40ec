/** The names in the first line of a text file, to choose from; a real reading comes later, and may know better. */
import { closeSync, openSync, readSync } from "node:fs";

/** Empty when the file is no plain text with a header. */
export function columnsIn(path: string): readonly string[] {
  let line: string;
  try {
    const file = openSync(path, "r");
    const bytes = Buffer.alloc(1 << 16);
    const size = readSync(file, bytes);
    closeSync(file);
    line =
      new TextDecoder("utf8", { fatal: true }).decode(bytes.subarray(0, size), { stream: true }).split(/\r?\n/, 1)[0] ??
      "";
  } catch {
    return [];
  }
  // oxlint-disable-next-line no-control-regex -- that is what tells binary files
  if (/[\u0000-\u0008]/.test(line) || line.startsWith("{") || line.startsWith("PAR1")) return [];
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, "");
  const times = (mark: string): number => bare.split(mark).length;
  const delimiter = [",", "\t", ";", "|"].toSorted((a, b) => times(b) - times(a))[0] ?? ",";
  const names = line.match(new RegExp(`("(?:[^"]|"")*"|[^${delimiter}]*)(?:\\${delimiter}|$)`, "g")) ?? [];
  return names
    .map((name) =>
      name
        .replace(new RegExp(`\\${delimiter}$`), "")
        .trim()
        .replace(/^"(.*)"$/s, "$1")
        .replaceAll('""', '"'),
    )
    .filter((name) => name !== "");
}
