/** Checks by the names that people use: "linkability" means "synthetic/linkability" as long as no other kind of subject has one. */
import type { AnyCheck } from "../check/types.ts";
import { problemsOf, type Problem } from "./problems.ts";
import type { Config } from "./schema.ts";
import { didYouMean } from "../suggest.ts";
import { limitedMeasures } from "../risk/limits.ts";

export type KnownCheck = Pick<AnyCheck, "id" | "options" | "measure" | "alsoLimited">;
type Named = Pick<Config, "check" | "checks" | "limits">;

/** The id that a name stands for; undefined when there is none, or more than one. */
export function idOf(name: string, checks: readonly Pick<AnyCheck, "id">[]): string | undefined {
  if (checks.some(({ id }) => id === name)) return name;
  const meant = checks.filter(({ id }) => id.endsWith(`/${name}`));
  return meant.length === 1 ? meant[0]?.id : undefined;
}

/** Full ids for short names, and what is wrong with checks, their options and limits. */
export function resolveNames<T extends Named>(config: T, checks: readonly KnownCheck[]): T & { problems: Problem[] } {
  const problems: Problem[] = [];
  const find = (name: string, place: string): KnownCheck | undefined => {
    const id = idOf(name, checks);
    const found = checks.find((check) => check.id === id);
    if (!found) problems.push(unknownCheck(name, place, checks));
    return found;
  };
  const chosen: { [check: string]: false | { readonly [option: string]: never } } = {};
  for (const [name, given] of Object.entries(config.checks)) {
    const check = find(name, "checks");
    if (!check) continue;
    if (given !== false) problems.push(...optionProblems(check, given));
    const earlier = chosen[check.id];
    chosen[check.id] = given === false ? false : ({ ...(earlier === false ? {} : earlier), ...given } as never); // JSON, as the schema says
  }
  const limits: { [check: string]: { readonly [measure: string]: number | null } } = {};
  for (const [name, given] of Object.entries(config.limits)) {
    const check = name === "*" ? undefined : find(name, "limits");
    const measures = name === "*" ? limitedMeasures : check ? measuresOf(check) : undefined;
    if (!measures) continue;
    problems.push(...measureProblems(name, Object.keys(given), measures));
    const id = check?.id ?? "*";
    limits[id] = { ...limits[id], ...given };
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
