/** The questions of `telltale init`: which files, which columns, which policy; what flags answered already is not asked. */
import { existsSync } from "node:fs";
import { autocompleteMultiselect, cancel, confirm, intro, isCancel, log, outro, select, text } from "@clack/prompts";
import type { FromFlags } from "../config/flags.ts";
import { TelltaleError } from "../error.ts";
import { policies, type PolicyName } from "../risk/limits.ts";
import { isQuery } from "../table/sql-files.ts";
import { columnsIn } from "./columns.ts";

export async function mayReplace(file: string): Promise<boolean> {
  return answer(await confirm({ message: `${file} is there already. Write over it?`, initialValue: false }));
}

/** @throws TelltaleError RUN_STOPPED when the user gives up */
export async function ask({ subject, config }: FromFlags): Promise<FromFlags> {
  intro("What is to be audited? A synthetic table, against the table it was made from.");
  const file = async (field: string, message: string): Promise<unknown> =>
    field in subject ? subject[field] : await fileAt(message);
  const synthetic = await file("synthetic", "Which file is the synthetic table?");
  const train = await file("train", "From which table was it made?");
  const holdout = await heldOut(subject);
  const columns = { ...(config["columns"] as object | undefined), ...(await marked(config["columns"], train)) };
  const policy = config["policy"] ?? (await chosenPolicy());
  outro("That is all.");
  return {
    subject: { ...subject, synthetic, train, ...(holdout !== undefined && { holdout }) },
    config: { ...config, policy, ...(Object.keys(columns).length > 0 && { columns }) },
  };
}

async function heldOut(subject: FromFlags["subject"]): Promise<unknown> {
  if ("holdout" in subject) return subject["holdout"];
  const message = "Is there a table of people of the same population whom the generator never saw?";
  if (!answer(await confirm({ message }))) {
    log.warn(
      "Without them, much will stay undecided: what the table tells about everybody cannot be told from what it tells about the people in it. Hold some rows back before you generate.",
    );
    return undefined;
  }
  return await fileAt("Which file?");
}

/** A file, or a query over files. */
async function fileAt(message: string): Promise<string> {
  const validate = (given = ""): string | undefined => {
    if (given === "") return "A path, such as data/train.csv.";
    return isQuery(given) || existsSync(given) ? undefined : "There is no such file.";
  };
  return answer(await text({ message, placeholder: "path of a CSV, Parquet or JSON lines file", validate }));
}

/** Columns that are chosen from the header, where the file is text. */
async function marked(given: unknown, train: unknown): Promise<object> {
  if (given !== undefined || typeof train !== "string") return {};
  const names = columnsIn(train);
  if (names.length === 0) return {};
  const options = names.map((value) => ({ value, label: value }));
  const choose = async (message: string): Promise<readonly string[]> =>
    answer(await autocompleteMultiselect({ message, options, required: false, maxItems: 10 }));
  const ignore = await choose(
    "Which columns are identifiers, such as row numbers, which no attack should use? (none: Enter)",
  );
  const secrets = await choose("Which columns would somebody like to learn? (all: Enter)");
  const quasiIdentifiers = await choose(
    "By which columns could somebody recognise a person, such as age, sex and place? (none: Enter)",
  );
  const groups = await choose("Which groups should be compared, such as sex or race? (all with few values: Enter)");
  const [label] = await choose("Which column will the table be used to predict? The first one counts. (none: Enter)");
  return {
    ...(ignore.length > 0 && { ignore }),
    ...(secrets.length > 0 && { secrets }),
    ...(quasiIdentifiers.length > 0 && { quasiIdentifiers }),
    ...(groups.length > 0 && { protected: groups }),
    ...(label !== undefined && { label }),
  };
}

async function chosenPolicy(): Promise<string> {
  return answer(
    await select({
      message: "Which limits?",
      options: [
        { value: "default", label: "default", hint: limitsOf("default") },
        { value: "tight", label: "tight", hint: `${limitsOf("tight")}; takes more people` },
      ],
    }),
  );
}

const limitsOf = (name: PolicyName): string =>
  Object.entries(policies[name])
    .flatMap(([check, of]) =>
      Object.entries(of).map(([measure, limit]) => `${check === "*" ? "" : `${check} `}${measure} at most ${limit}`),
    )
    .join(", ");

function answer<T>(given: T): Exclude<T, symbol> {
  // A symbol means that the user gave up, nothing else.
  if (!isCancel(given)) return given as Exclude<T, symbol>;
  cancel("Nothing was written.");
  throw new TelltaleError("RUN_STOPPED", {
    message: "stopped: nothing was written",
    hint: "telltale init asks again.",
  });
}
