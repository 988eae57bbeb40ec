/** What a verb that audits goes by: flags over the file over the defaults; and the command that gives the same again. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findConfig, fromFlags, loadConfig, merge, parseConfig, type Config, type ConfigInput } from "../config.ts";
import type { Kind } from "../check/types.ts";
import { options, subjectKinds } from "../config/options.ts";
import { TelltaleError } from "../error.ts";
import { acceptedFile } from "../run/accepted.ts";
import { baselineFile } from "../run/baseline.ts";
import { datasheetName } from "../subject/datasheet/file.ts";
import { nearest } from "../suggest.ts";
import type { Call } from "./verbs.ts";

export interface Settings {
  readonly input: ConfigInput;
  readonly config: Config;
  /** Only what decides the result, so that two runs of the same audit say the same. */
  readonly command: string;
}

/** The shortest command for each kind of subject. */
export const forms: { readonly [K in Kind]: string } = {
  synthetic: "synthetic --synthetic s.csv --train t.csv --holdout h.csv",
  model: "model --model m.onnx --train t.csv --holdout h.csv --label income",
  data: "data --train t.csv --protected sex,race --label income",
};
/** The kind that the first word after a verb names. */
export const kindOf = (word: string | undefined): Kind | undefined => subjectKinds.find((kind) => kind === word);
/** The kind that flags are meant for: a flag of several kinds says less than one of a single kind. */
export function impliedKind(flags: Call["flags"]): Kind | undefined {
  const given = options.flatMap(({ flag, kinds }) => (kinds && flag !== null && flag in flags ? [kinds] : []));
  const telling = given.find(({ length }) => length === 1) ?? given[0];
  return telling?.[0];
}

/** @throws TelltaleError CONFIG_*, USAGE_* */
export async function settingsOf({ flags, args: [target] }: Pick<Call, "flags" | "args">): Promise<Settings> {
  const kind = kindOf(target);
  const given = fromFlags(flags, kind);
  if (kind !== undefined) demand(kind, given.subject);
  const file = kind === undefined ? await fileOf(target, flags) : undefined;
  const input = withFilesOf(dirname(file?.source ?? "."), merge(file?.input, given));
  const config = parseConfig(input, { source: file?.source });
  return { input, config, command: commandOf(flags, kind ?? file?.source ?? "", config.seed) };
}

/** What is accepted, the baseline and the answers of people lie beside the configuration, and count where they lie. */
function withFilesOf(folder: string, input: ConfigInput): ConfigInput {
  const beside = (name: string): string | undefined => [join(folder, name)].find((path) => existsSync(path));
  const accepted = input.accepted ?? beside(acceptedFile);
  const baseline = input.baseline ?? beside(baselineFile);
  return {
    ...input,
    ...(accepted !== undefined && { accepted }),
    ...(baseline !== undefined && { baseline }),
    ...withAnswers(input, beside(datasheetName)),
  };
}

/** Answers are about one table: of several, each names its own. */
function withAnswers({ subjects }: ConfigInput, datasheet: string | undefined): Partial<ConfigInput> {
  const all: unknown = subjects; // not checked yet
  const tables = Array.isArray(all) ? (all as ConfigInput["subjects"]).filter((one) => one?.kind === "data") : [];
  const [only] = tables;
  if (datasheet === undefined || tables.length !== 1 || only?.kind !== "data" || only.datasheet !== undefined)
    return {};
  return { subjects: subjects.map((one) => (one === only ? { ...only, datasheet } : one)) };
}

async function fileOf(
  target: string | undefined,
  flags: Call["flags"],
): Promise<Awaited<ReturnType<typeof loadConfig>>> {
  const implied = impliedKind(flags);
  if (target === undefined && findConfig() === undefined && (implied !== undefined || "train" in flags))
    throw new TelltaleError("USAGE_KIND", {
      message: "what kind of thing is to be audited?",
      hint: implied
        ? `Write telltale audit ${implied}, as in: telltale audit ${forms[implied]}`
        : `For a synthetic table: telltale audit ${forms.synthetic}. For a model: telltale audit ${forms.model}`,
    });
  try {
    return await loadConfig(target);
  } catch (error) {
    const meant = target === undefined ? undefined : nearest(target, subjectKinds);
    if (!(error instanceof TelltaleError) || error.code !== "CONFIG_NOT_FOUND" || meant === undefined) throw error;
    throw new TelltaleError(error.code, { message: error.message, hint: `Did you mean telltale audit ${meant}?` });
  }
}

/** What a subject cannot do without, and that a model and its answers are two ways, not one. @throws TelltaleError USAGE_MISSING, USAGE_FLAG */
export function demand(kind: Kind, subject: object, { verb = "audit" }: { readonly verb?: string } = {}): void {
  const form = `As in: telltale ${verb} ${forms[kind]}`;
  const missing = (what: string, hint = form): TelltaleError =>
    new TelltaleError("USAGE_MISSING", { message: `${what} is missing`, hint });
  if (kind === "synthetic" && !("synthetic" in subject)) throw missing("--synthetic");
  if (kind === "model" && !("model" in subject || "predictions" in subject))
    throw missing("--model", `${form}. Where the model itself cannot be had, its answers will do: --predictions FILE.`);
  if ("model" in subject && "predictions" in subject)
    throw new TelltaleError("USAGE_FLAG", {
      message: "--model and --predictions are two ways to say what is audited",
      hint: "Keep --model: what it answers is asked of it. --predictions are for models that cannot be had.",
    });
  if (!("predictions" in subject) && !("train" in subject)) throw missing("--train");
}

function commandOf(flags: Call["flags"], target: string, seed: number): string {
  const words = ["telltale", "audit", target];
  for (const { flag, decides, reads, value: shape } of options) {
    const values = flag === null || !decides || flag === "seed" ? undefined : flags[flag];
    if (values === undefined) continue;
    const shown =
      reads === "many" || reads === "list" || reads === "pairs" || reads === "settings" ? values : values.slice(-1);
    // Files share one flag; of the others, each value has its own.
    if (shape?.endsWith("...")) words.push(`--${flag ?? ""}`, ...shown);
    else words.push(...shown.flatMap((value) => [`--${flag ?? ""}`, value]));
  }
  return [...words, "--seed", String(seed)].map(quoted).join(" ");
}

/** For a POSIX shell. */
export const quoted = (word: string): string =>
  /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
