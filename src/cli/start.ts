/** Calls the verb that was asked for, and tells what went wrong. */
import { exitOf, tell } from "./trouble.ts";
import { parse } from "./parse.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** The exit code. */
export async function start(argv: readonly string[], terminal: Terminal = openTerminal()): Promise<number> {
  const debug = Boolean(process.env["TELLTALE_DEBUG"]);
  try {
    const { verb, flags, args } = parse(argv);
    const { run } = await verb.load();
    return await run({ flags, args, terminal });
  } catch (error) {
    terminal.err(tell(error, terminal.errStyle, { debug }));
    return exitOf(error);
  }
}

/** A reader that has seen enough (| head) is no trouble; what goes on is the work, not the writing. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
}
