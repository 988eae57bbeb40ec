/** Whether two tables call the same groups by the same names. Nobody guesses that "F" is "Female": it is asked. */
import { TelltaleError } from "../../error.ts";
import { nearest } from "../../table/near.ts";

export interface Named {
  readonly column: string;
  /** "population", "serving", "holdout". */
  readonly part: string;
  readonly theirs: readonly string[];
  /** Of the training table. */
  readonly ours: readonly string[];
  /** Whether it is a table, which a query can rename. */
  readonly query: boolean;
}

/**
 * Refuses names that seem to mean a group of the training table, and columns in which most names are others. What is left are groups that only one of the two has, which may well be.
 * @throws TelltaleError SHARES_NAMES (population), GROUPS_NAMES (another table)
 */
export function checkNames({ column, part, theirs, ours, query }: Named): void {
  const strange = theirs.filter((name) => !ours.includes(name));
  const unmet = ours.filter((name) => !theirs.includes(name));
  const alike = alikeOf(strange, unmet);
  const common = theirs.length - strange.length;
  const differ = strange.length > 0 && 2 * common < Math.min(theirs.length, ours.length);
  if (alike.size === 0 && !differ) return;
  const pairs = withLast(alike, { strange, unmet });
  const guess = new Map(strange.slice(0, 2).map((name) => [name, "..."]));
  throw new TelltaleError(part === "population" ? "SHARES_NAMES" : "GROUPS_NAMES", {
    message: `"${column}" has other names in the ${part}${query ? " table" : "'s shares"}: ${list(strange)} there, ${list(unmet)} in the training table`,
    hint: `${questionOf(pairs)}Use the same names in both${query ? `; a query can: --${part} "${renaming(column, pairs.size > 0 ? pairs : guess)}"` : ""}.`,
  });
}

/** The group that a strange name seems to mean: the same letters, a typing mistake, or the beginning of one of them. By strange name. */
export function alikeOf(strange: readonly string[], unmet: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of strange) {
    const left = unmet.filter((other) => ![...found.values()].includes(other) && digits(other) === digits(name));
    const short = left.filter((other) => begins(name, other));
    const meant =
      left.find((other) => letters(other) === letters(name)) ??
      (short.length === 1 ? short[0] : undefined) ??
      (name.length < 4
        ? null
        : nearest(
            name,
            left.filter((other) => other.length >= 4),
          ));
    if (meant != null) found.set(name, meant);
  }
  return found;
}

const letters = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
/** "18-25" and "18-24" are two groups, however near they look. */
const digits = (name: string): string => name.replaceAll(/\D+/g, " ").trim();
const begins = (a: string, b: string): boolean => {
  const [short = "", long = ""] = [letters(a), letters(b)].toSorted((x, y) => x.length - y.length);
  return short !== "" && !/^\d+$/.test(short) && long.startsWith(short);
};

/** Where all but one were found, the last two may belong together as well. */
function withLast(
  alike: ReadonlyMap<string, string>,
  { strange, unmet }: { readonly strange: readonly string[]; readonly unmet: readonly string[] },
): ReadonlyMap<string, string> {
  const [theirs, ...others] = strange.filter((name) => !alike.has(name));
  const [ours, ...more] = unmet.filter((name) => ![...alike.values()].includes(name));
  const last = alike.size > 0 && others.length === 0 && more.length === 0;
  return last && theirs !== undefined && ours !== undefined ? new Map([...alike, [theirs, ours]]) : alike;
}

function questionOf(pairs: ReadonlyMap<string, string>): string {
  if (pairs.size === 0) return "";
  const said = [...pairs].slice(0, 12).map(([theirs, ours]) => `"${theirs}" what the training table calls "${ours}"`);
  return `Is ${said.join(", and ")}? `;
}

function renaming(column: string, pairs: ReadonlyMap<string, string>): string {
  const name = /^[a-z_]\w*$/i.test(column) ? column : String.raw`\"${column}\"`;
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const whens = [...pairs].map(([theirs, ours]) => `when ${text(theirs)} then ${text(ours)}`);
  return `select * replace (case ${name} ${whens.join(" ")} else ${name} end as ${name}) from '...'`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${name}"`);
  return `${shown.join(", ") || "none of them"}${names.length > 8 ? ` and ${names.length - 8} more` : ""}`;
}
