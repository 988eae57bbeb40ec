/** A run as the command line would do it, with two workers: `session.ts FOLDER LOG GATE SIZE`. Ends with 130 when it was stopped, 1 on errors. */
import { TelltaleError } from "../../error.ts";
import { openComputer } from "../compute.ts";
import { openProcesses } from "../processes.ts";
import { openStore } from "../store.ts";
import { play } from "./play.ts";

const [folder = "", log = "", gate = "", size = ""] = process.argv.slice(2);
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
try {
  const store = openStore(folder);
  await using executor = openProcesses(store, new URL("./works.ts", import.meta.url), { workers: 2 });
  const computer = openComputer(store, executor, { signal: stop.signal });
  try {
    console.log(await play(computer, { log, gate, size: Number(size) }));
  } finally {
    await computer.settled();
  }
} catch (error) {
  if (!(error instanceof TelltaleError)) throw error;
  console.error(error.code);
  process.exitCode = error.code === "RUN_STOPPED" ? 130 : 1;
}
