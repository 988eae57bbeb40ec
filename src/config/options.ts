/** Every setting of an audit, once: from this table come the flags, the help, the descriptions in the JSON Schema, and the docs. Plain data, so that `--help` loads nothing else. */
import type { Kind } from "../check/types.ts";

/** How a flag's text becomes a value. `off`: a switch that turns a setting off; `many`: several values, also by repeating the flag; `list`: comma-separated; `json`: a word, or an object. */
export type Reading =
  | "switch"
  | "off"
  | "text"
  | "many"
  | "list"
  | "pairs"
  | "settings"
  | "json"
  | "integer"
  | "duration"
  | "memory";

export interface Option {
  /** Where it stands in the configuration: "columns.key"; "subjects.*.train" is of every subject. */
  readonly path: string;
  /** Without the dashes; null: only in the configuration. */
  readonly flag: string | null;
  /** How help names the value; null: a switch. */
  readonly value: string | null;
  readonly reads: Reading;
  /** What it means, in a line. */
  readonly text: string;
  /** What counts when nothing is said, in words; null: nothing. */
  readonly unset: string | null;
  readonly choices?: readonly string[];
  readonly group: (typeof groups)[number];
  /** What has this setting, where not everything has. */
  readonly kinds?: readonly Kind[];
  /** Whether another value can give other results: such flags stand in the command that a report shows. */
  readonly decides: boolean;
}

export const subjectKinds = ["synthetic", "model", "data"] as const satisfies readonly Kind[];
/** As help shows them. */
export const groups = [
  "a synthetic table",
  "a model",
  "training data",
  "any of them",
  "columns",
  "what is played",
  "how it runs",
  "what comes out",
] as const;

type Row = Partial<Option> & Pick<Option, "path" | "text">;
const rows = (group: Option["group"], decides: boolean, list: readonly Row[]): readonly Option[] =>
  list.map((row) => ({ flag: null, value: null, reads: "text", unset: null, group, decides, ...row }));

export const presets = ["quick", "standard", "thorough"] as const;
export const policyNames = ["default", "tight"] as const;
export const executors = ["processes", "inline"] as const;
export const formats = ["html", "json", "md", "sarif", "junit"] as const;
/** What a label of numbers may stand for. */
export const labelReadings = ["class", "number"] as const;
export const columnTypes = ["number", "category", "time", "key", "text"] as const;

export const options: readonly Option[] = [
  ...rows("a synthetic table", true, [
    {
      path: "subjects.*.synthetic",
      flag: "synthetic",
      value: "FILE...",
      reads: "many",
      text: "the synthetic table; several files are several candidates",
      kinds: ["synthetic"],
    },
  ]),
  ...rows(
    "a model",
    true,
    [
      {
        path: "subjects.*.model",
        flag: "model",
        value: "FILE...",
        reads: "many" as const,
        text: "the model, an ONNX file; several files are several candidates (of training data: one, which is asked about its rows)",
        kinds: ["model", "data"] as const,
      },
      {
        path: "subjects.*.predictions",
        flag: "predictions",
        value: "FILE...",
        reads: "many" as const,
        text: "instead of a model: what it answered, as a table (csv, parquet) or arrays (npz, npy, safetensors)",
      },
      {
        path: "subjects.*.population",
        flag: "population",
        value: "FILE",
        text: "more people of the same population: of a model, whom nobody asks about and attackers may learn from; of training data, whom it is used on (a table, or a JSON file of shares)",
        kinds: ["model", "data"] as const,
      },
      {
        path: "subjects.*.label",
        text: "the column that the model predicts",
        unset: "columns.label, which --label says",
      },
      {
        path: "subjects.*.as",
        flag: "as",
        value: "KIND",
        text: "what a label of numbers is: class or number",
        unset: "guessed, and said",
        choices: labelReadings,
      },
      {
        path: "subjects.*.trainer",
        flag: "trainer",
        value: "KIND|JSON",
        reads: "json" as const,
        text: "how models like it are made: same (its own network, trained anew), mlp, logistic, forest, boosting, or an object with all settings",
        unset: "what suits the model",
      },
      {
        path: "checks.*.shadows",
        flag: "shadows",
        value: "N",
        reads: "integer" as const,
        text: "how many models like it are trained to learn from, in every check that does so",
        unset: "as the preset says",
      },
    ].map((row) => ({ kinds: ["model"] as const, ...row })),
  ),
  ...rows(
    "training data",
    true,
    [
      {
        path: "subjects.*.serving",
        flag: "serving",
        value: "FILE",
        text: "people whom a model learnt from the table is used on, for comparison",
      },
      {
        path: "subjects.*.prediction",
        flag: "prediction",
        value: "COLUMN",
        text: "the column with what a model decided about each row",
      },
      {
        path: "subjects.*.score",
        flag: "score",
        value: "COLUMN",
        text: "the column with the chance of the good outcome that a model gave, 0 to 1",
      },
      {
        path: "subjects.*.weights",
        flag: "weights",
        value: "COLUMN|FILE",
        text: "how many people a row stands for: a column of the table, or a file with one column and as many rows (such as the weights.csv of an audit against a population)",
      },
      {
        path: "subjects.*.positive",
        text: "the label of this table that counts as the good outcome",
        unset: "columns.positive, which --positive says",
      },
      {
        path: "subjects.*.protected",
        text: "the columns of this table whose groups are compared",
        unset: "columns.protected, which --protected says",
      },
      {
        path: "subjects.*.datasheet",
        flag: "datasheet",
        value: "FILE",
        text: "a file with what people say of the table; telltale init --datasheet writes one to fill in",
        unset: "datasheet.yml beside the configuration, where one table is audited",
      },
    ].map((row) => ({ ...row, kinds: ["data"] as const })),
  ),
  ...rows("any of them", true, [
    {
      path: "subjects.*.train",
      flag: "train",
      value: "FILE",
      text: "the people whom the table was made from, or whom the model was trained on",
    },
    {
      path: "subjects.*.holdout",
      flag: "holdout",
      value: "FILE",
      text: "people of the same population whom the generator, or the model, never saw; without them little can be proved",
    },
    { path: "subjects.*.name", flag: "name", value: "NAME", text: "how reports call it", unset: "the file's name" },
    { path: "subjects.*.kind", text: "what is audited", choices: subjectKinds },
  ]),
  ...rows("columns", true, [
    {
      path: "columns.key",
      flag: "key",
      value: "COLUMNS",
      reads: "list",
      text: "columns that tell people apart, when one person may have several rows; no attack uses them",
    },
    {
      path: "columns.secrets",
      flag: "secrets",
      value: "COLUMNS",
      reads: "list",
      text: "columns that somebody would like to learn",
      unset: "every column in turn",
    },
    { path: "columns.ignore", flag: "ignore", value: "COLUMNS", reads: "list", text: "columns that no attack uses" },
    {
      path: "columns.types",
      flag: "types",
      value: "COLUMN=TYPE,...",
      reads: "pairs",
      text: "types of columns, where the guess would be wrong: number, category, time, key, text",
      unset: "guessed from all tables together",
    },
    {
      path: "columns.label",
      flag: "label",
      value: "COLUMN",
      text: "the column that is predicted: by the model, or with the table (check of utility)",
    },
    {
      path: "columns.positive",
      flag: "positive",
      value: "VALUE",
      text: "the label that counts as the good outcome (checks of data)",
      unset: "the second of two, and said",
    },
    {
      path: "columns.protected",
      flag: "protected",
      value: "COLUMNS",
      reads: "list",
      text: "attributes whose groups are compared, sex and race: who bears the leak",
      unset: "every column with few categories",
    },
    {
      path: "columns.quasiIdentifiers",
      flag: "quasi-identifiers",
      value: "COLUMNS",
      reads: "list",
      text: "columns by which people could be recognised (check of disclosure)",
    },
  ]),
  ...rows("what is played", true, [
    {
      path: "preset",
      flag: "preset",
      value: "NAME",
      text: "how much effort: quick, standard or thorough",
      unset: "standard",
      choices: presets,
    },
    {
      path: "check",
      flag: "check",
      value: "GLOBS",
      reads: "list",
      text: 'which checks: linkability,copies or "model/*"',
      unset: "all that apply",
    },
    {
      path: "checks",
      flag: "set",
      value: "CHECK.OPTION=JSON",
      reads: "settings",
      text: "an option of a check, as in linkability.k=10; CHECK=false leaves a check out (telltale explain CHECK lists options)",
    },
    {
      path: "policy",
      flag: "policy",
      value: "NAME",
      text: "which limits: default or tight",
      unset: "default",
      choices: policyNames,
    },
    {
      path: "accepted",
      flag: "accepted",
      value: "FILE",
      text: "findings that somebody took the responsibility for (telltale accept writes it)",
      unset: "telltale.accepted.json, if it is there",
    },
    {
      path: "baseline",
      flag: "baseline",
      value: "RUN",
      text: "a run, or a file that telltale baseline set wrote: only what is new or worse since then fails",
      unset: "telltale.baseline.json, if it is there",
    },
    { path: "limits", text: "limits of your own, by check, then by measure; null takes a limit away" },
    {
      path: "seed",
      flag: "seed",
      value: "N",
      reads: "integer",
      text: "where random numbers start; the same seed gives the same result",
      unset: "1",
    },
  ]),
  ...rows("how it runs", false, [
    {
      path: "maxTime",
      flag: "max-time",
      value: "TIME",
      reads: "duration",
      text: "stop after 30m, 2h or 90s; what was finished is reported",
    },
    {
      path: "workers",
      flag: "workers",
      value: "N",
      reads: "integer",
      text: "processes to compute with",
      unset: "one for each core",
    },
    {
      path: "executor",
      flag: "executor",
      value: "NAME",
      text: "processes, or inline: all in one process",
      unset: "processes",
      choices: executors,
    },
    {
      path: "memory",
      flag: "memory",
      value: "SIZE",
      reads: "memory",
      text: "the most that one worker may use: 2G or 800M",
      unset: "its share of four fifths of the machine's",
    },
    {
      path: "timeout",
      flag: "timeout",
      value: "TIME",
      reads: "duration",
      text: "the longest that one task may take",
      unset: "1h",
    },
    {
      path: "store",
      flag: "store",
      value: "DIR",
      text: "where results and runs are kept; it holds data about people",
      unset: "TELLTALE_STORE, else .telltale",
    },
  ]),
  ...rows("what comes out", false, [
    {
      path: "formats",
      flag: "format",
      value: "F[=PATH]",
      reads: "many",
      text: `${formats.join(", ")}: to PATH, or alone on standard output; may be repeated`,
    },
    { path: "out", flag: "out", value: "DIR", text: "where this run's own files go", unset: "STORE/runs/TIME-HASH" },
    { path: "strict", flag: "strict", reads: "switch", text: "exit with 11 when a limit could not be decided" },
    { path: "fail", flag: "no-fail", reads: "off", text: "exit with 0 even when a limit is violated" },
  ]),
];

/** The line that says what a setting means. */
export function textOf(path: string): string {
  const option = options.find((one) => one.path === path);
  if (!option) throw new Error(`no setting ${path}`);
  return option.unset === null ? option.text : `${option.text} (default: ${option.unset})`;
}
