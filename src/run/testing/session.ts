/** A run as the command line would do it, with two workers: `session.ts FOLDER LOG GATE [SIZE]`. Ends with 130 when it was stopped, 1 on errors. */
import { TelltaleError } from "../../error.ts";
import { openComputer } from "../compute.ts";
import { openProcesses } from "../processes.ts";
import { openStore } from "../store.ts";
import { blocking, square, waves } from "./works.ts";

const [folder = "", log = "", gate = "", size = "1"] = process.argv.slice(2);
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
try {
  const store = openStore(folder);
  await using executor = openProcesses(store, new URL("./works.ts", import.meta.url), { workers: 2 });
  const { compute, counts, settled } = openComputer(store, executor, { signal: stop.signal });
  try {
    const squares = await compute(
      square,
      [1, 2, 3].map((n) => ({ log, n })),
    );
    await compute(waves, [{ n: 1, size: Number(size) }]);
    const last = await compute(
      blocking,
      [4, 5].map((n) => ({ log, gate, n })),
    );
    console.log(JSON.stringify({ ...counts, outputs: [...squares.map(({ n }) => n), ...last] }));
  } finally {
    await settled();
  }
} catch (error) {
  if (!(error instanceof TelltaleError)) throw error;
  console.error(error.code);
  process.exitCode = error.code === "RUN_STOPPED" ? 130 : 1;
}
