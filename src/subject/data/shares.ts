/** Shares of groups in the population, as a census publishes them: a JSON file, or the configuration itself. */
import { readFileSync } from "node:fs";
import { TelltaleError } from "../../error.ts";
import { nearest } from "../../table/near.ts";
import { hashed, type Source } from "../../table/source.ts";
import type { Shares } from "../data.ts";
import { alikeOf, checkNames } from "./names.ts";

/** A file of shares, not a table: an object. JSON lines begin with one as well, but do not parse as one. */
export async function sharesIn(
  path: string,
): Promise<{ readonly shares: Shares; readonly source: Pick<Source, "part" | "files" | "sql"> } | null> {
  if (!/\.json$/i.test(path)) return null;
  const file = await hashed("population", path);
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  const read = parsed(text);
  // A list of rows, or a row in each line: the reader of tables says what is wrong with it, if anything is.
  if (read instanceof Error && (/^\s*\[/.test(text) || !(parsed(firstLine(text)) instanceof Error))) return null;
  if (read instanceof Error)
    throw new TelltaleError("SHARES_FORM", {
      message: `population: "${path}" is not valid JSON: ${read.message.replace(/, (\.\.\.)?".*" is not valid JSON$/s, "")}`,
      hint: 'Look there for a missing or surplus comma, quote or bracket. Shares are written as { "sex": { "Female": 0.51, "Male": 0.49 } }; a table as one object in each line.',
      cause: read,
    });
  if (typeof read !== "object" || read === null || Array.isArray(read)) return null;
  return { shares: read as Shares, source: { part: "population", sql: null, files: [file] } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return error;
  }
}

const firstLine = (text: string): string => text.trimStart().split("\n", 1)[0] ?? "";

/**
 * Adds up to 1 for each column, of the groups that the table has; counts are turned into shares.
 * @param groups by column: the labels in the table
 * @throws TelltaleError SHARES_FORM, SHARES_COLUMN, SHARES_NAMES, SHARES_SUM
 */
export function checkShares(shares: Shares, groups: Groups): Shares {
  const columns = Object.keys(shares);
  if (columns.length > 0) return Object.fromEntries(columns.map((name) => [name, checked(name, shares, groups)]));
  throw new TelltaleError("SHARES_FORM", {
    message: "population: there are no shares in it",
    hint: 'Write them as { "sex": { "Female": 0.51, "Male": 0.49 } }, or leave it out.',
  });
}

type Groups = { readonly [column: string]: readonly string[] };

function checked(columns: string, shares: Shares, groups: Groups): Shares[string] {
  const of: unknown = shares[columns];
  const values = Object.entries(typeof of === "object" && of !== null ? of : {}) as [string, unknown][];
  if (values.length === 0 || !values.every(isShare))
    throw new TelltaleError("SHARES_FORM", {
      message: `population: the shares of "${columns}" are no numbers of 0 or more`,
      hint: 'Write them as { "sex": { "Female": 0.51, "Male": 0.49 } }.',
    });
  const names = columns.split("&");
  for (const name of names) if (!groups[name]) throw strangeColumn(name, Object.keys(groups));
  const theirs = values.map(([value]) => value);
  const known = names.map((name) => groups[name] ?? []);
  const [column = "", ...more] = names;
  // A group that nobody in the table is of is the worst represented of all: it stays.
  if (more.length === 0) checkNames({ column, part: "population", theirs, ours: groups[column] ?? [], query: false });
  else
    checkJoined(
      columns,
      theirs,
      known.map((own, i) => [...own, ...Object.keys(shares[names[i] ?? ""] ?? {})]),
    );
  const sum = values.reduce((total, [, share]) => total + share, 0);
  const counts = values.every(([, share]) => Number.isInteger(share)) && sum > 1;
  if (!counts && Math.abs(sum - 1) > 1e-6)
    throw new TelltaleError("SHARES_SUM", {
      message: `population: the shares of "${columns}" add up to ${Number(sum.toPrecision(6))}, not to 1`,
      hint: `${Math.abs(sum - 100) < 0.5 ? "Are these percent? Divide each by 100. " : ""}Give the share of every group (shares that add up to 1), or numbers of people (whole numbers).`,
    });
  return Object.fromEntries(values.map(([value, share]) => [value, share / sum]));
}

const isShare = (entry: [string, unknown]): entry is [string, number] =>
  Number.isFinite(entry[1]) && Number(entry[1]) >= 0;

function strangeColumn(name: string, columns: readonly string[]): TelltaleError {
  const near = nearest(name, columns);
  return new TelltaleError("SHARES_COLUMN", {
    message: `population: "${name}" is not a protected column`,
    hint: `${near === null ? "" : `Did you mean "${near}"? `}Shares are of protected columns, or of several joined with "&": ${columns.join(", ") || "none is marked; --protected sex,race marks them"}.`,
  });
}

/** A joined name has a value of each column, which the table or the shares of that column alone have: otherwise its rows would be nobody's. */
function checkJoined(columns: string, values: readonly string[], known: readonly (readonly string[])[]): void {
  for (const value of values) {
    const parts = value.split("&");
    const wrong = parts.find((part, i) => !(known[i] ?? []).includes(part));
    if (parts.length === known.length && wrong === undefined) continue;
    const all = known.flat();
    const near = wrong === undefined ? undefined : alikeOf([wrong], all).get(wrong);
    throw new TelltaleError("SHARES_NAMES", {
      message: `population: "${value}" of "${columns}" is not a group of the table`,
      hint: `${near === undefined ? "" : `Is it "${near}" there? `}The table has: ${all.slice(0, 30).join(", ")}. Use exactly these names, joined with "&" in the order of the columns; for a group that nobody in the table is of, give the shares of its columns alone, too.`,
    });
  }
}
