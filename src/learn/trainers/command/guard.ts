/** Runs a user's program so that nothing of it is left: it, and all that it started, ends when its time is over, or when whoever asked is gone, even by a kill. */
import { spawn } from "node:child_process";

/**
 * A process between us and the program. The program leads a process group of its own, which is killed as one when it has ended, when it is late, and when our end of the
 * channel is closed; then the folder is deleted, too. It is text, because a worker may be TypeScript or JavaScript, and this needs neither.
 */
const guard = `
const { spawn } = require("node:child_process");
const { rmSync } = require("node:fs");
const [folder, kept, grace] = process.argv.slice(1);
let group;
const end = () => {
  if (group === undefined) return;
  try { process.kill(-group, "SIGKILL"); } catch {}
};
process.on("message", ({ command: [program, ...rest], ms }) => {
  let words = "", late = false, told = false;
  const tell = (how) => {
    if (told || !process.connected) return;
    told = true;
    process.send({ ...how, words }, () => {});
  };
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  group = child.pid;
  for (const channel of [child.stdout, child.stderr])
    channel.setEncoding("utf8").on("data", (chunk) => (words = (words + chunk).slice(-kept)));
  const clock = setTimeout(() => { late = true; end(); }, ms);
  child.on("error", ({ code, message }) => tell({ how: "not started", code: String(code), message }));
  child.on("exit", (code, signal) => {
    clearTimeout(clock);
    end();
    group = undefined;
    const how = late ? { how: "late" } : { how: "exit", code, signal };
    child.on("close", () => tell(how));
    setTimeout(() => tell(how), Number(grace)); // one that left the group may hold the channels open
  });
});
process.on("disconnect", () => {
  end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
});
process.on("SIGINT", () => {});
`;

/** How a program ended, and the last it said on both its channels. */
export type Ended = (
  | { readonly how: "exit"; readonly code: number | null; readonly signal: string | null }
  | { readonly how: "late" }
  | { readonly how: "not started"; readonly code: string; readonly message: string }
) & { readonly words: string };

export interface Guarded extends AsyncDisposable {
  /** Once. `seconds`: then it is killed. */
  run(command: readonly string[], seconds: number): Promise<Ended>;
}

/** Characters of its output that are kept. */
const kept = 4000;
/** Milliseconds. */
const grace = 500;

/** `folder` is deleted at the end, however it comes. */
export function openGuard(folder: string): Guarded {
  const child = spawn(process.execPath, ["-e", guard, folder, String(kept), String(grace)], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    detached: true, // Ctrl-C is for us to hear
  });
  const gone = new Promise<void>((resolve) => {
    child.on("error", () => resolve()); // it could not be started
    child.on("exit", () => resolve());
  });
  return {
    async run(command, seconds) {
      const answer = new Promise<Ended>((resolve) => child.once("message", (ended: Ended) => resolve(ended)));
      child.send({ command, ms: Math.min(seconds * 1000, 2 ** 31 - 1) }, () => {}); // one that cannot be reached is gone
      const lost: Ended = { how: "not started", code: "LOST", message: "the process that watches it ended", words: "" };
      return await Promise.race([answer, gone.then(() => lost)]);
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
