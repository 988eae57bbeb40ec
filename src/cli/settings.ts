/** What a verb that audits goes by: flags over the file over the defaults; and the command that gives the same again. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findConfig, fromFlags, loadConfig, merge, parseConfig, type Config, type ConfigInput } from "../config.ts";
import { options } from "../config/options.ts";
import { TelltaleError } from "../error.ts";
import { acceptedFile } from "../run/accepted.ts";
import { baselineFile } from "../run/baseline.ts";
import { nearest } from "../suggest.ts";
import type { Call } from "./verbs.ts";

export interface Settings {
  readonly input: ConfigInput;
  readonly config: Config;
  /** Only what decides the result, so that two runs of the same audit say the same. */
  readonly command: string;
}
const kinds: readonly string[] = ["synthetic"];

/** @throws TelltaleError CONFIG_*, USAGE_* */
export async function settingsOf({ flags, args: [target] }: Pick<Call, "flags" | "args">): Promise<Settings> {
  const kind = target !== undefined && kinds.includes(target) ? target : undefined;
  const given = fromFlags(flags, kind);
  if (kind !== undefined) demand(given.subject);
  const file = kind === undefined ? await fileOf(target, given.subject) : undefined;
  const input = withFilesOf(dirname(file?.source ?? "."), merge(file?.input, given));
  const config = parseConfig(input, { source: file?.source });
  return { input, config, command: commandOf(flags, kind ?? file?.source ?? "", config.seed) };
}

/** What is accepted and the baseline lie beside the configuration, and count where they lie. */
function withFilesOf(folder: string, input: ConfigInput): ConfigInput {
  const beside = (name: string): string | undefined => [join(folder, name)].find((path) => existsSync(path));
  const accepted = input.accepted ?? beside(acceptedFile);
  const baseline = input.baseline ?? beside(baselineFile);
  return { ...input, ...(accepted !== undefined && { accepted }), ...(baseline !== undefined && { baseline }) };
}

async function fileOf(target: string | undefined, subject: object): Promise<Awaited<ReturnType<typeof loadConfig>>> {
  if (target === undefined && findConfig() === undefined && "synthetic" in subject)
    throw new TelltaleError("USAGE_KIND", {
      message: "what kind of thing is to be audited?",
      hint: "For a synthetic table: telltale audit synthetic --synthetic s.csv --train t.csv --holdout h.csv",
    });
  try {
    return await loadConfig(target);
  } catch (error) {
    const meant = target === undefined ? undefined : nearest(target, kinds);
    if (!(error instanceof TelltaleError) || error.code !== "CONFIG_NOT_FOUND" || meant === undefined) throw error;
    throw new TelltaleError(error.code, { message: error.message, hint: `Did you mean telltale audit ${meant}?` });
  }
}

function demand(subject: object): void {
  for (const flag of ["synthetic", "train"])
    if (!(flag in subject))
      throw new TelltaleError("USAGE_MISSING", {
        message: `--${flag} is missing`,
        hint: "As in: telltale audit synthetic --synthetic s.csv --train t.csv --holdout h.csv",
      });
}

function commandOf(flags: Call["flags"], target: string, seed: number): string {
  const words = ["telltale", "audit", target];
  for (const { flag, decides, reads } of options) {
    const values = flag === null || !decides || flag === "seed" ? undefined : flags[flag];
    if (values === undefined) continue;
    const shown =
      reads === "many" || reads === "list" || reads === "pairs" || reads === "settings" ? values : values.slice(-1);
    // Files share one flag; of the others, each value has its own.
    if (flag === "synthetic") words.push("--synthetic", ...shown);
    else words.push(...shown.flatMap((value) => [`--${flag ?? ""}`, value]));
  }
  return [...words, "--seed", String(seed)].map(quoted).join(" ");
}

/** For a POSIX shell. */
export const quoted = (word: string): string =>
  /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
