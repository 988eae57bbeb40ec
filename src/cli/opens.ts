/** Does the engine open a model? Tried in a process of its own, so that a crash of native code is an answer like others. */
import { fork } from "node:child_process";
import { extname } from "node:path";
import type { Probed } from "../graph/probe.ts";

// The same program from TypeScript sources (under tsx and vitest) and from dist.
const extension = extname(import.meta.url);
const program = new URL(`../graph/probe${extension}`, import.meta.url);
const loader = extension === ".ts" ? ["--import", import.meta.resolve("tsx")] : [];
/** Milliseconds: a model of 2 GiB is open in a fraction of it. */
const patience = 120_000;

export function opens(path: string): Promise<Probed> {
  const child = fork(program, [path], { execArgv: loader, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  let words = "";
  let answer: Probed | undefined;
  child.stderr?.on("data", (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(-2000)));
  child.on("message", (probed: Probed) => (answer = probed));
  child.on("error", () => {}); // "close" follows
  return new Promise((resolve) =>
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve(answer ?? crashed(signal ?? `code ${code}`, words));
    }),
  );
}

function crashed(how: string, words: string): Probed {
  const [last = ""] = words.trim().split("\n").slice(-1);
  return {
    ok: false,
    code: "ENGINE_CRASHED",
    message: `the engine ended with ${how} when it opened this model${last ? `: ${last}` : ""}`,
    hint: "Check the file with onnx.checker.check_model, or export it again with an opset from 13 to 21.",
  };
}
