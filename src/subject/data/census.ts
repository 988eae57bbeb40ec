/** A small table with one row for each group, as a census is published: shares, not people. */
import { statSync } from "node:fs";
import { TelltaleError } from "../../error.ts";
import { describe } from "../../table/describe.ts";
import { read } from "../../table/read.ts";
import type { Source } from "../../table/source.ts";
import type { Column, Remark, Tables } from "../../table/types.ts";
import type { Work } from "../../work.ts";
import type { Shares } from "../data.ts";
import type { Computing } from "../open-model.ts";
import type { Roles } from "../roles.ts";

/** Nobody publishes more of groups. */
const mostBytes = 1 << 18;

export interface Census {
  readonly shares: Shares;
  /** The columns of `shares`. */
  readonly of: readonly string[];
  /** Columns of numbers beside them; the first has the shares, or the numbers of people. */
  readonly amounts: readonly string[];
}

/** Null: it holds people. One row for each value of a protected column (or for each combination of them), and beside them only numbers, may be shares. */
export async function censusOf(
  source: Source,
  { protected: marked }: Pick<Roles, "protected">,
  { compute, refs }: Computing,
): Promise<Census | null> {
  if (source.files.reduce((sum, { path }) => sum + statSync(path).size, 0) > mostBytes) return null;
  const [tables = ""] = await refs(read, [{ sources: [source], types: {} }]);
  const [summary] = await compute(describe, [{ tables }]);
  const columns = summary?.columns ?? [];
  const protectedOnes = columns.filter(({ name }) => marked.includes(name)).map(({ name }) => name);
  const words = columns.filter(({ kind }) => kind === "category").map(({ name }) => name);
  // Of a column that is not protected, the shares are refused with a word about that.
  const of = protectedOnes.length > 0 || columns.length !== 2 ? protectedOnes : words;
  const amounts = columns.filter(({ name }) => !of.includes(name));
  const [first] = amounts;
  if (of.length === 0 || !first || !amounts.every(({ kind }) => kind === "number")) return null;
  const [shares] = await compute(censusWork, [{ tables, part: source.part, of, amount: first.name }]);
  return shares ? { shares, of, amounts: amounts.map(({ name }) => name) } : null;
}

/** Null: its numbers are columns of the training table, so these are people, however few. @throws TelltaleError SHARES_FORM for several columns of numbers */
export function sharesRemark({ of, amounts }: Census, columns: readonly string[]): Remark | null {
  if (amounts.some((name) => columns.includes(name))) return null;
  if (amounts.length > 1) throw several(amounts, of);
  const [amount = ""] = amounts;
  const message = `The population table has one row for each group: "${amount}" is taken for how many they are.`;
  return { code: "population-shares", column: null, message };
}

type CensusInput = {
  readonly tables: string;
  readonly part: string;
  readonly of: readonly string[];
  readonly amount: string;
};

/** By group, as `Shares` are written, and not yet checked; null: a group has two rows, or a value is missing. */
export const censusWork: Work<CensusInput, Shares | null> = {
  id: "data/census@1",
  async run({ tables, part, of, amount }, reader) {
    const found = ((await reader.get(tables)) as unknown as Tables)[part]; // the output of table/read
    const named = new Map(found?.columns.map((column) => [column.name, column]));
    const keys = of.flatMap((name) => named.get(name) ?? []);
    const amounts = named.get(amount);
    if (!found || amounts?.kind !== "number") throw new Error("the columns were looked up in this table");
    const groups = new Map<string, number>();
    for (let row = 0; row < found.rows; row++) {
      const values = keys.map((column) => valueOf(column, row));
      const share = amounts.values[row]!;
      if (values.includes(null) || Number.isNaN(share)) return null;
      groups.set(values.join("&"), share);
    }
    return groups.size === found.rows ? { [of.join("&")]: Object.fromEntries(groups) } : null;
  },
};

function valueOf(column: Column, row: number): string | null {
  if (column.kind === "category") return column.labels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : String(value);
}

const several = (amounts: readonly string[], of: readonly string[]): TelltaleError =>
  new TelltaleError("SHARES_FORM", {
    message: `population: there is one row for each group, and several columns of numbers: ${amounts.slice(0, 8).join(", ")}`,
    hint: `Keep the one that holds shares, or numbers of people: --population "select ${[...of, amounts[0]].join(", ")} from '...'".`,
  });
