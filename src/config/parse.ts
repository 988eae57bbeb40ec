/** From what a user gave to what an audit goes by; every mistake is named, with what was probably meant. */
import { checks as allChecks } from "../check/index.ts";
import { keysAt } from "./keys.ts";
import { type KnownCheck, resolveNames } from "./names.ts";
import { configError, problemsOf } from "./problems.ts";
import { type Config, type ConfigInput, configSchema } from "./schema.ts";

export interface ParseOptions {
  /** The file that it comes from, for messages. */
  readonly source?: string | undefined;
  readonly checks?: readonly KnownCheck[];
}

/** @throws TelltaleError CONFIG_UNKNOWN_OPTION, CONFIG_UNKNOWN_CHECK, CONFIG_MISSING, CONFIG_VALUE */
export function parseConfig(input: ConfigInput, { source, checks = allChecks }: ParseOptions = {}): Config {
  const parsed = configSchema.safeParse(input, { reportInput: true });
  if (!parsed.success)
    throw configError(
      problemsOf(parsed.error.issues, (path) => keysAt(configSchema, path, input)),
      source,
    );
  const { problems, ...config } = resolveNames(parsed.data, checks);
  if (problems.length > 0) throw configError(problems, source);
  // An empty variable is as good as none.
  return { ...config, store: config.store ?? (process.env["TELLTALE_STORE"] || ".telltale") };
}
