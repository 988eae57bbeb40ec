/** Shares of groups in the population, as a census publishes them: a JSON file, or the configuration itself. */
import { readFileSync } from "node:fs";
import { TelltaleError } from "../../error.ts";
import { nearest } from "../../table/near.ts";
import { hashed, type Source } from "../../table/source.ts";
import type { Shares } from "../data.ts";

/** A file of shares, not a table: an object. JSON lines begin with one as well, but do not parse as one. */
export async function sharesIn(
  path: string,
): Promise<{ readonly shares: Shares; readonly source: Pick<Source, "part" | "files" | "sql"> } | null> {
  if (!/\.json$/i.test(path)) return null;
  const file = await hashed("population", path);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, "")) as unknown;
  } catch {
    return null; // JSON lines: the reader of tables says what is wrong with it, if anything is
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) return null;
  return { shares: read as Shares, source: { part: "population", sql: null, files: [file] } };
}

/**
 * Adds up to 1 for each column, of the groups that the table has; counts are turned into shares.
 * @param groups by column: the labels in the table
 * @throws TelltaleError SHARES_FORM, SHARES_COLUMN, SHARES_NAMES, SHARES_SUM
 */
export function checkShares(shares: Shares, groups: { readonly [column: string]: readonly string[] }): Shares {
  return Object.fromEntries(Object.entries(shares).map(([columns, of]) => [columns, checked(columns, of, groups)]));
}

function checked(
  columns: string,
  of: Shares[string],
  groups: { readonly [column: string]: readonly string[] },
): Shares[string] {
  const values = Object.entries(of);
  if (values.length === 0 || values.some(([, share]) => typeof share !== "number" || !(share >= 0)))
    throw new TelltaleError("SHARES_FORM", {
      message: `population: the shares of "${columns}" are no numbers of 0 or more`,
      hint: 'Write them as { "sex": { "Female": 0.51, "Male": 0.49 } }.',
    });
  const names = columns.split("&");
  for (const name of names)
    if (!groups[name])
      throw new TelltaleError("SHARES_COLUMN", {
        message: `population: "${name}" is not a protected column`,
        hint: `Shares are of protected columns, or of several joined with "&": ${Object.keys(groups).join(", ")}.`,
      });
  for (const [value] of values)
    checkValue(
      columns,
      value,
      names.map((name) => groups[name] ?? []),
    );
  const sum = values.reduce((total, [, share]) => total + share, 0);
  const counts = values.every(([, share]) => Number.isInteger(share)) && sum > 1;
  if (!counts && Math.abs(sum - 1) > 1e-6)
    throw new TelltaleError("SHARES_SUM", {
      message: `population: the shares of "${columns}" add up to ${Number(sum.toPrecision(6))}, not to 1`,
      hint: "Give the share of every group (shares that add up to 1), or numbers of people (whole numbers).",
    });
  return Object.fromEntries(values.map(([value, share]) => [value, share / sum]));
}

/** A name that the table does not have is no group: nobody guesses which one was meant. */
function checkValue(columns: string, value: string, known: readonly (readonly string[])[]): void {
  const parts = value.split("&");
  const wrong = parts.find((part, i) => !(known[i] ?? []).includes(part));
  if (parts.length === known.length && wrong === undefined) return;
  const all = known.flat();
  const near =
    wrong === undefined
      ? null
      : (all.find((name) => name.toLowerCase() === wrong.toLowerCase().trim()) ?? nearest(wrong, all));
  throw new TelltaleError("SHARES_NAMES", {
    message: `population: "${value}" of "${columns}" is not a group of the table`,
    hint: `${near === null ? "" : `Is it "${near}" there? `}The table has: ${all.slice(0, 30).join(", ")}. Use exactly these names; a group that nobody in the table belongs to has to be joined to another.`,
  });
}
