/** The command line within this process, for tests: faster than a process of its own. */
import { start } from "../start.ts";

export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export async function here(args: readonly string[]): Promise<Ended> {
  let [out, err] = ["", ""];
  const style = { colour: false, unicode: true, columns: 120 };
  const exit = await start(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outStyle: style,
    errStyle: style,
    asks: false,
    redraws: false,
  });
  return { exit, out, err };
}
