/** What the texts of a column could be: counts of the values that pass for a number, a time, a truth value. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { rowsIn } from "./load.ts";

/** Each is a count of values, missing ones left out. */
export interface Facts {
  readonly n: number;
  readonly number: number;
  readonly integer: number;
  /** Integers of 2^53 and beyond, where a double no longer tells neighbours apart. */
  readonly big: number;
  /** `inf` in letters, or beyond the range of doubles. */
  readonly infinite: number;
  /** Numbers with a decimal comma, and integers. */
  readonly comma: number;
  readonly boolean: number;
  readonly zeroOne: number;
  /** Year first: 2020-01-31, with or without a time of the day. */
  readonly iso: number;
  /** Day first, and month first: 31/1/2020, 1.31.2020 12:00. */
  readonly dmy: number;
  readonly mdy: number;
}
type Test = Exclude<keyof Facts, "n">;

const digits = String.raw`\s*[+-]?\d+\s*`;
const number = String.raw`\s*[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|(?i:inf|infinity))\s*`;
const clock = String.raw`\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?`;
const iso = String.raw`\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]${clock}\s?(Z|UTC|[+-]\d{2}(:\d{2})?)?)?\s*`;
const matches = (c: string, pattern: string): string => `regexp_full_match(${c}, '${pattern}')`;

/** Texts as values of a kind; null where they are none. */
export const asNumber = (c: string): string => `try_cast(${c} as double)`;
export const asCommaNumber = (c: string): string => asNumber(`replace(${c}, ',', '.')`);
/** Without a zone a time is taken as UTC. */
export const asIso = (c: string): string => `try_cast(trim(${c}) as timestamptz)`;
export function asDate(c: string, order: "dmy" | "mdy"): string {
  const date = order === "dmy" ? "%d/%m/%Y" : "%m/%d/%Y";
  const formats = ["", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f"].map((time) => `'${date}${time}'`).join(", ");
  const slashes = String.raw`regexp_replace(trim(${c}), '^(\d{1,2})[/.-](\d{1,2})[/.-]', '\1/\2/')`;
  return `try_strptime(${slashes}, [${formats}])`;
}

/** A number is never a date, and looking for dates is slow: of hundreds of columns it took nine tenths of the reading. */
const noNumber = (c: string, test: string): string => `case when ${matches(c, number)} then false else ${test} end`;

const tests: { readonly [test in Test]: (c: string) => string } = {
  number: (c) => matches(c, number),
  integer: (c) => matches(c, digits),
  big: (c) => `${matches(c, digits)} and abs(${asNumber(c)}) >= 9007199254740992`,
  infinite: (c) => `${matches(c, number)} and isinf(${asNumber(c)})`,
  comma: (c) => matches(c, String.raw`\s*[+-]?\d+(,\d+)?\s*`),
  boolean: (c) => `lower(trim(${c})) in ('true', 'false')`,
  zeroOne: (c) => `trim(${c}) in ('0', '1', '0.0', '1.0')`,
  iso: (c) => noNumber(c, `${matches(c, iso)} and ${asIso(c)} is not null`),
  dmy: (c) => noNumber(c, `${asDate(c, "dmy")} is not null`),
  mdy: (c) => noNumber(c, `${asDate(c, "mdy")} is not null`),
};
const all = Object.keys(tests) as Test[]; // its own keys
const none: Facts = { n: 0, ...(Object.fromEntries(all.map((test) => [test, 0])) as Record<Test, number>) };
const sample = 2000;

/** Facts of the columns of a table. The first rows say which tests are worth the whole table: what none of them passes is not counted. */
export async function factsOf(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
): Promise<Facts[]> {
  const some = await count(connection, `(from ${table} limit ${sample})`, columns, () => all);
  return await count(connection, table, columns, (i) =>
    all.filter((test) => some[i]?.n === 0 || some[i]?.[test] !== 0),
  );
}

async function count(
  connection: DuckDBConnection,
  from: string,
  columns: readonly string[],
  testsOf: (column: number) => readonly Test[],
): Promise<Facts[]> {
  const facts: Facts[] = [];
  const batch = 16; // many expressions in one query take long to compile
  for (let start = 0; start < columns.length; start += batch) {
    const wanted = columns.slice(start, start + batch).map((c, i) => ({ c, tests: testsOf(start + i) }));
    const counts = wanted.flatMap(({ c, tests: of }) => [
      `count(${c})::double`,
      ...of.map((test) => `count_if(${tests[test](c)})::double`),
    ]);
    const [row = []] = await rowsIn(connection, `select ${counts.join(", ")} from ${from}`);
    let at = 0;
    for (const { tests: of } of wanted) {
      const n = Number(row[at++]);
      facts.push({ ...none, n, ...Object.fromEntries(of.map((test) => [test, Number(row[at++])])) });
    }
  }
  return facts;
}
