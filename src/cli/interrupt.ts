/** Ctrl-C: once stops the run and keeps what was computed; twice ends at once. */
import { exits } from "../run/exit.ts";
import type { Terminal } from "./terminal.ts";

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Signals have their usual effect again. */
  end(): void;
}
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `onStop`: before anything is said about it. */
export function listen(terminal: Terminal, onStop = (): void => {}): Interrupt {
  const controller = new AbortController();
  const stop = (): void => {
    // Workers die with this process.
    if (controller.signal.aborted) process.exit(exits.interrupted);
    onStop();
    terminal.err("stopping (once more ends at once) ...\n");
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    end() {
      for (const signal of signals) process.removeListener(signal, stop);
    },
  };
}
