/** What a check left in `facts` for the plots, read with care: facts are free, and old runs may hold others. */
import { z } from "zod";
import type { Finding } from "../../check/finding.ts";
import { visible } from "./names.ts";
import { date, decimal, integer } from "./numbers.ts";

const share = z.number().nullable();
const associationsSchema = z.object({
  columns: z.array(z.string()),
  real: z.array(z.array(share)),
  synthetic: z.array(z.array(share)),
});
const marginalsSchema = z.array(
  z.object({
    column: z.string(),
    kind: z.string().optional(),
    bins: z.array(z.union([z.string(), z.number()])),
    train: z.array(share),
    synthetic: z.array(share),
  }),
);

/** "30 classes", "a number": what a model predicts; "" where no check has said so. */
export function classesOf(findings: readonly Finding[]): string {
  const [found] = findings.flatMap(({ facts }) => {
    const read = z.number().nullable().safeParse(facts["classes"]);
    return read.success && "classes" in facts ? [read.data] : [];
  });
  if (found === undefined) return "";
  return found === null ? "predicts a number" : `predicts ${integer(found)} classes`;
}

export interface Associations {
  readonly columns: readonly string[];
  readonly real: readonly (readonly number[])[];
  readonly synthetic: readonly (readonly number[])[];
}
export interface Shares {
  readonly column: string;
  readonly bins: readonly string[];
  readonly train: readonly number[];
  readonly synthetic: readonly number[];
}

const filled = (values: readonly (number | null)[]): readonly number[] => values.map((value) => value ?? 0);

export function associationsOf({ facts }: Finding): Associations | null {
  const found = associationsSchema.safeParse(facts["associations"]);
  if (!found.success || found.data.columns.length < 2) return null;
  const { columns, real, synthetic } = found.data;
  return { columns, real: real.map(filled), synthetic: synthetic.map(filled) };
}

export function marginalsOf({ facts }: Finding): readonly Shares[] {
  const found = marginalsSchema.safeParse(facts["marginals"]);
  if (!found.success) return [];
  return found.data.map(({ column, kind, bins, train, synthetic }) => ({
    column,
    bins: binNames(bins, train.length, kind === "time"),
    train: filled(train),
    synthetic: filled(synthetic),
  }));
}

/** Labels as they are; of edges the ranges between them, open at both ends where only the inner edges are given. */
function binNames(bins: readonly (string | number)[], count: number, time: boolean): readonly string[] {
  const text = (bin: string | number | undefined): string =>
    typeof bin === "number" ? (time ? date(new Date(bin).toISOString()) : number(bin)) : visible(bin ?? "");
  if (bins.length === count) return bins.map(text);
  const inner = bins.length === count - 1;
  const edges = inner ? [undefined, ...bins, undefined] : bins;
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [edges[i], edges[i + 1]];
    if (from === undefined) return to === undefined ? "all" : `below ${text(to)}`;
    return to === undefined ? `${text(from)} or more` : `${text(from)} to ${text(to)}`;
  });
}

function number(x: number): string {
  if (Number.isInteger(x)) return integer(x);
  return Math.abs(x) >= 100 ? decimal(x, 0) : String(Number(x.toPrecision(3))).replace("-", "\u2212");
}
