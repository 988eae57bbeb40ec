/** Whole runs, as a terminal sees them: stopped, killed, and without room on the disk. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openComputer } from "./compute.ts";
import { openInline } from "./executor.ts";
import { openStore } from "./store.ts";
import { isDead, logged, newFolder, until } from "./testing/look.ts";
import { type Parameters, play } from "./testing/play.ts";
import { works } from "./testing/works.ts";

const program = fileURLToPath(new URL("./testing/session.ts", import.meta.url));
const node = [process.execPath, "--import", import.meta.resolve("tsx"), program];

interface Session {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly err: string }>;
}
function begin(folder: string, { log, gate, size }: Parameters, before: readonly string[] = []): Session {
  const [command, ...rest] = [...before, ...node, folder, log, gate, String(size)];
  const child = spawn(command, rest, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, ended: Promise.all([closed, text(child.stderr)]).then(([code, err]) => ({ code, err: err.trim() })) };
}
function prepare(size: number): Parameters & { readonly folder: string } {
  const at = newFolder();
  return { folder: join(at, "store"), log: join(at, "log"), gate: join(at, "gate"), size };
}
/** The same again, here. */
async function goOn(folder: string, parameters: Parameters): Promise<unknown> {
  const store = openStore(folder);
  await using executor = openInline(store, works);
  const computer = openComputer(store, executor);
  return { outputs: await play(computer, parameters), ...computer.counts };
}

describe("a run in a terminal", { timeout: 60_000 }, () => {
  // Ctrl-C reaches the whole group of processes, kill -9 only one; both workers are where they can hear nothing.
  test.for(["SIGINT", "SIGKILL"] as const)(
    "goes on where %s stopped it, and leaves no process behind",
    async (signal) => {
      const { folder, ...parameters } = prepare(1);
      const { child, ended } = begin(folder, parameters);
      await until(() => logged(parameters.log).length === 5);
      process.kill(signal === "SIGINT" ? -(child.pid ?? NaN) : (child.pid ?? NaN), signal);
      expect(await ended).toEqual(signal === "SIGINT" ? { code: 130, err: "RUN_STOPPED" } : { code: null, err: "" });
      for (const { pid } of logged(parameters.log)) await until(() => isDead(pid));

      writeFileSync(parameters.gate, "");
      expect(await goOn(folder, parameters)).toEqual({ outputs: [1, 4, 9, 4, 5], computed: 2, reused: 4 });
      const begun = logged(parameters.log).map(({ n }) => n);
      expect(begun.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 4, 5, 5]);
      expect(readdirSync(join(folder, "tmp"))).toEqual([]);
    },
  );

  test.skipIf(process.platform === "win32")(
    "without room for an output it ends at once, and the store is sound",
    async () => {
      const { folder, ...parameters } = prepare(1_000_000); // 8 MB
      writeFileSync(parameters.gate, "");
      const { ended } = begin(folder, parameters, ["bash", "-c", 'ulimit -f 4096 && exec "$@"', "bash"]);
      expect(await ended).toEqual({ code: 1, err: "STORE_FULL" });
      expect(readdirSync(join(folder, "tmp"))).toEqual([]);
      expect(await goOn(folder, parameters)).toEqual({ outputs: [1, 4, 9, 4, 5], computed: 3, reused: 3 });
    },
  );
});
