/** Whole runs, as a terminal sees them: stopped, killed, and without room on the disk. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isDead, logged, newFolder, until } from "./testing/look.ts";

const program = fileURLToPath(new URL("./testing/session.ts", import.meta.url));
const node = [process.execPath, "--import", import.meta.resolve("tsx"), program];

interface Session {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}
function begin(parameters: readonly string[], before: readonly string[] = []): Session {
  const [command = "", ...rest] = [...before, ...node, ...parameters];
  const child = spawn(command, rest, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]).then(([code, out, err]) => ({
    code,
    out,
    err,
  }));
  return { child, ended };
}

describe("a run in a terminal", { timeout: 60_000 }, () => {
  // Ctrl-C reaches the whole group of processes, kill -9 only one; both workers are where they can hear nothing.
  test.for(["SIGINT", "SIGKILL"] as const)(
    "goes on where %s stopped it, and leaves no process behind",
    async (signal) => {
      const folder = newFolder();
      const [log, gate] = [join(folder, "..", `${Date.now()}-${signal}.log`), join(folder, "..", `${Date.now()}.gate`)];
      const first = begin([folder, log, gate]);
      await until(() => logged(log).length === 5);
      process.kill(signal === "SIGINT" ? -(first.child.pid ?? NaN) : (first.child.pid ?? NaN), signal);
      const { code, err } = await first.ended;
      expect([code, err.trim()]).toEqual(signal === "SIGINT" ? [130, "RUN_STOPPED"] : [null, ""]);
      for (const { pid } of logged(log)) await until(() => isDead(pid));

      writeFileSync(gate, "");
      const second = await begin([folder, log, gate]).ended;
      expect(JSON.parse(second.out)).toEqual({ computed: 2, reused: 4, outputs: [1, 4, 9, 4, 5] });
      expect(
        logged(log)
          .map(({ n }) => n)
          .toSorted((a, b) => a - b),
      ).toEqual([1, 2, 3, 4, 4, 5, 5]);
      for (const path of [folder, log, gate]) rmSync(path, { recursive: true });
    },
  );

  test.skipIf(process.platform === "win32")(
    "without room for an output it ends at once, and the store is sound",
    async () => {
      const folder = newFolder();
      const [log, gate] = [join(folder, "..", `${Date.now()}-full.log`), join(folder, "..", `${Date.now()}-full.gate`)];
      writeFileSync(gate, "");
      const parameters = [folder, log, gate, "1000000"]; // 8 MB
      const full = await begin(parameters, ["bash", "-c", 'ulimit -f 4096 && exec "$@"', "bash"]).ended;
      expect([full.code, full.err.trim()]).toEqual([1, "STORE_FULL"]);
      expect(readdirSync(join(folder, "tmp"))).toEqual([]);

      const roomy = await begin(parameters).ended;
      expect(JSON.parse(roomy.out)).toMatchObject({ computed: 3, reused: 3 });
      expect(existsSync(join(folder, "version"))).toBe(true);
      for (const path of [folder, log, gate]) rmSync(path, { recursive: true });
    },
  );
});
