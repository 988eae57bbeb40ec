/** telltale init: asks what to audit and writes it down. */
import { existsSync } from "node:fs";
import { fileNames, fromFlags, merge, parseConfig, subjectFiles, type ConfigInput } from "../../config.ts";
import { schemaUrl } from "../../config/jsonSchema.ts";
import type { FromFlags } from "../../config/flags.ts";
import { subjectKinds } from "../../config/options.ts";
import { TelltaleError } from "../../error.ts";
import { writeOut } from "../../run/output.ts";
import { datasheetName, scaffold } from "../../subject/datasheet/file.ts";
import { sensitive } from "../../subject/data/sensitive.ts";
import { didYouMean } from "../../suggest.ts";
import { columnsIn } from "../columns.ts";
import { ask, askKind, mayReplace } from "../questions.ts";
import { demand, forms, impliedKind, kindOf, quoted } from "../settings.ts";
import type { Call } from "../verbs.ts";

export async function run({ flags, args: [word], terminal }: Call): Promise<number> {
  if (flags["datasheet"] !== undefined) return writeDatasheet({ flags, word, terminal });
  const told = kindOf(word) ?? impliedKind(flags);
  if (word !== undefined && kindOf(word) === undefined)
    throw new TelltaleError("USAGE_ARGUMENT", {
      message: `telltale init: what is ${word} for?`,
      hint: didYouMean(word, subjectKinds, "kinds"),
    });
  const file = flags["file"]?.at(-1) ?? fileNames[0];
  const asks = terminal.asks && flags["yes"] === undefined;
  if (existsSync(file) && flags["force"] === undefined && !(asks && (await mayReplace(file))))
    throw new TelltaleError("CONFIG_EXISTS", {
      message: `${file} is there already`,
      hint: "It was left as it is. Add --force to write over it, or --file FILE for another.",
    });
  const kind = told ?? (asks ? await askKind() : unknownKind());
  const flagged = fromFlags(flags, kind);
  const given = asks ? await ask(kind, flagged) : flagged;
  demand(kind, given.subject, { verb: `init${asks ? "" : " --yes"}` });
  const config = merge(undefined, kind === "data" ? withGap(given) : given);
  parseConfig(config);
  writeOut(file, textOf(config));
  const missing = subjectFiles
    .flatMap((field) => given.subject[field] ?? [])
    .filter((path): path is string => typeof path === "string" && !/\s/.test(path) && !existsSync(path));
  for (const path of missing) terminal.err(`note: there is no ${path} yet\n`);
  if (kind === "data") hints(config, terminal);
  const named = file === fileNames[0] ? "" : ` ${quoted(file)}`;
  terminal.out(`wrote ${file}. Next: telltale plan${named}, then telltale audit${named}\n`);
  return 0;
}

/** Flags that say where a datasheet goes; what else is told to `init` is not asked there. */
const ofDatasheet = new Set(["datasheet", "file", "force", "yes"]);

/** Questions for people, to be answered by hand. */
function writeDatasheet({
  flags,
  word,
  terminal,
}: Pick<Call, "flags" | "terminal"> & { readonly word: string | undefined }): number {
  const other = Object.keys(flags).find((flag) => !ofDatasheet.has(flag));
  if (other !== undefined || (word ?? "data") !== "data")
    throw new TelltaleError("USAGE_FLAG", {
      message: `telltale init --datasheet writes questions for people, and does nothing with ${other === undefined ? (word ?? "") : `--${other}`}`,
      hint: "Leave it out, or write the configuration first: telltale init data. --file FILE says where the questions go.",
    });
  const file = flags["file"]?.at(-1) ?? datasheetName;
  if (existsSync(file) && flags["force"] === undefined)
    throw new TelltaleError("DATASHEET_EXISTS", {
      message: `${file} is there already`,
      hint: "It was left as it is. Add --force to write over it, or --file FILE for another.",
    });
  writeOut(file, scaffold());
  const named = file === datasheetName ? "" : ` --datasheet ${quoted(file)}`;
  terminal.out(
    `wrote ${file}. Answer what you can: telltale audit data${named} shows the answers beside its numbers\n`,
  );
  return 0;
}

/** What a gap between groups is held against, which has no default: proposed here, for people to change. */
const gap = 0.1;
const withGap = ({ subject, config }: FromFlags): FromFlags => ({
  subject,
  config: { ...config, limits: { "data/fairness": { difference: gap } } },
});

/** What was proposed and not asked. */
function hints({ subjects, columns }: ConfigInput, terminal: Call["terminal"]): void {
  terminal.err(
    `note: a gap between groups of more than ${gap} will count as a disparity: change limits if that is not so\n`,
  );
  const [subject] = subjects;
  if ((columns?.protected ?? []).length > 0 || subject?.kind !== "data" || !existsSync(subject.train)) return;
  const found = sensitive(columnsIn(subject.train));
  if (found.length > 0)
    terminal.err(
      `note: no column is marked as protected. By their names these may be: --protected ${found.join(",")}\n`,
    );
}

function unknownKind(): never {
  throw new TelltaleError("USAGE_KIND", {
    message: "what kind of thing is to be audited? There is nobody to ask",
    hint: `As in: telltale init ${forms.synthetic} --yes, or telltale init ${forms.model} --yes`,
  });
}

/** What is audited stands first. */
const textOf = ({ subjects, ...config }: ConfigInput): string =>
  `${JSON.stringify({ $schema: schemaUrl, subjects, ...config }, null, 2)}\n`;
