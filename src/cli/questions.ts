/** The questions of `telltale init`: which files, which columns, which policy; what flags answered already is not asked. */
import { existsSync } from "node:fs";
import {
  autocomplete,
  autocompleteMultiselect,
  cancel,
  confirm,
  intro,
  isCancel,
  log,
  outro,
  select,
  text,
} from "@clack/prompts";
import type { Kind } from "../check/types.ts";
import type { FromFlags } from "../config/flags.ts";
import { TelltaleError } from "../error.ts";
import { policies, type PolicyName } from "../risk/limits.ts";
import { sensitive } from "../subject/data/sensitive.ts";
import { isQuery } from "../table/sql-files.ts";
import { columnsIn } from "./columns.ts";

export async function mayReplace(file: string): Promise<boolean> {
  return answer(await confirm({ message: `${file} is there already. Write over it?`, initialValue: false }));
}

/** @throws TelltaleError RUN_STOPPED when the user gives up */
export async function askKind(): Promise<Kind> {
  return answer(
    await select<Kind>({
      message: "What is to be audited?",
      options: [
        { value: "synthetic", label: "a synthetic table", hint: "against the table it was made from" },
        { value: "model", label: "a trained model", hint: "against the people it was trained on" },
        { value: "data", label: "training data", hint: "who is in it, and how its groups fare" },
      ],
    }),
  );
}

/** @throws TelltaleError RUN_STOPPED when the user gives up */
export async function ask(kind: Kind, { subject, config }: FromFlags): Promise<FromFlags> {
  intro(words[kind].intro);
  const artefact = await askArtefact(kind, subject);
  const train = "train" in subject ? subject["train"] : await fileAt(words[kind].train, words[kind].kinds);
  const holdout = await heldOut(kind, subject);
  const columns = { ...(config["columns"] as object | undefined), ...(await marked(kind, config["columns"], train)) };
  const policy = config["policy"] ?? (kind === "data" ? undefined : await chosenPolicy());
  outro("That is all.");
  return {
    subject: { ...subject, ...artefact, train, ...(holdout !== undefined && { holdout }) },
    config: { ...config, ...(policy !== undefined && { policy }), ...(Object.keys(columns).length > 0 && { columns }) },
  };
}

const tables = "a CSV, Parquet or JSON lines file";
const words: {
  readonly [K in Kind]: { readonly [text in "intro" | "train" | "kinds" | "outsiders" | "without"]: string };
} = {
  synthetic: {
    intro: "A synthetic table, against the table it was made from.",
    train: "From which table was it made?",
    kinds: tables,
    outsiders: "Is there a table of people of the same population whom the generator never saw?",
    without:
      "Without them, much will stay undecided: what the table tells about everybody cannot be told from what it tells about the people in it. Hold some rows back before you generate.",
  },
  model: {
    intro: "A trained model, against the people it was trained on.",
    train: "On which table, or tensors, was it trained?",
    kinds: `${tables}; npz or safetensors`,
    outsiders: "Are there people of the same population on whom it was not trained, a test set?",
    without:
      "Without them, nothing can be decided: whoever is in the data can only be told from people who are not. Hold some rows back before you train.",
  },
  data: {
    intro: "A table that something is to be learnt from: who is in it, and what it says of them.",
    train: "Which table is it?",
    kinds: tables,
    outsiders: "Is there a table that is kept apart for tests?",
    without: "Without it, nothing can be said of rows that are on both sides of the split.",
  },
};

async function askArtefact(kind: Kind, subject: FromFlags["subject"]): Promise<FromFlags["subject"]> {
  if (kind === "synthetic")
    return "synthetic" in subject ? {} : { synthetic: await fileAt("Which file is the synthetic table?", tables) };
  // Training data is all there is to give.
  if (kind === "data" || "model" in subject || "predictions" in subject) return {};
  const has = await confirm({ message: "Is there an ONNX file of the model?" });
  if (answer(has)) return { model: await fileAt("Which file?", "an ONNX file") };
  log.info("Its answers will do, for the people it was trained on and for others.");
  return { predictions: await fileAt("Which file holds them?", `${tables}; npz, npy or safetensors`) };
}

async function heldOut(kind: Kind, subject: FromFlags["subject"]): Promise<unknown> {
  if ("holdout" in subject) return subject["holdout"];
  if (!answer(await confirm({ message: words[kind].outsiders }))) {
    log.warn(words[kind].without);
    return undefined;
  }
  return await fileAt("Which file?", words[kind].kinds);
}

/** A file, or a query over files. */
async function fileAt(message: string, kinds: string): Promise<string> {
  const validate = (given = ""): string | undefined => {
    if (given === "") return "A path, such as data/train.csv.";
    return isQuery(given) || existsSync(given) ? undefined : "There is no such file.";
  };
  return answer(await text({ message, placeholder: `path of ${kinds}`, validate }));
}

/** Columns that are chosen from the header, where the file is text. */
async function marked(kind: Kind, given: unknown, train: unknown): Promise<object> {
  if (given !== undefined || typeof train !== "string") return {};
  const names = columnsIn(train);
  if (names.length === 0) return {};
  const options = names.map((value) => ({ value, label: value }));
  const choose = async (message: string): Promise<readonly string[]> =>
    answer(await autocompleteMultiselect({ message, options, required: false, maxItems: 10 }));
  const ignore = await choose(
    "Which columns are identifiers, such as row numbers, which no attack should use? (none: Enter)",
  );
  if (kind === "model") {
    const groups = await choose("Which groups should be compared, such as sex or race? (all with few values: Enter)");
    const label = answer(
      await autocomplete({ message: "Which column does the model predict?", options, maxItems: 10 }),
    );
    return { ...(ignore.length > 0 && { ignore }), ...(groups.length > 0 && { protected: groups }), label };
  }
  if (kind === "data") return { ...(ignore.length > 0 && { ignore }), ...(await compared(names)) };
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

/** Of training data: what is proposed as protected is only proposed. */
async function compared(names: readonly string[]): Promise<object> {
  const options = names.map((value) => ({ value, label: value }));
  const message = "Which groups should be compared? Proposed by their names:";
  const initialValues = sensitive(names);
  const groups = answer(
    await autocompleteMultiselect({ message, options, initialValues, required: false, maxItems: 10 }),
  );
  const label = answer(await autocomplete({ message: "Which column is to be predicted?", options, maxItems: 10 }));
  const good = answer(await text({ message: "Which value of it is the good outcome? (several classes alike: Enter)" }));
  return {
    ...(groups.length > 0 && { protected: groups }),
    label,
    ...(good !== "" && good !== undefined && { positive: good }),
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
