/** One type for a column of several tables, from what its values could be in each of them. */
import { TelltaleError } from "../error.ts";
import type { Facts } from "./facts.ts";
import type { Loaded } from "./load.ts";
import type { Remark } from "./types.ts";

export type Type = "number" | "category" | "time" | "key" | "text";
/** How the texts of one table are read. */
export type Reading = "plain" | "comma" | "iso" | "dmy" | "mdy" | "text" | "numeric-text";
export interface Decision {
  readonly kind: "number" | "category" | "boolean" | "time";
  /** By table. */
  readonly readings: readonly Reading[];
  /** Null: by the values, later. */
  readonly flag: "key" | "text" | null;
  readonly remarks: readonly Remark[];
}

interface Given {
  readonly name: string;
  readonly tables: readonly Loaded[];
  readonly facts: readonly Facts[];
}

/**
 * The rules, in this order; empty columns of one table follow the others.
 * - true/false (any case), 0/1 beside them: a category with the labels false and true. t/f and yes/no are labels like any other.
 * - every value a number: a number; integers beyond 2^53 among them: a key.
 * - every value a date or time of one order of year, month and day in each table: a time.
 * - all values of a kind in one table, and none of them in another: a mistake, TABLE_TYPES.
 * - else a category, with a remark where kinds are mixed or dates are ambiguous.
 */
export function decide(given: Given, forced: Type | undefined): Decision {
  const { facts, name } = given;
  if (facts.every(({ n }) => n === 0) && (forced === undefined || forced === "number"))
    return {
      ...plain(given, "number", () => "plain"),
      remarks: [remark("all-missing", name, `Column "${name}" is empty.`)],
    };
  if (facts.every(isBoolean) && facts.some((one) => one.boolean > 0) && (forced === undefined || forced === "category"))
    return plain(given, "boolean", () => "text");
  if (forced === "number") return number(given) ?? fail(given, "number");
  if (forced === "time") return time(given) ?? fail(given, "time");
  if (forced) return { ...plain(given, "category", textual(given)), flag: forced === "category" ? null : forced };
  const numbers = number(given);
  if (numbers) return given.facts.some(({ big }) => big > 0) ? bigIntegers(given) : numbers;
  const times = time(given);
  if (times) return times;
  for (const kind of ["number", "time", "boolean"] as const) clash(given, kind);
  return { ...plain(given, "category", () => "text"), remarks: mixed(given) };
}

const remark = (code: string, column: string, message: string): Remark => ({ code, column, message });

function plain({ tables }: Given, kind: Decision["kind"], reading: (table: number) => Reading): Decision {
  return { kind, readings: tables.map((_, i) => reading(i)), flag: null, remarks: [] };
}

const isBoolean = ({ n, boolean, zeroOne }: Facts): boolean => boolean + zeroOne === n;

/** Categories that are numbers in all tables are equal by value: 1 and 1.0 are one label. */
const textual = ({ facts }: Given): (() => Reading) => {
  const numeric = facts.every((one) => one.number === one.n && one.big === 0);
  return () => (numeric ? "numeric-text" : "text");
};

function number(given: Given): Decision | null {
  const { name, facts, tables } = given;
  const readings = facts.map((one, i): Reading | null =>
    one.number === one.n ? "plain" : one.comma === one.n && tables[i]?.commas ? "comma" : null,
  );
  if (readings.includes(null)) return null;
  const remarks: Remark[] = [];
  if (readings.includes("comma"))
    remarks.push(remark("decimal-comma", name, `Column "${name}" was read with decimal commas.`));
  const infinite = facts.reduce((sum, one) => sum + one.infinite, 0);
  if (infinite > 0)
    remarks.push(
      remark(
        "infinite",
        name,
        `Column "${name}" has ${values(infinite)} that are infinite; they equal only each other.`,
      ),
    );
  return { ...plain(given, "number", (i) => readings[i] ?? "plain"), remarks };
}

const values = (n: number): string => (n === 1 ? "1 value" : `${n} values`);

function bigIntegers(given: Given): Decision {
  const message = `Column "${given.name}" has integers beyond 2^53: it is taken for a key. Give it a type, if it is none.`;
  return {
    ...plain(given, "category", () => "text"),
    flag: "key",
    remarks: [remark("big-integers", given.name, message)],
  };
}

const orders = ({ n, dmy, mdy }: Facts): { readonly dmy: boolean; readonly mdy: boolean } => ({
  dmy: n > 0 && dmy === n,
  mdy: n > 0 && mdy === n,
});
const isTime = (one: Facts): boolean => one.iso === one.n || orders(one).dmy || orders(one).mdy;

/** Days beyond 12 in one table tell which order is meant in all. */
function time(given: Given): Decision | null {
  const { facts } = given;
  if (!facts.every(isTime)) return null;
  const written = facts.filter((one) => one.iso < one.n).map(orders);
  const [dmy, mdy] = [written.some((one) => one.dmy && !one.mdy), written.some((one) => one.mdy && !one.dmy)];
  if (written.length > 0 && !dmy && !mdy) return null; // ambiguous
  return plain(given, "time", (i) => {
    const one = facts[i];
    if (!one || one.iso === one.n) return "iso";
    const can = orders(one);
    return can.dmy && (dmy || !can.mdy) ? "dmy" : "mdy";
  });
}

const kinds = {
  number: {
    is: (one: Facts) => one.number === one.n,
    some: (one: Facts) => one.number + one.comma > 0,
    name: "numbers",
  },
  time: { is: isTime, some: (one: Facts) => one.iso + one.dmy + one.mdy > 0, name: "dates or times" },
  boolean: { is: (one: Facts) => one.boolean === one.n, some: (one: Facts) => one.boolean > 0, name: "true or false" },
};

function clash({ name, tables, facts }: Given, kind: keyof typeof kinds): void {
  const { is, some, name: what } = kinds[kind];
  const yes = facts.findIndex((one) => one.n > 0 && is(one));
  const no = facts.findIndex((one) => one.n > 0 && !some(one));
  const [a, b] = [tables[yes], tables[no]];
  if (!a || !b) return;
  throw new TelltaleError("TABLE_TYPES", {
    message: `column "${name}": all values are ${what} in "${a.label}" (${a.part}), and none is in "${b.label}" (${b.part})`,
    hint: "Write the column the same way in all tables, or say in columns.types what it is.",
  });
}

function fail({ name, tables, facts }: Given, kind: "number" | "time"): never {
  const { is, name: what } = kinds[kind];
  const table = tables[facts.findIndex((one) => !is(one))];
  const ambiguous = kind === "time" && !table;
  throw new TelltaleError("TABLE_TYPES", {
    message: ambiguous
      ? `column "${name}": no date tells whether the day or the month comes first`
      : `column "${name}" shall be a ${kind}, but not all values are ${what} in "${table?.label}" (${table?.part})`,
    hint: ambiguous
      ? "Write the dates as 2020-01-31."
      : "Correct the values, leave them empty, or give the column another type.",
  });
}

function mixed({ name, facts }: Given): readonly Remark[] {
  const sum = (of: (one: Facts) => number): number => facts.reduce((total, one) => total + of(one), 0);
  const n = sum((one) => one.n);
  const times = sum((one) => Math.max(one.iso, one.dmy, one.mdy));
  if (times === n)
    return [
      remark(
        "dates-ambiguous",
        name,
        `Column "${name}" has dates whose order of day and month is not clear; they are compared as labels. Write them as 2020-01-31.`,
      ),
    ];
  if (times > n / 2)
    return [
      remark(
        "dates-mixed",
        name,
        `Column "${name}": ${n - times} of ${n} values are no dates; all are compared as labels.`,
      ),
    ];
  const numbers = sum((one) => one.number);
  if (numbers > n / 2)
    return [
      remark(
        "types-mixed",
        name,
        `Column "${name}": ${n - numbers} of ${n} values are no numbers; all are compared as labels.`,
      ),
    ];
  return [];
}
