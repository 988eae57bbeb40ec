/** What can go wrong with a user's own trainer, with what it said last as the cause. */
import { TelltaleError } from "../../../error.ts";

const named = (command: readonly string[]): string => command.join(" ");

/**
 * The last lines of what a program printed: where programs say what went wrong. They may hold data ("KeyError: 'Ann Smith'"), so they are for the terminal and not in
 * the message, which is kept with the run. As a stack, which is what a worker hands on.
 */
function said(words: string): Error {
  const lines = words.trimEnd().split(/\r?\n/).slice(-12).join("\n").slice(-1000).trim();
  const error = new Error("what the program said last");
  error.stack = lines === "" ? "The program said nothing." : `The last it said:\n${lines}`;
  return error;
}

export const missing = (command: readonly string[], why: "absent" | "closed", cause: unknown): TelltaleError =>
  new TelltaleError("TRAINER_MISSING", {
    message: `the trainer's program "${command[0] ?? ""}" ${why === "absent" ? "was not found" : "may not be run"}`,
    hint:
      why === "absent"
        ? "Name it by its path, or by a name that the shell finds; a script needs its interpreter before it: python3 train.py."
        : "Make it executable (chmod +x), or name its interpreter before it: python3 train.py.",
    cause,
  });

export const failed = (command: readonly string[], how: string, words: string): TelltaleError =>
  new TelltaleError("TRAINER_FAILED", {
    message: `the trainer ${named(command)} ${how}`,
    hint: "Let the script copy its folder, which is its last argument, and run it by hand on the copy: docs/trainers.md says what is in it.",
    cause: said(words),
  });

export const hung = (command: readonly string[], seconds: number, words: string): TelltaleError =>
  new TelltaleError("TRAINER_HUNG", {
    message: `the trainer ${named(command)} was not done after ${seconds} seconds and was ended`,
    hint: "Allow it more time (timeout of the trainer), or let it train less. It must not wait for input: it gets none.",
    cause: said(words),
  });

export const noAnswers = (command: readonly string[], words: string): TelltaleError =>
  new TelltaleError("TRAINER_NO_ANSWERS", {
    message: `the trainer ${named(command)} ended well but wrote no answers.csv into the folder`,
    hint: "The folder is its last argument: write answers.csv there, not into the working directory.",
    cause: said(words),
  });

export const garbage = (what: string, line: number, column: string | null): TelltaleError =>
  new TelltaleError("TRAINER_GARBAGE", {
    message: `answers.csv of the trainer: line ${line}${column === null ? "" : `, column "${column}"`}: ${what}`,
    hint: "Write comma-separated text: a header, then one line of numbers for each row of ask.csv, in the same order.",
  });

export const rows = (found: number, wanted: number): TelltaleError =>
  new TelltaleError("TRAINER_ROWS", {
    message: `answers.csv of the trainer has ${found} rows, and ask.csv has ${wanted}`,
    hint: "Answer each row of ask.csv with one line, in the same order: drop none, also where values are missing.",
  });

export const classes = (message: string, known: readonly string[]): TelltaleError =>
  new TelltaleError("TRAINER_CLASSES", {
    message: `answers.csv of the trainer: ${message}`,
    hint: `The header names a column for each class, in any order: ${known.slice(0, 10).join(", ")}${known.length > 10 ? ", ..." : ""}.`,
  });

export const probabilities = (what: string, line: number): TelltaleError =>
  new TelltaleError("TRAINER_PROBABILITIES", {
    message: `answers.csv of the trainer: line ${line}: ${what}`,
    hint: "Write probabilities: from 0 to 1, and 1 together in each row (softmax of logits, predict_proba of scikit-learn).",
  });

export const changed = (path: string, how: "absent" | "changed", cause: unknown): TelltaleError =>
  new TelltaleError("TRAINER_CHANGED", {
    message: `"${path}", which the trainer's command names, ${how === "absent" ? "is not there any more" : "was changed since the run began"}`,
    hint: "Leave it as it is while models are trained, and run the same command again: models of the new file are trained anew.",
    cause,
  });
