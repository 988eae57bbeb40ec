/** The verbs: what each is for, what it takes, with examples. Plain data; the code of a verb is loaded when it is called. */
import { groups, type Option, options } from "../config/options.ts";
import type { Flags } from "../config/flags.ts";
import type { Terminal } from "./terminal.ts";

export type Flag = Pick<Option, "value" | "reads" | "text" | "unset"> & {
  readonly flag: string;
  readonly short?: string;
  readonly choices?: readonly string[];
};
export interface Call {
  readonly flags: Flags;
  readonly args: readonly string[];
  readonly terminal: Terminal;
}
export interface Verb {
  readonly name: string;
  /** In the overview. */
  readonly summary: string;
  /** After "telltale": one line for each form. */
  readonly usage: readonly string[];
  readonly about: string;
  readonly args: { readonly least: number; readonly most: number };
  readonly groups: readonly { readonly title: string; readonly flags: readonly Flag[] }[];
  readonly examples: readonly (readonly [command: string, text: string])[];
  readonly exits?: readonly (readonly [code: number, text: string])[];
  load(): Promise<{ readonly run: (call: Call) => Promise<number> }>;
}

const hasFlag = (option: Option): option is Option & { readonly flag: string } => option.flag !== null;
const settings = (...titles: readonly Option["group"][]): Verb["groups"] =>
  titles.map((title) => ({ title, flags: options.filter(hasFlag).filter(({ group }) => group === title) }));
const only = (...flags: readonly string[]): readonly Flag[] =>
  options.filter(hasFlag).filter(({ flag }) => flags.includes(flag));

const flag = (name: string, text: string, more: Partial<Flag> = {}): Flag => ({
  flag: name,
  value: null,
  reads: "switch",
  unset: null,
  text,
  ...more,
});
const choice = (text: string, choices: readonly string[], unset: string): Flag =>
  flag("format", text, { value: "F", reads: "text", choices, unset });
const answer = (name: string, text: string, choices: readonly string[]): Flag =>
  flag(name, text, { value: "A", reads: "text", choices });
const yes = flag("yes", "ask nothing", { short: "y" });

const forms = (verb: string): readonly string[] => [
  `${verb} synthetic --synthetic FILE... --train FILE [--holdout FILE] [options]`,
  `${verb} model --model FILE... --train FILE [--holdout FILE] [--label COLUMN] [options]`,
  `${verb} data --train FILE --protected COLUMNS --label COLUMN [--population FILE] [options]`,
];

export const verbs: readonly Verb[] = [
  {
    name: "audit",
    summary: "play the checks, hold them against the limits, write a report",
    usage: ["audit [CONFIG] [options]", ...forms("audit")],
    about:
      "What does this table, or this model, give away about the people it was made from? audit synthetic plays against a synthetic table, audit model against a trained model, or against its answers alone; audit data looks at training data itself, group by group. Without CONFIG, telltale.config.json of this folder is used. A flag goes over the file.",
    args: { least: 0, most: 1 },
    groups: settings(...groups),
    examples: [
      ["telltale audit synthetic --synthetic s.csv --train t.csv --holdout h.csv", "the first audit"],
      [
        "telltale audit model --model m.onnx --train t.csv --holdout h.csv --label income",
        "who was the model trained on?",
      ],
      [
        "telltale audit model --predictions p.csv --train t.csv --holdout h.csv --label income",
        "when the model itself cannot be had",
      ],
      [
        'telltale audit data --train t.csv --protected sex,race --label income --positive ">50K"',
        "who is in the training data, and how do groups fare?",
      ],
      ["telltale audit", "as telltale.config.json says"],
      ["telltale audit --preset quick --max-time 5m --strict", "in continuous integration"],
      ["telltale audit --format json | jq .summary", "for other programs"],
      ["telltale audit --format html=report.html --format sarif=out.sarif", "several reports"],
      ["telltale audit --set linkability.k=10 --check linkability", "one check, with an option of its own"],
    ],
    exits: [
      [0, "no limit violated (read the closing sentence: undecided is not passed)"],
      [10, "a limit is violated"],
      [11, "a limit is undecided, under --strict"],
      [1, "something failed"],
      [2, "wrong usage or configuration"],
      [130, "interrupted; the same command goes on where it stopped"],
    ],
    load: () => import("./verbs/audit.ts"),
  },
  {
    name: "init",
    summary: "ask what to audit, and write telltale.config.json",
    usage: ["init [synthetic|model|data] [options]"],
    about:
      "Asks what is audited, for the files, the columns and the policy. With --yes, or without a terminal, flags answer the questions.",
    args: { least: 0, most: 1 },
    groups: [
      {
        title: "answers",
        flags: only(
          "synthetic",
          "model",
          "predictions",
          "train",
          "holdout",
          "population",
          "name",
          "key",
          "label",
          "positive",
          "prediction",
          "score",
          "serving",
          "protected",
          "quasi-identifiers",
          "secrets",
          "ignore",
          "as",
          "trainer",
          "policy",
        ),
      },
      {
        title: "options",
        flags: [
          yes,
          flag("datasheet", "write datasheet.yml instead: what only people can tell of training data, to fill in"),
          flag("force", "write over a file that is there"),
          flag("file", "where to write", {
            value: "FILE",
            reads: "text",
            unset: "telltale.config.json, or datasheet.yml",
          }),
        ],
      },
    ],
    examples: [
      ["telltale init", "asks"],
      ["telltale init --yes --synthetic s.csv --train t.csv --holdout h.csv", "in a script"],
      ["telltale init model --yes --model m.onnx --train t.csv --holdout h.csv --label income", "of a model"],
      ["telltale init --datasheet", "questions about training data that only people can answer"],
    ],
    load: () => import("./verbs/init.ts"),
  },
  {
    name: "choose",
    summary: "which gap between groups should count: a few questions, one headline for data/fairness",
    usage: ["choose [CONFIG] [options]"],
    about:
      'Asks who is helped or harmed by a positive, whether the label is trusted, which errors weigh more and whether places are few, and writes one of six gaps, with its reason, as checks["data/fairness"].headline into CONFIG (a JSON file; telltale.config.json unless given). With --yes, or without a terminal, flags answer the questions; only those that matter are needed.',
    args: { least: 0, most: 1 },
    groups: [
      {
        title: "answers",
        flags: [
          answer("decisions", "whether there is a prediction, a score or a model", ["some", "none"]),
          answer("labels", "whether the label says what is true, for every group alike", ["trusted", "doubted"]),
          answer("effect", "what a positive does to the person", ["helps", "harms", "neither"]),
          answer("errors", "the worse error: to miss a positive, or a false one", ["missed", "false", "both"]),
          answer("capacity", "whether it is fixed how many can be called positive", ["fixed", "open"]),
        ],
      },
      { title: "options", flags: [yes, flag("print", "tell the choice, write nothing")] },
    ],
    examples: [
      ["telltale choose", "asks"],
      ["telltale choose --print --decisions some --labels doubted", "in a script"],
    ],
    load: () => import("./verbs/choose.ts"),
  },
  {
    name: "demo",
    summary: "audit three tables and four models made on the spot, with known leaks; needs no file and no network",
    usage: ["demo [options]"],
    about:
      "Makes three synthetic tables of real wages and of a simulated census: one that leaks, one that does not, one with copies of real rows; and of the same people four models: two that learnt them by heart and two that did not (they need onnxruntime-node; without it only tables are audited). Exits with 0 when every planted leak was found and nothing honest failed.",
    args: { least: 0, most: 0 },
    groups: [
      {
        title: "options",
        flags: [
          ...only("seed", "workers", "store"),
          flag("data", "where tables and models go", { value: "DIR", reads: "text", unset: "telltale-demo" }),
        ],
      },
    ],
    examples: [["telltale demo", "takes about a minute"]],
    load: () => import("./verbs/demo.ts"),
  },
  {
    name: "plan",
    summary: "what an audit would do: checks, tasks, time, and the limits that so many people can pass at all",
    usage: ["plan [CONFIG] [options]", ...forms("plan")],
    about: "Reads and describes the files, but plays nothing and trains nothing. Takes what audit takes.",
    args: { least: 0, most: 1 },
    groups: [
      ...settings("a synthetic table", "a model", "training data", "any of them", "columns", "what is played"),
      {
        title: "options",
        flags: [
          ...only("workers", "executor", "memory", "timeout", "store"),
          choice("text or json", ["text", "json"], "text"),
        ],
      },
    ],
    examples: [
      ["telltale plan", "before a long audit"],
      ["telltale plan --preset thorough --format json", "for other programs"],
    ],
    load: () => import("./verbs/plan.ts"),
  },
  {
    name: "report",
    summary: "show a run again, in any format",
    usage: ["report [RUN] [--format F[=PATH]]..."],
    about: "RUN is an id or its beginning, a folder, a run.json, or latest.",
    args: { least: 0, most: 1 },
    groups: [{ title: "options", flags: only("format", "store") }],
    examples: [
      ["telltale report", "the latest, in the terminal"],
      ["telltale report 20261123 --format html=report.html", "as a file to send"],
      ["telltale report --format md >> $GITHUB_STEP_SUMMARY", "in continuous integration"],
    ],
    load: () => import("./verbs/report.ts"),
  },
  {
    name: "diff",
    summary: "what changed between two runs: which differences are proved, which verdicts are others",
    usage: ["diff BEFORE AFTER [options]"],
    about:
      "BEFORE and AFTER are runs as in telltale report, or baseline files. A difference is called worse or better only when its interval leaves zero out, or a limit is newly violated or kept.",
    args: { least: 2, most: 2 },
    groups: [
      { title: "options", flags: [choice("text, md or json", ["text", "md", "json"], "text"), ...only("store")] },
    ],
    examples: [
      ["telltale diff 20261123 latest", "did the new generator leak less?"],
      ["telltale diff main/run.json latest --format md", "for a comment on a pull request"],
    ],
    load: () => import("./verbs/diff.ts"),
  },
  {
    name: "baseline",
    summary: "set how things stand: audits then fail only on what is new or worse",
    usage: ["baseline set [RUN] [options]", "baseline show [options]", "baseline clear [options]"],
    about:
      "set writes a small file without any data about people: keep it in version control. telltale audit uses it where it lies. RUN is the latest unless given.",
    args: { least: 1, most: 2 },
    groups: [
      {
        title: "options",
        flags: [
          flag("file", "where it lies", { value: "FILE", reads: "text", unset: "telltale.baseline.json" }),
          ...only("store"),
        ],
      },
    ],
    examples: [
      ["telltale baseline set", "what the latest run found is known from now on"],
      ["telltale baseline show", "what is known"],
    ],
    load: () => import("./verbs/baseline.ts"),
  },
  {
    name: "accept",
    summary: "take the responsibility for a finding, with a reason and until a date",
    usage: ["accept FINDING --reason TEXT --until DATE [--by NAME] [options]", "accept FINDING --withdraw", "accept"],
    about:
      "FINDING is the id of a finding of the latest run, or a part of it that only one has. An accepted finding keeps its number, is shown, and no longer fails the audit; it returns when the date has passed or when it is proved to be larger than what was accepted. Without FINDING, lists what is accepted.",
    args: { least: 0, most: 1 },
    groups: [
      {
        title: "options",
        flags: [
          flag("reason", "why this may be", { value: "TEXT", reads: "text" }),
          flag("until", "the last day on which it holds, as in 2027-03-01", { value: "DATE", reads: "text" }),
          flag("by", "who answers for it", { value: "NAME", reads: "text", unset: "your user name" }),
          flag("withdraw", "accept it no longer"),
          flag("run", "the run to look for it in", { value: "RUN", reads: "text", unset: "latest" }),
          flag("file", "where it is written", { value: "FILE", reads: "text", unset: "telltale.accepted.json" }),
          ...only("store"),
        ],
      },
    ],
    examples: [
      ["telltale accept linkability:s --reason contract-12 --until 2027-03-01 --by a.meyer", "until then"],
      ["telltale accept", "what is accepted, by whom and until when"],
    ],
    load: () => import("./verbs/accept.ts"),
  },
  {
    name: "runs",
    summary: "list the runs of the store",
    usage: ["runs [options]"],
    about: "Newest first.",
    args: { least: 0, most: 0 },
    groups: [{ title: "options", flags: [choice("text or json", ["text", "json"], "text"), ...only("store")] }],
    examples: [["telltale runs", "what was audited, and how it ended"]],
    load: () => import("./verbs/runs.ts"),
  },
  {
    name: "train",
    summary: "train a small model on a table: an ONNX file that takes the table's own columns",
    usage: ["train TABLE --label COLUMN [--holdout FILE] [options]"],
    about:
      "For demos, examples and experiments: a model whose making is known, to audit. Columns are encoded within the model (numbers standardised, categories one number each), so that raw columns go in and names of classes come out.",
    args: { least: 1, most: 1 },
    groups: [
      {
        title: "data",
        flags: [
          flag("label", "the column to predict", { value: "COLUMN", reads: "text" }),
          flag("holdout", "people that it is measured on and never sees", { value: "FILE", reads: "text" }),
          flag("as", "what a label of numbers is", {
            value: "F",
            reads: "text",
            choices: ["class", "number"],
            unset: "guessed, and said",
          }),
          flag("ignore", "columns not to learn from", { value: "COLUMNS", reads: "list" }),
        ],
      },
      {
        title: "model",
        flags: [
          flag("model", "the kind of network", {
            value: "M",
            reads: "text",
            choices: ["mlp", "logistic"],
            unset: "mlp",
          }),
          flag("hidden", "widths of its hidden layers, as in 64,32", { value: "WIDTHS", reads: "list", unset: "64" }),
          flag("dropout", "share of a layer that a step leaves out", { value: "P", reads: "text", unset: "0" }),
        ],
      },
      {
        title: "training",
        flags: [
          flag("epochs", "how often each row is learnt", { value: "N", reads: "integer", unset: "50" }),
          flag("batch", "rows of a step", { value: "N", reads: "integer", unset: "64" }),
          flag("rate", "of Adam", { value: "X", reads: "text", unset: "0.001" }),
          flag("weight-decay", "how much large weights cost", { value: "X", reads: "text", unset: "0" }),
          flag("epsilon", "differentially private training (DP-SGD) that keeps this promise", {
            value: "E",
            reads: "text",
          }),
          flag("delta", "of the promise", { value: "D", reads: "text", unset: "1 / (10 rows)" }),
        ],
      },
      {
        title: "options",
        flags: [
          flag("file", "where the model goes", { value: "FILE", reads: "text", unset: "model.onnx" }),
          choice("text or json", ["text", "json"], "text"),
          ...only("seed", "store", "memory", "timeout"),
        ],
      },
    ],
    examples: [
      ["telltale train people.csv --label income --holdout others.csv", "writes model.onnx, and says how good it is"],
      ["telltale train people.csv --label income --epochs 200 --hidden 256", "a model that learns people by heart"],
      ["telltale train people.csv --label income --epsilon 2", "one that keeps a promise"],
    ],
    load: () => import("./verbs/train.ts"),
  },
  {
    name: "explain",
    summary: "a check: the question, the adversary, the formula, how to read it, what reduces it",
    usage: ["explain [CHECK]"],
    about: "Without CHECK, lists all checks.",
    args: { least: 0, most: 1 },
    groups: [{ title: "options", flags: [choice("text or md", ["text", "md"], "text")] }],
    examples: [
      ["telltale explain", "the list"],
      ["telltale explain linkability", "one of them"],
    ],
    load: () => import("./verbs/explain.ts"),
  },
  {
    name: "forget",
    summary: "delete what was kept about people",
    usage: ["forget RUN [options]", "forget --all [options]"],
    about: "Deletes a run, and what only that run needed. --all deletes everything, also what interrupted runs left.",
    args: { least: 0, most: 1 },
    groups: [{ title: "options", flags: [flag("all", "everything in the store"), yes, ...only("store")] }],
    examples: [
      ["telltale forget latest", "asks first"],
      ["telltale forget --all --yes", "in a script"],
    ],
    load: () => import("./verbs/forget.ts"),
  },
  {
    name: "doctor",
    summary: "is everything there that telltale needs, and does its ruler measure right",
    usage: ["doctor [options]", "doctor MODEL.onnx [--format json]"],
    about:
      "Looks at Node.js, the engines and the store, and plays a few games with a known answer. Of a model, tells its inputs, outputs, parameters and operators, and whether it can be differentiated and trained anew. Exits with 1 when something is broken.",
    args: { least: 0, most: 1 },
    groups: [
      {
        title: "options",
        flags: [
          flag("calibrate", "play all of them: error rates of intervals and verdicts, line by line"),
          choice("of a model: text or json", ["text", "json"], "text"),
          ...only("store"),
        ],
      },
    ],
    examples: [
      ["telltale doctor", "when something does not work"],
      ["telltale doctor --calibrate", "before you trust a number"],
      ["telltale doctor model.onnx", "what a model is, and what can be done with it"],
    ],
    load: () => import("./verbs/doctor.ts"),
  },
];
