/** How errors are told, and the exit codes they give. */
import { TelltaleError } from "../error.ts";
import { exits } from "../run/exit.ts";
import { paint, type Style, wrap } from "./terminal.ts";

/** What a user named does not exist or cannot be meant: usage. What could not be done, though asked for rightly: an error. */
const usage =
  /^(USAGE|CONFIG|COLUMN|CHECK|SHARES|DATASHEET)_|^TABLE_FILE_(MISSING|FOLDER)$|^MODEL_(MISSING|NOT_ONNX)$|^TENSORS_MIXED$|^RUN_(UNKNOWN|AMBIGUOUS)$|^LABEL_POSITIVE$|^GROUPS_NAMES$|^STORE_UNKNOWN$/;

export function exitOf(error: unknown): number {
  if (!(error instanceof TelltaleError)) return exits.error;
  if (error.code === "RUN_STOPPED") return exits.interrupted;
  return usage.test(error.code) ? exits.usage : exits.error;
}

/** What happened and where, what to do now, the code; for a bug, how to report it. `debug`: with the stack. */
export function tell(error: unknown, style: Style, { debug }: { readonly debug: boolean }): string {
  const stack = debug ? `${stackOf(error)}\n` : "";
  if (error instanceof TelltaleError)
    return `${lines(error.message, error.hint, `code ${error.code}`, style)}${debug ? stack : wordsOf(error)}`;
  const message = error instanceof Error ? error.message : String(error);
  const hint = `Please report it, with the command and what TELLTALE_DEBUG=1 shows. What was computed is kept.`;
  return `${lines(`a bug in telltale: ${message}`, hint, "code BUG", style)}${stack}`;
}

const withWords = /^TRAINER_(FAILED|HUNG|NO_ANSWERS)$|^WORKER_START$/;

/** What a program said that was run for telltale, or a worker that did not start: shown here, and kept nowhere. */
function wordsOf({ code, cause }: TelltaleError): string {
  if (!withWords.test(code)) return "";
  // From a worker the stack comes alone.
  const words = cause instanceof Error ? cause.stack : typeof cause === "string" ? cause : "";
  return words === undefined || words.trim() === "" ? "" : `${words.trim()}\n`;
}

function lines(message: string, hint: string, code: string, style: Style): string {
  const [cross, arrow] = style.unicode ? ["✗", "→"] : ["x", ">"];
  const at = (text: string): string => wrap(text, { columns: style.columns, indent: 2 });
  return [
    `${paint(style, "red", cross)} ${paint(style, "bold", at(message))}`,
    `${paint(style, "cyan", arrow)} ${at(hint)}`,
    `  ${paint(style, "dim", code)}`,
    "",
  ].join("\n");
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
