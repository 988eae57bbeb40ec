/** From flags to the configuration's form, and the two laid over each other: a flag over the file over the default. */
import { checks as allChecks } from "../check/index.ts";
import type { Kind } from "../check/types.ts";
import { TelltaleError } from "../error.ts";
import { megabytes, seconds } from "./amounts.ts";
import type { KnownCheck } from "./names.ts";
import { type Option, options } from "./options.ts";
import type { ConfigInput } from "./schema.ts";
import { didYouMean } from "../suggest.ts";

/** By flag, as they were typed: each value of its own, in order; a switch has none. */
export type Flags = { readonly [flag: string]: readonly string[] };
/** What flags say; `subject` is laid over the subjects. */
export interface FromFlags {
  readonly subject: { readonly [field: string]: unknown };
  readonly config: { readonly [path: string]: unknown };
}

/** `kind`: of the subject that the flags describe ("telltale audit synthetic ..."). @throws TelltaleError USAGE_VALUE, USAGE_FLAG */
export function fromFlags(
  flags: Flags,
  kind?: Kind,
  checks: readonly Pick<KnownCheck, "id" | "options">[] = allChecks,
): FromFlags {
  const subject: Record<string, unknown> = kind === undefined ? {} : { kind };
  const config: Record<string, unknown> = {};
  for (const option of options) {
    const given = option.flag === null ? undefined : flags[option.flag];
    if (given === undefined) continue;
    const unfit = kind !== undefined && option.kinds?.includes(kind) === false;
    if (unfit) throw notOf(option, kind);
    const value = valueOf(option, given);
    const [room = "", ...names] = option.path.split(".");
    const name = names.at(-1);
    if (room === "subjects") subject[name ?? ""] = value;
    else if (room === "checks" && name !== undefined)
      config[room] = mergeChecks(config[room] as ConfigInput["checks"], ofAll(checks, { option, name, value }));
    else if (room === "checks") config[room] = mergeChecks(config[room] as ConfigInput["checks"], value);
    else if (name === undefined) config[room] = value;
    else config[room] = { ...(config[room] as object | undefined), [name]: value };
  }
  return { subject, config };
}

/** An option of several checks at once: every check of the kind that has it. */
function ofAll(
  checks: readonly Pick<KnownCheck, "id" | "options">[],
  { option: { kinds = [], flag }, name, value }: { option: Option; name: string; value: unknown },
): ConfigInput["checks"] {
  const having = checks.filter(
    ({ id, options: { shape } }) => name in shape && kinds.some((kind) => id.startsWith(`${kind}/`)),
  );
  if (having.length > 0) return Object.fromEntries(having.map(({ id }) => [id, { [name]: value as number }]));
  throw new TelltaleError("USAGE_FLAG", {
    message: `--${flag ?? name}: no check has this option`,
    hint: "telltale explain CHECK lists a check's options.",
  });
}

function notOf({ flag, kinds = [] }: Option, kind: Kind): TelltaleError {
  return new TelltaleError("USAGE_FLAG", {
    message: `--${flag ?? ""} is for telltale audit ${kinds.join(" or ")}, and what is audited here is of kind ${kind}`,
    hint: `Leave it out. telltale audit ${kind} --help shows what it takes.`,
  });
}

/** The file's settings with the flags' over them: columns one by one, checks option by option. @throws TelltaleError USAGE_SUBJECT, USAGE_FLAG */
export function merge(file: ConfigInput | undefined, { subject, config }: FromFlags): ConfigInput {
  const merged: Record<string, unknown> = { ...file, ...config };
  for (const room of ["columns"] as const) if (config[room]) merged[room] = { ...file?.[room], ...config[room] };
  if (config["checks"]) merged["checks"] = mergeChecks(file?.checks, config["checks"]);
  if (Object.keys(subject).length > 0) merged["subjects"] = mergeSubjects(file?.subjects, subject);
  return merged as unknown as ConfigInput; // parseConfig looks at it
}

function mergeChecks(file: ConfigInput["checks"], flags: unknown): unknown {
  const merged: Record<string, unknown> = { ...file };
  for (const [name, given] of Object.entries(flags as object) as [string, false | object][]) {
    const earlier = merged[name];
    merged[name] = given === false || typeof earlier !== "object" ? given : { ...earlier, ...given };
  }
  return merged;
}

function mergeSubjects(file: ConfigInput["subjects"] | undefined, subject: FromFlags["subject"]): unknown {
  if ("kind" in subject || file === undefined) return [subject];
  const [only] = file;
  if (only && file.length === 1) return [{ ...without(only, subject), ...subject }];
  const [flag = ""] = Object.keys(subject);
  throw new TelltaleError("USAGE_SUBJECT", {
    message: `the configuration has ${file.length} subjects: which of them does --${flag} mean?`,
    hint: "Change it in the file, or describe the one subject by flags: telltale audit synthetic --synthetic ...",
  });
}

/** A model goes over the file's predictions, and the other way round. */
function without(file: ConfigInput["subjects"][number], subject: FromFlags["subject"]): object {
  const strange = options.find(
    ({ path, kinds }) =>
      path.startsWith("subjects.*.") &&
      (path.split(".").at(-1) ?? "") in subject &&
      kinds?.includes(file.kind) === false,
  );
  if (strange) throw notOf(strange, file.kind);
  if (file.kind !== "model") return file;
  const { model, predictions, ...others } = file;
  if ("model" in subject || "predictions" in subject) return others;
  return { ...others, ...(model !== undefined && { model }), ...(predictions !== undefined && { predictions }) };
}

function valueOf(option: Option, given: readonly string[]): unknown {
  const { reads, flag, choices } = option;
  const last = given.at(-1) ?? "";
  switch (reads) {
    case "switch":
      return true;
    case "off":
      return false;
    case "many":
      return given.length === 1 && option.path.startsWith("subjects.") ? last : given;
    case "list":
      return given.flatMap(commas);
    case "pairs":
      return Object.fromEntries(given.flatMap(commas).map((pair) => pairOf(pair, flag)));
    case "settings":
      return settings(given);
    case "json":
      if (/^\s*[{[]/.test(last) && typeof json(last) === "string") throw wrong(flag, last, "a word, or valid JSON");
      return json(last);
    case "integer":
      if (!/^-?\d+$/.test(last)) throw wrong(flag, last, "a whole number");
      return Number(last);
    case "duration":
      if (Number.isNaN(seconds(last))) throw wrong(flag, last, "a time, such as 30m, 2h or 90s");
      break;
    case "memory":
      if (Number.isNaN(megabytes(last))) throw wrong(flag, last, "a size, such as 2G or 800M");
      break;
    case "text":
      if (choices && !choices.includes(last))
        throw wrong(flag, last, `one of ${choices.join(", ")}`, didYouMean(last, choices, "choices"));
      break;
  }
  return last;
}

/** "a,b" are two names; "a\,b" is one. */
const commas = (text: string): string[] =>
  text
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll(String.raw`\,`, ",").trim())
    .filter((name) => name !== "");

function pairOf(pair: string, flag: string | null): [string, string] {
  const at = pair.lastIndexOf("=");
  if (at < 1) throw wrong(flag, pair, "COLUMN=TYPE");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** "linkability.k=10" and "copies=false". A value that is no JSON is a text. */
function settings(given: readonly string[]): { readonly [check: string]: unknown } {
  const checks: Record<string, false | Record<string, unknown>> = {};
  for (const one of given) {
    const [, name, option, text = ""] = /^([^.=]+)(?:\.([^=]+))?=(.+)$/s.exec(one) ?? [];
    const value = json(text);
    if (name !== undefined && option === undefined && value === false) checks[name] = false;
    else if (name !== undefined && option !== undefined)
      checks[name] = { ...(checks[name] || undefined), [option]: value };
    else throw wrong("set", one, "CHECK.OPTION=JSON, as in linkability.k=10");
  }
  return checks;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function wrong(flag: string | null, given: string, expected: string, hint?: string): TelltaleError {
  return new TelltaleError("USAGE_VALUE", {
    message: `--${flag ?? ""} must be ${expected}, not ${given === "" ? "nothing" : given}`,
    hint: hint ?? `telltale audit --help says what --${flag ?? ""} means.`,
  });
}
