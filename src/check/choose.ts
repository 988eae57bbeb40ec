/** Which checks are played on a subject, and with which options: defaults, then what the preset changes, then what the user says. */
import { TelltaleError } from "../error.ts";
import type { Json } from "../work.ts";
import { checks } from "./index.ts";
import type { AnyCheck, Kind, Preset } from "./types.ts";

export interface Chosen {
  readonly check: AnyCheck;
  readonly options: { readonly [name: string]: Json };
}
export interface Choice {
  /** Globs over check ids, "synthetic/*"; empty: all. */
  readonly check: readonly string[];
  /** Options by check; false leaves a check out. */
  readonly checks: { readonly [check: string]: false | { readonly [option: string]: unknown } };
  readonly preset: Preset;
}

/** @throws TelltaleError CHECK_NONE, CHECK_OPTION. `all`: every check there is, of all kinds. */
export function choose(
  kind: Kind,
  { check: globs, checks: given, preset }: Choice,
  all: readonly AnyCheck[] = checks,
): readonly Chosen[] {
  const ofKind = all.filter(({ id }) => id.startsWith(`${kind}/`));
  const wanted = globs.map(pattern);
  const left = ofKind.filter(({ id }) => given[id] !== false);
  const chosen = left.filter(({ id }) => wanted.length === 0 || wanted.some((glob) => glob.test(id)));
  if (chosen.length === 0) {
    const why =
      globs.length > 0 && left.length > 0
        ? ` for --check ${globs.map((glob) => glob.replace(/^\*\//, "")).join(", ")}`
        : "";
    const known = (ofKind.length > 0 ? ofKind : all).map(({ id }) => id).join(", ");
    throw new TelltaleError("CHECK_NONE", {
      message: `no check is left to play on ${things[kind]}${why}`,
      hint: `The checks${ofKind.length > 0 ? ` of ${things[kind]}` : ""} are: ${known}.`,
    });
  }
  return chosen.map((check) => ({ check, options: optionsOf(check, preset, given[check.id] || {}) }));
}

const things: { readonly [K in Kind]: string } = {
  synthetic: "a synthetic table",
  model: "a model",
  data: "training data",
};

/** All options of a check, each with its value. Options nobody knows are errors, so that a typing mistake does not pass for a setting. */
export function optionsOf(
  check: AnyCheck,
  preset: Preset,
  given: { readonly [option: string]: unknown },
): Chosen["options"] {
  const parsed = check.options.strict().safeParse({ ...check.presets[preset], ...given });
  if (parsed.success) return parsed.data as Chosen["options"]; // options come from JSON, and their schemas keep them JSON
  const [issue] = parsed.error.issues;
  const where = [check.id, ...(issue?.path ?? [])].join(".");
  throw new TelltaleError("CHECK_OPTION", {
    message: `${where}: ${issue?.message ?? "not valid"}`,
    hint: `The options of ${check.id} are: ${Object.keys(check.options.shape).join(", ")}. See: telltale explain ${check.id}`,
  });
}

const pattern = (glob: string): RegExp =>
  new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", ".*")}$`);
