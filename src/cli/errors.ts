/** What went wrong, where, and what to do now; never a stack trace for a user's mistake. */
import { TelltaleError } from "../error.ts";
import { exits } from "../run/exit.ts";

/** Mistakes in the command or the configuration. */
const usage = /^(FLAG_|CONFIG_|CHECK_|COLUMN_|FORMAT_|RUN_UNKNOWN|RUN_AMBIGUOUS)/;

export interface Told {
  readonly text: string;
  readonly exit: number;
}

export function tell(error: unknown): Told {
  const stack =
    process.env["TELLTALE_DEBUG"] && error instanceof Error ? `\n${error.stack ?? ""}\n${causes(error)}` : "";
  if (error instanceof TelltaleError) {
    const { code, message, hint } = error;
    const exit = code === "RUN_STOPPED" ? exits.interrupted : usage.test(code) ? exits.usage : exits.error;
    return { text: `error: ${message}\n  ${hint}\n  (${code})${stack}\n`, exit };
  }
  const message = error instanceof Error ? error.message : String(error);
  const text = `error: telltale has a bug: ${message}\n  Please report it with the command you ran and the output of TELLTALE_DEBUG=1 telltale ...; leave out data about people.${stack}\n`;
  return { text, exit: exits.error };
}

const causes = ({ cause }: Error): string =>
  cause instanceof Error
    ? `caused by ${cause.stack ?? cause.message}\n${causes(cause)}`
    : cause === undefined
      ? ""
      : `caused by ${String(cause)}`;
