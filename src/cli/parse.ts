/** From the words of a command line to a verb, its flags and its arguments; what nobody knows is refused, with what was probably meant. */
import { parseArgs } from "node:util";
import type { Flags } from "../config/flags.ts";
import { didYouMean, nearest } from "../suggest.ts";
import { TelltaleError } from "../error.ts";
import { type Flag, type Verb, verbs } from "./verbs.ts";

export interface Parsed {
  readonly verb: Verb;
  readonly flags: Flags;
  readonly args: readonly string[];
}

/** @throws TelltaleError USAGE_VERB, USAGE_FLAG, USAGE_VALUE, USAGE_ARGUMENT */
export function parse(argv: readonly string[]): Parsed {
  const [name = "", ...words] = argv;
  const verb = verbs.find((one) => one.name === name) ?? notVerb(name, words);
  const known = verb.groups.flatMap(({ flags }) => flags);
  const flags: Record<string, string[]> = {};
  const args: string[] = [];
  let open: Flag | undefined; // takes the words that follow it
  for (const token of tokensOf(words, known)) {
    if (token.kind === "option-terminator") open = undefined;
    else if (token.kind === "positional" && open) flags[open.flag]?.push(token.value);
    else if (token.kind === "positional") args.push(token.value);
    else {
      const flag = known.find((one) => one.flag === token.name) ?? notFlag(token.rawName, verb, known);
      const values = (flags[flag.flag] ??= []);
      const value = valueOf(flag, token);
      if (value !== undefined) values.push(value);
      open = flag.value?.endsWith("...") ? flag : undefined;
    }
  }
  const { least, most } = verb.args;
  const extra = args[most];
  if (extra !== undefined || args.length < least)
    throw new TelltaleError("USAGE_ARGUMENT", {
      message:
        extra === undefined
          ? `telltale ${verb.name} needs more to go by`
          : `telltale ${verb.name}: what is ${extra} for?`,
      hint: verb.usage.map((usage) => `Usage: telltale ${usage}`).join("\n"),
    });
  return { verb, flags, args };
}

interface OptionToken {
  readonly kind: "option";
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}
type Token =
  | OptionToken
  | { readonly kind: "positional"; readonly value: string }
  | { readonly kind: "option-terminator" };

function tokensOf(words: readonly string[], known: readonly Flag[]): readonly Token[] {
  const options = known.map(({ flag, value, short }) => [
    flag,
    { type: value === null ? "boolean" : "string", ...(short !== undefined && { short }) } as const,
  ]);
  const given = Object.fromEntries(options) as Record<string, { readonly type: "boolean" | "string" }>;
  return parseArgs({ args: [...words], options: given, strict: false, tokens: true, allowPositionals: true }).tokens;
}

function valueOf({ flag, value, choices }: Flag, token: OptionToken): string | undefined {
  const given = token.value;
  if (value === null) {
    if (given === undefined) return undefined;
    throw wrong(`--${flag} takes no value`, `Write --${flag} alone.`);
  }
  const shown = value.replace(/\.\.\.$/, "");
  if (given === undefined || given === "") throw wrong(`--${flag} needs a value`, `Write --${flag} ${shown}.`);
  if (!token.inlineValue && /^-(?!\d)./.test(given))
    throw wrong(
      `--${flag} needs a value, but ${given} follows`,
      `Write --${flag} ${shown}, or --${flag}=${given} if that is the value.`,
    );
  if (choices && !choices.includes(given))
    throw wrong(`--${flag} must be one of ${choices.join(", ")}, not ${given}`, didYouMean(given, choices, "choices"));
  return given;
}

const wrong = (message: string, hint: string): TelltaleError => new TelltaleError("USAGE_VALUE", { message, hint });

function notVerb(name: string, words: readonly string[]): never {
  if (name.startsWith("-"))
    throw new TelltaleError("USAGE_VERB", {
      message: `a verb must come first, not ${name}`,
      hint: "As in: telltale audit --preset quick. telltale --help lists the verbs.",
    });
  const asked = name === "help" ? (words[0] ?? "") : name;
  const hint = didYouMean(
    asked,
    verbs.map((verb) => verb.name),
    "verbs",
  );
  throw new TelltaleError("USAGE_VERB", { message: `there is no verb ${asked}`, hint });
}

function notFlag(raw: string, verb: Verb, known: readonly Flag[]): never {
  const name = raw.replace(/^-+/, "");
  const meant = nearest(
    name,
    known.map(({ flag }) => flag),
  );
  const other = verbs.find(({ groups }) => groups.some(({ flags }) => flags.some(({ flag }) => flag === name)));
  const more = `telltale ${verb.name} --help lists the options.`;
  const elsewhere = other ? `${raw} belongs to telltale ${other.name}. ${more}` : more;
  throw new TelltaleError("USAGE_FLAG", {
    message: `telltale ${verb.name} has no option ${raw}`,
    hint: meant === undefined ? elsewhere : `Did you mean --${meant}?`,
  });
}
