/** A run is stopped by an AbortSignal: Ctrl-C, or its time is over. Nothing is lost, for what was computed lies in the store. */
import { TelltaleError } from "../error.ts";

const hint = "Run the same command again: it goes on where it stopped.";

/** The error of a run that was stopped for this reason (`signal.reason`); a TelltaleError is its own. */
export function stopped(reason?: unknown): TelltaleError {
  if (reason instanceof TelltaleError) return reason;
  if (reason instanceof Error && reason.name === "TimeoutError") return outOfTime();
  return new TelltaleError("RUN_STOPPED", { message: "the run was stopped", hint, cause: reason });
}

export const outOfTime = (): TelltaleError =>
  new TelltaleError("RUN_OUT_OF_TIME", { message: "the time of the run is over", hint });

/** Milliseconds: a timer cannot wait longer, and goes off at once instead. */
export const longest = 2 ** 31 - 1;

/** Waits for what `act` promises, but fails as soon as the signal is given; then `act` is not even begun. */
export function openStop(signal: AbortSignal | undefined): <T>(act: () => Promise<T>) => Promise<T> {
  // One listener for all: thousands of promises may wait.
  const waiting = new Set<(error: TelltaleError) => void>();
  signal?.addEventListener("abort", () => {
    for (const fail of waiting) fail(stopped(signal.reason));
  });
  return (act) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) throw stopped(signal.reason);
      waiting.add(reject);
      void act()
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
}
