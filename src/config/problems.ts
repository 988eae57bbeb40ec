/** From what the schema says is wrong to what a user reads: where, what, and what was probably meant. */
import type { z } from "zod";
import { TelltaleError } from "../error.ts";
import { nearest } from "../suggest.ts";

export interface Problem {
  readonly code: "CONFIG_UNKNOWN_OPTION" | "CONFIG_UNKNOWN_CHECK" | "CONFIG_MISSING" | "CONFIG_VALUE";
  /** "columns.secrets: must be a list" */
  readonly message: string;
  readonly hint: string;
}

/** All problems in one error; the first one's code and hint. `source`: the file that they are in. */
export function configError(problems: readonly Problem[], source?: string): TelltaleError {
  const [first, ...others] = problems;
  if (!first) throw new Error("an error needs a problem");
  const where = source === undefined ? "" : `${source}: `;
  const shown = others.slice(0, 4).map(({ message }) => `\n${where}${message}`);
  const more = others.length > 4 ? `\n... and ${others.length - 4} more` : "";
  const hints = [...new Set(problems.slice(0, 5).map(({ hint }) => hint))];
  return new TelltaleError(first.code, {
    message: `${where}${first.message}${shown.join("")}${more}`,
    hint: hints.join("\n"),
  });
}

/** "subjects[0].train"; names that are no words in quotes. */
export function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, i) => {
      if (typeof step === "number") return `[${step}]`;
      const name = String(step);
      if (!/^[\w$*/-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
      return i === 0 ? name : `.${name}`;
    })
    .join("");
}

/** `keysAt`: the settings known at a path. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  keysAt: (path: readonly PropertyKey[]) => readonly string[],
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const place = placeOf(issue.path);
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => unknown(key, issue.path, keysAt(issue.path)));
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      // Of the branches, the one that got furthest says best what is wrong.
      const deepest = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0];
      if (deepest && deepest.path.length > 0)
        return problemsOf([{ ...deepest, path: [...issue.path, ...deepest.path] }], keysAt);
    }
    if (issue.code === "invalid_type" && missing(issue))
      return [
        {
          code: "CONFIG_MISSING",
          message: `${place} is missing`,
          hint: `Say ${place} (telltale init asks for what is needed).`,
        },
      ];
    return [
      { code: "CONFIG_VALUE", message: place === "" ? words(issue) : `${place} ${words(issue)}`, hint: hintOf(issue) },
    ];
  });
}

function unknown(key: string, path: readonly PropertyKey[], known: readonly string[]): Problem {
  const meant = nearest(key, known);
  const there = path.length === 0 ? "" : ` in ${placeOf(path)}`;
  return {
    code: "CONFIG_UNKNOWN_OPTION",
    message: `there is no setting ${placeOf([...path, key])}`,
    hint:
      meant === undefined
        ? `The settings${there} are: ${known.join(", ")}.`
        : `Did you mean ${placeOf([...path, meant])}?`,
  };
}

/** A value that is not there at all. */
const missing = (issue: z.core.$ZodIssue): boolean => /received undefined/.test(issue.message);

function words(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}`;
    case "invalid_value":
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "too_small":
      return issue.message.startsWith("must") ? issue.message : `must be at least ${String(issue.minimum)}`;
    case "too_big":
      return `must be at most ${String(issue.maximum)}`;
    case "invalid_union":
      return issue.message.startsWith("must") ? issue.message : "must be a text or a list of texts";
    default:
      return issue.message;
  }
}

function hintOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value" && typeof issue.input === "string") {
    const meant = nearest(issue.input, issue.values.map(String));
    if (meant !== undefined) return `Did you mean ${JSON.stringify(meant)}?`;
  }
  return "Correct it there; telltale audit --help says what the settings mean.";
}

const kinds: { readonly [type: string]: string } = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};
const article = (type: string): string => kinds[type] ?? type;
