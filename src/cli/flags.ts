/** Flags of the verbs that read a configuration: each sets one path of it. Static text, so that --help need not load the schema; a test holds the two together. */

export interface Flag {
  /** For commander: "--seed <n>". */
  readonly flag: string;
  /** Where its value goes in the configuration. */
  readonly path: readonly string[];
  readonly help: string;
  /** How the text becomes a value. */
  readonly required?: true;
  readonly read: "text" | "list" | "number" | "seconds" | "on" | "off";
}

export const subjectFlags: readonly Flag[] = [
  {
    flag: "--synthetic <file...>",
    path: ["subjects", "0", "synthetic"],
    required: true,
    read: "list",
    help: "the table to be released; several are compared",
  },
  {
    flag: "--train <file>",
    path: ["subjects", "0", "train"],
    required: true,
    read: "text",
    help: "the table it was made from: the people in the data",
  },
  {
    flag: "--holdout <file>",
    path: ["subjects", "0", "holdout"],
    read: "text",
    help: "people of the same population whom the generator never saw",
  },
  {
    flag: "--name <name>",
    path: ["subjects", "0", "name"],
    read: "text",
    help: "how the report calls it (default: the file's name)",
  },
];

export const columnFlags: readonly Flag[] = [
  {
    flag: "--key <columns>",
    path: ["columns", "key"],
    read: "list",
    help: "columns that tell people apart, when one may have several rows",
  },
  {
    flag: "--secrets <columns>",
    path: ["columns", "secrets"],
    read: "list",
    help: "columns somebody would like to learn (default: all in turn)",
  },
  { flag: "--ignore <columns>", path: ["columns", "ignore"], read: "list", help: "columns that no attack uses" },
];

export const effortFlags: readonly Flag[] = [
  {
    flag: "--preset <name>",
    path: ["preset"],
    read: "text",
    help: "quick, standard or thorough: effort, and with it the width of the intervals",
  },
  { flag: "--check <glob...>", path: ["check"], read: "list", help: 'play these checks only, "synthetic/link*"' },
  { flag: "--policy <name>", path: ["policy"], read: "text", help: "default or tight: the set of limits" },
  { flag: "--seed <n>", path: ["seed"], read: "number", help: "of all random choices (default 1)" },
  { flag: "--workers <n>", path: ["workers"], read: "number", help: "worker processes (default: one for each core)" },
  { flag: "--executor <name>", path: ["executor"], read: "text", help: "processes (default) or inline" },
  { flag: "--memory <MB>", path: ["memory"], read: "number", help: "for one worker (default 4096)" },
  { flag: "--timeout <time>", path: ["timeout"], read: "seconds", help: "for one task: 90s, 10m, 1h (default 1h)" },
  {
    flag: "--max-time <time>",
    path: ["maxTime"],
    read: "seconds",
    help: "for the whole run; what was finished by then is reported",
  },
  {
    flag: "--store <folder>",
    path: ["store"],
    read: "text",
    help: "where results are kept (default .telltale, or TELLTALE_STORE)",
  },
];

export const outcomeFlags: readonly Flag[] = [
  {
    flag: "--out <folder>",
    path: ["out"],
    read: "text",
    help: "folder for this run's own files (default: in the store)",
  },
  { flag: "--strict", path: ["strict"], read: "on", help: "exit with 11 when a limit is undecided" },
  { flag: "--no-fail", path: ["fail"], read: "off", help: "exit with 0 when a limit is violated" },
];

/** The name under which commander keeps the value of a flag: "--max-time <time>" is maxTime, "--no-fail" is fail. */
export const nameOf = ({ flag }: Pick<Flag, "flag">): string =>
  (flag.split(" ", 1)[0] ?? "")
    .replace(/^--(no-)?/, "")
    .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
