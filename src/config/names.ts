/** Checks by the names that people use: "membership" is the check of that name of whatever is audited: "synthetic/membership", "model/membership", or both. */
import type { AnyCheck, Kind } from "../check/types.ts";
import { problemsOf, type Problem } from "./problems.ts";
import type { Config } from "./schema.ts";
import { didYouMean } from "../suggest.ts";
import { limitedMeasures } from "../risk/limits.ts";

export type KnownCheck = Pick<AnyCheck, "id" | "options" | "measure" | "alsoLimited">;
type Named = Pick<Config, "check" | "checks" | "limits"> & { readonly subjects: readonly { readonly kind: Kind }[] };

/** The checks that a name may stand for: those of the kinds that are audited; when none of them has the name, those of the other kinds. */
export function named<C extends Pick<AnyCheck, "id">>(
  name: string,
  checks: readonly C[],
  kinds: readonly Kind[] = [],
): readonly C[] {
  const exact = checks.filter(({ id }) => id === name);
  if (exact.length > 0) return exact;
  const meant = checks.filter(({ id }) => id.endsWith(`/${name}`));
  const audited = meant.filter(({ id }) => kinds.some((kind) => id.startsWith(`${kind}/`)));
  return audited.length > 0 ? audited : meant;
}

/** Full ids for short names, and what is wrong with checks, their options and limits. */
export function resolveNames<T extends Named>(config: T, checks: readonly KnownCheck[]): T & { problems: Problem[] } {
  const problems: Problem[] = [];
  const kinds = config.subjects.map(({ kind }) => kind);
  /** Of the checks of that name those for which nothing is wrong. */
  const fitting = (name: string, place: string, wrong: (check: KnownCheck) => readonly Problem[]): KnownCheck[] => {
    const found = named(name, checks, kinds);
    if (found.length === 0) problems.push(unknownCheck(name, place, checks));
    const fit = found.filter((check) => wrong(check).length === 0);
    if (fit.length > 0) return fit;
    const [first, ...others] = found;
    if (first)
      problems.push(...wrong(first).map((problem) => (others.length > 0 ? ofSeveral(problem, found) : problem)));
    return [];
  };
  const chosen: { [check: string]: false | { readonly [option: string]: never } } = {};
  for (const [name, given] of Object.entries(config.checks))
    for (const { id } of fitting(name, "checks", (check) => (given === false ? [] : optionProblems(check, given)))) {
      const earlier = chosen[id];
      chosen[id] = given === false ? false : ({ ...(earlier === false ? {} : earlier), ...given } as never); // JSON, as the schema says
    }
  const limits: { [check: string]: { readonly [measure: string]: number | null } } = {};
  for (const [name, given] of Object.entries(config.limits)) {
    const wrong = (known: readonly string[]): Problem[] => measureProblems(name, Object.keys(given), known);
    if (name === "*") problems.push(...wrong(limitedMeasures));
    const ids = name === "*" ? ["*"] : fitting(name, "limits", (check) => wrong(measuresOf(check))).map(({ id }) => id);
    for (const id of ids) limits[id] = { ...limits[id], ...given };
  }
  const globs = config.check.map((glob) => (glob.includes("/") ? glob : `*/${glob}`));
  for (const [i, glob] of globs.entries())
    if (
      !glob.includes("*", 2) &&
      !checks.some(({ id }) => id === glob || (glob.startsWith("*/") && id.endsWith(glob.slice(1))))
    )
      problems.push(unknownCheck(config.check[i] ?? glob, "check", checks));
  return { ...config, check: globs, checks: chosen, limits, problems };
}

/** A name that stands for several checks, none of which takes what was given. */
const ofSeveral = (problem: Problem, checks: readonly KnownCheck[]): Problem => ({
  ...problem,
  hint: `${problem.hint} Or name the check that is meant: ${checks.map(({ id }) => id).join(" or ")}.`,
});

/** What a limit of this check may name; empty: a diagnostic. */
export const measuresOf = ({ measure, alsoLimited = [] }: KnownCheck): readonly string[] =>
  measure === null ? [] : [measure, ...alsoLimited];

function unknownCheck(name: string, place: string, checks: readonly KnownCheck[]): Problem {
  const ids = checks.map(({ id }) => id);
  const short = ids.map((id) => id.slice(id.indexOf("/") + 1));
  const hint = didYouMean(name, name.includes("/") ? ids : short, "checks");
  return { code: "CONFIG_UNKNOWN_CHECK", message: `${place}: there is no check ${name}`, hint };
}

function optionProblems({ id, options }: KnownCheck, given: object): Problem[] {
  const parsed = options.strict().safeParse(given, { reportInput: true });
  if (parsed.success) return [];
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ["checks", id, ...issue.path] }));
  return problemsOf(issues, () => Object.keys(options.shape));
}

function measureProblems(name: string, given: readonly string[], known: readonly string[]): Problem[] {
  return given
    .filter((measure) => !known.includes(measure))
    .map((measure) => ({
      code: "CONFIG_UNKNOWN_OPTION",
      message: `limits.${name} names ${measure}, which is not what is judged there`,
      hint: known.length === 0 ? `${name} is a diagnostic: it has no limit.` : `The measure is: ${known.join(" or ")}.`,
    }));
}
