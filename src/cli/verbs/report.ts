/** telltale report: a run again, in any format. */
import { readRun } from "../../run/read.ts";
import { findRun } from "../../run/runs.ts";
import { terminal as renderTerminal } from "../../report/terminal.ts";
import { deliver, wantedOf } from "../formats.ts";
import { storeOf } from "../store.ts";
import type { Call } from "../verbs.ts";

export async function run({ flags, args: [name = "latest"], terminal }: Call): Promise<number> {
  const wanted = wantedOf(flags["format"] ?? []);
  const found = readRun(findRun(storeOf(flags), name));
  const printed = await deliver(found, wanted);
  if (printed !== null) terminal.out(printed);
  else if (wanted.length === 0) terminal.out(renderTerminal(found, terminal.outStyle));
  return 0;
}
