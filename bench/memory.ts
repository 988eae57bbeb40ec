/** The memory of a process with all that it started, as Linux tells it. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Resident bytes of a process and all its children. */
function memoryOf(root: number): number {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const status = new Map<number, { parent: number; bytes: number }>();
  for (const name of all) {
    try {
      const text = readFileSync(`/proc/${name}/status`, "utf8");
      const field = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
      status.set(Number(name), { parent: field("PPid"), bytes: 1024 * field("VmRSS") });
    } catch {
      // It ended meanwhile.
    }
  }
  const ours = new Set([root]);
  for (let before = 0; before < ours.size;) {
    before = ours.size;
    for (const [pid, { parent }] of status) if (ours.has(parent)) ours.add(pid);
  }
  return [...ours].reduce((sum, pid) => sum + (status.get(pid)?.bytes ?? 0), 0);
}

export interface Spent {
  readonly seconds: number;
  /** At most, of all its processes together; looked at five times a second. */
  readonly bytes: number;
  readonly exit: number | null;
}

export async function spentBy(args: readonly string[], output: "inherit" | "ignore"): Promise<Spent> {
  const started = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", output, "inherit"] });
  let bytes = 0;
  const watch = setInterval(() => (bytes = Math.max(bytes, memoryOf(child.pid ?? 0))), 200);
  const exit = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearInterval(watch);
  return { seconds: (performance.now() - started) / 1000, bytes, exit };
}
