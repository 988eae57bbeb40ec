/** telltale init: asks what to audit and writes it down. */
import { existsSync } from "node:fs";
import { fileNames, fromFlags, merge, parseConfig, type ConfigInput } from "../../config.ts";
import { schemaUrl } from "../../config/jsonSchema.ts";
import { TelltaleError } from "../../error.ts";
import { writeOut } from "../../run/output.ts";
import { ask, mayReplace } from "../questions.ts";
import { quoted } from "../settings.ts";
import type { Call } from "../verbs.ts";

export async function run({ flags, terminal }: Call): Promise<number> {
  const file = flags["file"]?.at(-1) ?? fileNames[0];
  const asks = terminal.asks && flags["yes"] === undefined;
  if (existsSync(file) && flags["force"] === undefined && !(asks && (await mayReplace(file))))
    throw new TelltaleError("CONFIG_EXISTS", {
      message: `${file} is there already`,
      hint: "It was left as it is. Add --force to write over it, or --file FILE for another.",
    });
  const given = fromFlags(flags, "synthetic");
  const config = merge(undefined, asks ? await ask(given) : given);
  const [subject] = config.subjects ?? [];
  for (const field of ["synthetic", "train"] as const)
    if (subject?.[field] === undefined)
      throw new TelltaleError("USAGE_MISSING", {
        message: `--${field} is missing, and there is nobody to ask`,
        hint: "As in: telltale init --yes --synthetic s.csv --train t.csv --holdout h.csv",
      });
  parseConfig(config);
  writeOut(file, textOf(config));
  const missing = [subject?.synthetic ?? [], subject?.train ?? [], subject?.holdout ?? []]
    .flat()
    .filter((path) => !/\s/.test(path) && !existsSync(path));
  for (const path of missing) terminal.err(`note: there is no ${path} yet\n`);
  const named = file === fileNames[0] ? "" : ` ${quoted(file)}`;
  terminal.out(`wrote ${file}. Next: telltale plan${named}, then telltale audit${named}\n`);
  return 0;
}

/** What is audited stands first. */
const textOf = ({ subjects, ...config }: ConfigInput): string =>
  `${JSON.stringify({ $schema: schemaUrl, subjects, ...config }, null, 2)}\n`;
