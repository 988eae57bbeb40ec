/** telltale forget: deletes what was kept about people. */
import { basename, dirname } from "node:path";
import { TelltaleError } from "../../error.ts";
import { forgetAll, forgetRun, type Forgotten } from "../../run/forget.ts";
import { findRun, idsOf } from "../../run/runs.ts";
import { storeOf } from "../store.ts";
import type { Call } from "../verbs.ts";

export async function run(call: Call): Promise<number> {
  const { flags, args, terminal } = call;
  const [name] = args;
  const all = flags["all"] !== undefined;
  if (all === (name !== undefined))
    throw new TelltaleError("USAGE_ARGUMENT", {
      message: all ? "a run, or --all: not both" : "what is to be forgotten?",
      hint: "telltale forget RUN for one run, telltale forget --all for everything. telltale runs lists them.",
    });
  const store = storeOf(flags);
  const id = name === undefined ? null : basename(dirname(findRun(store, name)));
  if (id !== null && !idsOf(store).includes(id))
    throw new TelltaleError("RUN_UNKNOWN", {
      message: `${name ?? ""} is not a run of the store ${store}`,
      hint: "telltale runs lists them. Files outside the store are yours: delete them yourself.",
    });
  const what = id === null ? `everything in ${store} (${idsOf(store).length} runs)` : `the run ${id}`;
  if (!(await agreed(call, what))) {
    terminal.err("nothing was deleted\n");
    return 1;
  }
  const forgotten = id === null ? forgetAll(store) : forgetRun(store, id);
  terminal.out(told(forgotten));
  return 0;
}

async function agreed({ flags, terminal }: Call, what: string): Promise<boolean> {
  if (flags["yes"] !== undefined) return true;
  if (!terminal.asks)
    throw new TelltaleError("USAGE_YES", {
      message: `delete ${what}? There is nobody to ask`,
      hint: "Add --yes if that is what you want.",
    });
  const { confirm } = await import("@clack/prompts");
  return (await confirm({ message: `Delete ${what}? It cannot be brought back.`, initialValue: false })) === true;
}

export function told({ runs, entries, elsewhere }: Forgotten): string {
  const outside = elsewhere.map((folder) => `${folder} holds files of it, and is yours: look there\n`).join("");
  return `forgotten: ${runs.length} ${runs.length === 1 ? "run" : "runs"}, ${entries} kept results\n${outside}`;
}
