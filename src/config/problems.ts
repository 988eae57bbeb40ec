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
    if (issue.code === "invalid_union") {
      const meant = meantBranch(issue);
      if (meant) return problemsOf(meant, keysAt);
    }
    if (missing(issue))
      return [
        {
          code: "CONFIG_MISSING",
          message: `${place} ${issue.code === "custom" ? issue.message : "is missing"}`,
          hint: `Say ${place} (telltale init asks for what is needed).`,
        },
      ];
    return [
      { code: "CONFIG_VALUE", message: place === "" ? words(issue) : `${place} ${words(issue)}`, hint: hintOf(issue) },
    ];
  });
}

/** Of the branches of a union the one that the value was meant for, if that can be told. */
function meantBranch({
  errors,
  path,
  input,
  message,
}: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  const isOther = (issue: z.core.$ZodIssue): boolean =>
    issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
  const alike = errors.filter((branch) => !branch.some(isOther));
  const choice = errors.find((branch) => branch.some(({ code }) => code === "invalid_value"));
  // A text that is none of a few words was meant to be one of them.
  const found =
    alike.length > 0 ? deepest(alike) : typeof input === "string" && !message.startsWith("must") ? choice : undefined;
  return found?.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

/** The one that got furthest. */
function deepest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const depth = (branch: readonly z.core.$ZodIssue[]): number => Math.max(...branch.map(({ path }) => path.length));
  return branches.toSorted((a, b) => depth(b) - depth(a))[0];
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
const missing = ({ code, message }: z.core.$ZodIssue): boolean =>
  code === "custom" ? message.startsWith("is missing") : code === "invalid_type" && /received undefined/.test(message);

const quotedList = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(" or ");

/** Of a union that a name chooses from: the names. */
const choicesOf = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === "invalid_union" && "options" in issue ? (issue.options ?? []).map(String) : [];
/** What was given for one of them. */
const chooserOf = ({ input, discriminator = "" }: z.core.$ZodIssueInvalidUnion): unknown =>
  typeof input === "object" && input !== null
    ? Object.entries(input).find(([name]) => name === discriminator)?.[1]
    : undefined;

function words(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.startsWith("must") ? issue.message : `must be ${article(issue.expected)}`;
    case "invalid_value":
      return `must be ${quotedList(issue.values)}`;
    case "too_small":
      return issue.message.startsWith("must") ? issue.message : `must be at least ${String(issue.minimum)}`;
    case "too_big":
      return `must be at most ${String(issue.maximum)}`;
    case "invalid_union":
      if (choicesOf(issue).length > 0) return `must be ${quotedList(choicesOf(issue))}`;
      return issue.message.startsWith("must") ? issue.message : "must be a text or a list of texts";
    default:
      return issue.message;
  }
}

function hintOf(issue: z.core.$ZodIssue): string {
  const given = issue.code === "invalid_union" ? chooserOf(issue) : issue.input;
  const known = issue.code === "invalid_value" ? issue.values.map(String) : choicesOf(issue);
  if (typeof given === "string" && known.length > 0) {
    const meant = nearest(given, known);
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
