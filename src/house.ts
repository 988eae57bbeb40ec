/** What every job needs: a store, hands to compute with, and a way to ask for what is missing. */
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { works } from "./check/index.ts";
import type { Config } from "./config.ts";
import { openComputer, type Computer } from "./run/compute.ts";
import type { OnEvent } from "./run/events.ts";
import { openInline } from "./run/executor.ts";
import { openProcesses } from "./run/processes.ts";
import { openStore, type Store } from "./run/store.ts";

export interface House extends AsyncDisposable {
  readonly store: Store;
  readonly computer: Computer;
}
export interface Hooks {
  /** Aborting it stops the run; what was computed is kept. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

// Every worker imports the same list of works, from sources or from dist.
const list = new URL(`./check/index${extname(import.meta.url)}`, import.meta.url);

export type Housing = Pick<Config, "store" | "executor" | "workers" | "memory" | "timeout" | "maxTime">;

export function openHouse(housing: Housing, { signal, onEvent }: Hooks): House {
  const { store: folder, executor: kind, workers = availableParallelism(), memory, timeout, maxTime } = housing;
  const store = openStore(folder);
  const limits = { workers, ...(memory && { memory }), ...(timeout && { timeout: timeout * 1000 }) };
  const executor = kind === "inline" ? openInline(store, works) : openProcesses(store, list, limits);
  const time = maxTime === undefined ? {} : { maxTime: maxTime * 1000 };
  const computer = openComputer(store, executor, { onEvent, signal, ...time });
  return {
    store,
    computer,
    async [Symbol.asyncDispose]() {
      computer.close();
      await computer.settled();
      await executor[Symbol.asyncDispose]();
    },
  };
}
